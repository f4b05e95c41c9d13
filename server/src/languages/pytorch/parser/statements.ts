// Statements, each of which recovers on its own: an error in one does not affect the next.
import { pythonProblems } from './problems.js';
import type { Alias, ClassDef, Expr, FunctionDef, Keyword, Operator, Stmt, TypeParam } from './ast.js';
import { CompoundParser } from './compound.js';

const augmented = new Set(['+=', '-=', '*=', '/=', '//=', '%=', '@=', '**=', '<<=', '>>=', '&=', '|=', '^=']);
const compound = new Set(['if', 'for', 'while', 'try', 'with', 'def', 'class', 'async']);

export abstract class StatementParser extends CompoundParser {
  protected override statements(into: Stmt[]): void {
    const { token } = this;
    if (token.kind === 'keyword' && compound.has(token.text)) into.push(this.compound());
    else if (token.text === '@' && token.kind === 'op') into.push(this.decorated());
    else if (token.kind === 'name' && token.text === 'match' && this.startsMatch()) into.push(this.match());
    else this.simpleLine(into);
  }

  /** Simple statements on one line, parted by semicolons. */
  protected override simpleLine(into: Stmt[]): void {
    do {
      if (this.token.kind === 'newline') break;
      into.push(this.simple());
    } while (this.accept(';'));
    if (this.token.kind === 'newline') this.index++;
    else if (this.token.kind !== 'end') this.fail(pythonProblems.statementEndExpected);
  }

  private compound(): Stmt {
    switch (this.token.text) {
      case 'if':
        return this.ifStatement();
      case 'for':
        return this.forStatement(this.token.start, false);
      case 'while':
        return this.whileStatement();
      case 'try':
        return this.tryStatement();
      case 'with':
        return this.withStatement(this.token.start, false);
      case 'class':
        return this.classDef(this.token.start, []);
      case 'def':
        return this.functionDef(this.token.start, [], false);
    }
    const { start } = this.next();
    if (this.at('def')) return this.functionDef(start, [], true);
    if (this.at('for')) return this.forStatement(start, true);
    if (this.at('with')) return this.withStatement(start, true);
    return this.fail('def, for or with is expected after async.');
  }

  private decorated(): Stmt {
    const decorators: Expr[] = [];
    while (this.accept('@')) {
      decorators.push(this.named());
      if (this.token.kind === 'newline') this.index++;
    }
    const { start } = this.token;
    if (this.at('class')) return this.classDef(start, decorators);
    const async = this.accept('async');
    if (this.at('def')) return this.functionDef(start, decorators, async);
    return this.fail(pythonProblems.definitionExpected);
  }

  private functionDef(start: number, decorators: readonly Expr[], async: boolean): FunctionDef {
    this.expect('def');
    const name = this.name();
    const typeParams = this.typeParams();
    this.expect('(');
    const args = this.parameters(')', true);
    this.close(')');
    const returns = this.accept('->') ? this.expressions() : undefined;
    const body = this.block();
    return {
      kind: 'FunctionDef',
      name: name.text,
      nameSpan: { start: name.start, end: name.end },
      typeParams,
      args,
      body,
      decorators,
      returns,
      async,
      ...this.span(start),
    };
  }

  private classDef(start: number, decorators: readonly Expr[]): ClassDef {
    this.expect('class');
    const name = this.name();
    const typeParams = this.typeParams();
    const none: { args: readonly Expr[]; keywords: readonly Keyword[] } = { args: [], keywords: [] };
    const { args: bases, keywords } = this.at('(') ? this.callArguments() : none;
    const body = this.block();
    return {
      kind: 'ClassDef',
      name: name.text,
      nameSpan: { start: name.start, end: name.end },
      typeParams,
      bases,
      keywords,
      body,
      decorators,
      ...this.span(start),
    };
  }

  private typeParams(): readonly TypeParam[] {
    const params: TypeParam[] = [];
    if (!this.accept('[')) return params;
    while (!this.at(']') && this.token.kind !== 'newline' && this.token.kind !== 'end') {
      const { start } = this.token;
      const sort = this.accept('**') ? 'ParamSpec' : this.accept('*') ? 'TypeVarTuple' : 'TypeVar';
      const name = this.name().text;
      const bound = this.accept(':') ? this.expression() : undefined;
      if (this.accept('=')) this.starOrNamed();
      params.push({ name, sort, bound, ...this.span(start) });
      if (!this.accept(',')) break;
    }
    this.close(']');
    return params;
  }

  private simple(): Stmt {
    const { token } = this;
    const { start } = token;
    if (token.kind === 'keyword') {
      const read = this.keywordStatements[token.text];
      if (read) {
        this.index++;
        return read(start);
      }
    }
    if (token.kind === 'name' && token.text === 'type' && this.peek(1).kind === 'name') {
      const ahead = this.peek(2).text;
      if (ahead === '=' || ahead === '[') return this.typeAlias();
    }
    return this.assignment(start);
  }

  private readonly keywordStatements: Readonly<Record<string, (start: number) => Stmt>> = {
    pass: (start) => ({ kind: 'Pass', ...this.span(start) }),
    break: (start) => ({ kind: 'Break', ...this.span(start) }),
    continue: (start) => ({ kind: 'Continue', ...this.span(start) }),
    return: (start) => {
      const value = this.endsStatement() ? undefined : this.expressions();
      return { kind: 'Return', value, ...this.span(start) };
    },
    del: (start) => {
      const value = this.expressions();
      const targets = value.kind === 'Tuple' && this.text[value.start] !== '(' ? value.elts : [value];
      return { kind: 'Delete', targets, ...this.span(start) };
    },
    raise: (start) => {
      const exc = this.endsStatement() ? undefined : this.expression();
      const cause = this.accept('from') ? this.expression() : undefined;
      return { kind: 'Raise', exc, cause, ...this.span(start) };
    },
    assert: (start) => {
      const test = this.expression();
      const msg = this.accept(',') ? this.expression() : undefined;
      return { kind: 'Assert', test, msg, ...this.span(start) };
    },
    global: (start) => ({ kind: 'Global', names: this.names(), ...this.span(start) }),
    nonlocal: (start) => ({ kind: 'Nonlocal', names: this.names(), ...this.span(start) }),
    import: (start) => {
      const names: Alias[] = [];
      do names.push(this.alias(this.dottedName()));
      while (this.accept(','));
      return { kind: 'Import', names, ...this.span(start) };
    },
    from: (start) => this.importFrom(start),
  };

  private endsStatement(): boolean {
    return this.token.kind === 'newline' || this.token.kind === 'end' || this.at(';') || this.at('from');
  }

  private names(): readonly string[] {
    const names: string[] = [];
    do names.push(this.name().text);
    while (this.accept(','));
    return names;
  }

  private dottedName(): { name: string; start: number } {
    const first = this.name();
    let name = first.text;
    while (this.accept('.')) name += `.${this.name().text}`;
    return { name, start: first.start };
  }

  private alias({ name, start }: { name: string; start: number }): Alias {
    const asname = this.accept('as') ? this.name().text : undefined;
    return { name, asname, ...this.span(start) };
  }

  private importFrom(start: number): Stmt {
    let level = 0;
    for (;;) {
      if (this.accept('.')) level++;
      else if (this.accept('...')) level += 3;
      else break;
    }
    const module = this.at('import') ? undefined : this.dottedName().name;
    this.expect('import');
    const names: Alias[] = [];
    if (this.at('*')) {
      const star = this.next();
      names.push({ name: '*', asname: undefined, start: star.start, end: star.end });
    } else {
      const bracketed = this.accept('(');
      do {
        if (this.at(')')) break;
        const name = this.name();
        names.push(this.alias({ name: name.text, start: name.start }));
      } while (this.accept(','));
      if (bracketed) this.close(')');
    }
    return { kind: 'ImportFrom', module, names, level, ...this.span(start) };
  }

  private typeAlias(): Stmt {
    const { start } = this.next();
    const name = this.name();
    const typeParams = this.typeParams();
    this.expect('=');
    const value = this.expression();
    const target = { kind: 'Name', id: name.text, start: name.start, end: name.end } as const;
    return { kind: 'TypeAlias', name: target, typeParams, value, ...this.span(start) };
  }

  /** An expression, an assignment (plain, augmented or annotated). */
  private assignment(start: number): Stmt {
    const bracketed = this.at('(');
    const first = this.at('yield') ? this.yielded() : this.expressions();
    if (this.accept(':')) {
      const annotation = this.expression();
      const value = this.accept('=') ? this.assigned() : undefined;
      const simple = first.kind === 'Name' && !bracketed;
      return { kind: 'AnnAssign', target: first, annotation, value, simple, ...this.span(start) };
    }
    const { token } = this;
    if (token.kind === 'op' && augmented.has(token.text)) {
      this.index++;
      const value = this.assigned();
      const op = token.text.slice(0, -1) as Operator;
      return { kind: 'AugAssign', target: first, op, value, ...this.span(start) };
    }
    if (!this.at('=')) return { kind: 'Expr', value: first, ...this.span(start) };
    const targets = [first];
    let value = first;
    while (this.accept('=')) {
      value = this.assigned();
      if (this.at('=')) targets.push(value);
    }
    return { kind: 'Assign', targets, value, ...this.span(start) };
  }

  private assigned(): Expr {
    return this.at('yield') ? this.yielded() : this.expressions();
  }
}
