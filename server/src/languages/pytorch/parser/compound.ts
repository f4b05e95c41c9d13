// Compound statements and their blocks.
import { pythonProblems } from './problems.js';
import type { ExceptHandler, Expr, Located, Stmt } from './ast.js';
import { Failure } from './parserBase.js';
import { PatternParser } from './patterns.js';
import { invalid, salvage } from './salvage.js';

/** Branches of one `if`. */
const mostArms = 2000;

export abstract class CompoundParser extends PatternParser {
  protected abstract statements(into: Stmt[]): void;
  protected abstract simpleLine(into: Stmt[]): void;

  /** Statements up to a dedent or the end; one that cannot be read is skipped with its line. */
  protected statementList(until: 'dedent' | 'end'): Stmt[] {
    const body: Stmt[] = [];
    for (;;) {
      const { kind } = this.token;
      if (kind === until || kind === 'end') return body;
      if (kind === 'newline' || kind === 'dedent') this.index++;
      else if (kind === 'indent') this.headless(body);
      else this.guarded(body);
    }
  }

  /** A block without a head. It may belong to what stands before it. */
  private headless(body: Stmt[]): void {
    const { isDamaged } = this;
    const { start } = this.token;
    this.error(pythonProblems.unexpectedIndentation);
    this.index++;
    const inner = this.statementList('dedent');
    const located = this.span(start);
    if (this.token.kind === 'dedent') this.index++;
    const before = body.at(-1);
    if (before && before.kind !== 'Invalid') body[body.length - 1] = invalid([before], before);
    body.push(invalid(inner, located));
    this.isDamaged = isDamaged;
  }

  private guarded(body: Stmt[]): void {
    const { index, depth } = this;
    const { start } = this.token;
    const outer = this.isDamaged;
    const first = body.length;
    this.isDamaged = false;
    this.flatten();
    let failed = false;
    try {
      this.statements(body);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.depth = depth;
      failed = true;
      this.skipLine();
    }
    this.takeLexicalErrors();
    if (this.isDamaged) {
      for (let at = first; at < body.length; at++) body[at] = invalid([body[at] as Stmt], body[at] as Stmt);
      const salvaged = salvage(this.text, this.tokens, index, this.index);
      const last = body.at(-1);
      if (failed || last?.kind !== 'Invalid' || body.length === first)
        body.push(invalid(salvaged, this.span(start)));
      else body[body.length - 1] = invalid([...last.body, ...salvaged], last);
    }
    this.isDamaged = outer;
  }

  /** Notes whether the lexer found something wrong before the token at hand. */
  private takeLexicalErrors(): void {
    const { token } = this;
    for (; this.lexicalErrors.length > 0; this.lexicalErrors.pop()) {
      const { start } = this.lexicalErrors.at(-1) as Located;
      if (start >= token.start && token.kind !== 'end') return;
      this.isDamaged = true;
    }
  }

  /** To the end of the line. A block below it, whose head could not be read, is then read where it stands. */
  private skipLine(): void {
    while (this.token.kind !== 'newline' && this.token.kind !== 'end') {
      if (this.token.kind === 'dedent' || this.token.kind === 'indent') return;
      this.index++;
    }
    if (this.token.kind === 'newline') this.index++;
  }

  /** The block of a compound statement: on its line, or indented below. */
  protected override block(): readonly Stmt[] {
    if (this.at(':')) this.index++;
    else {
      this.error(pythonProblems.expected(':'));
      while (this.token.kind !== 'newline' && this.token.kind !== 'end') this.index++;
    }
    if (!this.atLineEnd()) {
      const body: Stmt[] = [];
      if (this.token.kind !== 'end') this.simpleLine(body);
      return body;
    }
    this.index++;
    if (this.token.kind !== 'indent') {
      this.error(pythonProblems.blockExpected);
      return [];
    }
    this.index++;
    this.takeLexicalErrors();
    const { isDamaged } = this;
    return this.nested(() => {
      const body = this.statementList('dedent');
      this.isDamaged = isDamaged;
      const end = this.blockEndHere();
      if (this.token.kind === 'dedent') this.index++;
      this.blockEnd = end;
      return body;
    });
  }

  private atLineEnd(): boolean {
    return this.token.kind === 'newline';
  }

  /** Dedents stand at the next statement, so that a block's end is that of its last statement. */
  private blockEnd = 0;

  /** The end of the last token of the block that ends here, which may be a semicolon. */
  private blockEndHere(): number {
    const last = this.tokens[this.index - 1];
    return last?.kind === 'newline' ? (this.tokens[this.index - 2]?.end ?? last.end) : this.blockEnd;
  }

  protected override span(start: number): { start: number; end: number } {
    const last = this.tokens[this.index - 1];
    // What is broken may end before it begins.
    if (last?.kind === 'dedent') return { start, end: Math.max(start, this.blockEnd) };
    if (last?.kind === 'newline')
      return { start, end: Math.max(start, this.tokens[this.index - 2]?.end ?? last.start) };
    return super.span(start);
  }

  /** An `if` with its `elif`s, of which each is the only statement in the `else` of the one before. */
  protected ifStatement(): Stmt {
    const arms: { readonly start: number; readonly test: Expr; readonly body: readonly Stmt[] }[] = [];
    do {
      if (arms.length === mostArms) this.fail(pythonProblems.tooManyBranches);
      const { start } = this.next();
      arms.push({ start, test: this.named(), body: this.block() });
    } while (this.at('elif'));
    let orelse: readonly Stmt[] = this.accept('else') ? this.block() : [];
    const { end } = this.span(0);
    for (const { start, test, body } of arms.reverse())
      orelse = [{ kind: 'If', test, body, orelse, start, end }];
    return orelse[0] as Stmt;
  }

  protected whileStatement(): Stmt {
    const { start } = this.next();
    const test = this.named();
    const body = this.block();
    const orelse = this.accept('else') ? this.block() : [];
    return { kind: 'While', test, body, orelse, ...this.span(start) };
  }

  protected forStatement(start: number, async: boolean): Stmt {
    this.expect('for');
    const target = this.targets();
    this.expect('in');
    const iter = this.expressions();
    const body = this.block();
    const orelse = this.accept('else') ? this.block() : [];
    return { kind: 'For', target, iter, body, orelse, async, ...this.span(start) };
  }

  protected withStatement(start: number, async: boolean): Stmt {
    this.expect('with');
    const items = this.bracketedItems() ?? this.withItems();
    const body = this.block();
    return { kind: 'With', items, body, async, ...this.span(start) };
  }

  private withItems(): { context: Expr; vars: Expr | undefined }[] {
    const items: { context: Expr; vars: Expr | undefined }[] = [];
    do {
      if (this.at(')')) break;
      const context = this.expression();
      const vars = this.accept('as') ? this.target() : undefined;
      items.push({ context, vars });
    } while (this.accept(','));
    return items;
  }

  private target(): Expr {
    const { start } = this.token;
    if (!this.accept('*')) return this.binary(1);
    const value = this.binary(1);
    return { kind: 'Starred', value, ...this.span(start) };
  }

  /** `with (a as b, c as d):`; undefined where the parentheses belong to an expression. */
  private bracketedItems(): { context: Expr; vars: Expr | undefined }[] | undefined {
    if (!this.at('(')) return undefined;
    const errors = this.errors.length;
    return this.tried(() => {
      this.index++;
      const items = this.withItems();
      const isWhole = this.accept(')') && this.at(':') && this.errors.length === errors;
      return isWhole && items.length > 0 ? items : undefined;
    });
  }

  protected tryStatement(): Stmt {
    const { start } = this.next();
    const body = this.block();
    const handlers: ExceptHandler[] = [];
    let star = false;
    while (this.at('except')) {
      const from = this.next().start;
      star = this.accept('*') || star;
      const type = this.at(':') ? undefined : this.expressions();
      const name = this.accept('as') ? this.name().text : undefined;
      const inner = this.block();
      handlers.push({ type, name, body: inner, ...this.span(from) });
    }
    const orelse = this.accept('else') ? this.block() : [];
    const finalbody = this.accept('finally') ? this.block() : [];
    if (handlers.length === 0 && finalbody.length === 0)
      this.error(pythonProblems.expected('except or finally'));
    return { kind: 'Try', body, handlers, orelse, finalbody, star, ...this.span(start) };
  }
}
