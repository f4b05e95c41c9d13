// Writes the table of docs/wild.md.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import type { Package } from './packages.js';
import { rowOf, tableOf, type Summary } from './summary.js';

const page = path.join(root, 'docs', 'wild.md');
const [begin, end] = ['<!-- table -->', '<!-- end of table -->'];

export const today = (): string => new Date().toISOString().slice(0, 10);

/** Puts rows of these packages into the table, in the order of packages.txt, and keeps the rows of the others. */
export function writePage(summaries: readonly Summary[], pinned: readonly Package[]): void {
  const text = readFileSync(page, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error('docs/wild.md has no table.');
  const rows = new Map(rowsOf(text.slice(from, to)).map((row) => [row[0]?.split(' ')[0], row]));
  for (const each of summaries) rows.set(each.package.name, rowOf(each, today()));
  const table = tableOf(
    pinned.flatMap(({ name }) => [rows.get(name) ?? []]).filter(({ length }) => length > 0),
  );
  writeFileSync(page, `${text.slice(0, from)}${begin}\n\n${table}\n\n${text.slice(to)}`);
}

/** The cells of the rows of packages: those between the headings and the totals. */
function rowsOf(table: string): readonly (readonly string[])[] {
  return table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2, -1)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}
