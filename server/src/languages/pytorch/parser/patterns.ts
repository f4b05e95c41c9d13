// The match statement and its patterns.
import { pythonProblems } from './problems.js';
import type { ConstantValue, Expr, MatchCase, Pattern, Stmt } from './ast.js';
import { ExpressionParser } from './expressions.js';

export abstract class PatternParser extends ExpressionParser {
  protected abstract block(): readonly Stmt[];

  /** Whether `match` begins a statement here: a subject, a colon, and an indented case must follow. */
  protected startsMatch(): boolean {
    const errors = this.errors.length;
    let starts = false;
    this.tried(() => {
      this.index++;
      if (!this.startsExpression()) return undefined;
      this.expressions();
      if (!this.accept(':') || this.errors.length > errors) return undefined;
      starts =
        this.token.kind === 'newline' && this.peek(1).kind === 'indent' && this.peek(2).text === 'case';
      return undefined;
    });
    return starts;
  }

  protected match(): Stmt {
    const { start } = this.next();
    const subject = this.expressions();
    this.expect(':');
    this.index += 2;
    const cases: MatchCase[] = [];
    while (this.token.kind === 'name' && this.token.text === 'case') {
      this.index++;
      const pattern = this.openPattern();
      const guard = this.accept('if') ? this.named() : undefined;
      const body = this.block();
      cases.push({ pattern, guard, body });
    }
    const located = this.span(start);
    if (this.token.kind === 'dedent') this.index++;
    else this.error(pythonProblems.expected('case'));
    return { kind: 'Match', subject, cases, ...located };
  }

  private openPattern(): Pattern {
    const { start } = this.token;
    const first = this.starPattern();
    if (!this.at(',')) {
      return first.kind === 'MatchStar'
        ? { kind: 'MatchSequence', patterns: [first], ...this.span(start) }
        : first;
    }
    const patterns = [first];
    while (this.accept(',')) {
      if (this.at(':') || this.at('if')) break;
      patterns.push(this.starPattern());
    }
    return { kind: 'MatchSequence', patterns, ...this.span(start) };
  }

  private starPattern(): Pattern {
    if (!this.at('*')) return this.asPattern();
    const { start } = this.next();
    const name = this.name().text;
    return { kind: 'MatchStar', name: name === '_' ? undefined : name, ...this.span(start) };
  }

  private asPattern(): Pattern {
    return this.nested(() => {
      const { start } = this.token;
      const first = this.closedPattern();
      let pattern = first;
      if (this.at('|')) {
        const patterns = [first];
        while (this.accept('|')) patterns.push(this.closedPattern());
        pattern = { kind: 'MatchOr', patterns, ...this.span(start) };
      }
      if (!this.accept('as')) return pattern;
      const name = this.name().text;
      return { kind: 'MatchAs', pattern, name, ...this.span(start) };
    });
  }

  private closedPattern(): Pattern {
    const { token } = this;
    const { start, text } = token;
    if (token.kind === 'keyword' && (text === 'None' || text === 'True' || text === 'False')) {
      this.index++;
      const value: ConstantValue =
        text === 'None' ? { type: 'none' } : { type: 'bool', value: text === 'True' };
      return { kind: 'MatchSingleton', value, ...this.span(start) };
    }
    if (token.kind === 'string' || token.kind === 'number' || this.at('-')) {
      const value = this.binary(5);
      return { kind: 'MatchValue', value, ...this.span(start) };
    }
    if (token.kind === 'name') return this.namedPattern();
    if (this.at('(') || this.at('[')) return this.sequence();
    if (this.at('{')) return this.mapping();
    return this.fail(pythonProblems.patternExpected);
  }

  private namedPattern(): Pattern {
    const first = this.next();
    const { start } = first;
    let value: Expr = { kind: 'Name', id: first.text, start, end: first.end };
    while (this.accept('.')) {
      const attr = this.name().text;
      value = { kind: 'Attribute', value, attr, ...this.span(start) };
    }
    if (this.at('(')) return this.classPattern(value);
    if (value.kind === 'Attribute') return { kind: 'MatchValue', value, ...this.span(start) };
    const name = first.text === '_' ? undefined : first.text;
    return { kind: 'MatchAs', pattern: undefined, name, ...this.span(start) };
  }

  private classPattern(cls: Expr): Pattern {
    this.next();
    const patterns: Pattern[] = [];
    const kwdAttrs: string[] = [];
    const kwdPatterns: Pattern[] = [];
    while (!this.at(')')) {
      if (this.token.kind === 'name' && this.peek(1).text === '=') {
        kwdAttrs.push(this.next().text);
        this.next();
        kwdPatterns.push(this.asPattern());
      } else patterns.push(this.asPattern());
      if (!this.accept(',')) break;
    }
    this.close(')');
    return { kind: 'MatchClass', cls, patterns, kwdAttrs, kwdPatterns, ...this.span(cls.start) };
  }

  private sequence(): Pattern {
    const open = this.next();
    const closing = open.text === '(' ? ')' : ']';
    const patterns: Pattern[] = [];
    let commas = 0;
    while (!this.at(closing)) {
      patterns.push(this.starPattern());
      if (!this.accept(',')) break;
      commas++;
    }
    this.close(closing);
    const [only] = patterns;
    if (open.text === '(' && patterns.length === 1 && commas === 0 && only && only.kind !== 'MatchStar')
      return only;
    return { kind: 'MatchSequence', patterns, ...this.span(open.start) };
  }

  private mapping(): Pattern {
    const { start } = this.next();
    const keys: Expr[] = [];
    const patterns: Pattern[] = [];
    let rest: string | undefined;
    while (!this.at('}')) {
      if (this.accept('**')) rest = this.name().text;
      else {
        keys.push(this.binary(5));
        this.expect(':');
        patterns.push(this.asPattern());
      }
      if (!this.accept(',')) break;
    }
    this.close('}');
    return { kind: 'MatchMapping', keys, patterns, rest, ...this.span(start) };
  }
}
