// Writes the table of docs/wild.md.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import { tableOf, type Summary } from './summary.js';

const page = path.join(root, 'docs', 'wild.md');

/** Replaces what stands between the marks of a part. */
function replacePart(text: string, part: string, content: string): string {
  const [begin, end] = [`<!-- ${part} -->`, `<!-- end of ${part} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/wild.md has no part ${part}.`);
  return `${text.slice(0, from)}${begin}\n\n${content}\n\n${text.slice(to)}`;
}

export function writePage(summaries: readonly Summary[]): void {
  const date = new Date().toISOString().slice(0, 10);
  const text = readFileSync(page, 'utf8');
  writeFileSync(page, replacePart(text, 'table', `As of ${date}:\n\n${tableOf(summaries)}`));
}
