// Which names a function makes its own, as Python decides it: from the text alone, before anything runs.
import type { Arguments, Comprehension, Expr, Pattern, Stmt } from '../parser/ast.js';

/** The names of one function (or lambda, or comprehension), each with the slot that it lives in. */
export class Scope {
  readonly slots = new Map<string, number>();
  readonly globals = new Set<string>();
  readonly nonlocals = new Set<string>();

  constructor(
    /** The scope of the function around it; class bodies in between are passed over. */
    readonly parent: Scope | undefined,
    /** Names of a module or class body are kept in a table, not in slots. */
    readonly kind: 'function' | 'table',
  ) {}

  declare(name: string): void {
    if (this.globals.has(name) || this.nonlocals.has(name) || this.slots.has(name)) return;
    this.slots.set(name, this.slots.size);
  }

  /** Where a name lives: so many functions out, in this slot; undefined for a global or built-in one. */
  resolve(name: string): { readonly depth: number; readonly slot: number } | undefined {
    if (this.globals.has(name)) return undefined;
    let depth = 0;
    const own = this.slots.get(name);
    if (own !== undefined) return { depth, slot: own };
    for (let scope = this.parent; scope; scope = scope.parent) {
      depth++;
      const slot = scope.slots.get(name);
      if (slot !== undefined) return { depth, slot };
    }
    return undefined;
  }
}

export function functionScope(parent: Scope | undefined, args: Arguments, body: readonly Stmt[]): Scope {
  const scope = new Scope(parent, 'function');
  for (const each of parametersOf(args)) scope.declare(each);
  collectDeclarations(body, scope);
  for (const name of assignedNames(body)) scope.declare(name);
  return scope;
}

export function parametersOf({ posonly, args, vararg, kwonly, kwarg }: Arguments): readonly string[] {
  return [...posonly, ...args, ...(vararg ? [vararg] : []), ...kwonly, ...(kwarg ? [kwarg] : [])].map(
    ({ name }) => name,
  );
}

function collectDeclarations(body: readonly Stmt[], scope: Scope): void {
  forEachStatement(body, (statement) => {
    if (statement.kind === 'Global') statement.names.forEach((name) => scope.globals.add(name));
    if (statement.kind === 'Nonlocal') statement.names.forEach((name) => scope.nonlocals.add(name));
  });
}

/** Calls `visit` for each statement, those within others too, but not those of inner functions and classes. */
export function forEachStatement(body: readonly Stmt[], visit: (statement: Stmt) => void): void {
  for (const statement of body) {
    visit(statement);
    switch (statement.kind) {
      case 'For':
      case 'While':
      case 'If':
        forEachStatement(statement.body, visit);
        forEachStatement(statement.orelse, visit);
        break;
      case 'With':
      case 'Invalid':
        forEachStatement(statement.body, visit);
        break;
      case 'Try':
        for (const part of [statement.body, statement.orelse, statement.finalbody])
          forEachStatement(part, visit);
        for (const handler of statement.handlers) forEachStatement(handler.body, visit);
        break;
      case 'Match':
        for (const each of statement.cases) forEachStatement(each.body, visit);
    }
  }
}

/** Names that statements bind, in the order of the text. */
export function assignedNames(body: readonly Stmt[]): readonly string[] {
  const names = new Set<string>();
  const add = (name: string): void => void names.add(name);
  forEachStatement(body, (statement) => {
    for (const expression of expressionsOf(statement)) walrusNames(expression, add);
    switch (statement.kind) {
      case 'FunctionDef':
      case 'ClassDef':
        add(statement.name);
        break;
      case 'Assign':
        for (const target of statement.targets) targetNames(target, add);
        break;
      case 'AugAssign':
      case 'AnnAssign':
      case 'For':
        targetNames(statement.target, add);
        break;
      case 'TypeAlias':
        add(statement.name.id);
        break;
      case 'Delete':
        for (const target of statement.targets) targetNames(target, add);
        break;
      case 'With':
        for (const { vars } of statement.items) if (vars) targetNames(vars, add);
        break;
      case 'Try':
        for (const { name } of statement.handlers) if (name !== undefined) add(name);
        break;
      case 'Import':
        for (const { name, asname } of statement.names) add(asname ?? (name.split('.')[0] as string));
        break;
      case 'ImportFrom':
        for (const { name, asname } of statement.names) if (name !== '*') add(asname ?? name);
        break;
      case 'Match':
        for (const { pattern } of statement.cases) patternNames(pattern, add);
    }
  });
  return [...names];
}

/** Attributes of plain names that statements set: `self.x` as `['self', 'x']`. */
export function assignedAttributes(
  body: readonly Stmt[],
): readonly (readonly [object: string, attribute: string])[] {
  const found: (readonly [string, string])[] = [];
  const visit = (target: Expr): void => {
    if (target.kind === 'Attribute' && target.value.kind === 'Name')
      found.push([target.value.id, target.attr]);
    else if (target.kind === 'Tuple' || target.kind === 'List') target.elts.forEach(visit);
  };
  forEachStatement(body, (statement) => {
    if (statement.kind === 'Assign') statement.targets.forEach(visit);
    else if (statement.kind === 'AugAssign' || statement.kind === 'AnnAssign') visit(statement.target);
  });
  return found;
}

export function targetNames(target: Expr, add: (name: string) => void): void {
  switch (target.kind) {
    case 'Name':
      add(target.id);
      break;
    case 'Tuple':
    case 'List':
      for (const each of target.elts) targetNames(each, add);
      break;
    case 'Starred':
      targetNames(target.value, add);
  }
}

function patternNames(pattern: Pattern, add: (name: string) => void): void {
  switch (pattern.kind) {
    case 'MatchSequence':
    case 'MatchOr':
      for (const each of pattern.patterns) patternNames(each, add);
      break;
    case 'MatchMapping':
      for (const each of pattern.patterns) patternNames(each, add);
      if (pattern.rest !== undefined) add(pattern.rest);
      break;
    case 'MatchClass':
      for (const each of [...pattern.patterns, ...pattern.kwdPatterns]) patternNames(each, add);
      break;
    case 'MatchStar':
    case 'MatchAs':
      if (pattern.name !== undefined) add(pattern.name);
      if (pattern.kind === 'MatchAs' && pattern.pattern) patternNames(pattern.pattern, add);
  }
}

/** The expressions that a statement evaluates itself. */
export function expressionsOf(statement: Stmt): readonly Expr[] {
  const some = (...list: (Expr | undefined)[]): readonly Expr[] => list.filter((each) => each !== undefined);
  switch (statement.kind) {
    case 'Return':
    case 'Expr':
    case 'Assign':
    case 'AugAssign':
    case 'AnnAssign':
      return some(statement.value);
    case 'While':
    case 'If':
      return [statement.test];
    case 'Assert':
      return some(statement.test, statement.msg);
    case 'For':
      return [statement.iter];
    case 'With':
      return statement.items.map(({ context }) => context);
    case 'Match':
      return some(statement.subject, ...statement.cases.map(({ guard }) => guard));
    case 'Raise':
      return some(statement.exc, statement.cause);
    default:
      return [];
  }
}

/** Names that `:=` binds in an expression; comprehensions bind them in the function around them. */
function walrusNames(root: Expr, add: (name: string) => void): void {
  forEachExpression(root, (node) => {
    if (node.kind === 'NamedExpr') targetNames(node.target, add);
  });
}

/** The first of an expression and those within it that passes a test. No recursion: sums may have thousands of terms. */
export function findExpression(root: Expr, test: (node: Expr) => boolean): Expr | undefined {
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (test(node)) return node;
    const children = childrenOf(node);
    for (let index = children.length - 1; index >= 0; index--) waiting.push(children[index] as Expr);
  }
  return undefined;
}

/** Calls `visit` for an expression and all within it, in the order of the text. */
export function forEachExpression(root: Expr, visit: (node: Expr) => void): void {
  findExpression(root, (node) => {
    visit(node);
    return false;
  });
}

/** The expressions directly within another one, but not those of a lambda. */
export function childrenOf(node: Expr): readonly Expr[] {
  const some = (...list: (Expr | undefined)[]): readonly Expr[] => list.filter((each) => each !== undefined);
  switch (node.kind) {
    case 'BoolOp':
    case 'JoinedStr':
      return node.values;
    case 'NamedExpr':
    case 'Await':
    case 'YieldFrom':
    case 'Starred':
    case 'Yield':
    case 'Attribute':
      return some(node.value);
    case 'BinOp':
      return [node.left, node.right];
    case 'UnaryOp':
      return [node.operand];
    case 'IfExp':
      return [node.test, node.body, node.orelse];
    case 'Dict':
      return [...node.keys.filter((each) => each !== undefined), ...node.values];
    case 'Set':
    case 'List':
    case 'Tuple':
      return node.elts;
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return [node.elt, ...comprehended(node.generators)];
    case 'DictComp':
      return [node.key, node.value, ...comprehended(node.generators)];
    case 'Compare':
      return [node.left, ...node.comparators];
    case 'Call':
      return [node.func, ...node.args, ...node.keywords.map(({ value }) => value)];
    case 'FormattedValue':
      return some(node.value, node.spec);
    case 'Subscript':
      return [node.value, node.slice];
    case 'Slice':
      return some(node.lower, node.upper, node.step);
    default:
      return [];
  }
}

const comprehended = (generators: readonly Comprehension[]): readonly Expr[] =>
  generators.flatMap(({ iter, ifs }) => [iter, ...ifs]);

/** Whether a function's own statements yield, which makes it a generator. */
export function yields(body: readonly Stmt[]): boolean {
  const inside = (root: Expr): boolean =>
    findExpression(root, ({ kind }) => kind === 'Yield' || kind === 'YieldFrom') !== undefined;
  let found = false;
  forEachStatement(body, (statement) => {
    found ||= expressionsOf(statement).some(inside);
  });
  return found;
}

/** Whether a statement, or one within it, yields. */
export const statementYields = (statement: Stmt): boolean => yields([statement]);

/** The first place in a statement itself, not in those within it, that reads an attribute of this name. */
export function attributeIn(statement: Stmt, name: string): Expr | undefined {
  for (const expression of expressionsOf(statement)) {
    const found = findExpression(expression, (node) => node.kind === 'Attribute' && node.attr === name);
    if (found) return found;
  }
  return undefined;
}

/** Whether an exception that is thrown in at a yield may be caught: by handlers, or by a context manager around it. */
export function mayCatchAtYield(body: readonly Stmt[]): boolean {
  let found = false;
  forEachStatement(body, (statement) => {
    if (statement.kind === 'With') found ||= yields(statement.body);
    if (statement.kind !== 'Try' || !yields(statement.body)) return;
    found ||= statement.handlers.length > 0;
    forEachStatement(statement.finalbody, ({ kind }) => (found ||= kind === 'Return'));
  });
  return found;
}
