// The keys of the graph.
import type { Box, Scene } from '../../../server/src/layout/scene.js';
import { store } from '../state/state.js';
import { toggleGroup, unfoldRun } from './opening.js';
import { next, type Way } from './walk.js';

const ways: Readonly<Record<string, Way>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

export function onKey(
  event: KeyboardEvent,
  graph: {
    readonly scene: Scene;
    readonly current: Box | undefined;
    readonly select: (box: Box) => void;
    readonly reveal: (box: Box) => void;
    readonly fitAll: () => void;
    readonly zoomBy: (factor: number) => void;
  },
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { scene, current, select } = graph;
  const way = ways[event.key];
  const done = (): void => event.preventDefault();
  if (way) {
    const box = next(scene, current, way);
    if (box) select(box);
    return done();
  }
  switch (event.key) {
    case 'Enter':
      if (current) graph.reveal(current);
      return done();
    case ' ':
      if (current?.item.repeat) unfoldRun(current);
      else if (current) toggleGroup(current);
      return done();
    case 'Escape': {
      // Out to the group around it, and from the outermost to nothing.
      const parent = current && scene.boxes.find(({ id }) => id === current.parent);
      if (parent) select(parent);
      else store.set({ selected: undefined });
      return done();
    }
    case 'Home':
    case 'f':
      graph.fitAll();
      return done();
    case '+':
    case '=':
      graph.zoomBy(1.25);
      return done();
    case '-':
      graph.zoomBy(0.8);
      return done();
    case '/':
      document.getElementById('graph-search')?.focus();
      return done();
  }
}
