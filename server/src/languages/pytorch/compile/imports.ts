// Imports: names are bound at once and looked up when they are first read, so that a file pays only for what it uses.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { accelerators } from '../interpreter/accelerators.js';
import { next, type Execute } from '../interpreter/code.js';
import type { Frame } from '../interpreter/frame.js';
import { findAttribute } from '../interpreter/objects.js';
import { Lazy, orElse, PyList, PyTuple, Unknown, type Value } from '../interpreter/values.js';
import { forEachStatement } from '../interpreter/scope.js';
import type { Alias, Expr, Stmt } from '../parser/ast.js';
import type { CompileContext } from './context.js';
import { storeName } from './names.js';

/** The module of a dotted name; where there is none, everything of it is unknown. */
function importOrUnknown({ machine, module }: Frame, name: string, level = 0): Value {
  const found = machine.importModule(name, module, level);
  if (found) return found;
  // In a try statement the way without it is taken.
  if (machine.attempts > 0 && accelerators.has(name.split('.')[0] as string))
    throw machine.error('ModuleNotFoundError', `No module named '${name}'`);
  return new Unknown(pythonReasons.moduleNotFound(name), undefined, name);
}

export function compileImport(context: CompileContext, names: readonly Alias[]): Execute {
  const binders = names.map(({ name, asname }) => {
    const bound = asname === undefined ? (name.split('.')[0] as string) : name;
    return bindLater(context, asname ?? bound, (frame) => importOrUnknown(frame, bound));
  });
  return (frame) => {
    for (const bind of binders) bind(frame);
    return next;
  };
}

/** In tables names wait; a function's own are looked up at once. */
function bindLater(
  context: CompileContext,
  name: string,
  find: (frame: Frame) => Value,
): (frame: Frame) => void {
  if (context.scope.kind === 'table' && !context.isClassBody) {
    return (frame) => {
      if (frame.machine.attempts > 0) frame.names?.set(name, find(frame));
      else frame.names?.set(name, new Lazy(() => find(frame)));
    };
  }
  const store = storeName(context, name);
  return (frame) => store(frame, find(frame));
}

export function compileImportFrom(
  context: CompileContext,
  statement: Extract<Stmt, { kind: 'ImportFrom' }>,
): Execute {
  const { module = '', level, names } = statement;
  const shown = '.'.repeat(level) + module;
  const binders = names
    .filter(({ name }) => name !== '*')
    .map(({ name, asname }) =>
      bindLater(context, asname ?? name, (frame) => {
        const from = importOrUnknown(frame, module, level);
        if (from instanceof Unknown) return new Unknown(from.reason, undefined, `${module}.${name}`);
        const found = findAttribute(frame.machine, from, name);
        return found === undefined ? new Unknown(pythonReasons.notInModule(shown, name)) : found;
      }),
    );
  const star = names.some(({ name }) => name === '*');
  return (frame) => {
    for (const bind of binders) bind(frame);
    if (star) importAll(frame, module, level);
    return next;
  };
}

function importAll(frame: Frame, name: string, level: number): void {
  const { machine, names } = frame;
  const module = machine.importModule(name, frame.module, level);
  if (!module) frame.module.open ??= pythonReasons.moduleNotFound('.'.repeat(level) + name);
  if (!module || !names) return;
  frame.module.open ??= module.open;
  const listed = module.global('__all__');
  const wanted: readonly unknown[] =
    listed instanceof PyList || listed instanceof PyTuple
      ? listed.items
      : [...module.globals.keys()].filter((each) => !each.startsWith('_'));
  for (const each of wanted) {
    if (typeof each !== 'string') continue;
    const find = (): Value =>
      orElse(findAttribute(machine, module, each), new Unknown(pythonReasons.notInModule(name, each)));
    names.set(each, new Lazy(find));
  }
}

/** For each module that statements import: whether it is found. */
export function importsOf(body: readonly Stmt[]): readonly ((frame: Frame) => boolean)[] {
  const found: ((frame: Frame) => boolean)[] = [];
  forEachStatement(body, (statement) => {
    const add = (name: string, level: number): void =>
      void found.push(({ machine, module }) => machine.hasModule(name, module, level));
    if (statement.kind === 'Import')
      for (const { name } of statement.names) add(name.split('.')[0] as string, 0);
    if (statement.kind === 'ImportFrom') add(statement.module ?? '', statement.level);
  });
  return found;
}

/** Whether handlers of a try statement catch an import that fails. */
export function catchesImports(handlers: Extract<Stmt, { kind: 'Try' }>['handlers']): boolean {
  const names = (node: Expr | undefined): readonly string[] =>
    node?.kind === 'Tuple' ? node.elts.flatMap(names) : node?.kind === 'Name' ? [node.id] : [];
  return handlers.some(
    ({ type }) =>
      type === undefined ||
      names(type).some((name) => /^(?:ImportError|ModuleNotFoundError|Exception|BaseException)$/.test(name)),
  );
}
