// Walking the graph by keyboard: the nearest box in a direction, into a group and out of it.
import type { Box, Scene } from '../../../server/src/layout/scene.js';

export type Way = 'up' | 'down' | 'left' | 'right';

/** The nearest box whose middle lies in the direction; what lies far to the side counts as far. */
export function next(scene: Scene, from: Box | undefined, way: Way): Box | undefined {
  const boxes = scene.boxes.filter(({ open }) => !open);
  if (!from) return boxes[0];
  const vertical = way === 'up' || way === 'down';
  const sign = way === 'up' || way === 'left' ? -1 : 1;
  const [x, y] = middle(from);
  let best: Box | undefined;
  let least = Infinity;
  for (const box of boxes) {
    if (box === from) continue;
    const [dx, dy] = [middle(box)[0] - x, middle(box)[1] - y];
    const along = sign * (vertical ? dy : dx);
    const aside = Math.abs(vertical ? dx : dy);
    if (along <= 1) continue;
    const distance = along + 2.5 * aside;
    if (distance < least) {
      least = distance;
      best = box;
    }
  }
  return best;
}

const middle = ({ x, y, width, height }: Box): readonly [number, number] => [x + width / 2, y + height / 2];
