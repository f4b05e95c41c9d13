// Which bracket closes which, decided for the whole text before it is parsed, so that a missing one harms little.
import { beginsItem, isOpener, Token, type Tokens } from './tokens.js';

/*
 * Three rules, each linear in the number of tokens:
 *
 * 1. A `net`, `block`, `import` or `const` at the very start of a line closes everything before it.
 * 2. Within such a stretch, brackets pair as usual; `}` closes what stays open inside its braces.
 * 3. Where a stretch does not come out even, its braces pair once more, with each line's indentation as a witness:
 *    a `}` that starts its line belongs to the line indented as far as itself. Text that is right never gets here,
 *    so its indentation means nothing.
 */

/** The brackets of a text by token index. */
export class Brackets {
  /**
   * For an opening bracket its closing one, or, where that is missing, `~end` with the first token that is no longer
   * inside. For a closing bracket its opening one, or -1 where it closes nothing.
   */
  readonly partner: Int32Array;
  /** For an open bracket the next open one outwards of its kind. */
  private readonly outerSame: Int32Array;
  private lastLine = 0;
  private dedents: number[] | undefined;
  private breaks: number[] | undefined;

  constructor(private readonly tokens: Tokens) {
    this.partner = new Int32Array(tokens.count).fill(-1);
    this.outerSame = new Int32Array(tokens.count);
    let start = 0;
    for (const line of tokens.lines.keys()) {
      const token = tokens.lines[line]!;
      if (tokens.indents[line] !== 0 || token === 0 || !this.isItem(token)) continue;
      this.pairStretch(start, token);
      start = token;
    }
    this.pairStretch(start, tokens.count);
  }

  /** The first token after an opening bracket's content: its closing bracket, or where it must end without one. */
  contentEnd(opener: number): number {
    const partner = this.partner[opener]!;
    return partner >= 0 ? partner : ~partner;
  }

  isClosed(opener: number): boolean {
    return this.partner[opener]! >= 0;
  }

  /** The first token of the next line that is indented no deeper than the line of `token`. */
  dedentAfter(token: number): number {
    return (this.dedents ??= this.findDedents())[this.lineOf(token)]!;
  }

  /** Whether the line that `token` is the first of is indented deeper than the line of `other`. */
  isDeeper(token: number, other: number): boolean {
    return this.indentOf(token) > this.indentOf(other);
  }

  private isItem(token: number): boolean {
    const { kinds, count } = this.tokens;
    // `block = …` is an argument.
    return beginsItem(kinds[token]!) && !(token + 1 < count && kinds[token + 1] === Token.Assign);
  }

  private pairStretch(start: number, end: number): void {
    if (this.pair(start, end, false) || this.lineOf(start) === this.lineOf(end - 1)) return;
    this.partner.fill(-1, start, end);
    this.pair(start, end, true);
  }

  /** Pairs the brackets of a stretch; false where its braces do not come out even. */
  private pair(start: number, end: number, byIndent: boolean): boolean {
    const { kinds, first, indents } = this.tokens;
    const open = new OpenBrackets(this.partner, this.outerSame);
    let even = true;
    const abandon = (opener: number, at: number): void => {
      this.partner[opener] = ~this.earlierEnd(opener, at);
      if (kinds[opener] === Token.LeftBrace) even = false;
    };
    for (let token = start; token < end; token++) {
      const kind: Token = kinds[token]!;
      if (kind < Token.LeftParen || kind > Token.RightBrace) continue;
      if (isOpener(kind)) {
        open.push(token, kind);
        continue;
      }
      if (kind === Token.RightBrace && byIndent && first[token] === 1) {
        const column = indents[this.lineOf(token)]!;
        while (open.hasOuterBrace() && this.indentOf(open.innermost(kind)) > column) {
          const brace = open.innermost(kind);
          while (open.innermost(kind) === brace) abandon(open.pop(kinds), token);
        }
        const brace = open.innermost(kind);
        if (brace >= 0 && this.indentOf(brace) < column) {
          even = false;
          continue;
        }
      }
      const opener = open.innermost(kind);
      if (opener < 0) {
        if (kind === Token.RightBrace) even = false;
        continue;
      }
      while (open.top !== opener) abandon(open.pop(kinds), token);
      open.pop(kinds);
      this.partner[opener] = token;
      this.partner[token] = opener;
    }
    while (open.top >= 0) abandon(open.pop(kinds), end);
    return even;
  }

  private indentOf(token: number): number {
    return this.tokens.indents[this.lineOf(token)]!;
  }

  /** Where a bracket that is never closed ends, `latest` at the latest. */
  private earlierEnd(opener: number, latest: number): number {
    const { kinds, lines } = this.tokens;
    if (kinds[opener] === Token.LeftBrace) {
      // The body of a definition runs to the next one, indented or not; any other body only as far as it is indented.
      return this.indentOf(opener) === 0 ? latest : Math.min(latest, this.dedentAfter(opener));
    }
    const stop = (this.breaks ??= this.findBreaks())[this.lineOf(opener)]!;
    return Math.min(latest, this.dedentAfter(opener), stop < lines.length ? lines[stop]! : latest);
  }

  private lineOf(token: number): number {
    const { lines } = this.tokens;
    // Questions come in order of place, or nearly: try the last answer and its neighbours first.
    for (
      let line = Math.max(0, this.lastLine - 1);
      line <= this.lastLine + 1 && line < lines.length;
      line++
    ) {
      if (lines[line]! <= token && !(lines[line + 1]! <= token)) return (this.lastLine = line);
    }
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (lines[middle]! <= token) low = middle;
      else high = middle - 1;
    }
    return (this.lastLine = low);
  }

  private findDedents(): number[] {
    const { lines, indents, count } = this.tokens;
    const result = new Array<number>(lines.length);
    const waiting: number[] = [];
    for (let line = 0; line < lines.length; line++) {
      while (waiting.length > 0 && indents[line]! <= indents[waiting[waiting.length - 1]!]!) {
        result[waiting.pop()!] = lines[line]!;
      }
      waiting.push(line);
    }
    for (const line of waiting) result[line] = count;
    return result;
  }

  /** For each line the next one that starts with what no argument starts with. */
  private findBreaks(): number[] {
    const { kinds, lines } = this.tokens;
    const result = new Array<number>(lines.length);
    let next = lines.length;
    for (let line = lines.length - 1; line >= 0; line--) {
      result[line] = next;
      const kind: Token = kinds[lines[line]!]!;
      if (BREAKS.has(kind)) next = line;
    }
    return result;
  }
}

/** The brackets that are open at one place, from the innermost outwards: a list linked through `partner`. */
class OpenBrackets {
  top = -1;
  // The innermost open brace, and inside it the innermost open ( and [: nothing closes what stands outside braces.
  private brace = -1;
  private paren = -1;
  private square = -1;
  /** For each open brace that stands inside ( or [: itself, and the innermost ( and [ around it. */
  private readonly outside: number[] = [];

  constructor(
    private readonly outer: Int32Array,
    private readonly outerSame: Int32Array,
  ) {}

  push(token: number, kind: Token): void {
    this.outer[token] = this.top;
    this.top = token;
    if (kind === Token.LeftParen) {
      this.outerSame[token] = this.paren;
      this.paren = token;
    } else if (kind === Token.LeftBracket) {
      this.outerSame[token] = this.square;
      this.square = token;
    } else {
      this.outerSame[token] = this.brace;
      this.brace = token;
      if (this.paren >= 0 || this.square >= 0) this.outside.push(this.paren, this.square, token);
      this.paren = this.square = -1;
    }
  }

  pop(kinds: Uint8Array): number {
    const token = this.top;
    this.top = this.outer[token]!;
    if (kinds[token] === Token.LeftParen) this.paren = this.outerSame[token]!;
    else if (kinds[token] === Token.LeftBracket) this.square = this.outerSame[token]!;
    else {
      this.brace = this.outerSame[token]!;
      this.paren = this.square = -1;
      if (this.outside[this.outside.length - 1] === token) {
        this.outside.pop();
        this.square = this.outside.pop()!;
        this.paren = this.outside.pop()!;
      }
    }
    return token;
  }

  /** The innermost opening bracket that a closing one could close, or -1. */
  innermost(closer: Token): number {
    if (closer === Token.RightBrace) return this.brace;
    return closer === Token.RightParen ? this.paren : this.square;
  }

  hasOuterBrace(): boolean {
    return this.brace >= 0 && this.outerSame[this.brace]! >= 0;
  }
}

/** At the start of a line, these go on with what stands outside a bracket that was never closed. */
const BREAKS: ReadonlySet<Token> = new Set([
  Token.Arrow,
  Token.Bar,
  Token.Let,
  Token.For,
  Token.Repeat,
  Token.RightBrace,
]);
