// Items and networks in a few lines of plain text: tooltips of exported pictures, subtitles.
import { entryOf } from '../text/table.js';
import { abbreviate, plural } from '../format/numbers.js';
import type { CountJson, FieldJson, Figures, Item, ItemId, Picture } from './model.js';

/** A line for each thing that there is to say. */
export function describe(id: ItemId, item: Item, picture: Picture): string {
  const lines = [
    item.label === undefined ? item.title : `${item.label}: ${item.title}`,
    ...(item.arguments === '' ? [] : [item.arguments]),
    `output ${item.shapes.join(' and ') || 'none'}`,
  ];
  if (item.kind === 'layer' || item.kind === 'group') {
    lines.push(figuresText(item.figures));
    const field = fieldText(entryOf(picture.fields, id));
    if (field !== undefined) lines.push(`receptive field ${field}`);
  }
  if (item.repeat)
    lines.push(`${item.repeat.count} instances${item.repeat.equal ? '' : ', alike but for sizes'}`);
  if (item.use === 'training') lines.push('serves training-only outputs alone');
  if (item.use === 'unused') lines.push('no output needs it');
  if (item.finding) lines.push(`${item.finding.severity}: ${item.finding.message}`);
  return lines.join('\n');
}

/** `25.6 M parameters · 4.09 G MACs · receptive field 427 × 427`. */
export function subtitleOf({ figures, field }: Picture): string {
  const seen = fieldText(field);
  return `${figuresText(figures)}${seen === undefined ? '' : ` · receptive field ${seen}`}`;
}

function figuresText({ params, macs, activations, layers, unknownLayers }: Figures): string {
  const bound = unknownLayers > 0 ? '≥ ' : '';
  const count = (value: CountJson, unit: string): string =>
    value === null ? `${unit} unknown` : `${bound}${abbreviate(Number(value))} ${unit}`;
  const parts = [count(params, 'parameters'), count(macs, 'MACs'), count(activations, 'activations')];
  return [...(layers > 1 ? [plural(layers, 'layer')] : []), ...parts].join(' · ');
}

function fieldText(field: FieldJson | undefined): string | undefined {
  if (field?.kind === 'global') return 'global';
  return field?.kind === 'local' ? field.size.join(' × ') : undefined;
}
