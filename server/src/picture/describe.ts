// Items and networks in a few lines of plain text: tooltips of exported pictures, subtitles.
import { entryOf } from '../text/table.js';
import { abbreviate, plural } from '../format/numbers.js';
import type { CountJson, FieldJson, Figures, Item, ItemId, Picture } from './model.js';
import { pictureTexts } from './texts.js';
import { noOutputDepends, terms, trainingOutputsOnly } from '../format/terms.js';

/** A line for each thing that there is to say. */
export function describe(id: ItemId, item: Item, picture: Picture): string {
  const lines = [
    item.label === undefined ? item.title : `${item.label}: ${item.title}`,
    ...(item.arguments === '' ? [] : [item.arguments]),
    pictureTexts.output(item.shapes),
  ];
  if (item.kind === 'layer' || item.kind === 'group') {
    lines.push(figuresText(item.figures));
    const field = fieldText(entryOf(picture.fields, id));
    if (field !== undefined) lines.push(pictureTexts.field(field));
  }
  if (item.repeat) lines.push(pictureTexts.instances(item.repeat.count, item.repeat.equal));
  if (item.use === 'training') lines.push(trainingOutputsOnly);
  if (item.use === 'unused') lines.push(noOutputDepends);
  if (item.finding) lines.push(`${item.finding.severity}: ${item.finding.message}`);
  return lines.join('\n');
}

/** `25.6 M parameters · 4.09 G MACs · receptive field 427 × 427`. */
export function subtitleOf({ figures, field }: Picture): string {
  const seen = fieldText(field);
  return `${figuresText(figures)}${seen === undefined ? '' : ` · ${pictureTexts.field(seen)}`}`;
}

function figuresText({ params, macs, activations, layers, unknownLayers }: Figures): string {
  const bound = unknownLayers > 0 ? '≥ ' : '';
  const count = (value: CountJson, unit: string): string =>
    value === null ? pictureTexts.unknown(unit) : `${bound}${abbreviate(Number(value))} ${unit}`;
  const parts = [
    count(params, terms.parameters),
    count(macs, terms.macs),
    count(activations, terms.activations),
  ];
  return [...(layers > 1 ? [plural(layers, terms.layer)] : []), ...parts].join(' · ');
}

function fieldText(field: FieldJson | undefined): string | undefined {
  if (field?.kind === 'global') return terms.global;
  return field?.kind === 'local' ? field.size.join(' × ') : undefined;
}
