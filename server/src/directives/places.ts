// Where a directive applies: to the line that it ends, to what it stands right above, or to the whole file.
import type { Range } from '../text/range.js';

/** A class, function, network, block or layer: what a directive above it, or on its header, belongs to. */
export interface DefinitionRange extends Range {
  /** `start` is that of its first decorator; the header (`class Net(Module):`) begins here. */
  readonly header: number;
  /** Where the header ends, and what it holds begins. */
  readonly headerEnd: number;
}

/** What a language knows of the places in a text. */
export interface Places {
  readonly definitions: readonly DefinitionRange[];
  /** Statements, which a directive right above covers as a whole. */
  readonly statements: readonly Range[];
  /** Statements that stand alone on their lines, which a directive at their end covers as a whole. */
  readonly lines: readonly Range[];
  /** Where the first statement begins; directives before it are at the top of the file. */
  readonly codeStart: number;
}

const isBreak = (code: number): boolean => code === 0x0a || code === 0x0d;

/** The line that an offset stands on, without its line break. */
export function lineAt(text: string, offset: number): Range {
  let start = offset;
  while (start > 0 && !isBreak(text.charCodeAt(start - 1))) start--;
  let end = offset;
  while (end < text.length && !isBreak(text.charCodeAt(end))) end++;
  return { start, end };
}

/** Where the line after one that ends at `end` begins; the text's length where there is none. */
function nextLine(text: string, end: number): number {
  const crlf = text.charCodeAt(end) === 0x0d && text.charCodeAt(end + 1) === 0x0a;
  return Math.min(text.length, end + (crlf ? 2 : 1));
}

/** Whether nothing but blanks stands before a comment on its line. */
const standsAlone = (text: string, { start }: Range): boolean =>
  text.slice(lineAt(text, start).start, start).trim() === '';

/**
 * What stands right below a comment that has its line to itself: where the first text begins on the first line that is no
 * comment. Undefined where that line is blank, or there is none.
 */
function below(text: string, comment: Range, comments: readonly Range[]): number | undefined {
  const ends = new Map(comments.map(({ start, end }) => [start, end]));
  for (let at = nextLine(text, lineAt(text, comment.start).end); at < text.length;) {
    const { end } = lineAt(text, at);
    const blanks = text.slice(at, end).search(/\S/);
    if (blanks < 0) return undefined;
    const commented = ends.get(at + blanks);
    if (commented === undefined) return at + blanks;
    at = nextLine(text, lineAt(text, commented).end);
  }
  return undefined;
}

/** Where findings are covered: those that begin in the range and, of a line, those that end on it. */
export interface Cover extends Range {
  readonly of: 'file' | 'definition' | 'statement' | 'line';
}

/** What a comment covers; none where it stands above nothing. */
export function coverOf(
  text: string,
  comment: Range,
  comments: readonly Range[],
  places: Places,
): readonly Cover[] {
  const file: Cover = { of: 'file', start: 0, end: text.length };
  if (!standsAlone(text, comment)) {
    const line = lineAt(text, comment.start);
    const headed = innermost(
      places.definitions.filter(({ header, headerEnd }) => {
        const first = lineAt(text, header);
        return first.start <= comment.start && comment.start < Math.max(headerEnd, first.end);
      }),
    );
    if (headed) return [{ of: 'definition', ...extent(headed) }];
    const ended = innermost(
      places.lines.filter(({ start, end }) => start < comment.start && line.start <= end && end <= line.end),
    );
    return [{ of: 'line', ...line }, ...(ended ? [{ of: 'statement', ...extent(ended) } as const] : [])];
  }
  const next = below(text, comment, comments);
  const definition = innermost(
    places.definitions.filter(
      ({ start, header }) => start === next || (start <= comment.start && comment.start < header),
    ),
  );
  if (definition) return [{ of: 'definition', ...extent(definition) }];
  if (comment.start < places.codeStart) return [file];
  if (next === undefined) return [];
  const statement = outermost(places.statements.filter(({ start }) => start === next));
  return [statement ? { of: 'statement', ...extent(statement) } : { of: 'line', ...lineAt(text, next) }];
}

const extent = ({ start, end }: Range): Range => ({ start, end });

const innermost = <T extends Range>(ranges: readonly T[]): T | undefined =>
  ranges.reduce<T | undefined>((best, each) => (best && best.start >= each.start ? best : each), undefined);

const outermost = <T extends Range>(ranges: readonly T[]): T | undefined =>
  ranges.reduce<T | undefined>((best, each) => (best && best.end >= each.end ? best : each), undefined);

/** Lines of comments right above a definition that are looked through. */
const mostAbove = 1000;

/** The directives of a definition: right above it, within it, or at the end of its last line. */
export function ownDirectives<T extends Range>(
  text: string,
  comments: readonly Range[],
  directives: readonly T[],
  definition: Range,
): readonly T[] {
  if (directives.length === 0) return directives;
  let from = lineAt(text, definition.start).start;
  // Comments are in the order of the text: those right above are the last before it.
  let [low, high] = [0, comments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.start < from) low = middle + 1;
    else high = middle;
  }
  for (const comment of comments.slice(Math.max(0, low - mostAbove), low).reverse()) {
    if (nextLine(text, lineAt(text, comment.end).end) !== from || !standsAlone(text, comment)) break;
    from = lineAt(text, comment.start).start;
  }
  const until = lineAt(text, definition.end).end;
  return directives.filter(({ start }) => start >= from && start <= until);
}
