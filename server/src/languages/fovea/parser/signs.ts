// The signs of the language, and those of other languages and of papers that stand for them.
import { foveaProblems } from './problems.js';
import { Token } from './tokens.js';

/** Other quotes, each with the character that closes it. */
export const QUOTES: ReadonlyMap<string, number> = new Map([
  ["'", "'".charCodeAt(0)],
  ['“', '”'.charCodeAt(0)],
  ['”', '”'.charCodeAt(0)],
  ['‘', '’'.charCodeAt(0)],
]);

/** The signs of one character, by its code. */
export const SINGLE = new Uint8Array(256);
for (const [sign, token] of [
  ['(', Token.LeftParen],
  ['[', Token.LeftBracket],
  ['{', Token.LeftBrace],
  [')', Token.RightParen],
  [']', Token.RightBracket],
  ['}', Token.RightBrace],
  [',', Token.Comma],
  [':', Token.Colon],
  [';', Token.Semicolon],
  ['.', Token.Dot],
  ['|', Token.Bar],
  ['?', Token.Question],
  ['×', Token.Times],
  ['=', Token.Assign],
  ['<', Token.Less],
  ['>', Token.Greater],
  ['+', Token.Plus],
  ['-', Token.Minus],
  ['*', Token.Star],
  ['/', Token.Slash],
  ['%', Token.Percent],
  ['^', Token.Caret],
  ['!', Token.NotSign],
] as const) {
  SINGLE[sign.charCodeAt(0)] = token;
}

/** The sign of two or three characters that starts with these; End where there is none. */
export function longerSign(first: number, second: number, third: number): Token {
  switch (second) {
    case 0x3d: // =
      if (first === 0x3d) return Token.Equal;
      if (first === 0x21) return Token.NotEqual;
      if (first === 0x3c) return Token.LessEqual;
      return first === 0x3e ? Token.GreaterEqual : Token.End;
    case 0x3e: // >
      return first === 0x2d ? Token.Arrow : Token.End;
    case 0x2e: // .
      if (first !== 0x2e) return Token.End;
      if (third === 0x2e) return Token.Spread;
      if (third === 0x3c) return Token.RangeExclusive;
      return third === 0x3d ? Token.RangeInclusive : Token.End;
    case 0x26: // &
      return first === 0x26 ? Token.AndSign : Token.End;
    case 0x7c: // |
      return first === 0x7c ? Token.OrSign : Token.End;
    default:
      return Token.End;
  }
}

/** What other languages write, by its two character codes: understood, and reported. */
export const MISTAKEN_SIGNS: ReadonlyMap<number, { token: Token; text: string; message: string }> = new Map(
  (
    [
      ['**', Token.Caret, '^', foveaProblems.powerSign],
      ['=>', Token.Arrow, '->', foveaProblems.layerSeparator],
      ['..', Token.RangeExclusive, '..<', foveaProblems.rangeSign],
    ] as const
  ).map(([sign, token, text, message]) => [
    (sign.charCodeAt(0) << 8) | sign.charCodeAt(1),
    { token, text, message },
  ]),
);

/** Signs that word processors and papers use for those of the language. */
export const LOOKALIKES: ReadonlyMap<number, { token: Token; text: string }> = new Map(
  (
    [
      ['→', Token.Arrow, '->'],
      ['⟶', Token.Arrow, '->'],
      ['≤', Token.LessEqual, '<='],
      ['≥', Token.GreaterEqual, '>='],
      ['≠', Token.NotEqual, '!='],
      ['−', Token.Minus, '-'],
      ['–', Token.Minus, '-'],
      ['·', Token.Star, '*'],
      ['⋅', Token.Star, '*'],
      ['…', Token.Spread, '...'],
    ] as const
  ).map(([sign, token, text]) => [sign.charCodeAt(0), { token, text }]),
);
