// Opens and closes groups, and draws the instances of a run one by one.
import type { Box } from '../../../server/src/layout/scene.js';
import type { ItemId } from '../../../server/src/picture/model.js';
import { store } from '../state/state.js';

const without = (ids: readonly ItemId[], id: ItemId): readonly ItemId[] => ids.filter((each) => each !== id);

export function toggleGroup({ id, open, item }: Box): void {
  if (item.kind !== 'group') return;
  const { opened, closed } = store.get();
  store.set(
    open
      ? { opened: without(opened, id), closed: [...without(closed, id), id], selected: id }
      : { opened: [...without(opened, id), id], closed: without(closed, id), selected: id },
  );
}

export function unfoldRun({ id }: Box): void {
  const { unfolded } = store.get();
  store.set({ unfolded: [...without(unfolded, id), id], selected: id });
}
