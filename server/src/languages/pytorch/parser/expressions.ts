// Expressions, by precedence, as in the grammar of the Python reference.
import { pythonProblems } from './problems.js';
import type { Arg, Arguments, Comparison, Comprehension, Expr, Keyword, Operator } from './ast.js';
import { AtomParser } from './atoms.js';

/** Binary operators by how tightly they bind. */
const precedence: Readonly<Record<string, number>> = {
  '|': 1,
  '^': 2,
  '&': 3,
  '<<': 4,
  '>>': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '//': 6,
  '%': 6,
  '@': 6,
};
const comparisons = new Set(['==', '!=', '<', '<=', '>', '>=', 'in', 'is', 'not']);

export abstract class ExpressionParser extends AtomParser {
  /** `a, *b, c` without brackets: a tuple where there is a comma. */
  protected override expressions(read: () => Expr = () => this.starOrNamed()): Expr {
    const { start } = this.token;
    const first = read();
    if (!this.at(',')) return first;
    const elts = [first];
    while (this.accept(',')) {
      if (!this.startsExpression()) break;
      elts.push(read());
    }
    return { kind: 'Tuple', elts, ...this.span(start) };
  }

  protected override starOrNamed(): Expr {
    if (!this.at('*')) return this.named();
    const { start } = this.next();
    const value = this.binary(1);
    return { kind: 'Starred', value, ...this.span(start) };
  }

  /** `name := value`, or an expression. */
  protected override named(): Expr {
    const { start } = this.token;
    if (this.token.kind === 'name' && this.peek(1).text === ':=') {
      const id = this.next();
      this.next();
      const target: Expr = { kind: 'Name', id: id.text, start: id.start, end: id.end };
      const value = this.expression();
      return { kind: 'NamedExpr', target, value, ...this.span(start) };
    }
    return this.expression();
  }

  override expression(): Expr {
    return this.nested(() => {
      const { start } = this.token;
      if (this.at('lambda')) return this.lambda();
      const body = this.disjunction();
      if (!this.at('if')) return body;
      this.next();
      const test = this.disjunction();
      this.expect('else');
      const orelse = this.expression();
      return { kind: 'IfExp', test, body, orelse, ...this.span(start) };
    });
  }

  private lambda(): Expr {
    const { start } = this.next();
    const args = this.parameters(':', false);
    this.expect(':');
    const body = this.expression();
    return { kind: 'Lambda', args, body, ...this.span(start) };
  }

  override disjunction(): Expr {
    return this.boolean('or', () => this.boolean('and', () => this.inversion()));
  }

  private boolean(op: 'and' | 'or', operand: () => Expr): Expr {
    const { start } = this.token;
    const first = operand();
    if (!this.at(op)) return first;
    const values = [first];
    while (this.accept(op)) values.push(operand());
    return { kind: 'BoolOp', op, values, ...this.span(start) };
  }

  private inversion(): Expr {
    if (!this.at('not')) return this.comparison();
    return this.nested(() => {
      const { start } = this.next();
      const operand = this.inversion();
      return { kind: 'UnaryOp', op: 'not', operand, ...this.span(start) };
    });
  }

  private comparison(): Expr {
    const { start } = this.token;
    const left = this.binary(1);
    const ops: Comparison[] = [];
    const comparators: Expr[] = [];
    for (let op = this.comparator(); op !== undefined; op = this.comparator()) {
      ops.push(op);
      comparators.push(this.binary(1));
    }
    return ops.length === 0 ? left : { kind: 'Compare', left, ops, comparators, ...this.span(start) };
  }

  private comparator(): Comparison | undefined {
    const { token } = this;
    if (token.kind !== 'op' && token.kind !== 'keyword') return undefined;
    if (!comparisons.has(token.text)) return undefined;
    if (token.text === 'not') {
      if (this.peek(1).text !== 'in') return undefined;
      this.index += 2;
      return 'not in';
    }
    this.index++;
    return token.text === 'is' && this.accept('not') ? 'is not' : (token.text as Comparison);
  }

  protected override binary(least: number): Expr {
    const { start } = this.token;
    let left = this.factor();
    for (;;) {
      const { token } = this;
      const own = token.kind === 'op' ? precedence[token.text] : undefined;
      if (own === undefined || own < least) return left;
      this.index++;
      const right = this.binary(own + 1);
      left = { kind: 'BinOp', left, op: token.text as Operator, right, ...this.span(start) };
    }
  }

  private factor(): Expr {
    const { token } = this;
    if (token.kind === 'op' && (token.text === '-' || token.text === '+' || token.text === '~')) {
      return this.nested(() => {
        this.index++;
        const operand = this.factor();
        return { kind: 'UnaryOp', op: token.text as '-', operand, ...this.span(token.start) };
      });
    }
    const base = this.awaited();
    if (!this.at('**')) return base;
    this.index++;
    const right = this.nested(() => this.factor());
    return { kind: 'BinOp', left: base, op: '**', right, ...this.span(token.start) };
  }

  private awaited(): Expr {
    if (!this.at('await')) return this.primary();
    const { start } = this.next();
    const value = this.primary();
    return { kind: 'Await', value, ...this.span(start) };
  }

  /** An atom with attributes, calls and subscripts behind it. */
  private primary(): Expr {
    return this.chain((grow) => this.links(grow));
  }

  private links(grow: () => void): Expr {
    const { start } = this.token;
    let value = this.atom();
    for (; ; grow()) {
      if (this.accept('.')) {
        // A name that is still to be typed leaves the rest of the line readable.
        const attr = this.token.kind === 'name' ? this.next().text : '';
        if (attr === '') this.error(pythonProblems.attributeExpected);
        value = { kind: 'Attribute', value, attr, ...this.span(start) };
      } else if (this.at('(')) {
        const func = value;
        const { args, keywords } = this.nested(() => this.callArguments());
        value = { kind: 'Call', func, args, keywords, ...this.span(start) };
      } else if (this.accept('[')) {
        const of = value;
        const slice = this.nested(() => this.slices());
        this.close(']');
        value = { kind: 'Subscript', value: of, slice, ...this.span(start) };
      } else return value;
    }
  }

  override callArguments(): { readonly args: readonly Expr[]; readonly keywords: readonly Keyword[] } {
    const open = this.expect('(');
    const args: Expr[] = [];
    const keywords: Keyword[] = [];
    let bare: Expr | undefined;
    while (!this.at(')') && this.token.kind !== 'end' && this.token.kind !== 'newline') {
      const { start } = this.token;
      if (this.accept('**')) keywords.push({ arg: undefined, value: this.expression(), ...this.span(start) });
      else if (this.accept('*')) {
        const value = this.expression();
        args.push({ kind: 'Starred', value, ...this.span(start) });
      } else if (this.token.kind === 'name' && this.peek(1).text === '=' && this.peek(1).kind === 'op') {
        const arg = this.next().text;
        this.next();
        keywords.push({ arg, value: this.expression(), ...this.span(start) });
      } else {
        const value = this.named();
        if (this.startsComprehension()) args.push((bare = this.generator(value, start)));
        else args.push(value);
      }
      if (!this.accept(',')) break;
    }
    this.close(')');
    // A generator that is the only argument has the parentheses of the call for its own.
    if (bare && args.length + keywords.length === 1) args[0] = { ...bare, ...this.span(open.start) };
    return { args, keywords };
  }

  private generator(elt: Expr, start: number): Expr {
    const generators = this.comprehensions();
    return { kind: 'GeneratorExp', elt, generators, ...this.span(start) };
  }

  private slices(): Expr {
    const { start } = this.token;
    const first = this.slice();
    if (!this.at(',')) {
      return first.kind === 'Starred' ? { kind: 'Tuple', elts: [first], ...this.span(start) } : first;
    }
    const elts = [first];
    while (this.accept(',')) {
      if (this.at(']')) break;
      elts.push(this.slice());
    }
    return { kind: 'Tuple', elts, ...this.span(start) };
  }

  private slice(): Expr {
    const { start } = this.token;
    const lower = this.at(':') ? undefined : this.starOrNamed();
    if (!this.at(':')) return lower as Expr;
    this.next();
    const ends = (): boolean => this.at(':') || this.at(',') || this.at(']');
    const upper = ends() ? undefined : this.expression();
    const step = this.accept(':') && !ends() ? this.expression() : undefined;
    return { kind: 'Slice', lower, upper, step, ...this.span(start) };
  }

  protected override startsComprehension(): boolean {
    return this.at('for') || (this.at('async') && this.peek(1).text === 'for');
  }

  protected override comprehensions(): readonly Comprehension[] {
    const generators: Comprehension[] = [];
    while (this.startsComprehension()) {
      const async = this.accept('async');
      this.expect('for');
      const target = this.targets();
      this.expect('in');
      const iter = this.disjunction();
      const ifs: Expr[] = [];
      while (this.accept('if')) {
        const test =
          this.token.kind === 'name' && this.peek(1).text === ':=' ? this.named() : this.disjunction();
        ifs.push(test);
      }
      generators.push({ target, iter, ifs, async });
    }
    return generators;
  }

  /** Targets of a loop: up to `in`, which therefore is no comparison here. */
  protected override targets(): Expr {
    return this.expressions(() => {
      const { start } = this.token;
      if (!this.accept('*')) return this.binary(1);
      const value = this.binary(1);
      return { kind: 'Starred', value, ...this.span(start) };
    });
  }

  /** The parameters of a function (`closing` is `)`) or of a lambda (`:`). */
  protected override parameters(closing: string, annotated: boolean): Arguments {
    const posonly: Arg[] = [];
    let args: Arg[] = [];
    const kwonly: Arg[] = [];
    const kwDefaults: (Expr | undefined)[] = [];
    const defaults: Expr[] = [];
    let vararg: Arg | undefined;
    let kwarg: Arg | undefined;
    let keywordOnly = false;
    while (!this.at(closing) && this.token.kind !== 'newline' && this.token.kind !== 'end') {
      if (this.accept('/')) {
        posonly.push(...args);
        args = [];
      } else if (this.accept('**')) kwarg = this.parameter(annotated);
      else if (this.accept('*')) {
        keywordOnly = true;
        if (!this.at(',')) vararg = this.parameter(annotated, true);
      } else {
        const arg = this.parameter(annotated);
        const value = this.accept('=') ? this.expression() : undefined;
        if (keywordOnly) {
          kwonly.push(arg);
          kwDefaults.push(value);
        } else {
          args.push(arg);
          if (value) defaults.push(value);
        }
      }
      if (!this.accept(',')) break;
    }
    return { posonly, args, vararg, kwonly, kwDefaults, kwarg, defaults };
  }

  private parameter(annotated: boolean, starred = false): Arg {
    const name = this.name();
    if (!annotated || !this.accept(':')) {
      return { name: name.text, annotation: undefined, start: name.start, end: name.end };
    }
    const annotation = starred ? this.starOrNamed() : this.expression();
    return { name: name.text, annotation, ...this.span(name.start) };
  }
}
