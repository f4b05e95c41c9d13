// Parses text-format protobuf by recursive descent; every text gives a tree and located errors, recovery at the field.
import { prototxtProblems } from './problems.js';
import type { Range } from '../../../text/range.js';
import type { FieldNode, Message, Missing, Scalar, SyntaxProblem, Tree } from './syntax.js';
import {
  decodeString,
  detached,
  isIdentifierPart,
  isIdentifierStart,
  isNumberPart,
  numberPattern,
} from './characters.js';

/** Protobuf's own limit of nested messages. */
const MAX_DEPTH = 100;

/**
 * Follows the Text Format Language Specification (protobuf.dev): `name: value`, `name { … }` with or without the
 * colon, `<…>` for braces, lists, adjacent strings, `#` comments, `,` and `;` between fields, extensions and Any names
 * in brackets, which are skipped.
 */
export function parse(text: string): Tree {
  return new Parser(text).file();
}

class Parser {
  #at = 0;
  readonly #problems: SyntaxProblem[] = [];
  readonly #comments: Range[] = [];
  /** The fields whose messages are open, outermost first. */
  readonly #open: { readonly name: string; readonly start: number; readonly nameEnd: number }[] = [];
  /** Open messages beyond this number are to be closed, because the next field cannot stand in them. */
  #closeTo = Infinity;

  /** The fields of all open messages, innermost last: each takes its own when it closes, in a list of just their number. */
  readonly #stack: FieldNode[] = [];
  #count = 0;

  constructor(private readonly text: string) {}

  file(): Tree {
    const { text } = this;
    if (text.charCodeAt(0) === 0xfeff) this.#at = 1;
    for (;;) {
      this.#fields(0);
      if (this.#at >= text.length) break;
      this.#problem(prototxtProblems.unmatchedBracket, this.#at, ++this.#at);
    }
    const root: Message = { kind: 'message', fields: this.#taken(0), start: 0, end: text.length };
    return { root, problems: this.#problems, comments: this.#comments };
  }

  #push(field: FieldNode): void {
    this.#stack[this.#count++] = field;
  }

  #taken(base: number): readonly FieldNode[] {
    const fields = this.#stack.slice(base, this.#count);
    this.#count = base;
    return fields;
  }

  /** Fields up to the end of the text or a closing bracket, which is left to the caller. */
  #fields(depth: number): void {
    const { text } = this;
    for (;;) {
      this.#skip();
      if (this.#at >= text.length) return;
      const code = text.charCodeAt(this.#at);
      if (isIdentifierStart(code)) {
        this.#field(depth);
        if (this.#open.length > this.#closeTo) return;
        if (this.#open.length === this.#closeTo) this.#closeTo = Infinity;
      } else if (code === 0x7d || code === 0x3e) {
        return; // } >
      } else if (code === 0x5b) {
        this.#extension(depth);
      } else if (code === 0x2c || code === 0x3b) {
        this.#at++; // , ;
      } else this.#unexpected();
    }
  }

  #field(depth: number): void {
    const { text } = this;
    const start = this.#at;
    const name = this.#identifier();
    const nameEnd = this.#at;
    if (depth > 0 && (name === 'layer' || name === 'layers') && this.#endsOpenLayer(name)) {
      this.#at = start;
      return;
    }
    this.#values(name, start, nameEnd, depth);
    this.#skip();
    const code = text.charCodeAt(this.#at);
    if (code === 0x2c || code === 0x3b) this.#at++;
  }

  /**
   * Whether another layer starts where one is still open: its closing brace is missing, or not typed yet. All that is
   * open up to that layer is closed, so that the next one is read as usual.
   */
  #endsOpenLayer(name: string): boolean {
    this.#skip();
    const ahead = this.text.slice(this.#at, this.#at + 80);
    if (!/^:?\s*[{<]/.test(ahead)) return false;
    const index = this.#open.findLastIndex((open) => open.name === name);
    const open = this.#open[index];
    if (open === undefined) return false;
    this.#problem(prototxtProblems.unclosedField(name), open.start, open.nameEnd);
    this.#closeTo = index;
    return true;
  }

  /** What follows a name: a value, a message, or a list of either. */
  #values(name: string, start: number, nameEnd: number, depth: number): void {
    const { text } = this;
    this.#skip();
    let code = text.charCodeAt(this.#at);
    const colon = code === 0x3a || code === 0x3d;
    if (colon) {
      if (code === 0x3d) this.#problem(prototxtProblems.equalsSign(name), this.#at, this.#at + 1);
      this.#at++;
      this.#skip();
      code = text.charCodeAt(this.#at);
    }
    if (code === 0x7b || code === 0x3c) {
      const value = this.#message(name, start, nameEnd, depth);
      this.#push({ name, start, nameEnd, value, end: value.end });
      return;
    }
    if (code === 0x5b) {
      this.#list(name, start, nameEnd, depth);
      return;
    }
    const value = this.#nextIsField(nameEnd) ? undefined : this.#scalar();
    if (value === undefined) {
      this.#problem(prototxtProblems.missingValue(name, name, name), start, nameEnd);
      const missing: Missing = { kind: 'missing', start: nameEnd, end: nameEnd };
      this.#push({ name, start, nameEnd, value: missing, end: nameEnd });
      return;
    }
    if (!colon) this.#problem(prototxtProblems.missingColon(name), start, nameEnd);
    this.#push({ name, start, nameEnd, value, end: value.end });
  }

  /** Whether what comes next, on a later line, is the next field rather than this one's value. */
  #nextIsField(after: number): boolean {
    const { text } = this;
    const at = this.#at;
    if (!isIdentifierStart(text.charCodeAt(at)) || !text.slice(after, at).includes('\n')) return false;
    this.#identifier();
    this.#skip();
    const code = text.charCodeAt(this.#at);
    this.#at = at;
    return code === 0x3a || code === 0x7b || code === 0x3c;
  }

  /** `[ value, … ]`, of scalars or messages. */
  #list(name: string, start: number, nameEnd: number, depth: number): void {
    const { text } = this;
    const opened = this.#at++;
    for (;;) {
      this.#skip();
      const code = text.charCodeAt(this.#at);
      if (code === 0x5d) {
        this.#at++;
        return;
      }
      if (code === 0x2c) this.#at++;
      else if (code === 0x7b || code === 0x3c) {
        const value = this.#message(name, start, nameEnd, depth);
        this.#push({ name, start, nameEnd, value, end: value.end });
      } else {
        const value = this.#nextIsField(opened) ? undefined : this.#scalar();
        if (value === undefined) {
          this.#problem(prototxtProblems.unclosedList, opened, opened + 1);
          return;
        }
        this.#push({ name, start, nameEnd, value, end: value.end });
      }
    }
  }

  #message(name: string, start: number, nameEnd: number, depth: number): Message {
    const { text } = this;
    const opened = this.#at;
    const close = text.charCodeAt(opened) === 0x7b ? 0x7d : 0x3e;
    this.#at++;
    if (depth >= MAX_DEPTH) {
      this.#problem(prototxtProblems.tooDeep(MAX_DEPTH), start, nameEnd);
      this.#at = text.length;
      return { kind: 'message', fields: [], start: opened, end: this.#at };
    }
    const base = this.#count;
    this.#open.push({ name, start, nameEnd });
    this.#fields(depth + 1);
    this.#open.pop();
    const fields = this.#taken(base);
    const end = this.#at;
    if (this.#open.length >= this.#closeTo) return { kind: 'message', fields, start: opened, end };
    if (this.#at >= text.length) {
      // Of messages that the end of the text leaves open, the innermost is reported.
      if (this.#problems.at(-1)?.message !== UNCLOSED) this.#problem(UNCLOSED, start, nameEnd);
    } else {
      if (text.charCodeAt(this.#at) !== close) {
        const wanted = close === 0x7d ? '}' : '>';
        this.#problem(prototxtProblems.wrongBracket(name, wanted), this.#at, this.#at + 1);
      }
      this.#at++;
    }
    return { kind: 'message', fields, start: opened, end: this.#at };
  }

  /** A string, number or word; undefined, with nothing read, where there is none. */
  #scalar(): Scalar | undefined {
    const { text } = this;
    const start = this.#at;
    const code = text.charCodeAt(start);
    if (code === 0x22 || code === 0x27) return this.#string();
    if (isIdentifierStart(code)) {
      const word = this.#identifier();
      return { kind: 'word', text: word, start, end: this.#at };
    }
    if (code !== 0x2d && code !== 0x2e && !(code >= 0x30 && code <= 0x39)) return undefined;
    this.#at++;
    let negative = code === 0x2d;
    if (negative) {
      this.#skip();
      if (isIdentifierStart(text.charCodeAt(this.#at))) {
        const word = this.#identifier();
        if (!/^(inf|infinity|nan)f?$/i.test(word)) this.#problem(`−${word} is no number.`, start, this.#at);
        return { kind: 'number', text: `-${word}`, start, end: this.#at };
      }
      if (!isNumberPart(text.charCodeAt(this.#at))) negative = false;
    }
    const digits = negative ? this.#at : start;
    let plain = true;
    for (;;) {
      const next = text.charCodeAt(this.#at);
      if (next >= 0x30 && next <= 0x39) this.#at++;
      else if (isNumberPart(next)) {
        plain = false;
        this.#at++;
      } else if ((next === 0x2b || next === 0x2d) && (text.charCodeAt(this.#at - 1) | 0x20) === 0x65) {
        this.#at++; // The sign of an exponent.
      } else break;
    }
    const number = (negative ? '-' : '') + text.slice(digits, this.#at);
    if ((!plain || digits === this.#at || number.length === 1) && !numberPattern.test(number))
      this.#problem(prototxtProblems.invalidNumber(text.slice(start, this.#at)), start, this.#at);
    return { kind: 'number', text: number, start, end: this.#at };
  }

  /** Strings that stand next to each other are one. */
  #string(): Scalar {
    const { text } = this;
    const start = this.#at;
    let value = '';
    let end = start;
    for (;;) {
      const quote = text.charCodeAt(this.#at);
      if (quote !== 0x22 && quote !== 0x27) break;
      const opened = this.#at++;
      let escapes = false;
      let code = text.charCodeAt(this.#at);
      while (code !== quote && code !== 0x0a && code !== 0x0d && this.#at < text.length) {
        if (code === 0x5c) {
          escapes = true;
          this.#at++;
        }
        code = text.charCodeAt(++this.#at);
      }
      this.#at = Math.min(this.#at, text.length);
      const raw = text.slice(opened + 1, this.#at);
      value += escapes ? decodeString(raw) : raw;
      if (code === quote) this.#at++;
      else this.#problem(prototxtProblems.unclosedString, opened, this.#at);
      end = this.#at;
      this.#skip();
    }
    this.#at = end;
    return { kind: 'string', text: value, start, end };
  }

  /** `[domain/message] { … }` or `[extension.name]: value`: read for its brackets, and left out. */
  #extension(depth: number): void {
    const { text } = this;
    const start = this.#at;
    const close = text.indexOf(']', start);
    const line = text.indexOf('\n', start);
    if (close < 0 || (line >= 0 && line < close)) {
      this.#problem(prototxtProblems.unclosedExtension, start, start + 1);
      this.#at = line < 0 ? text.length : line;
      return;
    }
    this.#at = close + 1;
    const base = this.#count;
    this.#values(text.slice(start, this.#at), start, this.#at, depth);
    this.#count = base;
  }

  #identifier(): string {
    const { text } = this;
    const start = this.#at;
    let code = text.charCodeAt(start);
    let hash = 0;
    let at = start;
    do {
      hash = (31 * hash + code) | 0;
      code = text.charCodeAt(++at);
    } while (isIdentifierPart(code));
    this.#at = at;
    // A file has few names, very often: one text stands for all of them, which saves memory and later comparisons.
    const known = names[hash & 0x3ff];
    if (known !== undefined && known.length === at - start && text.startsWith(known, start)) return known;
    return (names[hash & 0x3ff] = detached(text.slice(start, at)));
  }

  /** Passes over white space and comments. */
  #skip(): void {
    const { text } = this;
    let at = this.#at;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0) at++;
      else if (code === 0x23) {
        const start = at;
        do at++;
        while (at < text.length && text.charCodeAt(at) !== 0x0a && text.charCodeAt(at) !== 0x0d);
        // A stretch may be looked at twice.
        if ((this.#comments.at(-1)?.start ?? -1) < start) this.#comments.push({ start, end: at });
      } else break;
    }
    this.#at = at;
  }

  /** Skips what no field starts with, to the end of the line or the next bracket. */
  #unexpected(): void {
    const { text } = this;
    const start = this.#at;
    let at = start + 1;
    strayString.lastIndex = start;
    if (strayString.test(text)) at = strayString.lastIndex;
    while (at < text.length && !/[\n\r{}<>#;,]/.test(text[at] ?? '')) at++;
    if (text[start] === '{') at = start + 1;
    const found = text.slice(start, at).trim();
    this.#at = at;
    this.#problem(
      text[start] === '{'
        ? 'This message has no name; write the name of its field before the {.'
        : prototxtProblems.fieldExpected(found.length > 20 ? `${found.slice(0, 19)}…` : found),
      start,
      start + Math.max(1, found.length),
    );
  }

  #problem(message: string, start: number, end: number): void {
    // A text that is no protobuf at all is not reported a thousand times.
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push({ message, start, end });
  }
}

/** A string, also one that is not closed: brackets in it are none. */
const strayString = /"(?:[^"\\\r\n]|\\[^]|\\$)*"?|'(?:[^'\\\r\n]|\\[^]|\\$)*'?/y;

/** Names read last, by their hash. */
const names = Array<string | undefined>(1024).fill(undefined);

const MAX_PROBLEMS = 100;
const UNCLOSED = prototxtProblems.unclosedMessage;
