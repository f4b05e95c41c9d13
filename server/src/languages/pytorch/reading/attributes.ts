// How a file uses attributes, from its tree: which names it reads, and which it calls or goes through.
import { expressionsOf, forEachExpression, forEachStatement } from '../interpreter/scope.js';
import type { Expr, Module, Stmt } from '../parser/ast.js';

interface Uses {
  readonly read: Set<string>;
  /** Called, iterated, subscripted or handed on. */
  readonly run: Set<string>;
}

const cache = new WeakMap<Module, Uses>();

function usesIn(tree: Module): Uses {
  let uses = cache.get(tree);
  if (!uses) {
    cache.set(tree, (uses = { read: new Set(), run: new Set() }));
    collect(tree.body, uses);
  }
  return uses;
}

/** The attributes that a file reads anywhere, in its methods too. */
export const attributesRead = (tree: Module): ReadonlySet<string> => usesIn(tree).read;

/** The attributes that a file uses as it would use a module: calls, goes through, or takes elements of. */
export const attributesRun = (tree: Module): ReadonlySet<string> => usesIn(tree).run;

function collect(body: readonly Stmt[], { read, run }: Uses): void {
  const runs = (node: Expr): void => {
    if (node.kind === 'Attribute') run.add(node.attr);
  };
  const note = (node: Expr): void => {
    if (node.kind === 'Attribute') read.add(node.attr);
    if (node.kind === 'Call') {
      runs(node.func);
      // `zip(self.convs, self.norms)`, `checkpoint(self.block, x)`
      for (const each of node.args) runs(each.kind === 'Starred' ? each.value : each);
    }
    if (node.kind === 'Subscript') runs(node.value);
    if (node.kind === 'ListComp' || node.kind === 'GeneratorExp')
      for (const { iter } of node.generators) runs(iter);
  };
  const visit = (node: Expr): void => forEachExpression(node, note);
  forEachStatement(body, (statement) => {
    expressionsOf(statement).forEach(visit);
    if (statement.kind === 'For') runs(statement.iter);
    // `self.blocks[0] = …` reads the attribute, and `self.count += 1` does.
    if (statement.kind === 'Assign')
      for (const target of statement.targets) if (target.kind === 'Subscript') visit(target.value);
    if (statement.kind === 'AugAssign') visit(statement.target);
    if (statement.kind === 'FunctionDef' || statement.kind === 'ClassDef')
      collect(statement.body, { read, run });
  });
}
