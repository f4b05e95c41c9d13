// What the table of layers shows of each, and in which order.
import { formatShare } from '../../../server/src/format/numbers.js';
import type { Circumstances } from '../../../server/src/analysis/roofline.js';
import { approximate } from '../data/figures.js';
import { measures, type Measure } from '../data/measures.js';
import { countText, type LayerData, type NetworkData } from '../data/network.js';
import type { Cell, TableData } from '../data/tableData.js';
import { terms } from '../texts/terms.js';
import { table as texts } from '../texts/views.js';

export interface LayerColumn {
  readonly title: string;
  readonly text?: boolean;
  /** What is sorted by, and exported. */
  readonly value: (layer: LayerData) => Cell;
  readonly show?: (value: number) => string;
  /** Whether values add up. */
  readonly sums?: boolean;
}

export interface Order {
  readonly column: number;
  readonly down: boolean;
}

export interface TableRow {
  readonly key: string;
  /** Undefined for the row of a group. */
  readonly layer: LayerData | undefined;
  /** The way to the group whose row this is. */
  readonly group?: string;
  readonly depth: number;
  readonly cells: readonly string[];
  readonly values: readonly Cell[];
}

export function columnsOf(circumstances: Circumstances): readonly LayerColumn[] {
  const figure = (title: string, measure: Measure, sums = true): LayerColumn => ({
    title,
    value: (layer) => measure.of(layer, circumstances),
    show: measure.text,
    sums,
  });
  const axes = (name: 'size' | 'stride' | 'padding') => (layer: LayerData) =>
    typeof layer.field === 'object'
      ? layer.field[name].join(' × ')
      : name === 'size'
        ? (layer.field ?? '–')
        : '–';
  return [
    { title: terms.layer, text: true, value: ({ name }) => name },
    { title: texts.in, text: true, value: ({ where }) => where },
    { title: terms.operator, text: true, value: ({ op }) => op },
    { title: terms.arguments, text: true, value: ({ args }) => args },
    { title: terms.input, text: true, value: (layer) => layer.in },
    { title: terms.output, text: true, value: ({ out }) => out },
    figure(terms.parameters, measures.params),
    figure(terms.macs, measures.macs),
    figure(terms.activationMemory, measures.memory),
    { title: terms.field, text: true, value: axes('size') },
    { title: terms.stride, text: true, value: axes('stride') },
    { title: terms.padding, text: true, value: axes('padding') },
    figure(texts.time, measures.time),
    figure(texts.energy, measures.energy),
    { title: terms.trainingOnly, text: true, value: ({ training }) => (training ? texts.yes : '') },
  ];
}

const shown = (column: LayerColumn, value: Cell): string =>
  value === undefined ? '?' : typeof value === 'string' ? value : (column.show?.(value) ?? String(value));

export function rowsFor(
  { layers }: NetworkData,
  columns: readonly LayerColumn[],
  how: {
    readonly filter: string;
    readonly grouped: boolean;
    readonly order: Order | undefined;
    readonly closed: ReadonlySet<string>;
  },
): readonly TableRow[] {
  const words = how.filter.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = layers
    .filter((layer) => {
      const text = `${layer.where} ${layer.name} ${layer.op} ${layer.args} ${layer.out}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .map((layer): TableRow => {
      const values = columns.map(({ value }) => value(layer));
      return {
        key: layer.id,
        layer,
        depth: 0,
        values,
        cells: values.map((value, column) => shown(columns[column]!, value)),
      };
    });
  if (how.order) sort(rows, how.order);
  return how.grouped ? group(rows, columns, how.closed) : rows;
}

function sort(rows: TableRow[], { column, down }: Order): void {
  const sign = down ? -1 : 1;
  rows.sort(({ values: a }, { values: b }) => {
    const [x, y] = [a[column], b[column]];
    if (typeof x === 'number' && typeof y === 'number') return sign * (x - y);
    // What is not known stands last, whatever the order.
    if (typeof x !== typeof y) return x === undefined ? 1 : y === undefined ? -1 : 0;
    return sign * String(x ?? '').localeCompare(String(y ?? ''), 'en', { numeric: true });
  });
}

/** A row for each group with its sums, and its layers below it, in the order of the groups' first layers. */
function group(
  rows: readonly TableRow[],
  columns: readonly LayerColumn[],
  closed: ReadonlySet<string>,
): readonly TableRow[] {
  interface Node {
    readonly path: string;
    readonly children: (Node | TableRow)[];
    readonly layers: TableRow[];
  }
  const root: Node = { path: '', children: [], layers: [] };
  const nodes = new Map<string, Node>([['', root]]);
  for (const row of rows) {
    let node = root;
    let path = '';
    for (const name of row.layer?.where ? row.layer.where.split(' › ') : []) {
      path = path === '' ? name : `${path} › ${name}`;
      let next = nodes.get(path);
      if (!next) {
        nodes.set(path, (next = { path, children: [], layers: [] }));
        node.children.push(next);
      }
      node = next;
      node.layers.push(row);
    }
    node.children.push(row);
  }
  const result: TableRow[] = [];
  const list = (node: Node, depth: number): void => {
    for (const child of node.children) {
      if ('layer' in child) {
        result.push({ ...child, depth });
        continue;
      }
      const values = columns.map((column, index): Cell => {
        if (index === 0) return child.path.split(' › ').at(-1);
        if (column.title === 'arguments') return `${child.layers.length} layers`;
        if (column.title === 'output') return child.layers.at(-1)?.layer?.out;
        return column.sums ? sum(child.layers, index) : '';
      });
      result.push({
        key: `group ${child.path}`,
        layer: undefined,
        group: child.path,
        depth,
        values,
        cells: values.map((value, column) => shown(columns[column]!, value)),
      });
      if (!closed.has(child.path)) list(child, depth + 1);
    }
  };
  list(root, 0);
  return result;
}

function sum(rows: readonly TableRow[], column: number): number {
  return rows.reduce((total, { values }) => {
    const value = values[column];
    return total + (typeof value === 'number' ? value : 0);
  }, 0);
}

/** The footer: sums over what inference needs; of the rows that are shown, where some are filtered out. */
export function totalsRow(
  network: NetworkData,
  columns: readonly LayerColumn[],
  rows: readonly TableRow[],
): readonly string[] {
  const layers = rows.filter(({ layer }) => layer && !layer.training);
  const inference = network.layers.filter(({ training }) => !training).length;
  const all = layers.length === inference;
  const bound = network.totals.unknownLayers > 0 ? '≥ ' : '';
  return columns.map((column, index) => {
    if (index === 0) return all ? 'total' : `${layers.length} layers`;
    if (column.title === 'parameters' && all) return bound + countText(network.totals.params);
    if (column.title === 'MACs' && all) return bound + countText(network.totals.macs);
    if (
      column.title === terms.activationMemory &&
      all &&
      approximate(network.memory.activations) !== undefined
    ) {
      return bound + column.show!(approximate(network.memory.activations)!);
    }
    if (column.title === 'arguments' && !all) return formatShare(layers.length / Math.max(inference, 1));
    return column.sums ? bound + column.show!(sum(layers, index)) : '';
  });
}

/** The rows as they are shown, with plain numbers, to be copied. */
export function toTable(columns: readonly LayerColumn[], rows: readonly TableRow[]): TableData {
  return {
    columns: columns.map(({ title, text = false, show }) => ({ title, text, ...(show && { format: show }) })),
    rows: rows.map(({ values }) => ({ cells: values })),
  };
}
