// Where the reader looked last in the graph of each network, for the next time that it is shown.
import { seen, type Sized, type Viewport } from './viewport.js';
import type { Scene } from '../../../server/src/layout/scene.js';

/** Networks whose place is kept. */
const most = 100;
const views = new Map<string, Viewport>();

export function keepView(subject: string, view: Viewport): void {
  views.delete(subject);
  views.set(subject, view);
  const [oldest] = views.keys();
  if (views.size > most && oldest !== undefined) views.delete(oldest);
}

/** The kept view, if some of the scene is still to be seen there. */
export function keptView(subject: string, scene: Scene, screen: Sized): Viewport | undefined {
  const view = views.get(subject);
  if (!view) return undefined;
  const { left, right, top, bottom } = seen(view, screen);
  return left < scene.width && right > 0 && top < scene.height && bottom > 0 ? view : undefined;
}
