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
import { terms } from '../texts/terms.js';
import { facts } from '../texts/views.js';
import { noField } from '../../../server/src/format/terms.js';

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
  if (layer) rows.push([terms.input, layer.in]);
  if (shapes.length > 0) rows.push([shapes.length > 1 ? facts.outputs : terms.output, shapes.join(' and ')]);
  if (!terminal) {
    if (item.kind === 'group') rows.push([terms.layers, countText(figures.layers)]);
    rows.push([terms.parameters, count(figures.params, picture.figures.params)]);
    rows.push([terms.macs, count(figures.macs, picture.figures.macs)]);
    if (elements !== undefined) {
      const memory = elements * circumstances.batch * numberTypes[circumstances.numberType];
      rows.push([
        terms.activations,
        `${bound}${countText(figures.activations)} · ${measures.memory.text(memory)}`,
      ]);
    }
    const seconds = secondsOf(network, box, circumstances);
    if (seconds > 0) {
      rows.push([terms.estimatedTime, `${figures.unknownLayers > 0 ? '≥ ' : ''}${formatSeconds(seconds)}`]);
    }
  }
  if (field) rows.push([terms.receptiveField, fieldText(field)]);
  const notes = [
    ...(repeat ? [facts.instances(repeat.count, name, repeat.lastName, repeat.equal)] : []),
    ...(use === 'training' ? [facts.trainingOnly] : []),
    ...(use === 'unused' ? [facts.unused] : []),
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
  if (field.kind === 'global') return facts.globalField;
  if (field.kind === 'none') return noField(field.reason);
  const same = (values: readonly (number | string)[]): string =>
    values.every((value) => value === values[0]) ? String(values[0]) : values.join(' × ');
  return facts.localField(field.size.join(' × '), same(field.stride), same(field.padding));
}
