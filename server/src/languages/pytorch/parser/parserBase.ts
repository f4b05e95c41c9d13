// What all parts of the parser share: the token at hand, errors, and lists between brackets.
import { pythonProblems } from './problems.js';
import type { Located, SyntaxError } from './ast.js';
import type { Token } from './lexer.js';

/** Ends the reading of one statement; caught where statements are read, never beyond. */
export class Failure extends Error {}

/** Deeper nesting than this is refused, as CPython does at 200 brackets, each of which may count twice here. */
const deepest = 400;

/** Attributes, calls and subscripts one behind the other, with what is within them. */
const tallest = 1000;

/** Tokens within which the end of a line is looked for that ends within brackets. */
const longestCut = 1000;

export class ParserBase {
  protected index = 0;
  protected depth = 0;
  /** Whether something was wrong with what was read last. */
  protected isDamaged = false;
  /** The height of the tree of what was read last: whoever goes through it by recursion must come to its end. */
  #height = 0;

  /** What the lexer found and no statement has taken yet, the first of it last. */
  readonly lexicalErrors: Located[] = [];

  constructor(
    protected readonly text: string,
    protected readonly tokens: readonly Token[],
    protected readonly errors: SyntaxError[],
  ) {}

  protected get token(): Token {
    return this.tokens[this.index] as Token;
  }

  /** The end of the last token that was read. */
  protected get lastEnd(): number {
    return this.tokens[this.index - 1]?.end ?? 0;
  }

  protected peek(ahead: number): Token {
    return (this.tokens[this.index + ahead] ?? this.tokens.at(-1)) as Token;
  }

  protected next(): Token {
    const { token } = this;
    if (token.kind !== 'end') this.index++;
    return token;
  }

  /** Whether the token at hand is this operator or keyword. */
  protected at(text: string): boolean {
    const { token } = this;
    return token.text === text && (token.kind === 'op' || token.kind === 'keyword');
  }

  protected accept(text: string): boolean {
    if (!this.at(text)) return false;
    this.index++;
    return true;
  }

  /** Reads what must stand here. @throws Failure */
  protected expect(text: string): Token {
    if (this.at(text)) return this.next();
    return this.fail(pythonProblems.expected(text));
  }

  protected name(): Token {
    if (this.token.kind === 'name') return this.next();
    return this.fail(pythonProblems.nameExpected);
  }

  /** Notes an error at the token at hand. */
  protected error(message: string, at: Located = this.token): void {
    this.isDamaged = true;
    if (at === this.token && this.#isInCutLine()) return;
    const last = this.errors.at(-1);
    // One error at a place says enough.
    if (last && last.start === at.start) return;
    this.errors.push({ message, start: at.start, end: Math.max(at.end, at.start) });
  }

  /** Whether the line at hand ends within brackets: what it lacks is reported at the bracket. */
  #isInCutLine(): boolean {
    for (let index = this.index; index < this.index + longestCut; index++) {
      const token = this.tokens[index];
      if (!token || token.kind === 'newline') return token?.isCut === true;
    }
    return false;
  }

  /** Tries to read something, and takes everything back where `read` gives undefined or fails. */
  protected tried<T>(read: () => T | undefined): T | undefined {
    const { index, isDamaged, depth } = this;
    const errors = this.errors.length;
    let result: T | undefined;
    try {
      result = read();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
    if (result === undefined) {
      this.index = index;
      this.errors.length = errors;
      this.isDamaged = isDamaged;
      this.depth = depth;
    }
    return result;
  }

  /** @throws Failure */
  protected fail(message: string): never {
    this.error(message);
    throw new Failure(message);
  }

  protected nested<T>(read: () => T): T {
    if (++this.depth > deepest) {
      this.depth--;
      return this.fail(pythonProblems.tooDeep);
    }
    try {
      return read();
    } finally {
      this.depth--;
    }
  }

  /** Reads a chain, of which each link that `read` reports by `grow` is one level more. */
  protected chain<T>(read: (grow: () => void) => T): T {
    const before = this.#height;
    this.#height = 0;
    const result = read(() => {
      if (++this.#height > tallest) this.fail(pythonProblems.tooDeep);
    });
    this.#height = Math.max(before, this.#height);
    return result;
  }

  /** Begins a statement, whose trees are independent. */
  protected flatten(): void {
    this.#height = 0;
  }

  protected span(start: number): Located {
    return { start, end: Math.max(start, this.lastEnd) };
  }
}
