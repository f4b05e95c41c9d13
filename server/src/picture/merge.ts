// One frame that stands for several alike ones: what differs among them is shown as a range.
import type { Edge, PictureFrame, Item } from './model.js';

/** `64 × 56 × 56` and `224 × 56 × 56` as `64…224 × 56 × 56`; `keep = 0.9` and `keep = 0.5` as `keep = 0.9…0.5`. */
export function range(first: string, last: string, separator: string): string {
  if (first === last) return first;
  const [a, b] = [first.split(separator), last.split(separator)];
  if (a.length !== b.length) return `${first} … ${last}`;
  return a
    .map((part, index) => {
      const end = b[index] ?? '';
      const [name = ''] = /^\w+ = /.exec(part) ?? [];
      return part === end ? part : `${part}…${end.startsWith(name) ? end.slice(name.length) : end}`;
    })
    .join(separator);
}

/** `frames` are alike, from the first of a run to the last; `mergeInner` merges the frames that are open in them. */
export function merged(
  frames: readonly PictureFrame[],
  mergeInner: (indices: readonly number[]) => number,
): PictureFrame {
  const [first, last] = [frames[0] as PictureFrame, frames.at(-1) as PictureFrame];
  const items = first.items.map((item, index): Item => {
    const end = last.items[index] ?? item;
    const shared = {
      detail: range(item.detail, end.detail, ', '),
      arguments: range(item.arguments, end.arguments, ', '),
      shapes: item.shapes.map((shape, output) => range(shape, end.shapes[output] ?? shape, ' × ')),
    };
    if (item.kind !== 'group' || item.frame === undefined) return { ...item, ...shared };
    const inner = frames.map((frame) => frame.items[index]);
    const indices = inner.flatMap((each) =>
      each?.kind === 'group' && each.frame !== undefined ? [each.frame] : [],
    );
    return { ...item, ...shared, frame: mergeInner(indices) };
  });
  const edges = first.edges.map((edge, index): Edge => {
    const all = frames.flatMap((frame) => frame.edges[index] ?? []);
    const kept = all.map(({ survival }) => survival ?? ([1, 1] as const));
    const lowest = Math.min(...kept.map(([low]) => low));
    const highest = Math.max(...kept.map(([, high]) => high));
    const shape = range(edge.shape, all.at(-1)?.shape ?? edge.shape, ' × ');
    return { ...edge, shape, ...(lowest < 1 && { survival: [lowest, highest] }) };
  });
  return { ...first, items, edges };
}
