// Tables as CSV and as Markdown.
import { csvLine } from '../../../server/src/text/csv.js';
import { table } from '../../../server/src/text/markdown.js';
import { cellText, type TableData } from '../data/tableData.js';

/** What is not known is empty, numbers are plain digits. */
export function toCsv({ columns, rows }: TableData): string {
  return [
    csvLine(columns.map(({ title }) => title)),
    ...rows.map(({ cells }) =>
      csvLine(cells.map((cell) => (cell === undefined ? '' : String(cell).replaceAll(' × ', 'x')))),
    ),
  ].join('');
}

export function toMarkdown({ columns, rows }: TableData): string {
  const right = columns.flatMap(({ text }, column) => (text ? [] : [column]));
  const lines = rows.map(({ cells }) => cells.map((cell, column) => cellText(cell, columns[column]?.format)));
  return `${table([columns.map(({ title }) => title), ...lines], right).text}\n`;
}
