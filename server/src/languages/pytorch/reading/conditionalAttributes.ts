// Attributes that a class sets under a condition only: whether an object has them depends on its arguments.
import { assignedAttributes } from '../interpreter/scope.js';
import type { Module, Stmt } from '../parser/ast.js';

const known = new WeakMap<Module, ReadonlySet<string>>();

const compound: ReadonlySet<Stmt['kind']> = new Set(['If', 'For', 'While', 'Try', 'With', 'Match']);

/** The attributes that methods of a file's classes set within branches, loops or what guards a block. */
export function conditionalAttributes(tree: Module): ReadonlySet<string> {
  let names = known.get(tree);
  if (!names) {
    const guarded = tree.body
      .flatMap((each) => (each.kind === 'ClassDef' ? each.body : []))
      .flatMap((each) => (each.kind === 'FunctionDef' ? each.body : []))
      .filter(({ kind }) => compound.has(kind));
    known.set(tree, (names = new Set(assignedAttributes(guarded).map(([, attribute]) => attribute))));
  }
  return names;
}
