// The data of a chart or of the layers as a plain table, for display and export.
import { formatInt } from '../../../server/src/math/int.js';

export interface Column {
  readonly title: string;
  /** Texts stand at the left, numbers at the right. */
  readonly text?: boolean;
  readonly format?: (value: number) => string;
}

export type Cell = string | number | undefined;

export interface TableData {
  readonly columns: readonly Column[];
  readonly rows: readonly { readonly cells: readonly Cell[]; readonly onChoose?: () => void }[];
}

/** What a cell shows: `–` for what is unknown, numbers to four digits. */
export function cellText(cell: Cell, format?: Column['format']): string {
  if (cell === undefined) return '–';
  if (typeof cell === 'string') return cell;
  if (format) return format(cell);
  return Number.isInteger(cell) ? formatInt(cell) : String(Number(cell.toPrecision(4)));
}
