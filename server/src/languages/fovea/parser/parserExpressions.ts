// Expressions of the Fovea language without braces: chains, arithmetic, calls, lists and literals.
import { foveaProblems } from './problems.js';
import type { Argument, BinaryOperator, Comprehension, Expression, For, Identifier, Label } from './ast.js';
import { LiteralParser } from './parserLiterals.js';
import { isCloser, isWord, Token } from './tokens.js';

/** How tightly each binary operator binds, from loose to tight. */
const enum Level {
  None,
  Or,
  And,
  Comparison,
  Range,
  Sum,
  Product,
  Power,
}

const BINARY: Readonly<Partial<Record<Token, readonly [Level, BinaryOperator | '..<' | '..=']>>> = {
  [Token.Or]: [Level.Or, 'or'],
  [Token.OrSign]: [Level.Or, 'or'],
  [Token.And]: [Level.And, 'and'],
  [Token.AndSign]: [Level.And, 'and'],
  [Token.Equal]: [Level.Comparison, '=='],
  [Token.NotEqual]: [Level.Comparison, '!='],
  [Token.Less]: [Level.Comparison, '<'],
  [Token.LessEqual]: [Level.Comparison, '<='],
  [Token.Greater]: [Level.Comparison, '>'],
  [Token.GreaterEqual]: [Level.Comparison, '>='],
  [Token.RangeExclusive]: [Level.Range, '..<'],
  [Token.RangeInclusive]: [Level.Range, '..='],
  [Token.Plus]: [Level.Sum, '+'],
  [Token.Minus]: [Level.Sum, '-'],
  [Token.Star]: [Level.Product, '*'],
  [Token.Slash]: [Level.Product, '/'],
  [Token.Percent]: [Level.Product, '%'],
  [Token.Caret]: [Level.Power, '^'],
};

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

export abstract class ExpressionParser extends LiteralParser {
  /** Where the arguments read last end. */
  private argumentsEnd = 0;

  /** `name { … }`, from its brace on. */
  protected abstract join(callee: Expression): Expression;

  /** Whether the braces that come after `node` make it a join. */
  protected abstract beginsJoin(node: Expression): boolean;

  /** `{ … }`, `if`, `for` or `repeat`. */
  protected abstract compound(): Expression;

  /** What stands between `for` and the list that a loop or a comprehension runs through. */
  protected abstract loopNames(): Pick<For, 'index' | 'item' | 'parts'>;
  protected abstract loopIn(): void;

  /** `a -> b -> c`, whose elements may have labels; a line that starts with `->` goes on with it. */
  protected chain(labels = true): Expression {
    const first = this.element(labels);
    if (this.peek() !== Token.Arrow) return first;
    const mark = this.mark;
    this.put(first);
    let height = this.height;
    while (this.peek() === Token.Arrow) {
      this.position++;
      this.put(this.element(true));
      height = Math.max(height, this.height);
    }
    this.height = height;
    const elements = this.taken<Expression>(mark);
    return { kind: 'Chain', elements, start: first.start, end: elements[elements.length - 1]!.end };
  }

  private element(labels: boolean): Expression {
    const value = this.expression();
    if (!labels || this.here() !== Token.Colon) return value;
    const label = toLabel(value);
    if (label === null) return value;
    this.position++;
    const labelHeight = this.height;
    const labelled = this.atStatementEnd()
      ? this.missingValue('What the label names is missing')
      : this.expression();
    this.height = Math.max(labelHeight, this.height);
    return { kind: 'Labelled', label, value: labelled, start: label.start, end: labelled.end };
  }

  protected expression(): Expression {
    return this.binary(Level.Or);
  }

  protected missingValue(what: string, hint = ''): Expression {
    this.reportMissing(what, hint);
    return this.missing();
  }

  private binary(loosest: Level): Expression {
    let left = this.unary();
    for (;;) {
      const operator = this.operatorHere();
      if (operator === undefined || operator[0] < loosest) return left;
      const level = operator[0];
      const sign = operator[1];
      const operatorStart = this.start;
      const below = this.height;
      if (level === Level.Comparison && left.kind === 'Binary' && COMPARISONS.has(left.operator)) {
        const message = foveaProblems.chainedComparison;
        this.report('unexpected-text', message);
      }
      this.position++;
      this.depth++;
      const right = level === Level.Power ? this.deeper(this.power) : this.binary((level + 1) as Level);
      this.depth--;
      const { start } = left;
      const { end } = right;
      left = this.raised(
        sign === '..<' || sign === '..='
          ? { kind: 'Range', from: left, to: right, inclusive: sign === '..=', start, end }
          : { kind: 'Binary', operator: sign, operatorStart, left, right, start, end },
        Math.max(below, this.height),
      );
    }
  }

  private operatorHere(): (typeof BINARY)[Token] {
    const token = this.here();
    if (token !== Token.Assign || !this.inHead) return BINARY[token];
    this.report('unexpected-text', foveaProblems.comparisonSign, '==');
    return BINARY[Token.Equal];
  }

  private unary(): Expression {
    const token = this.peek();
    if (token !== Token.Minus && token !== Token.Not && token !== Token.NotSign) return this.postfix();
    const { start } = this;
    this.position++;
    const operand = this.deeper(token === Token.Not ? this.comparison : this.power);
    const operator = token === Token.Minus ? '-' : 'not';
    return this.raised({ kind: 'Unary', operator, operand, start, end: operand.end }, this.height);
  }

  private comparison(): Expression {
    return this.binary(Level.Comparison);
  }

  private power(): Expression {
    return this.binary(Level.Power);
  }

  /** A primary with its calls, members, indices, and the braces that make it a join. */
  protected postfix(): Expression {
    let node = this.primary();
    for (;;) {
      switch (this.here()) {
        case Token.Dot:
          node = this.member(node);
          break;
        case Token.LeftBracket:
          node = this.index(node);
          break;
        case Token.LeftParen:
          node = this.call(node);
          break;
        default:
          if (!this.beginsJoin(node)) return node;
          node = this.join(node);
      }
    }
  }

  private member(object: Expression): Expression {
    const below = this.height;
    this.position++;
    const name = isWord(this.here()) ? this.identifierAt(this.position++) : null;
    if (name === null)
      this.reportMissing('A property is missing', 'such as `channels`, `height`, `width` or `shape`');
    return this.raised({ kind: 'Member', object, name, start: object.start, end: this.lastEnd }, below);
  }

  private index(object: Expression): Expression {
    const below = this.height;
    const index = this.inside(false, this.indexValue);
    if (index === undefined) return this.tooDeep(object.start);
    return this.raised(
      { kind: 'Index', object, index, start: object.start, end: this.lastEnd },
      Math.max(below, this.height),
    );
  }

  private indexValue(): Expression {
    return this.chain();
  }

  private callArguments(opener: number): Argument[] {
    const list = this.separated(opener, this.argument);
    this.argumentsEnd = this.isComplete(opener) ? this.tokens.starts[this.limit]! : this.lastEnd;
    return list;
  }

  private call(callee: Expression): Expression {
    const below = this.height;
    const opener = this.position;
    const argumentsStart = this.tokens.ends[opener]!;
    const args = this.inside(false, this.callArguments);
    if (args === undefined) return this.tooDeep(callee.start);
    const { argumentsEnd } = this;
    return this.raised(
      {
        kind: 'Call',
        callee,
        arguments: args,
        argumentsStart,
        argumentsEnd,
        start: callee.start,
        end: this.lastEnd,
      },
      Math.max(below, this.height),
    );
  }

  protected tooDeep(start: number): Expression {
    this.height = 0;
    return { kind: 'Missing', start, end: this.lastEnd };
  }

  /** Items with commas between them, up to the end of the bracket or, where it is not closed, to what does not fit. */
  protected separated<T>(opener: number, read: (this: this, opener: number) => T): T[] {
    const closed = this.isComplete(opener);
    const mark = this.mark;
    let height = 0;
    while (this.position < this.limit) {
      if (!closed && this.peek() === Token.LeftBrace) break;
      if (this.peek() === Token.Comma) {
        this.reportMissing('A value is missing');
        this.position++;
        continue;
      }
      const before = this.position;
      this.put(read.call(this, opener));
      height = Math.max(height, this.height);
      if (this.position >= this.limit) break;
      if (this.peek() === Token.Comma) {
        this.position++;
      } else if (!closed) {
        break;
      } else if (startsValue(this.peek()) && this.position > before) {
        this.reportMissing('A comma is missing');
      } else {
        this.reportUnexpected('write `,` or close the bracket');
        do this.skipToken();
        while (this.position < this.limit && this.peek() !== Token.Comma);
        this.accept(Token.Comma);
      }
    }
    this.height = height;
    return this.taken(mark);
  }

  private argument(opener: number): Argument {
    let name: Identifier | null = null;
    const separator = this.peekAt(1);
    if (isWord(this.peek()) && (separator === Token.Assign || separator === Token.Colon)) {
      name = this.identifierAt(this.position);
      this.position += 2;
      if (separator === Token.Colon) {
        const message = foveaProblems.namedArgument(name.name);
        this.report('unexpected-text', message, ' =', this.position - 1);
      }
    }
    const valueMissing = name !== null && (this.peek() === Token.End || this.peek() === Token.Comma);
    const value = valueMissing
      ? this.missingValue(`The value of \`${name!.name}\` is missing`)
      : this.listItem(opener);
    return {
      kind: 'Argument',
      name,
      value,
      start: name === null ? value.start : name.start,
      end: this.lastEnd,
    };
  }

  /** An entry of a list or argument list. Where the bracket is not closed, `->` goes on with what is outside. */
  private listItem(opener: number): Expression {
    const { start } = this;
    const spread = this.peek() === Token.Spread;
    if (spread) this.position++;
    const value = this.isComplete(opener) ? this.chain(false) : this.expression();
    return spread ? { kind: 'Spread', value, start, end: value.end } : value;
  }

  private list(): Expression {
    const { start } = this;
    const items = this.inside(false, this.listContent);
    if (items === undefined) return this.tooDeep(start);
    if (Array.isArray(items))
      return this.raised({ kind: 'List', items, start, end: this.lastEnd }, this.height);
    return this.raised({ ...items, start, end: this.lastEnd }, this.height);
  }

  private listContent(opener: number): Expression[] | Comprehension {
    return this.comprehensionAt(opener) ? this.comprehension() : this.listItems(opener);
  }

  /** Whether `for` stands in these brackets themselves, after a value. */
  private comprehensionAt(opener: number): boolean {
    if (!this.isComplete(opener)) return false;
    const { kinds } = this.tokens;
    for (let at = opener + 1; at < this.limit; at++) {
      const kind = kinds[at]!;
      if (kind === Token.Comma) return false;
      if (kind === Token.For && at > opener + 1 && kinds[at - 1] !== Token.Arrow) return true;
      const closer = this.brackets.partner[at]!;
      if (closer > at) at = closer;
    }
    return false;
  }

  /** `value for x in list if test`. */
  private comprehension(): Comprehension {
    const { start, inHead } = this;
    const value = this.chain(false);
    let height = this.height;
    if (!this.accept(Token.For)) this.reportUnexpected();
    const names = this.loopNames();
    this.loopIn();
    const list = this.expression();
    height = Math.max(height, this.height);
    this.inHead = true;
    const test = this.accept(Token.If) ? this.expression() : null;
    this.inHead = inHead;
    this.height = Math.max(height, this.height);
    return { kind: 'Comprehension', value, ...names, list, test, start, end: this.lastEnd };
  }

  private listItems(opener: number): Expression[] {
    return this.separated(opener, this.listItem);
  }

  /** `( … )`: one value, or with commas a list. */
  private paren(): Expression {
    const { start } = this;
    const value = this.inside(false, this.parenContent);
    if (value === undefined) return this.tooDeep(start);
    const end = this.lastEnd;
    if (Array.isArray(value)) return this.raised({ kind: 'List', items: value, start, end }, this.height);
    return this.raised({ kind: 'Paren', value, start, end }, this.height);
  }

  private parenContent(opener: number): Expression | Expression[] {
    if (this.position >= this.limit) return this.missingValue('A value is missing');
    const first = this.isComplete(opener) ? this.chain() : this.expression();
    if (this.peek() !== Token.Comma) return first;
    const below = this.height;
    this.position++;
    const items = [first, ...this.listItems(opener)];
    this.height = Math.max(below, this.height);
    return items;
  }

  /** Inside a bracket: whether it is closed where its content ends. */
  private isComplete(opener: number): boolean {
    return this.brackets.isClosed(opener) && this.brackets.contentEnd(opener) === this.limit;
  }

  private primary(): Expression {
    const index = this.position;
    const start = this.start;
    const token = this.peek();
    switch (token) {
      case Token.Name:
        this.position++;
        this.height = 0;
        return { kind: 'Name', name: this.textAt(index), start, end: this.lastEnd };
      case Token.It:
        this.position++;
        this.height = 0;
        return { kind: 'It', start, end: this.lastEnd };
      case Token.Question:
        this.position++;
        this.height = 0;
        return { kind: 'Open', start, end: this.lastEnd };
      case Token.Number:
        return this.number();
      case Token.Size:
        return this.size();
      case Token.String:
        return this.string();
      case Token.True:
      case Token.False:
        this.position++;
        this.height = 0;
        return { kind: 'Boolean', value: token === Token.True, start, end: this.lastEnd };
      case Token.LeftParen:
        return this.paren();
      case Token.LeftBracket:
        return this.list();
      case Token.LeftBrace:
      case Token.If:
      case Token.For:
      case Token.Repeat:
        return this.compound();
      case Token.Spread:
        return this.misplacedSpread();
      default:
        if (!isCloser(token)) return this.missingValue('A layer or value is missing');
        this.reportUnexpected();
        return this.missing();
    }
  }

  private misplacedSpread(): Expression {
    const message = foveaProblems.misplacedSpread;
    this.report('unexpected-text', message);
    this.position++;
    return this.deeper(this.unary);
  }
}

/** Whether a token can begin a value, so that only a comma is missing before it. */
function startsValue(token: Token): boolean {
  switch (token) {
    case Token.Name:
    case Token.It:
    case Token.Number:
    case Token.Size:
    case Token.String:
    case Token.True:
    case Token.False:
    case Token.Not:
    case Token.If:
    case Token.LeftBracket:
    case Token.LeftParen:
      return true;
    default:
      return false;
  }
}

/** A name, or a name with indices, that turned out to be a label. */
function toLabel(value: Expression): Label | null {
  const indices: Expression[] = [];
  let node = value;
  for (; node.kind === 'Index'; node = node.object) indices.push(node.index);
  if (node.kind !== 'Name') return null;
  const name = { name: node.name, start: node.start, end: node.end };
  return { kind: 'Label', name, indices: indices.reverse(), start: value.start, end: value.end };
}
