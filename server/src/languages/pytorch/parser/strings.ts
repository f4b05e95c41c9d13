// The contents of string literals: escapes, and the replacement fields of f-strings.
import type { Expr } from './ast.js';
import { scanField } from './lexer.js';

export interface LiteralParts {
  readonly prefix: string;
  /** Offsets of the content between the quotes. */
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/** Prefix, quotes and content of the string token from `start` to `end`. */
export function literalParts(text: string, start: number, end: number): LiteralParts {
  let at = start;
  while (at < end && text[at] !== '"' && text[at] !== "'") at++;
  const prefix = text.slice(start, at).toLowerCase();
  const one = text[at] ?? '"';
  const quote = end - at >= 3 && text.startsWith(one.repeat(3), at) ? one.repeat(3) : one;
  const from = at + quote.length;
  const closed = end - quote.length >= from && text.startsWith(quote, end - quote.length);
  return { prefix, start: from, end: closed ? end - quote.length : end, quote };
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The text that a literal's content stands for. Named characters, `\N{…}`, stay as written. */
export function unescape(raw: string, bytes: boolean): string {
  const content = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (!content.includes('\\')) return content;
  return content.replace(
    /\\(?:\n|([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g,
    (all: string, octal?: string, hex?: string, short?: string, long?: string, one?: string) => {
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & (bytes ? 255 : 511));
      if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
      const point = short ?? long;
      if (point !== undefined) {
        const code = parseInt(point, 16);
        return bytes || code > 0x10ffff ? all : String.fromCodePoint(code);
      }
      return one === undefined ? '' : (simpleEscapes[one] ?? all);
    },
  );
}

/** What an f-string needs of the parser: the expression that stands between two offsets. */
export type ParseExpression = (start: number, end: number) => Expr;

/** The pieces of an f-string's content: constants and replacement fields. `depth` counts nested specifications. */
export function formatPieces(
  text: string,
  { prefix, start, end, quote }: LiteralParts,
  parse: ParseExpression,
  inSpec = false,
): Expr[] {
  const pieces: Expr[] = [];
  const raw = prefix.includes('r');
  let literal = '';
  let literalStart = start;
  const flush = (until: number): void => {
    if (literal !== '') {
      const value = raw ? literal.replace(/\r\n?/g, '\n') : unescape(literal, false);
      pieces.push({ kind: 'Constant', value: { type: 'str', value }, start: literalStart, end: until });
    }
    literal = '';
  };
  let at = start;
  while (at < end) {
    const character = text[at] as string;
    if (character === '\\' && !raw) {
      // \N{name} is no replacement field.
      const named = /^\\N\{[^}]*\}/.exec(text.slice(at, Math.min(end, at + 100)));
      const length = named ? named[0].length : 2;
      literal += text.slice(at, at + length);
      at += length;
    } else if ((character === '{' || character === '}') && text[at + 1] === character && !inSpec) {
      literal += character;
      at += 2;
    } else if (character === '{') {
      flush(at);
      const close = scanField(text, at + 1, quote, 0);
      const fieldEnd = close < 0 || close > end ? end + 1 : close;
      pushField(text, at + 1, fieldEnd - 1, { prefix, quote, parse }, pieces);
      at = fieldEnd;
      literalStart = at;
    } else {
      literal += character;
      at++;
    }
  }
  flush(end);
  return pieces;
}

/** Appends the field between its braces: `value`, `value=`, `value!r`, `value:spec`. */
function pushField(
  text: string,
  start: number,
  end: number,
  { prefix, quote, parse }: { prefix: string; quote: string; parse: ParseExpression },
  pieces: Expr[],
): void {
  let depth = 0;
  let at = start;
  for (; at < end; at++) {
    const character = text[at] as string;
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === '"' || character === "'") {
      const inner = text.startsWith(character.repeat(3), at) ? character.repeat(3) : character;
      const close = text.indexOf(inner, at + inner.length);
      if (close >= 0 && close < end) at = close + inner.length - 1;
    } else if (depth === 0 && character === ':') break;
    else if (depth === 0 && character === '!' && text[at + 1] !== '=') break;
  }
  const expressionEnd = at;
  let conversion: string | undefined;
  if (text[at] === '!' && at < end) {
    conversion = text.slice(at + 1, end).match(/^\s*(\w+)/)?.[1];
    while (at < end && text[at] !== ':') at++;
  }
  let spec: Expr | undefined;
  if (text[at] === ':' && at < end) {
    const values = formatPieces(text, { prefix, start: at + 1, end, quote }, parse, true);
    spec = { kind: 'JoinedStr', values, start: at + 1, end };
  }
  // `x=` shows the expression itself; == and the like are no such sign.
  const shown = /^(.*[^=!<>:])(=\s*)$/s.exec(text.slice(start, expressionEnd));
  if (shown) {
    const value = text.slice(start, expressionEnd);
    const before = pieces.at(-1);
    const joined =
      before?.kind === 'Constant' && before.value.type === 'str'
        ? (pieces.pop(), before.value.value + value)
        : value;
    pieces.push({ kind: 'Constant', value: { type: 'str', value: joined }, start, end: expressionEnd });
  }
  const valueEnd = shown ? start + (shown[1] as string).length : expressionEnd;
  pieces.push({
    kind: 'FormattedValue',
    value: parse(start, valueEnd),
    conversion: conversion ?? (shown && !spec ? 'r' : undefined),
    spec,
    start: start - 1,
    end: end + 1,
  });
}
