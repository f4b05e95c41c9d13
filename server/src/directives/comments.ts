// Finds directives in comments: `# fovea: input 3x224x224`, `// fovea: ignore[code]`, and what may be meant as one.
import { editDistance } from '../text/nearest.js';
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

/**
 * What a comment says that may be a directive: one with its mark, `fovea:`, is; one whose mark is misspelt or has no colon is prose
 * unless it says something that a directive could.
 */
export interface MaybeDirective extends DirectiveComment {
  readonly mark: 'written' | 'misspelt' | 'bare';
}

const signs: Readonly<Record<CommentSign, RegExp>> = { '#': /(?<=^|\s)#/g, '//': /(?<=^|\s)\/\/(?!\/)/g };

const mark = 'fovea';
/** A mark and a word, with blanks between them; a mark has four to six letters. */
const written = /[^\S\n\r]{0,9}(\p{L}{4,6})[^\S\n\r]{0,9}(:?)[^\S\n\r]{0,9}(\p{L}[\p{L}_]{0,30})?/uy;

/**
 * What may be a directive in the comments of a text, in its order. `comments` come from the language's lexer, so that a sign within
 * a string is none. Another comment may stand before a directive on the same line, and an explanation behind it:
 * `x = f()  # type: ignore  # fovea: ignore  # see the issue`.
 */
export function directiveComments(
  text: string,
  comments: readonly Range[],
  sign: CommentSign,
): readonly MaybeDirective[] {
  return comments.flatMap((comment) => directiveIn(text, comment, sign) ?? []);
}

function directiveIn(text: string, { start, end }: Range, sign: CommentSign): MaybeDirective | undefined {
  const comment = text.slice(start, end);
  for (const { 0: found, index } of comment.matchAll(signs[sign])) {
    written.lastIndex = index + found.length;
    const [all, name = '', colon, given = ''] = written.exec(comment) ?? [];
    const kind = all === undefined ? undefined : markOf(name, colon === ':');
    if (all === undefined || kind === undefined) continue;
    const at = index + found.length + all.length;
    const rest = comment.slice(at);
    const restStart = start + at;
    const explained = rest.search(sign === '#' ? /\s#/ : /\s\/\//);
    const body = explained < 0 ? rest : rest.slice(0, explained);
    const value = body.trim();
    return {
      mark: kind,
      word: given.toLowerCase(),
      wordStart: restStart - given.length,
      value,
      valueStart: value === '' ? restStart : restStart + body.indexOf(value),
      start,
      end,
    };
  }
  return undefined;
}

function markOf(name: string, hasColon: boolean): MaybeDirective['mark'] | undefined {
  const plain = name.toLowerCase();
  if (plain === mark) return hasColon ? 'written' : 'bare';
  return hasColon && editDistance(plain, mark) <= 1 ? 'misspelt' : undefined;
}
