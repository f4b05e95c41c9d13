// Formats Fovea: white space between tokens alone changes, so the meaning of a text cannot.
import {
  alignComments,
  editsOfGaps,
  lineBreakOf,
  lineBreaks,
  type FormattingStyle,
  type Gap,
  type TrailingComment,
} from '../../contract/formatting.js';
import type { TextEdit } from '../../contract/rewriter.js';
import type { SourceText } from '../../text/sourceText.js';
import { tokenize } from './parser/lexer.js';
import { isCloser, isOpener, Token, type Tokens } from './parser/tokens.js';

/**
 * One space around operators and after commas, one level of indentation for each line with open brackets and for a
 * continued line, at most one empty line in a row. Line breaks stay where they are.
 */
export function format(source: SourceText, style: FormattingStyle): readonly TextEdit[] {
  return editsOfGaps(source.uri, source.text, new Formatter(source.text, style).run());
}

/** A bracket that is open. */
interface Open {
  readonly kind: Token;
  /** The level of the line in which it stands. */
  readonly level: number;
  /** Whether a line in it started with `|`: the lines that do not are then part of a branch. */
  hasBranches: boolean;
  /** The level of the line with which the last statement in it started. */
  statement: number;
}

const COMMENT = -1;

interface Piece {
  readonly kind: Token | typeof COMMENT;
  readonly start: number;
  readonly end: number;
}

/** Signs and words between two operands: they have a space on both sides, and a line that ends with one goes on. */
const operators: ReadonlySet<number> = new Set([
  Token.RangeExclusive,
  Token.RangeInclusive,
  Token.Arrow,
  Token.Times,
  Token.Assign,
  Token.Equal,
  Token.NotEqual,
  Token.Less,
  Token.LessEqual,
  Token.Greater,
  Token.GreaterEqual,
  Token.Plus,
  Token.Minus,
  Token.Star,
  Token.Slash,
  Token.Percent,
  Token.Caret,
  Token.And,
  Token.Or,
]);

const closesUp: ReadonlySet<number> = new Set([
  Token.RightParen,
  Token.RightBracket,
  Token.Comma,
  Token.Semicolon,
  Token.Colon,
  Token.Dot,
]);

/** What an operand ends with: a minus after it is a difference, a bracket after it a call or an index. */
const endsOperand: ReadonlySet<number> = new Set([
  Token.Name,
  Token.It,
  Token.True,
  Token.False,
  Token.Number,
  Token.Size,
  Token.String,
  Token.Question,
  Token.RightParen,
  Token.RightBracket,
  Token.RightBrace,
]);

/** What may be another token without the space after or before it: `. .` is not `..`. */
const mayJoin = (kind: Token): boolean =>
  kind === Token.Number || kind === Token.Size || (kind > Token.RightBrace && kind !== Token.Comma);

const isSign = (kind: number): boolean => kind > Token.String;

class Formatter {
  readonly #pieces: readonly Piece[];
  readonly #gaps: Gap[] = [];
  readonly #trailing: TrailingComment[] = [];
  /** The text as a whole, then the brackets that are open. */
  readonly #open: Open[] = [{ kind: Token.End, level: -1, hasBranches: false, statement: 0 }];
  readonly #lineBreak: string;
  /** The token before the present piece, and whether it is a sign of one operand, as in `-1`. */
  #before: Token | undefined;
  #isUnary = false;
  /** Level and first word of the present line; a line that goes on with a statement has the word of the first. */
  #level = 0;
  #word = '';
  /** For comments: the number of the line, where it starts as written, and how long it is as formatted. */
  #line = 0;
  #lineStart = 0;
  #column = 0;

  constructor(
    private readonly text: string,
    private readonly style: FormattingStyle,
  ) {
    this.#pieces = piecesOf(tokenize(text));
    this.#lineBreak = lineBreakOf(text);
  }

  run(): readonly Gap[] {
    const { text } = this;
    let end = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    for (const [index, piece] of this.#pieces.entries()) {
      const written = text.slice(end, piece.start);
      if (index === 0 || written.includes('\n')) this.#startLine(index, end, written);
      else this.#goOn(index, end, written);
      if (piece.kind !== COMMENT) this.#pass(piece.kind);
      this.#advance(piece);
      ({ end } = piece);
    }
    // After a comment that is not closed, a line break would be part of it.
    const last = this.#pieces.at(-1);
    const isOpen = last?.kind === COMMENT && /^\/\*(?![^]*\*\/$)/.test(text.slice(last.start, last.end));
    if (last && !isOpen) this.#gaps.push({ start: end, end: text.length, text: this.#lineBreak });
    alignComments(this.#trailing, this.#gaps);
    return this.#gaps;
  }

  /** The gap before the first token or comment of a line. */
  #startLine(index: number, start: number, written: string): void {
    const piece = this.#pieces[index]!;
    const token = this.#tokenFrom(index);
    const open = this.#open.at(-1)!;
    if (token === Token.Bar) open.hasBranches = true;
    const closes = this.#open.length > 1 && piece.kind !== COMMENT && isCloser(piece.kind);
    const isInBranch = open.hasBranches && token !== Token.Bar && !isCloser(token);
    if (closes) this.#level = open.level;
    else if (this.#continues(token)) this.#level = open.statement + 1;
    else {
      this.#level = open.level + (isInBranch ? 2 : 1);
      if (piece.kind !== COMMENT) {
        open.statement = this.#level;
        this.#word = this.text.slice(piece.start, piece.end);
      }
    }

    const beforeIt = this.#pieces[index - 1]?.kind;
    const isFirstInside = beforeIt !== undefined && beforeIt !== COMMENT && isOpener(beforeIt);
    const breaks = index === 0 ? 0 : lineBreaks(written, isFirstInside || closes ? 0 : 1);
    const indentation = this.style.indent.repeat(this.#level);
    this.#gaps.push({ start, end: piece.start, text: this.#lineBreak.repeat(breaks) + indentation });
    this.#line += breaks;
    this.#lineStart = start + written.lastIndexOf('\n') + 1;
    this.#column = indentation.length;
    // What stands after `|` is a line of the branch.
    if (piece.kind === Token.Bar) this.#level++;
  }

  /** The gap between two pieces of one line. */
  #goOn(index: number, start: number, written: string): void {
    const piece = this.#pieces[index]!;
    const left = this.#pieces[index - 1]!;
    if (piece.kind === COMMENT && this.#endsLine(index)) {
      const written = piece.start - this.#lineStart;
      this.#trailing.push({ gap: this.#gaps.length, line: this.#line, written, nearest: this.#column + 1 });
    }
    const isSpaced =
      left.kind === COMMENT || piece.kind === COMMENT
        ? written !== '' || left.kind !== COMMENT
        : this.#isSpaced(left.kind, piece.kind, written !== '');
    this.#gaps.push({ start, end: piece.start, text: isSpaced ? ' ' : '' });
    if (isSpaced) this.#column++;
  }

  #isSpaced(left: Token, right: Token, isWritten: boolean): boolean {
    if (isWritten && mayJoin(left) && mayJoin(right)) return true;
    if (left === Token.LeftBrace || right === Token.RightBrace) {
      return left !== Token.LeftBrace || right !== Token.RightBrace;
    }
    if (
      left === Token.LeftParen ||
      left === Token.LeftBracket ||
      left === Token.Dot ||
      left === Token.Spread
    ) {
      return false;
    }
    if (closesUp.has(right) || this.#isUnary) return false;
    if (right === Token.LeftParen || right === Token.LeftBracket) {
      // `output aux (training) = …` and `output (…)` are no calls.
      if (this.#word === 'output' && right === Token.LeftParen) return isWritten;
      if (endsOperand.has(left)) return false;
    }
    // What is no sign of the language is already reported.
    if ([left, right].some((kind) => kind >= Token.AndSign)) return isWritten;
    return (
      isWritten ||
      !isSign(left) ||
      !isSign(right) ||
      operators.has(left) ||
      operators.has(right) ||
      left === Token.Comma ||
      left === Token.Bar ||
      right === Token.Bar ||
      right === Token.LeftBrace
    );
  }

  /** Whether a line that starts with `token` goes on with the statement of the line before it. */
  #continues(token: Token): boolean {
    if (token === Token.Arrow) return true;
    const before = this.#before;
    if (before === undefined) return false;
    const isInBody = this.#open.at(-1)!.kind === Token.LeftBrace;
    return operators.has(before) || (before === Token.Comma && isInBody && this.#word === 'limit');
  }

  /** The first token from a piece on: a comment stands at the level of what it is written above. */
  #tokenFrom(index: number): Token {
    let next = index;
    while (this.#pieces[next]?.kind === COMMENT) next++;
    const kind = this.#pieces[next]?.kind;
    return kind === undefined || kind === COMMENT ? Token.End : kind;
  }

  #endsLine(index: number): boolean {
    const next = this.#pieces[index + 1];
    return next === undefined || this.text.slice(this.#pieces[index]!.end, next.start).includes('\n');
  }

  #pass(kind: Token): void {
    this.#isUnary = kind === Token.Minus && (this.#before === undefined || !endsOperand.has(this.#before));
    this.#before = kind;
    if (isOpener(kind))
      this.#open.push({ kind, level: this.#level, hasBranches: false, statement: this.#level + 1 });
    else if (isCloser(kind) && this.#open.length > 1) this.#open.pop();
  }

  #advance({ start, end }: Piece): void {
    const lastBreak = this.text.lastIndexOf('\n', end - 1);
    if (lastBreak < start) {
      this.#column += end - start;
      return;
    }
    for (let at = start; at <= lastBreak; at++) if (this.text[at] === '\n') this.#line++;
    this.#lineStart = lastBreak + 1;
    this.#column = end - this.#lineStart;
  }
}

/** Tokens and comments in the order of the text. */
function piecesOf({ kinds, starts, ends, count, comments }: Tokens): readonly Piece[] {
  const pieces: Piece[] = [];
  let comment = 0;
  const addComments = (until: number): void => {
    for (; comment < comments.length && comments[comment]!.start < until; comment++) {
      pieces.push({ kind: COMMENT, ...comments[comment]! });
    }
  };
  for (let index = 0; index < count; index++) {
    addComments(starts[index]!);
    pieces.push({ kind: kinds[index]!, start: starts[index]!, end: ends[index]! });
  }
  addComments(Infinity);
  return pieces;
}
