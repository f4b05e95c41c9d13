// The tokens of the Fovea language, held in flat arrays: a text of five megabytes of brackets has five million.
import type { Doc, SyntaxFinding } from './ast.js';

export enum Token {
  End,
  // Words; isWord relies on their order.
  Name,
  Net,
  Block,
  Import,
  Const,
  Let,
  For,
  In,
  Repeat,
  If,
  Then,
  Else,
  And,
  Or,
  Not,
  True,
  False,
  It,
  // Literals
  Number,
  Size,
  String,
  // Brackets; isOpener and isCloser rely on their order.
  LeftParen,
  LeftBracket,
  LeftBrace,
  RightParen,
  RightBracket,
  RightBrace,
  // Signs
  Comma,
  Colon,
  Semicolon,
  Dot,
  Spread,
  RangeExclusive,
  RangeInclusive,
  Arrow,
  Bar,
  Question,
  Times,
  Assign,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Plus,
  Minus,
  Star,
  Slash,
  Percent,
  Caret,
  AndSign,
  OrSign,
  NotSign,
}

/** The reserved words. `input`, `output`, `expect`, `limit`, `report` are names that begin a statement. */
export const KEYWORDS: ReadonlyMap<string, Token> = new Map([
  ['net', Token.Net],
  ['block', Token.Block],
  ['import', Token.Import],
  ['const', Token.Const],
  ['let', Token.Let],
  ['for', Token.For],
  ['in', Token.In],
  ['repeat', Token.Repeat],
  ['if', Token.If],
  ['then', Token.Then],
  ['else', Token.Else],
  ['and', Token.And],
  ['or', Token.Or],
  ['not', Token.Not],
  ['true', Token.True],
  ['false', Token.False],
  ['it', Token.It],
]);

/** A name or a reserved word: what may stand where only a name makes sense, as after a dot. */
export function isWord(token: Token): boolean {
  return token >= Token.Name && token <= Token.It;
}

export function isOpener(token: Token): boolean {
  return token >= Token.LeftParen && token <= Token.LeftBrace;
}

export function isCloser(token: Token): boolean {
  return token >= Token.RightParen && token <= Token.RightBrace;
}

/** Whether the token begins an item of the file: what stands at the start of a line is then outside all bodies. */
export function beginsItem(token: Token): boolean {
  return token >= Token.Net && token <= Token.Const;
}

export interface Comment {
  start: number;
  end: number;
}

/** A text's tokens. Between two of them stand only blanks, line breaks, comments and characters already reported. */
export interface Tokens {
  text: string;
  count: number;
  kinds: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  /** 1 where the token is the first of its line. */
  first: Uint8Array;
  /** The first token of each line that has one, and the UTF-16 code units before it in that line. */
  lines: number[];
  indents: number[];
  comments: Comment[];
  /** `///` lines by the token they stand above. */
  docs: Map<number, Doc>;
  /** A `///` at the end of a line, by the token it follows. */
  trailingDocs: Map<number, Doc>;
  findings: SyntaxFinding[];
}
