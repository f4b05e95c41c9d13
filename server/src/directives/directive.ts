// The grammar of directives, one for all languages: what each says, and what is wrong with those that say nothing.
import { catalogue, type FindingCode, type Problem } from '../findings/catalogue.js';
import type { Dim } from '../math/dim.js';
import { nearest } from '../text/nearest.js';
import type { Range } from '../text/range.js';
import { parseArguments, type WrittenArgument } from './arguments.js';
import { parseClaims, type Claim } from './claims.js';
import { directiveComments, type CommentSign, type DirectiveComment } from './comments.js';
import { namedShape, sharedHints } from './namedShapes.js';
import { parseShapes, sizesOf } from './shapes.js';
import { directiveTexts } from '../findings/directives.js';

/** The shape of one input, by its name or its place. */
export interface InputShape extends Range {
  readonly name: string | undefined;
  /** Sizes that are named have formulas; a reader that asks for numbers takes their hints. */
  readonly sizes: readonly Dim[];
}

/** What a directive says. */
export type DirectiveStatement =
  | { readonly kind: 'input'; readonly shapes: readonly InputShape[] }
  | { readonly kind: 'args'; readonly arguments: readonly WrittenArgument[] }
  | { readonly kind: 'claims'; readonly claims: readonly Claim[] }
  /** Without codes it hides all findings. */
  | { readonly kind: 'ignore'; readonly codes: readonly FindingCode[] | undefined }
  /** A word of the language's own, whose value the language reads. */
  | { readonly kind: 'own' };

/** A directive that says something. */
export type Directive = DirectiveComment & DirectiveStatement;

/** Words of a language's own, each with what is wrong with a value, if anything. */
export type OwnWords = Readonly<Record<string, (value: string) => string | undefined>>;

export interface ReadDirectives {
  /** In the order of the text. */
  readonly directives: readonly Directive[];
  /** What is wrong with directives, at its place. */
  readonly problems: readonly (Range & { readonly problem: Problem })[];
}

/** Whether a text is the code of a finding. */
export const isFindingCode = (text: string): text is FindingCode => Object.hasOwn(catalogue, text);

const words = ['input', 'args', 'limit', 'expect', 'ignore'];

/** The directives in the comments of a text. */
export function readDirectives(
  text: string,
  comments: readonly Range[],
  sign: CommentSign,
  own: OwnWords = {},
): ReadDirectives {
  const directives: Directive[] = [];
  const problems: (Range & { readonly problem: Problem })[] = [];
  for (const comment of directiveComments(text, comments, sign)) {
    const { word, value, wordStart } = comment;
    const report = (problem: Problem, at?: Range): void => {
      const end = Math.max(comment.valueStart + value.length, wordStart + word.length);
      problems.push({
        problem,
        ...(at && at.end > at.start ? { start: at.start, end: at.end } : { start: comment.start, end }),
      });
    };
    const invalid = (expected: string, at?: Range): undefined => {
      report({ code: 'directive-invalid', data: { found: `${word} ${value}`.trim(), expected } }, at);
    };
    const known = [...words, ...Object.keys(own)];
    if (comment.mark !== 'written') {
      // Prose may begin with that word, or one like it.
      const isMeant =
        known.includes(word) &&
        statementOf(
          comment,
          own,
          () => undefined,
          () => undefined,
        );
      if (isMeant) {
        const found = text.slice(comment.start, comment.valueStart + value.length);
        report({ code: 'directive-invalid', data: { found, expected: directiveTexts.mark } });
      }
      continue;
    }
    if (!known.includes(word)) {
      report({ code: 'directive-unknown', data: { word, known, nearest: nearest(word, known) } });
      continue;
    }
    const statement = statementOf(comment, own, invalid, report);
    if (statement) directives.push({ ...comment, ...statement });
  }
  return { directives, problems };
}

function statementOf(
  comment: DirectiveComment,
  own: OwnWords,
  invalid: (expected: string, at?: Range) => undefined,
  report: (problem: Problem, at: Range) => void,
): DirectiveStatement | undefined {
  const { word, value } = comment;
  if (!Object.hasOwn(own, word)) return read(comment, invalid, report);
  const wrong = own[word]?.(value);
  return wrong === undefined ? { kind: 'own' } : invalid(wrong);
}

function read(
  { word, value, valueStart }: DirectiveComment,
  invalid: (expected: string, at?: Range) => undefined,
  report: (problem: Problem, at: Range) => void,
): DirectiveStatement | undefined {
  if (word === 'input') return readInput(value, valueStart, invalid);
  if (word === 'args') {
    const found = parseArguments(value, valueStart);
    if ('problem' in found) return invalid(found.problem, found);
    return found.length > 0 ? { kind: 'args', arguments: found } : invalid(directiveTexts.noArguments);
  }
  if (word === 'limit' || word === 'expect') {
    const claims = parseClaims(word, value, valueStart);
    return 'problem' in claims ? invalid(claims.problem, claims) : { kind: 'claims', claims };
  }
  return readIgnore(value, valueStart, invalid, report);
}

function readInput(
  value: string,
  offset: number,
  invalid: (expected: string, at?: Range) => undefined,
): DirectiveStatement | undefined {
  const written = parseShapes(value, offset);
  if ('problem' in written) return invalid(written.problem, written);
  const shapes: InputShape[] = [];
  const hints = written.length > 1 ? sharedHints(written) : undefined;
  for (const shape of written) {
    const sizes = namedShape(shape, hints)?.dims ?? sizesOf(shape);
    if ('problem' in sizes) return invalid(sizes.problem, sizes);
    shapes.push({ name: shape.name, sizes, start: shape.start, end: shape.end });
  }
  return { kind: 'input', shapes };
}

/** `ignore`, or `ignore[code, code]`. Codes that are none are reported; the others count. */
function readIgnore(
  value: string,
  offset: number,
  invalid: (expected: string, at?: Range) => undefined,
  report: (problem: Problem, at: Range) => void,
): DirectiveStatement | undefined {
  if (value === '') return { kind: 'ignore', codes: undefined };
  const list = /^\[([^[\]]*)\]$/.exec(value)?.[1];
  if (list === undefined || list.trim() === '') return invalid(directiveTexts.ignore);
  const codes: FindingCode[] = [];
  let start = offset + 1;
  for (const part of list.split(',')) {
    const code = part.trim();
    const at = start + part.indexOf(code);
    if (isFindingCode(code)) codes.push(code);
    else
      report(
        { code: 'unknown-finding', data: { code, nearest: nearest(code, Object.keys(catalogue)) } },
        { start: at, end: at + code.length },
      );
    start += part.length + 1;
  }
  return codes.length > 0 ? { kind: 'ignore', codes } : undefined;
}
