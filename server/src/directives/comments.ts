// Finds directives in comments: `# fovea: input 3x224x224`, `// fovea: ignore[code]`.
import type { Range } from '../text/range.js';

/** What begins a comment in a language. */
export type CommentSign = '#' | '//';

/** A directive as written in a comment; its range is that of the whole comment. */
export interface DirectiveComment extends Range {
  /** `input`, `args`, `ignore`, …: what comes first behind `fovea:`. */
  readonly word: string;
  readonly wordStart: number;
  /** What follows the word, without blanks around it. */
  readonly value: string;
  readonly valueStart: number;
}

const patterns: Readonly<Record<CommentSign, RegExp>> = {
  '#': /^(?:#|.*?\s#)\s*[Ff]ovea:[^\S\n\r]*([\p{L}_]*)(.*)$/su,
  '//': /^(?:\/\/(?!\/)|.*?\s\/\/)\s*[Ff]ovea:[^\S\n\r]*([\p{L}_]*)(.*)$/su,
};

/**
 * The directives of a text, in its order. `comments` come from the language's lexer, so that a sign within a string is
 * none. Another comment may stand before a directive on the same line, and an explanation behind it:
 * `x = f()  # type: ignore  # fovea: ignore  # see the issue`.
 */
export function directiveComments(
  text: string,
  comments: readonly Range[],
  sign: CommentSign,
): readonly DirectiveComment[] {
  const found: DirectiveComment[] = [];
  // Most files have none, and need no more than this.
  let mark = text.indexOf('ovea:');
  for (const { start, end } of comments) {
    if (mark >= 0 && mark < start) mark = text.indexOf('ovea:', start);
    if (mark < 0) break;
    if (mark >= end) continue;
    const match = patterns[sign].exec(text.slice(start, end));
    if (!match) continue;
    const [, word = '', rest = ''] = match;
    const bodyStart = start + match[0].length - rest.length;
    const explained = rest.search(sign === '#' ? /\s#/ : /\s\/\//);
    const body = explained < 0 ? rest : rest.slice(0, explained);
    const value = body.trim();
    found.push({
      word,
      wordStart: bodyStart - word.length,
      value,
      valueStart: value === '' ? bodyStart : bodyStart + body.indexOf(value),
      start,
      end,
    });
  }
  return found;
}
