// Tables as CSV (RFC 4180) and as Markdown.
import { cellText, type TableData } from '../table/dataTable.js';

/** Comma-separated, CRLF; what is not known is empty, numbers are plain digits. */
export function toCsv({ columns, rows }: TableData): string {
  const line = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;
  return [
    line(columns.map(({ title }) => title)),
    ...rows.map(({ cells }) =>
      line(cells.map((cell) => (cell === undefined ? '' : String(cell).replaceAll(' × ', 'x')))),
    ),
  ].join('');
}

function quoted(cell: string): string {
  // A leading = + - @ would be run as a formula by spreadsheets.
  const safe = /^[=+@\t]|^-(?![\d.])/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function toMarkdown({ columns, rows }: TableData): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return [
    line(columns.map(({ title }) => title)),
    `|${columns.map(({ text }) => (text ? ':--' : '--:')).join('|')}|\n`,
    ...rows.map(({ cells }) => line(cells.map((cell, column) => cellText(cell, columns[column]?.format)))),
  ].join('');
}
