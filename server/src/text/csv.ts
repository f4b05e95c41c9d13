// Cells of comma-separated values (RFC 4180) that no spreadsheet runs as formulas.
import { printableLine } from './printable.js';

/** Comma-separated cells, ended by CRLF. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(cell: string): string {
  // Spreadsheets run what begins with = + - @, also behind spaces; a number may be negative.
  const formula = /^\s*(?:[=+@]|-(?!\d[\d.]*$))/.test(cell);
  const safe = (formula ? "'" : '') + printableLine(cell);
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
