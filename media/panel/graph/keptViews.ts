// Where the reader looked last in the graph of each network, for the next time that it is shown.
import { Kept } from '../controls/kept.js';
import { seen, type Sized, type Viewport } from './viewport.js';
import type { Scene } from '../../../server/src/layout/scene.js';

const views = new Kept<Viewport>();

export const keepView = (subject: string, view: Viewport): void => views.set(subject, view);

/** The kept view, if some of the scene is still to be seen there. */
export function keptView(subject: string, scene: Scene, screen: Sized): Viewport | undefined {
  const view = views.get(subject);
  if (!view) return undefined;
  const { left, right, top, bottom } = seen(view, screen);
  return left < scene.width && right > 0 && top < scene.height && bottom > 0 ? view : undefined;
}
