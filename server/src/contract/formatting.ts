// What a formatter is asked, and the part that all of them share: gaps between tokens become edits of white space.
import type { Range } from '../text/range.js';
import type { TextEdit } from './rewriter.js';

export interface FormattingStyle {
  /** What one level of indentation is written as. */
  readonly indent: string;
}

/** White space between two neighbouring tokens or comments, and what is to stand there instead. */
export interface Gap extends Range {
  readonly text: string;
}

const blank = /^[ \t\r\n]*$/;

/**
 * The edits of `gaps` that change something. A gap that holds anything but white space, such as a character that no
 * token could be made of, stays as it is, so that formatting can never lose what somebody wrote.
 */
export function editsOfGaps(uri: string, source: string, gaps: readonly Gap[]): readonly TextEdit[] {
  return gaps.flatMap(({ start, end, text }) => {
    const written = source.slice(start, end);
    return written === text || !blank.test(written) ? [] : [{ uri, start, end, text }];
  });
}

/** The line break of a text: that of Windows where it has no other. */
export const lineBreakOf = (text: string): string =>
  /\r\n/.test(text) && !/(?<!\r)\n/.test(text) ? '\r\n' : '\n';

/** At most one empty line is kept, and none next to a bracket that opens or closes. */
export function lineBreaks(written: string, mostEmpty: 0 | 1): number {
  let count = 0;
  for (const character of written) if (character === '\n') count++;
  return Math.min(count, mostEmpty + 1);
}

/** A comment after code, on one line with it. */
export interface TrailingComment {
  /** The index of the gap before it. */
  readonly gap: number;
  readonly line: number;
  /** Where it stands as written, and where it would stand after one space, in UTF-16 code units from the line's start. */
  readonly written: number;
  readonly nearest: number;
}

/** Comments in neighbouring lines that are written one below the other stay so; every other one follows one space. */
export function alignComments(comments: readonly TrailingComment[], gaps: Gap[]): void {
  for (let first = 0; first < comments.length;) {
    let next = first + 1;
    while (
      comments[next]?.written === comments[first]!.written &&
      comments[next]!.line === comments[next - 1]!.line + 1
    ) {
      next++;
    }
    const run = comments.slice(first, next);
    const column = Math.max(...run.map(({ nearest }) => nearest));
    for (const { gap, nearest } of run) {
      gaps[gap] = { ...gaps[gap]!, text: ' '.repeat(1 + column - nearest) };
    }
    first = next;
  }
}
