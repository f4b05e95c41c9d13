// What every part of the Fovea parser shares: the place in the token list, brackets, findings and bounded nesting.
import { foveaProblems } from './problems.js';
import {
  MAX_HEIGHT,
  type Doc,
  type Expression,
  type Identifier,
  type Missing,
  type SyntaxCode,
  type SyntaxFinding,
} from './ast.js';
import { Brackets } from './brackets.js';
import { isCloser, isOpener, isWord, Token, type Tokens } from './tokens.js';

/** Past this many findings the rest of the text says nothing new. */
const MAX_FINDINGS = 1000;

export abstract class ParserBase {
  protected readonly text: string;
  protected readonly brackets: Brackets;
  readonly findings: SyntaxFinding[];

  /** The next token. */
  protected position = 0;
  /** The first token of the innermost statement: no line ends before it. */
  protected statementStart = 0;
  /** The first token outside the innermost bracket: nothing in it reads past here. */
  protected limit: number;
  /** Whether a line break ends a statement, as it does outside ( ) and [ ]. */
  protected linesMatter = true;
  /** In the head of a loop or condition, where `{` opens its body and not a join. */
  protected inHead = false;
  /** In a branch of a join, where `|` ends a statement. */
  protected inBranch = false;
  /** Levels of nesting around the place being read. */
  protected depth = 0;
  /** Levels of nesting in the expression or body just read. */
  protected height = 0;
  /** The token of the last finding: one mistake gives one finding. */
  private lastReported = -1;
  /** Where something was last reported missing: what stands there instead is not reported once more. */
  private lastMissing = -1;
  private lastUnclosed = -1;
  private readonly stack: unknown[] = [];
  private stackTop = 0;
  /** Names seen before, by a hash: a text has few, and one string for each makes them quick to compare. */
  private readonly names: (string | undefined)[] = new Array<string | undefined>(256);

  constructor(protected readonly tokens: Tokens) {
    this.text = tokens.text;
    this.brackets = new Brackets(tokens);
    this.findings = tokens.findings;
    this.limit = tokens.count;
  }

  // ── Looking ahead ───────────────────────────────────────────────────────────────────────────────────────────

  /** The next token, on whatever line. */
  protected peek(): Token {
    return this.position < this.limit ? this.tokens.kinds[this.position]! : Token.End;
  }

  /** The token `distance` after the next one, on whatever line. */
  protected peekAt(distance: number): Token {
    const index = this.position + distance;
    return index < this.limit ? this.tokens.kinds[index]! : Token.End;
  }

  /** The next token, or End where the line ends first and that matters. */
  protected here(): Token {
    return this.startsLine(this.position) ? Token.End : this.peek();
  }

  /** As peekAt, but End where a line that matters ends in between. */
  protected hereAt(distance: number): Token {
    for (let index = this.position + 1; index <= this.position + distance; index++) {
      if (this.startsLine(index)) return Token.End;
    }
    return this.peekAt(distance);
  }

  private startsLine(index: number): boolean {
    const { linesMatter, limit, statementStart, tokens } = this;
    return linesMatter && index < limit && tokens.first[index] === 1 && index !== statementStart;
  }

  /** Whether the statement ends before the next token. */
  protected atStatementEnd(): boolean {
    const token = this.here();
    return token === Token.End || token === Token.Semicolon || (token === Token.Bar && this.inBranch);
  }

  protected textAt(index: number): string {
    const start = this.tokens.starts[index]!;
    const end = this.tokens.ends[index]!;
    const slot = (this.text.charCodeAt(start) * 31 + this.text.charCodeAt(end - 1) * 7 + end - start) & 255;
    const known = this.names[slot];
    if (known?.length === end - start && this.text.startsWith(known, start)) return known;
    return (this.names[slot] = this.text.slice(start, end));
  }

  /** Where the next token starts; at the end of the text, where the last one ended. */
  protected get start(): number {
    return this.position < this.tokens.count ? this.tokens.starts[this.position]! : this.lastEnd;
  }

  /** Where the token before the next one ended. */
  protected get lastEnd(): number {
    return this.position > 0 ? this.tokens.ends[this.position - 1]! : 0;
  }

  /** From token `first` to here; empty where nothing was read. */
  protected rangeFrom(first: number): { start: number; end: number } {
    const end = this.lastEnd;
    return { start: this.position > first ? this.tokens.starts[first]! : end, end };
  }

  protected accept(token: Token): boolean {
    if (this.here() !== token) return false;
    this.position++;
    return true;
  }

  /** The word just read or about to be read, as a name. */
  protected identifierAt(index: number): Identifier {
    return {
      name: this.textAt(index),
      start: this.tokens.starts[index]!,
      end: this.tokens.ends[index]!,
    };
  }

  /** Takes a name; reserved words are taken too, with a finding, so that the rest is still understood. */
  protected takeName(what: string): Identifier | null {
    if (!isWord(this.here())) {
      this.reportMissing(`${what} is missing`);
      return null;
    }
    const index = this.position++;
    const name = this.identifierAt(index);
    if (this.tokens.kinds[index] !== Token.Name) {
      this.report('unexpected-text', foveaProblems.reservedWord(name.name), undefined, index);
    }
    return name;
  }

  /** The doc comment of what starts at token `first` and was read up to here, above it or behind it. */
  protected docOf(first: number): Doc | null {
    return this.tokens.docs.get(first) ?? this.tokens.trailingDocs.get(this.position - 1) ?? null;
  }

  // ── Findings ────────────────────────────────────────────────────────────────────────────────────────────────

  /** Reports one token, by default the next, unless the last finding was about it; `fix` would put it right. */
  protected report(code: SyntaxCode, message: string, fix?: string, index = this.position): void {
    if (index === this.lastReported) return;
    this.lastReported = index;
    this.reportRange(code, message, this.tokens.starts[index]!, this.tokens.ends[index]!, fix);
  }

  protected reportRange(code: SyntaxCode, message: string, start: number, end: number, fix?: string): void {
    if (this.findings.length >= MAX_FINDINGS) return;
    this.findings.push({
      code,
      message,
      start,
      end,
      ...(fix !== undefined && { fix: { start, end, text: fix } }),
    });
  }

  /**
   * Reports that something is missing before the next token: at that token where it stands on the same line, else at
   * the one before it. `hint` says what to write.
   */
  protected reportMissing(what: string, hint = ''): void {
    if (this.position === this.lastMissing || this.position === this.lastReported) return;
    this.lastMissing = this.position;
    const useNext = this.here() !== Token.End;
    const index = useNext ? this.position : this.position - 1;
    const place = `${useNext ? 'before' : 'after'} \`${this.shown(index)}\``;
    const message = foveaProblems.missing(what, place, hint === '' ? '' : `: ${hint}`);
    this.reportRange('missing-text', message, this.tokens.starts[index]!, this.tokens.ends[index]!);
  }

  protected shown(index: number): string {
    const text = this.textAt(index);
    return text.length <= 24 ? text : text.slice(0, 23) + '…';
  }

  protected missing(): Missing {
    this.height = 0;
    return { kind: 'Missing', start: this.lastEnd, end: this.lastEnd };
  }

  // ── Brackets and nesting ────────────────────────────────────────────────────────────────────────────────────

  /**
   * Reads what stands inside the bracket at the next token and moves past its end. Undefined where it is nested too
   * deep, which is then reported.
   */
  protected inside<T>(linesMatter: boolean, read: (this: this, opener: number) => T): T | undefined {
    const opener = this.position;
    const end = Math.min(this.brackets.contentEnd(opener), this.limit);
    const closed = this.brackets.isClosed(opener) && this.brackets.contentEnd(opener) < this.limit;
    if (this.depth >= MAX_HEIGHT) {
      this.reportTooDeep(opener);
      this.position = closed ? end + 1 : end;
      return undefined;
    }
    const { limit, inHead, inBranch, linesMatter: outerLines } = this;
    this.limit = end;
    this.linesMatter = linesMatter;
    this.inHead = this.inBranch = false;
    this.depth++;
    this.position++;
    const result = read.call(this, opener);
    this.depth--;
    this.limit = limit;
    this.inHead = inHead;
    this.inBranch = inBranch;
    this.linesMatter = outerLines;
    if (closed) {
      if (this.position < end) this.reportUnexpected();
      this.position = end + 1;
    } else {
      this.reportUnclosed(opener);
    }
    return result;
  }

  /** Of several brackets that end at one place without being closed, the innermost is reported. */
  private reportUnclosed(opener: number): void {
    if (this.position === this.lastUnclosed) return;
    this.lastUnclosed = this.position;
    const open = this.textAt(opener);
    const close = { '(': ')', '[': ']', '{': '}' }[open] ?? '';
    if (this.findings.length >= MAX_FINDINGS) return;
    const at = this.lastEnd;
    const start = this.tokens.starts[opener]!;
    const fix = { start: at, end: at, text: open === '{' ? '\n}' : close };
    const message = foveaProblems.unclosedBracket(open, close);
    this.findings.push({ code: 'unclosed-bracket', message, start, end: start + 1, fix });
    this.lastMissing = this.position;
  }

  /** Reports the next token as one that does not fit. */
  protected reportUnexpected(hint = ''): void {
    const index = this.position;
    if (index === this.lastMissing) return;
    const kind = this.tokens.kinds[index]!;
    if (isCloser(kind)) {
      this.report('stray-bracket', foveaProblems.unmatchedBracket(this.textAt(index)), '');
      return;
    }
    const plain =
      kind === Token.Name || kind === Token.Bar
        ? 'layers follow each other by `->`, or on a new line'
        : 'start a new line, or remove it';
    const advice = hint === '' ? plain : hint;
    const before = this.findings.length;
    this.report('unexpected-text', foveaProblems.misplaced(this.shown(index), advice));
    const finding = this.findings.length > before && advice === plain ? this.findings.at(-1) : undefined;
    if (!finding) return;
    const { start } = finding;
    // `|>` is an arrow in other languages.
    const isPipe = kind === Token.Bar && this.tokens.kinds[index + 1] === Token.Greater;
    if (isPipe) finding.fix = { start, end: this.tokens.ends[index + 1]!, text: '->' };
    else if (kind === Token.Name) finding.fix = { start, end: start, text: '-> ' };
  }

  protected reportTooDeep(index: number): void {
    this.report('nested-too-deep', foveaProblems.tooDeep(MAX_HEIGHT), undefined, index);
  }

  /** Notes that `node` stands one level above parts that are `below` levels high; gives it up where that is too much. */
  protected raised<T extends { start: number }>(node: T, below: number): T | Missing {
    this.height = below + 1;
    if (this.height <= MAX_HEIGHT) return node;
    this.reportTooDeep(Math.max(0, this.position - 1));
    this.skipStatement();
    this.lastMissing = this.position;
    const missing: Missing = { kind: 'Missing', start: node.start, end: this.lastEnd };
    this.height = 0;
    return missing;
  }

  /** Starts a list; `taken` ends it. Lists are built on one stack, so that each gets an array of just its size. */
  protected get mark(): number {
    return this.stackTop;
  }

  protected put(item: unknown): void {
    this.stack[this.stackTop++] = item;
  }

  /** What was put since `mark`. */
  protected taken<T>(mark: number): T[] {
    const items = this.stack.slice(mark, this.stackTop) as T[];
    this.stackTop = mark;
    return items;
  }

  /** Reads one level deeper; where that is too deep, reports it and skips the statement. */
  protected deeper(read: (this: this) => Expression): Expression {
    if (this.depth >= MAX_HEIGHT) {
      const start = this.start;
      if (this.position < this.limit) this.reportTooDeep(this.position);
      this.skipStatement();
      this.lastMissing = this.position;
      this.height = 0;
      return { kind: 'Missing', start: Math.min(start, this.lastEnd), end: this.lastEnd };
    }
    this.depth++;
    const result = read.call(this);
    this.depth--;
    return result;
  }

  /** Moves past the next token, and where it opens a bracket past all of that. */
  protected skipToken(): void {
    const index = this.position;
    const kind: Token = this.tokens.kinds[index]!;
    if (!isOpener(kind)) {
      this.position++;
      return;
    }
    const end = this.brackets.contentEnd(index);
    if (this.brackets.isClosed(index) && end < this.limit) this.position = end + 1;
    else this.position = Math.max(Math.min(end, this.limit), index + 1);
  }

  /** Moves to the end of the statement, or of the bracket. */
  protected skipStatement(): void {
    while (!this.atStatementEnd()) this.skipToken();
  }
}
