// Cuts Python into tokens: logical lines, indents and dedents, and strings as wholes. Never throws.
import { pythonProblems } from './problems.js';
import type { Located, SyntaxError } from './ast.js';

export type TokenKind =
  'name' | 'keyword' | 'op' | 'number' | 'string' | 'newline' | 'indent' | 'dedent' | 'end';

export interface Token extends Located {
  readonly kind: TokenKind;
  readonly text: string;
  /** Of the end of a line that ends within brackets, which is reported at the bracket. */
  readonly isCut?: boolean;
}

export interface Lexed {
  readonly tokens: readonly Token[];
  readonly comments: readonly Located[];
  readonly errors: readonly SyntaxError[];
}

const keywords = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

const name = /[\p{XIDS}_][\p{XIDC}]*/uy;
const digits = '\\d(?:_?\\d)*';
const number = new RegExp(
  '0[xX](?:_?[\\da-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|' +
    `(?:${digits}\\.(?:${digits})?|\\.${digits})(?:[eE][+-]?${digits})?[jJ]?|` +
    `${digits}[eE][+-]?${digits}[jJ]?|${digits}[jJ]?`,
  'y',
);
const operator =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|!=|->|:=|\+=|-=|\*=|\/=|%=|@=|&=|\|=|\^=|==|<=|>=|<<|>>|\*\*|\/\/|[-+*/%@&|^~<>()[\]{},:;.=!]/y;
const stringStart = /(?:[rR][bBfF]?|[bB][rR]?|[uU]|[fF][rR]?)?(?:'''|"""|'|")/y;
/** Statements that cannot stand within an expression. */
const statementWord =
  /(?:def|class|return|import|while|raise|assert|del|global|nonlocal|try|pass|break|continue|with)\b|@/y;
const closers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** The tokens of a whole text. Where a bracket is left open, lines that must be statements close it. */
export function lex(text: string): Lexed {
  const strict = new Lexer(text, false);
  strict.run();
  if (!strict.bracketsWrong) return strict;
  const recovering = new Lexer(text, true);
  recovering.run();
  return recovering;
}

/** The tokens of the expression in a replacement field of an f-string; line ends do not count. */
export function lexExpression(text: string, start: number, end: number): Lexed {
  const lexer = new Lexer(text.slice(0, end), false);
  lexer.runExpression(start);
  return lexer;
}

class Lexer implements Lexed {
  readonly tokens: Token[] = [];
  readonly comments: Located[] = [];
  readonly errors: SyntaxError[] = [];
  bracketsWrong = false;
  #at = 0;
  #lineIndent = 0;
  readonly #brackets: Token[] = [];
  readonly #indents: number[] = [0];

  constructor(
    readonly text: string,
    private readonly recovering: boolean,
  ) {}

  run(): void {
    if (this.text.charCodeAt(0) === 0xfeff) this.#at = 1;
    this.#lineStart();
    while (this.#at < this.text.length) this.#token();
    this.#finish();
  }

  runExpression(start: number): void {
    this.#at = start;
    const opener: Token = { kind: 'op', text: '{', start, end: start };
    this.#brackets.push(opener);
    while (this.#at < this.text.length) this.#token();
    this.tokens.push({ kind: 'end', text: '', start: this.#at, end: this.#at });
  }

  #finish(): void {
    const open = this.#brackets.at(-1);
    if (open) {
      this.bracketsWrong = true;
      this.#error(pythonProblems.unclosed(open.text), open);
      this.#brackets.length = 0;
    }
    const end = this.text.length;
    const last = this.tokens.at(-1);
    if (last && last.kind !== 'newline' && last.kind !== 'dedent')
      this.tokens.push({ kind: 'newline', text: '', start: end, end, ...(open && { isCut: true }) });
    while (this.#indents.length > 1) {
      this.#indents.pop();
      this.#push('dedent', end, end);
    }
    this.#push('end', end, end);
  }

  #push(kind: TokenKind, start: number, end: number): void {
    this.tokens.push({ kind, text: this.text.slice(start, end), start, end });
  }

  #error(message: string, { start, end }: Located): void {
    this.errors.push({ message, start, end });
  }

  /** Skips blank lines, and turns the indentation of the next one into indents or dedents. */
  #lineStart(): void {
    const { text } = this;
    for (;;) {
      let column = 0;
      let at = this.#at;
      for (; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (code === 32) column++;
        else if (code === 9) column = (Math.floor(column / 8) + 1) * 8;
        else if (code === 12) column = 0;
        else break;
      }
      this.#at = at;
      if (at >= text.length) return;
      const code = text.charCodeAt(at);
      if (code === 35) this.#comment();
      else if (code === 92 && isLineEnd(text.charCodeAt(at + 1))) {
        this.#at = at + 1;
        this.#skipLineEnd();
        continue;
      }
      if (isLineEnd(text.charCodeAt(this.#at))) {
        this.#skipLineEnd();
        continue;
      }
      if (this.#at >= text.length) return;
      this.#indent(column);
      return;
    }
  }

  #indent(column: number): void {
    const at = this.#at;
    this.#lineIndent = column;
    if (column > (this.#indents.at(-1) ?? 0)) {
      this.#indents.push(column);
      this.#push('indent', at, at);
      return;
    }
    while (column < (this.#indents.at(-1) ?? 0)) {
      this.#indents.pop();
      this.#push('dedent', at, at);
    }
    if (column > (this.#indents.at(-1) ?? 0)) {
      this.#error(pythonProblems.unmatchedIndentation, { start: at, end: at });
      this.#indents.push(column);
      this.#push('indent', at, at);
    }
  }

  #comment(): void {
    const start = this.#at;
    while (this.#at < this.text.length && !isLineEnd(this.text.charCodeAt(this.#at))) this.#at++;
    this.comments.push({ start, end: this.#at });
  }

  #skipLineEnd(): void {
    if (this.text.charCodeAt(this.#at) === 13 && this.text.charCodeAt(this.#at + 1) === 10) this.#at++;
    this.#at++;
  }

  #token(): void {
    const { text } = this;
    const start = this.#at;
    const code = text.charCodeAt(start);
    if (code === 32 || code === 9 || code === 12) this.#at++;
    else if (isLineEnd(code)) this.#lineEnd();
    else if (code === 35) this.#comment();
    else if (code === 92) this.#backslash();
    else if ((code >= 48 && code <= 57) || (code === 46 && isDigit(text.charCodeAt(start + 1)))) {
      this.#match(number, 'number');
    } else if (isStringStart(code) && this.#string()) return;
    else if (isNameStart(code)) this.#name();
    else if (this.#match(operator, 'op')) this.#bracket(this.tokens.at(-1) as Token);
    else {
      this.#at += code >= 0xd800 && code < 0xdc00 ? 2 : 1;
      this.#error(pythonProblems.invalidCharacter, { start, end: this.#at });
    }
  }

  #match(pattern: RegExp, kind: TokenKind): boolean {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text);
    if (!found) return false;
    const start = this.#at;
    this.#at += found[0].length;
    this.tokens.push({ kind, text: found[0], start, end: this.#at });
    return true;
  }

  #name(): void {
    const { text } = this;
    const start = this.#at;
    let at = start;
    while (at < text.length && isAsciiName(text.charCodeAt(at))) at++;
    if (text.charCodeAt(at) >= 128) {
      name.lastIndex = start;
      const found = name.exec(text);
      if (!found) {
        this.#at += text.charCodeAt(start) >= 0xd800 ? 2 : 1;
        this.#error(pythonProblems.invalidCharacter, { start, end: this.#at });
        return;
      }
      at = start + found[0].length;
    }
    const word = text.slice(start, at);
    this.#at = at;
    this.tokens.push({
      kind: keywords.has(word) ? 'keyword' : 'name',
      text: word.normalize('NFKC'),
      start,
      end: at,
    });
  }

  #backslash(): void {
    const start = this.#at++;
    if (isLineEnd(this.text.charCodeAt(this.#at))) this.#skipLineEnd();
    else if (this.#at < this.text.length)
      this.#error(pythonProblems.misplacedBackslash, { start, end: start + 1 });
  }

  #lineEnd(): void {
    const start = this.#at;
    this.#skipLineEnd();
    if (this.#brackets.length > 0) {
      if (this.recovering && this.#mustBeStatement()) {
        const open = this.#brackets.at(-1) as Token;
        this.#error(pythonProblems.unclosed(open.text), open);
        this.#brackets.length = 0;
        this.tokens.push({ kind: 'newline', text: '', start, end: start, isCut: true });
        this.#lineStart();
        return;
      }
      return;
    }
    this.#push('newline', start, start);
    this.#lineStart();
  }

  /** Whether the line at hand, within open brackets, can only be the beginning of a statement. */
  #mustBeStatement(): boolean {
    const { text } = this;
    let column = 0;
    let at = this.#at;
    for (; at < text.length && (text[at] === ' ' || text[at] === '\t'); at++) column++;
    const character = text[at] ?? '\n';
    if (isLineEnd(character.charCodeAt(0)) || character === '#') return false;
    statementWord.lastIndex = at;
    if (statementWord.test(text)) return true;
    return column <= this.#lineIndent && !(character in closers);
  }

  #bracket(token: Token): void {
    const { text } = token;
    if (text === '(' || text === '[' || text === '{') this.#brackets.push(token);
    else if (text in closers) {
      const open = this.#brackets.pop();
      if (open === undefined || open.text !== closers[text]) {
        this.bracketsWrong = true;
        this.#error(
          open ? pythonProblems.mismatchedBracket(text, open.text) : pythonProblems.unmatchedBracket(text),
          token,
        );
      }
    }
  }

  /** A string with its prefix, as one token; false where there is only a name that looks like a prefix. */
  #string(): boolean {
    const { text } = this;
    stringStart.lastIndex = this.#at;
    const found = stringStart.exec(text);
    if (!found) return false;
    const start = this.#at;
    const opening = found[0];
    const quote = opening.endsWith('"""') || opening.endsWith("'''") ? opening.slice(-3) : opening.slice(-1);
    const prefix = opening.slice(0, -quote.length).toLowerCase();
    const end = scanString(text, start + opening.length, quote, prefix);
    if (end < 0) {
      // Unterminated: it ends with its line, so that what follows is still read.
      let at = start;
      while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
      this.#at = at;
      this.#error(pythonProblems.unterminatedString, { start, end: at });
    } else this.#at = end;
    this.#push('string', start, this.#at);
    return true;
  }
}

/** The end of a string whose content begins at `at`; −1 where it has none. */
function scanString(text: string, at: number, quote: string, prefix: string): number {
  const long = quote.length === 3;
  const formatted = prefix.includes('f');
  for (let index = at; index < text.length; index++) {
    const character = text[index];
    if (character === '\\') {
      if (text[index + 1] === '\r' && text[index + 2] === '\n') index++;
      index++;
    } else if (!long && isLineEnd(text.charCodeAt(index))) return -1;
    else if (text.startsWith(quote, index)) return index + quote.length;
    else if (formatted && character === '{') {
      if (text[index + 1] === '{') index++;
      else {
        const end = scanField(text, index + 1, quote, 0);
        if (end < 0) return -1;
        index = end - 1;
      }
    }
  }
  return -1;
}

/** The offset behind the `}` of a replacement field whose expression begins at `at`; −1 where it has none. */
export function scanField(text: string, at: number, quote: string, nesting: number): number {
  let depth = 0;
  for (let index = at; index < text.length && nesting < 20; index++) {
    const character = text[index] as string;
    if (quote.length === 1 && isLineEnd(text.charCodeAt(index))) return -1;
    if ('([{'.includes(character)) depth++;
    else if (depth > 0 && ')]}'.includes(character)) depth--;
    else if (character === '}') return index + 1;
    else if (character === "'" || character === '"') {
      const before = /(?:^|[^\w])([rbfRBFuU]{0,2})$/.exec(text.slice(Math.max(at, index - 3), index));
      const inner = text.startsWith(character.repeat(3), index) ? character.repeat(3) : character;
      // Before Python 3.12 the quote of the string itself ends it, whatever the depth.
      if (inner === quote && before === null) return -1;
      const end = scanString(text, index + inner.length, inner, (before?.[1] ?? '').toLowerCase());
      if (end < 0) return -1;
      index = end - 1;
    } else if (depth === 0 && character === ':') return scanSpec(text, index + 1, quote, nesting);
  }
  return -1;
}

/** The offset behind the `}` that ends a field whose format specification begins at `at`. */
function scanSpec(text: string, at: number, quote: string, nesting: number): number {
  for (let index = at; index < text.length; index++) {
    const character = text[index];
    if (character === '}') return index + 1;
    if (text.startsWith(quote, index)) return -1;
    if (character === '{') {
      const end = scanField(text, index + 1, quote, nesting + 1);
      if (end < 0) return -1;
      index = end - 1;
    }
  }
  return -1;
}

const isLineEnd = (code: number): boolean => code === 10 || code === 13;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isAsciiName = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isDigit(code) || code === 95;
const isNameStart = (code: number): boolean => (isAsciiName(code) && !isDigit(code)) || code >= 128;
const isStringStart = (code: number): boolean =>
  code === 34 || code === 39 || 'bBfFrRuU'.includes(String.fromCharCode(code));
