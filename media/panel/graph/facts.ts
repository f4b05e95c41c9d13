// The facts shown about a box: in its tooltip, and in the line below the graph when it is selected.
import { entryOf } from '../../../server/src/text/table.js';
import type { Box } from '../../../server/src/layout/scene.js';
import { formatSeconds, formatShare } from '../../../server/src/format/numbers.js';
import type { FieldJson, ItemId, Picture } from '../../../server/src/picture/model.js';
import type { Circumstances } from '../../../server/src/analysis/roofline.js';
import { approximate } from '../data/figures.js';
import { measures } from '../data/measures.js';
import { numberTypes } from '../../../server/src/math/numberTypes.js';
import { countText, type NetworkData } from '../data/network.js';
import type { TipContent } from '../controls/tip.js';
import { secondsOf } from './colour.js';

/** The names on the way to an item, outermost first. */
export const pathOf = (id: ItemId): readonly string[] =>
  id.split('/').map((part) => part.replaceAll('%2F', '/').replaceAll('%25', '%'));

export function factsOf(
  box: Box,
  picture: Picture,
  network: NetworkData | undefined,
  circumstances: Circumstances,
): TipContent {
  const { id, item } = box;
  const { label, title, name, shapes, figures, finding, repeat, use } = item;
  const terminal = item.kind === 'input' || item.kind === 'output';
  const bound = figures.unknownLayers > 0 && item.kind === 'group' ? '≥ ' : '';
  const count = (value: typeof figures.params, total: typeof figures.params): string => {
    const [part, whole] = [approximate(value), approximate(total)];
    const share = part && whole ? ` · ${formatShare(part / whole)}` : '';
    return `${bound}${countText(value)}${use === 'main' ? share : ''}`;
  };
  const elements = approximate(figures.activations);
  const layer = network?.byId.get(id);
  const field = entryOf(picture.fields, id);
  const rows: (readonly [string, string])[] = [];
  if (layer) rows.push(['input', layer.in]);
  if (shapes.length > 0) rows.push([shapes.length > 1 ? 'outputs' : 'output', shapes.join(' and ')]);
  if (!terminal) {
    if (item.kind === 'group') rows.push(['layers', countText(figures.layers)]);
    rows.push(['parameters', count(figures.params, picture.figures.params)]);
    rows.push(['MACs', count(figures.macs, picture.figures.macs)]);
    if (elements !== undefined) {
      const memory = elements * circumstances.batch * numberTypes[circumstances.numberType];
      rows.push([
        'activations',
        `${bound}${countText(figures.activations)} · ${measures.memory.text(memory)}`,
      ]);
    }
    const seconds = secondsOf(network, box, circumstances);
    if (seconds > 0) {
      rows.push(['estimated time', `${figures.unknownLayers > 0 ? '≥ ' : ''}${formatSeconds(seconds)}`]);
    }
  }
  if (field) rows.push(['receptive field', fieldText(field)]);
  const notes = [
    ...(repeat
      ? [
          `${repeat.count} instances, ${name} … ${repeat.lastName}, ${repeat.equal ? 'all equal' : 'equal except for sizes'}.`,
        ]
      : []),
    ...(use === 'training' ? ['Used only by training outputs.'] : []),
    ...(use === 'unused' ? ['No output depends on this layer.'] : []),
    ...(finding ? [finding.message] : []),
  ];
  const signature = `${title}${item.arguments ? `(${item.arguments})` : ''}`;
  const named = label !== undefined && label !== title;
  return {
    title: named ? label : signature,
    ...(named && !terminal && { kind: signature }),
    rows,
    notes,
  };
}

function fieldText(field: FieldJson): string {
  if (field.kind === 'global') return 'global: the whole input';
  if (field.kind === 'none') return `none: ${field.reason}`;
  const same = (values: readonly (number | string)[]): string =>
    values.every((value) => value === values[0]) ? String(values[0]) : values.join(' × ');
  return `${field.size.join(' × ')}, stride ${same(field.stride)}, padding ${same(field.padding)}`;
}
