// Tables for a terminal: columns padded to their widest cell, as far as the terminal's width allows.
import { printableLine } from '../text/printable.js';

export interface Column {
  readonly title: string;
  readonly right?: true;
  /** May be cut, with an ellipsis in the middle, where the table is wider than the terminal. */
  readonly flexible?: true;
}

const gap = '  ';
/** A flexible column is not cut below this width. */
const narrowest = 12;

/** Lines of a table, title line first. `columns` is the width to keep to, where there is one. */
export function textTable(
  columns: readonly Column[],
  texts: readonly (readonly string[])[],
  width: number | undefined,
): readonly string[] {
  const rows = texts.map((row) => row.map(printableLine));
  const widths = columns.map(({ title }, column) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(row[column] ?? '')), widthOf(title)),
  );
  const total = widths.reduce((sum, each) => sum + each, gap.length * (columns.length - 1));
  let excess = width === undefined ? 0 : total - width;
  columns.forEach(({ flexible }, column) => {
    const own = widths[column] ?? 0;
    if (!flexible || excess <= 0) return;
    const kept = Math.max(Math.min(own, narrowest), own - excess);
    excess -= own - kept;
    widths[column] = kept;
  });
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ right }, column) => fit(cells[column] ?? '', widths[column] ?? 0, right))
      .join(gap)
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...rows.map(line)];
}

function fit(text: string, width: number, right: true | undefined): string {
  const characters = [...text];
  const own = characters.length;
  if (own <= width) return right ? ' '.repeat(width - own) + text : text + ' '.repeat(width - own);
  const tail = Math.floor((width - 1) / 2);
  return `${characters.slice(0, width - 1 - tail).join('')}…${characters.slice(own - tail).join('')}`;
}

const widthOf = (text: string): number => [...text].length;
