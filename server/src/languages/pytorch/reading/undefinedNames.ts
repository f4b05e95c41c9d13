// Names that a function uses and that nothing in its file can bind: what Python raises a NameError for, whatever is run before.
import {
  assignedNames,
  expressionsOf,
  findExpression,
  forEachExpression,
  forEachStatement,
} from '../interpreter/scope.js';
import type { Expr, Module, Stmt } from '../parser/ast.js';

/** Where a statement reads a name that its file never binds at its top level; undefined where something may bind it. */
export function undefinedName(name: string, statement: Stmt, tree: Module): Expr | undefined {
  const { names, isOpen } = namesBoundIn(tree);
  if (isOpen || names.has(name) || name.startsWith('__') || builtinNames.has(name)) return undefined;
  for (const root of expressionsOf(statement)) {
    const found = findExpression(root, (node) => node.kind === 'Name' && node.id === name);
    if (found) return found;
  }
  return undefined;
}

interface TopLevel {
  readonly names: ReadonlySet<string>;
  /** Whether names may be bound in ways that the text does not show. */
  readonly isOpen: boolean;
}

const cache = new WeakMap<Module, TopLevel>();

/** The names that statements of the top level, and global declarations, bind. */
export function namesBoundIn(tree: Module): TopLevel {
  let own = cache.get(tree);
  if (own) return own;
  const names = new Set(assignedNames(tree.body));
  let isOpen = false;
  const scan = (body: readonly Stmt[]): void =>
    forEachStatement(body, (statement) => {
      if (statement.kind === 'FunctionDef' || statement.kind === 'ClassDef') scan(statement.body);
      if (statement.kind === 'Global') for (const each of statement.names) names.add(each);
      if (statement.kind === 'ImportFrom' && statement.names.some(({ name }) => name === '*')) isOpen = true;
      const targets = statement.kind === 'Assign' ? statement.targets : [];
      for (const root of [...expressionsOf(statement), ...targets])
        forEachExpression(root, (node) => {
          if (node.kind === 'Name' && openers.has(node.id)) isOpen = true;
        });
    });
  scan(tree.body);
  own = { names, isOpen };
  cache.set(tree, own);
  return own;
}

/** What may bind names of the module, or of all modules, by a text. */
const openers: ReadonlySet<string> = new Set(['globals', 'vars', 'exec', 'builtins', 'sys', 'get_ipython']);

/** Names of the interpreter that the reader may lack, and those that notebooks and profilers add. */
const builtinNames: ReadonlySet<string> = new Set(
  (
    'aiter anext ascii bin breakpoint bytearray chr compile complex copyright credits delattr dir display divmod eval exec exit ' +
    'format globals hash help hex input license locals memoryview oct open ord pow profile quit reveal_type vars WindowsError ' +
    'reveal_locals unicode xrange raw_input basestring long reduce unichr cmp file _'
  ).split(' '),
);
