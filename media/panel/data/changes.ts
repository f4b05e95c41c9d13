// How a network differs from an earlier state of itself: layers added, removed and changed, matched by their ids.
import type { LayerFigures, NetworkFigures } from '../../../server/src/picture/model.js';
import { terms } from '../texts/terms.js';
import { countText } from './network.js';

export interface Change {
  readonly kind: 'added' | 'removed' | 'changed';
  /** The way to the layer, without the network. */
  readonly layer: string;
  /** What is different, or what was added. */
  readonly text: string;
}

export function changesOf(before: NetworkFigures, now: NetworkFigures): readonly Change[] {
  const old = new Map(before.layers.map((layer) => [layer.id, layer]));
  const current = new Set(now.layers.map(({ id }) => id));
  const changes: Change[] = [];
  for (const layer of now.layers) {
    const earlier = old.get(layer.id);
    const text = earlier && difference(earlier, layer);
    if (!earlier) changes.push({ kind: 'added', layer: wayOf(layer), text: described(layer) });
    else if (text) changes.push({ kind: 'changed', layer: wayOf(layer), text });
  }
  for (const layer of before.layers) {
    if (!current.has(layer.id))
      changes.push({ kind: 'removed', layer: wayOf(layer), text: described(layer) });
  }
  return changes;
}

const wayOf = ({ path }: LayerFigures): string => path.join(' › ');

const described = ({ operator, arguments: args, out }: LayerFigures): string =>
  `${operator}${args ? `(${args})` : ''} → ${out}`;

function difference(before: LayerFigures, now: LayerFigures): string {
  const pairs = [
    ['', `${before.operator}(${before.arguments})`, `${now.operator}(${now.arguments})`],
    [`${terms.output} `, before.out, now.out],
    [`${terms.parameters} `, countText(before.params), countText(now.params)],
    [`${terms.macs} `, countText(before.macs), countText(now.macs)],
  ] as const;
  return pairs
    .filter(([, from, to]) => from !== to)
    .map(([label, from, to]) => `${label}${from} → ${to}`)
    .join(' · ');
}
