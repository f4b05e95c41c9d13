// Which definitions of a file may be networks: classes of modules, and functions that build them.
import type { Site } from '../../../graph/graph.js';
import { forEachStatement } from '../interpreter/scope.js';
import { PyClass, PyFunction, type Value } from '../interpreter/values.js';
import type { ClassDef, FunctionDef, Located, Module } from '../parser/ast.js';

export type NetworkDefinition = ClassDef | FunctionDef;

/** A name of the top level that a container of layers is bound to: `model = nn.Sequential(…)`. */
export interface Binding extends Located {
  readonly kind: 'Binding';
  readonly name: string;
  readonly nameSpan: Located;
  readonly decorators: readonly [];
  /** It is made of a class or by a builder with the arguments of this place. */
  readonly isConstruction?: true;
}

/** The names that statements of the top level bind to the values of calls. */
export function bindingsOf({ body }: Module): Binding[] {
  return body.flatMap((statement): Binding[] => {
    const { kind } = statement;
    if (kind !== 'Assign' && kind !== 'AnnAssign') return [];
    const target = kind === 'Assign' ? statement.targets[0] : statement.target;
    if (target?.kind !== 'Name' || statement.value?.kind !== 'Call') return [];
    const { start, end, id: name } = { ...statement, id: target.id };
    const nameSpan = { start: target.start, end: target.end };
    return [{ kind: 'Binding', name, nameSpan, start, end, decorators: [] }];
  });
}

/** A definition with its decorators. */
export function siteOf(
  uri: string,
  { start: own, end, nameSpan, decorators }: NetworkDefinition | Binding,
): Site {
  const [first] = decorators;
  // The @ stands before the expression.
  const start = first ? first.start - 1 : own;
  return { uri, start, end, name: { uri, ...nameSpan }, arguments: [] };
}

/** Whether a function may give a module, as far as its text says; `hasArguments` where a comment gives it arguments. */
export function mayBuild(
  { args, name, body, decorators, returns }: FunctionDef,
  hasArguments: boolean,
): boolean {
  if (name.startsWith('_') || /^(main|train|test|evaluate?|get_args|parse_args)\b/.test(name)) return false;
  const required =
    args.posonly.length + args.args.length > args.defaults.length || args.kwDefaults.includes(undefined);
  if (required && !hasArguments) return false;
  let gives = false;
  let callsSomething = false;
  forEachStatement(body, (statement) => {
    if (statement.kind !== 'Return' || statement.value === undefined) return;
    gives ||= statement.value.kind !== 'Constant';
    callsSomething ||= statement.value.kind === 'Call' || statement.value.kind === 'Name';
  });
  return gives && (decorators.length > 0 || returns !== undefined || callsSomething);
}

/** The names that a class or function takes as arguments; undefined where it takes any. */
export function parameterNames(callee: Value): ReadonlySet<string> | undefined {
  const fn = callee instanceof PyClass ? callee.find('__init__') : callee;
  if (!(fn instanceof PyFunction) || fn.code.parameters.some(({ kind }) => kind === 'keywords'))
    return undefined;
  return new Set(fn.code.parameters.map(({ name }) => name));
}

/** Whether a class cannot be made without arguments. */
export function needsArguments(cls: PyClass): boolean {
  const init = cls.find('__init__');
  if (!(init instanceof PyFunction)) return false;
  return init.code.parameters.some(
    ({ kind }, index) =>
      index > 0 && kind !== 'rest' && kind !== 'keywords' && init.defaults[index] === undefined,
  );
}

/** Whether a class or function takes no arguments at all, so that what it does without any is all that it does. */
export const takesNoArguments = (callee: Value): boolean => {
  const names = parameterNames(callee);
  return names !== undefined && [...names].every((name) => callee instanceof PyClass && name === 'self');
};
