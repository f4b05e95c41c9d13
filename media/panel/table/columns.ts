// What the table of layers shows of each, and in which order.
import { formatShare } from '../../../server/src/format/numbers.js';
import type { Circumstances } from '../../../server/src/analysis/roofline.js';
import { approximate } from '../data/figures.js';
import { measures, type Measure } from '../data/measures.js';
import { countText, type LayerData, type NetworkData } from '../data/network.js';
import type { Cell, TableData } from '../data/tableData.js';
import { matcher } from '../data/matching.js';
import { terms } from '../texts/terms.js';
import { table as texts } from '../texts/views.js';

/** Names a column where the reader hides it. */
export type ColumnId =
  | 'layer'
  | 'params'
  | 'macs'
  | 'memory'
  | 'out'
  | 'op'
  | 'args'
  | 'input'
  | 'size'
  | 'stride'
  | 'padding'
  | 'time'
  | 'energy'
  | 'where'
  | 'training';

export interface LayerColumn {
  readonly id: ColumnId;
  readonly title: string;
  readonly text?: boolean;
  /** What is sorted by, and exported. */
  readonly value: (layer: LayerData) => Cell;
  readonly show?: (value: number) => string;
  /** Whether values add up. */
  readonly sums?: boolean;
}

export interface Order {
  readonly column: ColumnId;
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
  const figure = (id: ColumnId, title: string, measure: Measure): LayerColumn => ({
    id,
    title,
    value: (layer) => measure.of(layer, circumstances),
    show: measure.text,
    sums: true,
  });
  const axes = (name: 'size' | 'stride' | 'padding') => (layer: LayerData) =>
    typeof layer.field === 'object'
      ? layer.field[name].join(' × ')
      : name === 'size'
        ? (layer.field ?? '–')
        : '–';
  const words = (id: ColumnId, title: string, value: (layer: LayerData) => Cell): LayerColumn => ({
    id,
    title,
    text: true,
    value,
  });
  // Costs stand beside the names: in half a screen they are what is seen.
  return [
    words('layer', terms.layer, ({ name }) => name),
    figure('params', terms.parameters, measures.params),
    figure('macs', terms.macs, measures.macs),
    figure('memory', terms.activationMemory, measures.memory),
    words('out', terms.output, ({ out }) => out),
    words('op', terms.operator, ({ op }) => op),
    words('args', terms.arguments, ({ args }) => args),
    words('input', terms.input, (layer) => layer.in),
    words('size', terms.field, axes('size')),
    words('stride', terms.stride, axes('stride')),
    words('padding', terms.padding, axes('padding')),
    figure('time', texts.time, measures.time),
    figure('energy', texts.energy, measures.energy),
    words('where', texts.in, ({ where }) => where),
    words('training', terms.trainingOnly, ({ training }) => (training ? texts.yes : '')),
  ];
}

/** The columns that the reader did not hide and that say something; never without the first. */
export const visibleColumns = (
  columns: readonly LayerColumn[],
  layers: readonly LayerData[],
  hidden: readonly string[],
): readonly LayerColumn[] =>
  columns.filter(
    ({ id, text, value }, index) =>
      index === 0 || (!hidden.includes(id) && (!text || layers.some((layer) => (value(layer) ?? '') !== ''))),
  );

/** Each value of a column of numbers as a share of the largest one, by row; undefined where there is none. */
export function sharesOf(column: number, rows: readonly TableRow[]): (row: TableRow) => number | undefined {
  const numbers = rows.flatMap(({ layer, values }) => {
    const value = values[column];
    return layer && typeof value === 'number' ? [value] : [];
  });
  const largest = numbers.reduce((most, value) => Math.max(most, value), 0);
  return ({ layer, values }) => {
    const value = values[column];
    return layer && largest > 0 && typeof value === 'number' ? value / largest : undefined;
  };
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
  const matches = matcher(how.filter) ?? (() => true);
  const rows = layers
    .filter(({ id, where, name, op, args, out }) => matches(`${id} ${where} ${name} ${op} ${args} ${out}`))
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
  if (how.order) {
    const { column, down } = how.order;
    sort(
      rows,
      columns.findIndex(({ id }) => id === column),
      down,
    );
  }
  return how.grouped ? group(rows, columns, how.closed) : rows;
}

function sort(rows: TableRow[], column: number, down: boolean): void {
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
        if (column.id === 'args') return `${child.layers.length} layers`;
        if (column.id === 'out') return child.layers.at(-1)?.layer?.out;
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
    if (column.id === 'params' && all) return bound + countText(network.totals.params);
    if (column.id === 'macs' && all) return bound + countText(network.totals.macs);
    if (column.id === 'memory' && all && approximate(network.memory.activations) !== undefined) {
      return bound + column.show!(approximate(network.memory.activations)!);
    }
    if (column.id === 'args' && !all) return formatShare(layers.length / Math.max(inference, 1));
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
