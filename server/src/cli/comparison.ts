// The table of `fovea compare`: networks by year, those of one data set together, with accuracies and where they come from.
import type { NetworkAnalysis } from '../analysis/analysis.js';
import { axesOf } from '../analysis/receptiveField.js';
import {
  abbreviate,
  defaultMemory,
  fieldSize,
  formatActivationMemory,
  formatReal,
} from '../format/numbers.js';
import { formatInt, type Int } from '../math/int.js';
import { printableLine } from '../text/printable.js';
import { textTable, type Column } from './table.js';
import { figures } from './messages.js';

export interface Compared {
  readonly file: string;
  readonly network: NetworkAnalysis;
}

/** Accuracies that a `report` may state, in percent, with the titles of their columns. */
const scores = [
  { name: 'top1', title: 'top-1 %' },
  { name: 'top5', title: 'top-5 %' },
  { name: 'error', title: 'error %' },
] as const;

/** Lines of the table: one part for each data set, and the sources below. */
export function comparison(found: readonly Compared[], width: number | undefined): readonly string[] {
  const parts = new Map<string, Compared[]>();
  for (const each of found) {
    const dataset = textOf(each, 'dataset') ?? '';
    parts.set(dataset, [...(parts.get(dataset) ?? []), each]);
  }
  const sources = new Map<string, string>();
  const lines: string[] = [];
  // What states no data set comes last.
  for (const [dataset, members] of [...parts].sort(([a], [b]) => Number(a === '') - Number(b === ''))) {
    if (lines.length > 0) lines.push('');
    if (parts.size > 1 || dataset !== '') lines.push(dataset === '' ? figures.noDataSet : dataset);
    lines.push(...tableOf(members, sources, width));
  }
  if (sources.size > 0) lines.push('', ...[...sources].map(([source, mark]) => `${mark}  ${source}`));
  return lines.map(printableLine);
}

function tableOf(
  members: readonly Compared[],
  sources: Map<string, string>,
  width: number | undefined,
): readonly string[] {
  const rows = [...members].sort(
    (a, b) => (numberOf(a, 'year') ?? Infinity) - (numberOf(b, 'year') ?? Infinity),
  );
  const names = new Set(rows.map(({ network }) => network.name));
  const columns: (Column & { readonly of: (row: Compared) => string })[] = [
    { title: 'network', of: ({ network }) => network.name },
  ];
  const add = (
    title: string,
    of: (row: Compared) => string,
    more: Partial<Column> = { right: true },
  ): void => {
    columns.push({ title, of, ...more });
  };
  if (names.size < rows.length) add('file', ({ file }) => file, { flexible: true });
  if (rows.some((row) => numberOf(row, 'year') !== undefined)) {
    add('year', (row) => String(numberOf(row, 'year') ?? ''));
  }
  add('params', ({ network: { totals } }) => bounded(totals.params, totals.unknownLayers));
  add('MACs', ({ network: { totals } }) => bounded(totals.macs, totals.unknownLayers));
  add('activations', ({ network: { totals } }) => {
    const memory = formatActivationMemory(totals.activations, defaultMemory).replace(/ float32$/, '');
    return `${totals.unknownLayers > 0 ? '≥ ' : ''}${memory}`;
  });
  add('depth', ({ network }) => `${network.depthIsLeast ? '≥ ' : ''}${formatInt(network.depth)}`);
  if (rows.some(({ network }) => network.expected)) {
    add('expected', ({ network }) => (network.expected ? formatReal(network.expected.depth) : ''));
  }
  add('field', ({ network }) => fieldText(network));
  for (const { name, title } of scores) {
    if (!rows.some((row) => numberOf(row, name) !== undefined)) continue;
    add(title, (row) => numberOf(row, name)?.toFixed(name === 'error' ? 2 : 1) ?? '');
  }
  if (rows.some(hasScore)) add('source', (row) => markOf(row, sources), {});
  return textTable(
    columns,
    rows.map((row) => columns.map(({ of }) => of(row))),
    width,
  );
}

const bounded = (count: Int, unknownLayers: number): string =>
  `${unknownLayers > 0 ? '≥ ' : ''}${abbreviate(count)}`;

function fieldText({ featureMap: { field, rank } }: NetworkAnalysis): string {
  const axes = axesOf(field, rank) ?? [];
  return axes.length > 0 ? fieldSize(axes) : field?.kind === 'global' ? 'global' : 'none';
}

const hasScore = (row: Compared): boolean => scores.some(({ name }) => numberOf(row, name) !== undefined);

/** A letter for each source, in the order in which they are first named. */
function markOf(row: Compared, sources: Map<string, string>): string {
  const source = textOf(row, 'source');
  if (source === undefined || !hasScore(row)) return '';
  let mark = sources.get(source);
  if (mark === undefined) {
    mark = sources.size < 26 ? String.fromCharCode(97 + sources.size) : String(sources.size + 1);
    sources.set(source, mark);
  }
  return mark;
}

function numberOf({ network }: Compared, name: string): number | undefined {
  const value = network.network.report.get(name);
  return typeof value === 'number' ? value : undefined;
}

function textOf({ network }: Compared, name: string): string | undefined {
  const value = network.network.report.get(name);
  return typeof value === 'string' ? value : undefined;
}
