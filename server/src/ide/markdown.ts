// Pieces of Markdown, with whatever a user's text holds made harmless.

/** Inline code; in a table cell too. */
export function code(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  // A run of backticks longer than any inside holds them all.
  const fence = '`'.repeat(Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const space = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return fence + space + flat + space + fence;
}

/** A block of code in a language of the editor. */
export function codeBlock(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Plain text within a line, in which no character formats anything. */
export function plain(text: string): string {
  return text.replace(/[\\`*_[\]<~|&]/g, '\\$&');
}

/** The first row is the header; `right` lists the columns that hold numbers. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const [header = [], ...body] = rows;
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const rule = header.map((_, column) => (right.includes(column) ? '--:' : ':--'));
  return [line(header), `|${rule.join('|')}|`, ...body.map(line)].join('\n');
}

/** Paragraphs, those that are empty left out. */
export function paragraphs(...parts: readonly (string | undefined | false)[]): string {
  return parts.filter(Boolean).join('\n\n');
}

const cell = (text: string): string => text.replace(/(?<!\\)\|/g, '\\|').replace(/\s*\n\s*/g, ' ');
