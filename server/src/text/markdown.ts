// Markdown as a type of its own: text from outside can only become part of it with every character that formats escaped.
import { printable, printableLine } from './printable.js';

/** Only this file makes one, so that a plain string cannot pass for Markdown. */
class Fragment {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The source, for an editor to render. */
  get text(): string {
    return this.#text;
  }

  /** What it says, for an editor that renders no Markdown: without the escapes. */
  get unescaped(): string {
    return this.#text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
  }
}

export type Markdown = Fragment;

/** What may stand within Markdown; text is escaped. */
export type Piece = Markdown | string | number | bigint;

/** Characters of one text, such as the reason why something is unknown; the rest is cut off. */
const longestText = 2000;
/** Characters of a documentation. */
const longestDoc = 20_000;

/** Markdown from a template. Texts that are put in are escaped, Markdown is taken as it is. */
export function rich(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markdown {
  return new Fragment(
    strings.reduce((text, string, index) => attach(attach(text, rendered(pieces[index - 1]!)), string)),
  );
}

/** Ends a line within a paragraph. */
export const lineBreak = '  \n';

/** Pieces one after the other, those that are missing left out. */
export function joined(
  pieces: readonly (Piece | undefined)[],
  separator: ', ' | ' · ' | ' + ' | ' and ' | typeof lineBreak,
): Markdown {
  const texts = pieces.filter((piece) => piece !== undefined).map(rendered);
  return new Fragment(texts.filter((text) => text !== '').join(separator));
}

/** Inline code; in a table cell too. */
export function code(text: string): Markdown {
  const flat = cut(printableLine(text), longestText).replace(/\s+/g, ' ');
  // An empty span would be a run of backticks, which opens another one.
  if (flat === '') return new Fragment('` `');
  const fence = '`'.repeat(longestRun(flat) + 1);
  const space = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return new Fragment(fence + space + flat + space + fence);
}

/** A block of code in a language of the editor. */
export function codeBlock(text: string, language: string): Markdown {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return new Fragment(
    `${fence}${language.replace(/[^\w+#.-]/g, '')}\n${cut(printable(text), longestDoc)}\n${fence}`,
  );
}

/** Plain text within a line, in which no character formats anything. */
export function plain(text: string): Markdown {
  return new Fragment(escapeText(text));
}

/** The first row is the header; `right` lists the columns that hold numbers. */
export function table(rows: readonly (readonly Piece[])[], right: readonly number[] = []): Markdown {
  const [header = [], ...body] = rows;
  const line = (cells: readonly Piece[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const rule = header.map((_, column) => (right.includes(column) ? '--:' : ':--'));
  return new Fragment([line(header), `|${rule.join('|')}|`, ...body.map(line)].join('\n'));
}

/** Paragraphs, those that are empty left out. */
export function paragraphs(...parts: readonly (Piece | undefined | false)[]): Markdown {
  const texts = parts.filter((part) => part !== undefined && part !== false).map(rendered);
  return new Fragment(texts.filter((text) => text !== '').join('\n\n'));
}

/** An unordered list; each item is one line. */
export function list(items: readonly Piece[]): Markdown {
  return new Fragment(items.map((item) => `- ${oneLine(rendered(item))}`).join('\n'));
}

/**
 * The documentation that a text gives of something. Emphasis, headings, lists and code keep their form; images, links of
 * every kind, HTML and tables are shown as they are written.
 */
export function documentation(text: string): Markdown {
  const blocks: string[] = [];
  let prose: string[] = [];
  const flush = (): void => {
    blocks.push(proseOf(withoutBlankEnds(prose).join('\n')));
    prose = [];
  };
  const lines = cut(printable(text), longestDoc).split('\n');
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    const fence = /^ {0,3}(`{3,}|~{3,})\s*([\w+-]*)\s*$/.exec(line);
    if (!fence) {
      prose.push(line);
      continue;
    }
    flush();
    const [, marks = '', language = ''] = fence;
    const inner: string[] = [];
    for (index++; index < lines.length && !closes(lines[index]!, marks); index++) inner.push(lines[index]!);
    blocks.push(codeBlock(inner.join('\n'), language).text);
  }
  flush();
  return new Fragment(blocks.filter((block) => block !== '').join('\n\n'));
}

function withoutBlankEnds(lines: readonly string[]): readonly string[] {
  const isText = (line: string): boolean => line.trim() !== '';
  return lines.slice(Math.max(0, lines.findIndex(isText)), lines.findLastIndex(isText) + 1);
}

const closes = (line: string, marks: string): boolean => {
  const text = line.trim();
  return text.length >= marks.length && text === marks.charAt(0).repeat(text.length);
};

/** Spans of code are written anew and all other backticks escaped, so that there is one way to read the result. */
function proseOf(text: string): string {
  const runs = [...text.matchAll(/`+/g)];
  const later = new Map<number, number[]>();
  runs.forEach(({ 0: run }, index) => {
    const known = later.get(run.length);
    if (known) known.push(index);
    else later.set(run.length, [index]);
  });
  let result = '';
  let end = 0;
  for (let index = 0; index < runs.length; index++) {
    const { 0: marks, index: start } = runs[index]!;
    const partners = later.get(marks.length) ?? [];
    while (partners.length > 0 && partners[0]! <= index) partners.shift();
    const close = partners[0];
    result = attach(result, escapeProse(text.slice(end, start)));
    if (close === undefined) {
      result = attach(result, marks.replaceAll('`', '\\`'));
      end = start + marks.length;
      continue;
    }
    const inner = text.slice(start + marks.length, runs[close]!.index);
    result = attach(result, code(inner.trim()).text);
    end = runs[close]!.index + marks.length;
    index = close;
  }
  return attach(result, escapeProse(text.slice(end)))
    .split('\n')
    .map(withoutRule)
    .join('\n');
}

/** A line of dashes, bars or colons would make a table or a heading of the lines around it. */
const withoutRule = (line: string): string =>
  /^[-:=|\\\s]+$/.test(line) ? line.replace(/\S/, '\\$&') : line;

/** Leaves emphasis and the forms of blocks, and nothing that could refer to another place. */
const escapeProse = (text: string): string => text.replace(/[\\[\]<&~|!@]|(?<=www)\.|(?<=\/)\//gi, '\\$&');

/**
 * Besides what CommonMark knows, GitHub's Markdown, and with it editors, take addresses of the web and of mail for links
 * without any mark: `https://…`, `www.…`, `name@…`.
 */
function escapeText(text: string): string {
  return cut(printableLine(text), longestText)
    .replace(/[\\`*_[\]<~|&@]|(?<=www)\.|(?<=\/)\//gi, '\\$&')
    .replace(/^\s+/, ' ')
    .replace(/^\s?(?:[-+=]+(?=\s|$)|#{1,6}(?=\s|$)|>)/, escapeFirst)
    .replace(/^(\s?\d+)(?=[.)](?:\s|$))/, '$1\\');
}

/** What begins a list, a heading or a quotation at the start of a line. */
const escapeFirst = (marks: string): string => marks.replace(/\S/, '\\$&');

const rendered = (piece: Piece): string =>
  piece instanceof Fragment ? piece.text : escapeText(String(piece));

/** Two texts one after the other; backticks of two spans of code must not become one run. */
const attach = (before: string, after: string): string =>
  before.endsWith('`') && after.startsWith('`') ? `${before} ${after}` : before + after;

const longestRun = (text: string): number =>
  [...text.matchAll(/`+/g)].reduce((longest, [run]) => Math.max(longest, run.length), 0);

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most)}…`);

/**
 * In a cell a bar ends it, within code as well, unless an odd number of backslashes is before it: editors count them, or
 * look at the last.
 */
const cell = (piece: Piece): string =>
  oneLine(rendered(piece)).replace(/(\\*)\|/g, (bar, slashes: string) =>
    slashes.length % 2 === 0 ? `${slashes}\\|` : bar,
  );

const oneLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join(' ');
