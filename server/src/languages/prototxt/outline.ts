// The outline of a file: the network, its groups and layers in the order of the text.
import type { Span } from '../../graph/graph.js';
import { formatShape } from '../../math/dim.js';
import type { Range } from '../../text/range.js';
import type { OutlineItem } from '../../contract/language.js';
import { groupNames } from './groups.js';
import type { LayerSource } from './layerSource.js';
import type { Model } from './model.js';

type Item = { -readonly [Key in Exclude<keyof OutlineItem, 'children'>]: OutlineItem[Key] } & {
  readonly children: Item[];
};

export function outlineOf(model: Model): readonly OutlineItem[] {
  const { uri, lowered, layers, text } = model;
  if (lowered === undefined) return [];
  const { network } = lowered;
  const span = ({ start, end }: Range): Span => ({ uri, start, end });
  const root: Item = {
    kind: 'network',
    name: network.name,
    detail: `${network.body.nodes.length} layers`,
    span: { uri, start: 0, end: text.length },
    nameSpan: network.site.name,
    children: [],
  };
  const shapes = new Map<number, string>();
  for (const { at, value } of lowered.blobs) shapes.set(at.start, formatShape(value.shape));
  for (const input of network.inputs) {
    if (layers.some((layer) => layer.start <= input.span.start && input.span.end <= layer.end)) continue;
    const detail = formatShape(input.value.shape);
    root.children.push({
      kind: 'input',
      name: input.name,
      detail,
      span: input.span,
      nameSpan: input.span,
      children: [],
    });
  }
  for (const layer of layers) {
    const item: Item = {
      kind: 'layer',
      name: layer.name ?? layer.type ?? 'layer',
      detail: detailOf(layer),
      span: span(layer),
      nameSpan: span(layer.nameAt ?? layer.typeAt),
      children: [],
    };
    add(root, groupNames(layer.name ?? ''), item);
  }
  return [dissolve(root)];

  function detailOf(layer: LayerSource): string {
    const type = layer.type ?? 'no type';
    if (!lowered?.included.has(layer)) return `${type}, not in ${model.state.phase}`;
    const [top] = layer.tops;
    const shape = top && shapes.get(top.start);
    return shape === undefined ? type : `${type} ${shape}`;
  }
}

/** Puts an item into the groups of a path, made where the last ones are others. */
function add(parent: Item, path: readonly string[], item: Item): void {
  const [name, ...rest] = path;
  if (name === undefined) {
    parent.children.push(item);
    return;
  }
  let group = parent.children.at(-1);
  if (group?.kind !== 'group' || group.name !== name) {
    group = { kind: 'group', name, detail: '', span: item.span, nameSpan: item.nameSpan, children: [] };
    parent.children.push(group);
  }
  group.span = { ...group.span, end: item.span.end };
  add(group, rest, item);
}

/** A group of one layer is that layer. */
function dissolve(item: Item): Item {
  const children = item.children.map(dissolve);
  const [only] = children;
  if (item.kind === 'group' && children.length === 1 && only) return only;
  return {
    ...item,
    children,
    ...(item.kind === 'group' && { detail: `${children.length} layers` }),
  };
}
