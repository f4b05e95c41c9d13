// The calls in a file's text that make its networks.
import type { Call, Expr, Module, Stmt } from '../parser/ast.js';
import { expressionsOf, forEachExpression, forEachStatement } from '../interpreter/scope.js';

const nameOf = (node: Expr): string =>
  node.kind === 'Name' ? node.id : node.kind === 'Attribute' ? node.attr : '';

const callers: ReadonlySet<Stmt['kind']> = new Set(['Expr', 'Assign', 'AnnAssign', 'Return']);

/** Calls of a class that give it arguments, at the top level, in functions and in its own methods, in the order of the text. */
export function callsOf(tree: Module, name: string): readonly Call[] {
  // What other classes make of it is a part of theirs.
  return (indexIn(tree).get(name) ?? []).flatMap(({ call, within }) =>
    within.every((each) => each === name) ? [call] : [],
  );
}

/** Whether another class makes a class, so that it is a part of that one. */
export function isPartOfAnother(tree: Module, name: string): boolean {
  return (indexIn(tree).get(name) ?? []).some(({ within }) => within.some((each) => each !== name));
}

interface PlacedCall {
  readonly call: Call;
  /** The classes around it. */
  readonly within: readonly string[];
}

/** By what is called; a file is gone through once, whatever the number of its networks. */
const callIndices = new WeakMap<Module, ReadonlyMap<string, readonly PlacedCall[]>>();

function indexIn(tree: Module): ReadonlyMap<string, readonly PlacedCall[]> {
  let index = callIndices.get(tree);
  if (!index) callIndices.set(tree, (index = indexOfCalls(tree)));
  return index;
}

function indexOfCalls(tree: Module): ReadonlyMap<string, readonly PlacedCall[]> {
  const index = new Map<string, PlacedCall[]>();
  const visit = (root: Expr, within: readonly string[]): void =>
    forEachExpression(root, (node) => {
      if (node.kind !== 'Call' || node.args.length + node.keywords.length === 0) return;
      const name = nameOf(node.func);
      const known = index.get(name);
      if (known) known.push({ call: node, within });
      else index.set(name, [{ call: node, within }]);
    });
  const scanBody = (body: readonly Stmt[], within: readonly string[]): void =>
    forEachStatement(body, (statement) => {
      if (statement.kind === 'FunctionDef') scanBody(statement.body, within);
      else if (statement.kind === 'ClassDef') scanBody(statement.body, [...within, statement.name]);
      else if (callers.has(statement.kind)) for (const each of expressionsOf(statement)) visit(each, within);
    });
  scanBody(tree.body, []);
  return index;
}
