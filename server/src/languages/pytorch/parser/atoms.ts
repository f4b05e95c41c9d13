// Atoms: names, literals, and what stands between brackets.
import { pythonProblems } from './problems.js';
import type { Arguments, Comprehension, ConstantValue, Expr, Keyword } from './ast.js';
import { lexExpression, type Token } from './lexer.js';
import { ParserBase } from './parserBase.js';
import { fromBigInt } from '../../../math/int.js';
import { formatPieces, literalParts, unescape } from './strings.js';

/** Longer whole numbers are not read: nothing in a network is that large, and reading them takes long. */
const longestNumber = 5000;

export abstract class AtomParser extends ParserBase {
  protected abstract expressions(read?: () => Expr): Expr;
  protected abstract starOrNamed(): Expr;
  protected abstract named(): Expr;
  protected abstract targets(): Expr;
  protected abstract binary(least: number): Expr;
  protected abstract startsComprehension(): boolean;
  protected abstract comprehensions(): readonly Comprehension[];
  protected abstract parameters(closing: string, annotated: boolean): Arguments;
  abstract expression(): Expr;
  abstract disjunction(): Expr;
  abstract callArguments(): { readonly args: readonly Expr[]; readonly keywords: readonly Keyword[] };

  /** Whether an expression can begin here; after a trailing comma none does. */
  protected startsExpression(): boolean {
    const { kind, text } = this.token;
    if (kind === 'name' || kind === 'number' || kind === 'string') return true;
    if (kind === 'op') return ['(', '[', '{', '-', '+', '~', '...', '*'].includes(text);
    return kind === 'keyword' && ['None', 'True', 'False', 'not', 'lambda', 'await', 'yield'].includes(text);
  }

  protected atom(): Expr {
    const { token } = this;
    const { start, end, text } = token;
    switch (token.kind) {
      case 'name':
        this.index++;
        return { kind: 'Name', id: text, start, end };
      case 'number':
        this.index++;
        return { kind: 'Constant', value: numberValue(text), start, end };
      case 'string':
        return this.strings();
      case 'keyword':
        if (text === 'None' || text === 'True' || text === 'False') {
          this.index++;
          const value: ConstantValue =
            text === 'None' ? { type: 'none' } : { type: 'bool', value: text === 'True' };
          return { kind: 'Constant', value, start, end };
        }
        if (text === 'yield') return this.yielded();
        break;
      case 'op':
        if (text === '(') return this.nested(() => this.parenthesised());
        if (text === '[') return this.nested(() => this.list());
        if (text === '{') return this.nested(() => this.braces());
        if (text === '...') {
          this.index++;
          return { kind: 'Constant', value: { type: 'ellipsis' }, start, end };
        }
    }
    // What is still to be typed: an argument, an operand, the value of an assignment.
    this.error(pythonProblems.expressionExpected);
    return { kind: 'Invalid', start: this.lastEnd, end: start };
  }

  /** Reads a closing bracket; where it is missing, the rest of the line is skipped up to it. */
  protected close(text: string): void {
    if (this.accept(text)) return;
    this.error(pythonProblems.expected(text));
    let depth = 0;
    while (this.token.kind !== 'newline' && this.token.kind !== 'end') {
      const { token } = this;
      if (token.kind === 'op' && depth === 0 && token.text === text) {
        this.index++;
        return;
      }
      if (token.kind === 'op' && '([{'.includes(token.text)) depth++;
      if (token.kind === 'op' && ')]}'.includes(token.text)) depth--;
      this.index++;
    }
  }

  protected yielded(): Expr {
    const { start } = this.next();
    if (this.accept('from')) {
      const value = this.expression();
      return { kind: 'YieldFrom', value, ...this.span(start) };
    }
    const value = this.startsExpression() ? this.expressions() : undefined;
    return { kind: 'Yield', value, ...this.span(start) };
  }

  private parenthesised(): Expr {
    const { start } = this.next();
    if (this.accept(')')) return { kind: 'Tuple', elts: [], ...this.span(start) };
    if (this.at('yield')) {
      const value = this.yielded();
      this.close(')');
      return value;
    }
    const first = this.starOrNamed();
    if (this.startsComprehension()) {
      const generators = this.comprehensions();
      this.close(')');
      return { kind: 'GeneratorExp', elt: first, generators, ...this.span(start) };
    }
    if (!this.at(',')) {
      this.close(')');
      return first;
    }
    const elts = this.rest(first, ')');
    return { kind: 'Tuple', elts, ...this.span(start) };
  }

  private list(): Expr {
    const { start } = this.next();
    if (this.accept(']')) return { kind: 'List', elts: [], ...this.span(start) };
    const first = this.starOrNamed();
    if (this.startsComprehension()) {
      const generators = this.comprehensions();
      this.close(']');
      return { kind: 'ListComp', elt: first, generators, ...this.span(start) };
    }
    const elts = this.rest(first, ']');
    return { kind: 'List', elts, ...this.span(start) };
  }

  /** The elements after the first one, up to the closing bracket, which is read too. */
  private rest(first: Expr, closing: string): readonly Expr[] {
    const elts = [first];
    while (this.accept(',')) {
      if (this.at(closing) || !this.startsExpression()) break;
      elts.push(this.starOrNamed());
    }
    this.close(closing);
    return elts;
  }

  private braces(): Expr {
    const { start } = this.next();
    if (this.accept('}')) return { kind: 'Dict', keys: [], values: [], ...this.span(start) };
    if (this.at('**')) return this.dict(start, [], []);
    const first = this.starOrNamed();
    if (!this.at(':')) {
      if (this.startsComprehension()) {
        const generators = this.comprehensions();
        this.close('}');
        return { kind: 'SetComp', elt: first, generators, ...this.span(start) };
      }
      const elts = this.rest(first, '}');
      return { kind: 'Set', elts, ...this.span(start) };
    }
    this.next();
    const value = this.expression();
    if (this.startsComprehension()) {
      const generators = this.comprehensions();
      this.close('}');
      return { kind: 'DictComp', key: first, value, generators, ...this.span(start) };
    }
    if (!this.accept(',')) {
      this.close('}');
      return { kind: 'Dict', keys: [first], values: [value], ...this.span(start) };
    }
    return this.dict(start, [first], [value]);
  }

  private dict(start: number, keys: (Expr | undefined)[], values: Expr[]): Expr {
    while (this.at('**') || this.startsExpression()) {
      if (this.accept('**')) {
        keys.push(undefined);
        values.push(this.binary(1));
      } else {
        keys.push(this.expression());
        if (this.accept(':')) values.push(this.expression());
        else {
          this.error(pythonProblems.expected(':'));
          values.push({ kind: 'Invalid', start: this.lastEnd, end: this.lastEnd });
        }
      }
      if (!this.accept(',')) break;
    }
    this.close('}');
    return { kind: 'Dict', keys, values, ...this.span(start) };
  }

  /** Neighbouring string literals are one. */
  private strings(): Expr {
    const { start } = this.token;
    const pieces: Expr[] = [];
    let formatted = false;
    let bytes = false;
    while (this.token.kind === 'string') {
      const token = this.next();
      const parts = literalParts(this.text, token.start, token.end);
      if (parts.prefix.includes('f')) {
        formatted = true;
        pieces.push(...formatPieces(this.text, parts, (from, to) => this.field(from, to)));
        continue;
      }
      const raw = this.text.slice(parts.start, parts.end);
      bytes ||= parts.prefix.includes('b');
      const value = parts.prefix.includes('r') ? raw.replace(/\r\n?/g, '\n') : unescape(raw, bytes);
      pieces.push(constant(value, token));
    }
    const merged: Expr[] = [];
    for (const piece of pieces) {
      const last = merged.at(-1);
      const [a, b] = [textOf(last), textOf(piece)];
      if (last && a !== undefined && b !== undefined) {
        merged[merged.length - 1] = constant(a + b, { start: last.start, end: piece.end });
      } else if (b !== '' || !formatted) merged.push(piece);
    }
    if (formatted) return { kind: 'JoinedStr', values: merged, ...this.span(start) };
    const value = textOf(merged[0]) ?? '';
    return { kind: 'Constant', value: { type: bytes ? 'bytes' : 'str', value }, ...this.span(start) };
  }

  /** The expression of a replacement field. */
  private field(start: number, end: number): Expr {
    const { tokens, errors } = lexExpression(this.text, start, end);
    this.errors.push(...errors);
    this.isDamaged ||= errors.length > 0;
    return this.parseTokens(tokens, { start, end });
  }

  protected abstract parseTokens(tokens: readonly Token[], span: { start: number; end: number }): Expr;
}

const constant = (value: string, { start, end }: { start: number; end: number }): Expr => ({
  kind: 'Constant',
  value: { type: 'str', value },
  start,
  end,
});

function textOf(piece: Expr | undefined): string | undefined {
  return piece?.kind === 'Constant' && piece.value.type === 'str' ? piece.value.value : undefined;
}

function numberValue(written: string): ConstantValue {
  const text = written.replaceAll('_', '');
  if (/[jJ]$/.test(text)) return { type: 'complex', value: Number(text.slice(0, -1)) };
  if (!/^0[xXbBoO]/.test(text) && /[.eE]/.test(text)) return { type: 'float', value: Number(text) };
  if (text.length > longestNumber) return { type: 'float', value: Infinity };
  return { type: 'int', value: fromBigInt(BigInt(/^0+\d/.test(text) ? text.replace(/^0+/, '') : text)) };
}
