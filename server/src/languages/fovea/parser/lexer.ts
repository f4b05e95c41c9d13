// Cuts a Fovea text into tokens by character code, in one pass; never fails.
import { foveaProblems } from './problems.js';
import type { Doc, SyntaxCode, SyntaxFinding } from './ast.js';
import { characterClass, CharClass, isAsciiNamePart, isNamePart, isNameStart } from './characters.js';
import { longerSign, LOOKALIKES, MISTAKEN_SIGNS, QUOTES, SINGLE } from './signs.js';
import { KEYWORDS, Token, type Comment, type Tokens } from './tokens.js';

/** The tokens of `text`, its comments, and what is wrong with single characters, strings and comments. */
export function tokenize(text: string): Tokens {
  return new Lexer(text).run();
}

const LF = 10;
const CR = 13;
const QUOTE = 34;
const STAR = 42;
const DOT = 46;
const SLASH = 47;
const BACKSLASH = 92;
const UNDERSCORE = 95;
const LETTER_X = 120;
const CAPITAL_X = 88;
const TIMES = 0xd7;

/** Past this many findings the rest of the text says nothing new. */
const MAX_FINDINGS = 1000;

class Lexer {
  private position = 0;
  private count = 0;
  private kinds: Uint8Array;
  private starts: Int32Array;
  private ends: Int32Array;
  private first: Uint8Array;
  private readonly lines: number[] = [];
  private readonly indents: number[] = [];
  private readonly comments: Comment[] = [];
  private readonly docs = new Map<number, Doc>();
  private readonly trailingDocs = new Map<number, Doc>();
  private readonly findings: SyntaxFinding[] = [];

  private lineStart = 0;
  private lineHasToken = false;
  private doc: Doc | null = null;
  /** Line breaks since the pending doc comment, to separate paragraphs. */
  private breaksSinceDoc = 0;

  constructor(private readonly text: string) {
    const capacity = Math.max(16, text.length >> 1);
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.first = new Uint8Array(capacity);
  }

  run(): Tokens {
    const { text } = this;
    // A byte order mark is no part of the first line's indentation.
    if (text.charCodeAt(0) === 0xfeff) this.position = this.lineStart = 1;
    while (this.position < text.length) this.next();
    return {
      text,
      count: this.count,
      kinds: this.kinds,
      starts: this.starts,
      ends: this.ends,
      first: this.first,
      lines: this.lines,
      indents: this.indents,
      comments: this.comments,
      docs: this.docs,
      trailingDocs: this.trailingDocs,
      findings: this.findings,
    };
  }

  private next(): void {
    const start = this.position;
    const code = this.text.charCodeAt(start);
    switch (characterClass(code)) {
      case CharClass.Blank:
        this.position++;
        return;
      case CharClass.LineBreak:
        this.lineBreak(start, code);
        return;
      case CharClass.Name:
        this.name(start);
        return;
      case CharClass.Digit:
        this.number(start);
        return;
      case CharClass.Sign:
        this.sign(start, code);
        return;
      case CharClass.Other:
        this.other(start, code);
    }
  }

  private lineBreak(at: number, code: number): void {
    this.position = code === CR && this.text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
    this.lineStart = this.position;
    this.lineHasToken = false;
    this.breaksSinceDoc++;
  }

  private push(kind: Token, start: number, end: number): void {
    if (this.count === this.kinds.length) this.grow();
    const index = this.count++;
    this.kinds[index] = kind;
    this.starts[index] = start;
    this.ends[index] = end;
    if (!this.lineHasToken) {
      this.lineHasToken = true;
      this.first[index] = 1;
      this.lines.push(index);
      this.indents.push(start - this.lineStart);
    }
    if (this.doc !== null) {
      this.docs.set(index, this.doc);
      this.doc = null;
    }
    this.position = end;
  }

  private grow(): void {
    const capacity = Math.min(this.text.length, this.kinds.length * 2) + 16;
    const enlarge = <T extends Uint8Array | Int32Array>(from: T, to: T): T => (to.set(from), to);
    this.kinds = enlarge(this.kinds, new Uint8Array(capacity));
    this.starts = enlarge(this.starts, new Int32Array(capacity));
    this.ends = enlarge(this.ends, new Int32Array(capacity));
    this.first = enlarge(this.first, new Uint8Array(capacity));
  }

  private report(code: SyntaxCode, message: string, start: number, end: number, replacement?: string): void {
    if (this.findings.length >= MAX_FINDINGS) return;
    const finding: SyntaxFinding = { code, message, start, end };
    if (replacement !== undefined) finding.fix = { start, end, text: replacement };
    this.findings.push(finding);
  }

  private name(start: number): void {
    const { text } = this;
    let end = start;
    for (;;) {
      while (isAsciiNamePart(text.charCodeAt(end))) end++;
      if (!(text.charCodeAt(end) > 127) || !isNamePart(text, end)) break;
      end += text.codePointAt(end)! > 0xffff ? 2 : 1;
    }
    this.push(this.wordKind(start, end), start, end);
  }

  private wordKind(start: number, end: number): Token {
    // Reserved words have two to six letters and begin in lower case.
    const length = end - start;
    if (length < 2 || length > 6 || this.text.charCodeAt(start) < 97) return Token.Name;
    return KEYWORDS.get(this.text.slice(start, end)) ?? Token.Name;
  }

  /** `12`, `1_000`, `2.5`, `.5`, `1e-3`, `61M`, and sizes such as `3x3`. */
  private number(start: number): void {
    const { text } = this;
    let end = this.digits(start);
    if (endsNumber(text.charCodeAt(end))) return this.push(Token.Number, start, end);
    let size = false;
    while ((this.isTimes(end) || text.charCodeAt(end) === CAPITAL_X) && isDigit(text.charCodeAt(end + 1))) {
      size = true;
      end = this.digits(end + 1);
    }
    if (size) {
      this.push(Token.Size, start, end);
      return;
    }
    if (text.charCodeAt(end) === DOT && isDigit(text.charCodeAt(end + 1))) end = this.digits(end + 1);
    if ((text.charCodeAt(end) | 32) === 101) {
      const sign = text.charCodeAt(end + 1);
      const exponent = sign === 43 || sign === 45 ? end + 2 : end + 1;
      if (isDigit(text.charCodeAt(exponent))) end = this.digits(exponent);
    }
    const suffix = text[end];
    if (suffix !== undefined && 'KMGT'.includes(suffix) && !isNamePart(text, end + 1)) end++;
    else if (!this.isTimes(end) && isNamePart(text, end)) end = this.badSuffix(start, end);
    this.push(Token.Number, start, end);
  }

  private badSuffix(start: number, from: number): number {
    let end = from;
    while (isNamePart(this.text, end)) end++;
    const literal = shorten(this.text.slice(start, end));
    const capital = this.text.slice(from, end).toUpperCase();
    const known = ['K', 'M', 'G', 'T'].includes(capital);
    const hint = known ? `write \`${capital}\` in upper case` : 'a number may end in K, M, G or T';
    this.report(
      'bad-number',
      foveaProblems.invalidNumber(literal, hint),
      start,
      end,
      known ? this.text.slice(start, from) + capital : undefined,
    );
    return end;
  }

  private digits(from: number): number {
    let end = from;
    for (;;) {
      const code = this.text.charCodeAt(end);
      if (isDigit(code) || (code === UNDERSCORE && isDigit(this.text.charCodeAt(end + 1)))) end++;
      else return end;
    }
  }

  private isTimes(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return code === LETTER_X || code === TIMES;
  }

  private sign(start: number, code: number): void {
    const { text } = this;
    const second = text.charCodeAt(start + 1);
    if (code === SLASH && second === SLASH) return this.lineComment(start, start + 2);
    if (code === SLASH && second === STAR) return this.blockComment(start);
    if (code === QUOTE) return this.string(start, QUOTE);
    if (code === DOT && isDigit(second)) return this.number(start);
    const sign = longerSign(code, second, text.charCodeAt(start + 2));
    if (sign !== Token.End) {
      const three = sign === Token.Spread || sign === Token.RangeExclusive || sign === Token.RangeInclusive;
      return this.push(sign, start, three ? start + 3 : start + 2);
    }
    const mistaken = MISTAKEN_SIGNS.get((code << 8) | second);
    if (mistaken !== undefined) {
      this.report('bad-character', mistaken.message, start, start + 2, mistaken.text);
      return this.push(mistaken.token, start, start + 2);
    }
    const single = SINGLE[code]!;
    if (single !== Token.End) return this.push(single, start, start + 1);
    this.other(start, code);
  }

  private other(start: number, code: number): void {
    const { text } = this;
    if (isNameStart(text, start)) return this.name(start);
    if (text[start] === '#') {
      this.report('bad-character', foveaProblems.commentSign, start, start + 1, '//');
      return this.lineComment(start, start + 1);
    }
    const closing = QUOTES.get(text[start]!);
    if (closing !== undefined) {
      this.report('bad-character', foveaProblems.stringQuotes, start, start + 1);
      const finding = this.findings.at(-1);
      this.string(start, closing);
      const end = this.position;
      const isClosed = end > start + 1 && text.charCodeAt(end - 1) === closing;
      const inner = text.slice(start + 1, end - 1);
      if (finding && isClosed && !inner.includes('"')) finding.fix = { start, end, text: `"${inner}"` };
      return;
    }
    const lookalike = LOOKALIKES.get(code);
    if (lookalike !== undefined) {
      const message = foveaProblems.otherSign(text.charAt(start), lookalike.text);
      this.report('bad-character', message, start, start + 1, lookalike.text);
      return this.push(lookalike.token, start, start + 1);
    }
    this.badCharacters(start);
  }

  /** One finding for a run of characters that mean nothing. */
  private badCharacters(start: number): void {
    const { text } = this;
    let end = start;
    const isBad = (at: number) => {
      const code = text.charCodeAt(at);
      return (
        characterClass(code) === CharClass.Other &&
        !isNameStart(text, at) &&
        !LOOKALIKES.has(code) &&
        code !== 35
      );
    };
    do end += text.codePointAt(end)! > 0xffff ? 2 : 1;
    while (end < text.length && isBad(end) && !QUOTES.has(text[end]!));
    const shown = describe(text.slice(start, end));
    this.report('bad-character', foveaProblems.invalidCharacter(shown), start, end, '');
    this.position = end;
  }

  private lineComment(start: number, body: number): void {
    const { text } = this;
    let end = body;
    while (end < text.length && text.charCodeAt(end) !== LF && text.charCodeAt(end) !== CR) end++;
    this.comments.push({ start, end });
    const isDoc = text.charCodeAt(start + 2) === SLASH && text.charCodeAt(start + 3) !== SLASH;
    if (isDoc) this.docLine(start, end);
    this.position = end;
  }

  private docLine(start: number, end: number): void {
    const line = this.text
      .slice(start + 3, end)
      .replace(/^[ \t]/, '')
      .trimEnd();
    if (this.lineHasToken) {
      this.trailingDocs.set(this.count - 1, { start, end, text: line });
      return;
    }
    if (this.doc !== null && this.breaksSinceDoc === 1) {
      this.doc.text += '\n' + line;
      this.doc.end = end;
    } else {
      this.doc = { start, end, text: line };
    }
    this.breaksSinceDoc = 0;
  }

  private blockComment(start: number): void {
    const { text } = this;
    const close = text.indexOf('*/', start + 2);
    const end = close < 0 ? text.length : close + 2;
    if (close < 0) {
      this.report('unclosed-comment', foveaProblems.unclosedComment, start, start + 2);
    }
    this.comments.push({ start, end });
    this.position = start;
    while (this.position < end) {
      const code = text.charCodeAt(this.position);
      if (code === LF || code === CR) this.lineBreak(this.position, code);
      else this.position++;
    }
    this.position = end;
  }

  /** A string ends at its quote or, with a finding, at the end of its line. */
  private string(start: number, closing: number): void {
    const { text } = this;
    let end = start + 1;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === closing || code === QUOTE) return this.push(Token.String, start, end + 1);
      if (code === LF || code === CR) break;
      const next = text.charCodeAt(end + 1);
      if (code === BACKSLASH && next !== LF && next !== CR) end++;
    }
    end = Math.min(end, text.length);
    this.report('unclosed-string', foveaProblems.unclosedString, start, end);
    this.push(Token.String, start, end);
  }
}

/** Whether this character after digits surely belongs to no number. */
function endsNumber(code: number): boolean {
  return code === 0x2c || code === 0x29 || code === 0x20 || code === LF;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** How a finding shows characters that may be invisible. */
function describe(run: string): string {
  if (/^[\x21-\x7e]+$/.test(run) && run.length <= 20) return `\`${run}\``;
  const code = run.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  return run.length <= 2 ? `The character U+${code}` : `This run of characters (from U+${code})`;
}

function shorten(text: string): string {
  return text.length <= 24 ? text : text.slice(0, 23) + '…';
}
