// The receptive fields of what is shown: they depend on where a shared frame stands.
import { shownFieldToJson } from '../analysis/json.js';
import { contextInside, fieldsAt, networkContext, type Fields } from '../analysis/receptiveField.js';
import type { CallNode, Network, Value } from '../graph/graph.js';
import { emptyTable } from '../text/table.js';
import type { FieldJson, PictureFrame, ItemId } from './model.js';
import type { GroupContents } from './groupContents.js';

/** From what the items of a frame are made. */
export interface FrameSource {
  readonly contents: GroupContents;
  /** For each item the value that its field is of, and the block instances that lead into it. */
  readonly items: readonly { readonly value: Value | undefined; readonly calls: readonly CallNode[] }[];
}

export function fieldsOfShown(
  network: Network,
  made: {
    readonly frames: readonly PictureFrame[];
    readonly sources: readonly FrameSource[];
    readonly root: number;
  },
): Record<ItemId, FieldJson> {
  const result = emptyTable<FieldJson>();
  const visit = (index: number, prefix: string, context: readonly Fields[]): void => {
    const source = made.sources[index];
    if (!source) return;
    const { body } = source.contents;
    made.frames[index]?.items.forEach((item, at) => {
      const { value, calls = [] } = source.items[at] ?? {};
      const id = prefix + item.name;
      if (value) result[id] = shownFieldToJson(fieldsAt(body, value, context), value.shape);
      if (item.kind !== 'group' || item.frame === undefined) return;
      // The first instance stands in this body, each next one in the one before it.
      let inner = context;
      let within = body;
      for (const call of calls) {
        inner = contextInside(within, call, inner);
        within = call.body;
      }
      visit(item.frame, `${id}/`, inner);
    });
  };
  visit(made.root, '', networkContext(network.body));
  return result;
}
