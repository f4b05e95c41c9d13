// The picture laid out; what did not change since the last one is not laid out again.
import { useMemo } from 'preact/hooks';
import { Layouts } from '../../../server/src/layout/layOut.js';
import type { Direction, Scene } from '../../../server/src/layout/scene.js';
import type { Picture } from '../../../server/src/picture/model.js';

const layouts = new Layouts();
let current: Scene | undefined;

/** What is shown now. */
export const currentScene = (): Scene | undefined => current;

export function useScene(picture: Picture, direction: Direction): Scene {
  return (current = useMemo(() => layouts.layOut(picture, direction), [picture, direction]));
}
