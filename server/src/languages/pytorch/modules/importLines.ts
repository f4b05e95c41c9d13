// Finds the import lines of a text without parsing it, in time that grows with its length alone, whatever the text is.

export interface ImportLine {
  /** From the first word to the end of what is imported. */
  readonly start: number;
  readonly end: number;
  /** The dots of a relative import. */
  readonly level: number;
  /** Of `from module import …`; undefined for `import …`. */
  readonly module: string | undefined;
  /** The names that are imported; dotted ones of `import …`. */
  readonly names: readonly string[];
}

const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t';
const isWord = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}_]/u.test(character);

function skip(text: string, at: number, test: (character: string | undefined) => boolean): number {
  while (test(text[at])) at++;
  return at;
}

/** Where a line ends that begins or goes on at an offset. */
function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

interface Start {
  readonly start: number;
  readonly word: 'from' | 'import';
  /** What is behind the word. */
  readonly rest: number;
}

/** The beginning of an import in the line that begins at an offset. */
function startIn(text: string, line: number): Start | undefined {
  const start = skip(text, line, isBlank);
  const word = text.startsWith('from', start)
    ? 'from'
    : text.startsWith('import', start)
      ? 'import'
      : undefined;
  if (word === undefined) return undefined;
  const after = start + word.length;
  if (!isBlank(text[after]) && !(word === 'from' && text[after] === '.')) return undefined;
  return { start, word, rest: skip(text, after, isBlank) };
}

/** The texts of all lines that begin as an import does, behind its first word. */
export function* importTexts(text: string): Iterable<string> {
  for (let line = 0; line < text.length; line = endOfLine(text, line) + 1) {
    const end = endOfLine(text, line);
    const found = startIn(text, line);
    if (found) yield text.slice(found.rest, end);
  }
}

/** The text of a line up to a comment or the next statement, lines that go on behind a backslash included. */
function plainNames(text: string, at: number): { readonly names: string; readonly end: number } {
  let names = '';
  for (;;) {
    const end = endOfLine(text, at);
    const line = text.slice(at, end);
    const stop = line.search(/[#;]/);
    if (stop >= 0) return { names: names + line.slice(0, stop), end: at + stop };
    const trimmed = line.trimEnd();
    if (!trimmed.endsWith('\\') || end === text.length) return { names: names + line, end };
    names += `${trimmed.slice(0, -1)} `;
    at = end + 1;
  }
}

/** The text between the bracket at an offset and the one that closes it, without comments. */
function bracketed(text: string, at: number): { readonly names: string; readonly end: number } | undefined {
  const close = text.indexOf(')', at);
  if (close < 0) return undefined;
  const names = text
    .slice(at + 1, close)
    .split('\n')
    .map((line) => line.split('#', 1)[0] ?? '')
    .join(' ');
  return { names, end: close + 1 };
}

/** `a as b, c` as the names `a` and `c`. */
const namesIn = (list: string): string[] =>
  list
    .replaceAll('\\', ' ')
    .split(',')
    .map((each) => each.trim().split(/\s/, 1)[0] ?? '')
    .filter((each) => each !== '');

/** All import lines of a text, in order. */
export function* importLines(text: string): Iterable<ImportLine> {
  // Where the last bracket closes, nothing behind needs to be searched again.
  const lastClose = text.lastIndexOf(')');
  for (let line = 0; line < text.length;) {
    const found = startIn(text, line);
    const read = found && importAt(text, found, lastClose);
    if (read && read.names.length > 0) yield read;
    line = endOfLine(text, Math.max(line, read?.end ?? 0)) + 1;
  }
}

function importAt(text: string, { start, word, rest }: Start, lastClose: number): ImportLine | undefined {
  if (word === 'import') {
    const { names, end } = plainNames(text, rest);
    return { start, end, level: 0, module: undefined, names: namesIn(names) };
  }
  const path = skip(text, rest, (each) => each === '.');
  const name = skip(text, path, isBlank);
  const after = skip(text, name, (each) => each === '.' || isWord(each));
  const level = path - rest;
  let module = text.slice(name, after);
  let keyword = skip(text, after, isBlank);
  if (level > 0 && module === 'import') {
    // In `from . import x` the word behind the dots is the keyword itself.
    module = '';
    keyword = name;
  }
  if (!text.startsWith('import', keyword) || isWord(text[keyword + 6])) return undefined;
  const at = skip(text, keyword + 6, isBlank);
  const found = text[at] !== '(' ? plainNames(text, at) : at < lastClose ? bracketed(text, at) : undefined;
  return found && { start, end: found.end, level, module, names: namesIn(found.names) };
}
