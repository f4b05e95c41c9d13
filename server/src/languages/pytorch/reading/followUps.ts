// What a script does to a network behind the line that makes it: `model.fc = nn.Linear(model.fc.in_features, 10)`.
import { forEachExpression, forEachStatement, expressionsOf } from '../interpreter/scope.js';
import type { Expr, Module, Stmt } from '../parser/ast.js';
import type { Bound } from './feeds.js';

/** The name that attributes, items and calls start from: `model` in `model.layer1[0].conv.weight.fill_(0)`. */
function rootOf(node: Expr): string | undefined {
  if (node.kind === 'Name') return node.id;
  if (node.kind === 'Attribute' || node.kind === 'Subscript') return rootOf(node.value);
  return node.kind === 'Call' && node.func.kind === 'Attribute' ? rootOf(node.func.value) : undefined;
}

const isPart = (node: Expr, name: string): boolean => node.kind !== 'Name' && rootOf(node) === name;

/** Whether a statement changes parts of a network. */
const changes = (statement: Stmt, name: string): boolean =>
  statement.kind === 'Assign' && statement.targets.some((each) => isPart(each, name));

/** Whether a statement changes parts of a network, reads them into a name, or goes through them. */
function concerns(statement: Stmt, name: string): boolean {
  if (changes(statement, name)) return true;
  if (statement.kind === 'Assign') return isPart(statement.value, name);
  if (statement.kind === 'Expr') return isPart(statement.value, name);
  return statement.kind === 'For' && isPart(statement.iter, name);
}

/** Whether a statement runs a network, or binds its name to something else. */
function ends(statement: Stmt, name: string): boolean {
  if (
    statement.kind === 'Assign' &&
    statement.targets.some((each) => each.kind === 'Name' && each.id === name)
  ) {
    const { value } = statement;
    // `model = model.to(device)` and `model = DataParallel(model)` are the same network.
    const isSame =
      rootOf(value) === name || (value.kind === 'Call' && value.args.some((each) => rootOf(each) === name));
    if (!isSame) return true;
  }
  let found = false;
  forEachStatement([statement], (each) => {
    for (const root of expressionsOf(each))
      forEachExpression(root, (node) => {
        if (node.kind === 'Call' && node.func.kind === 'Name' && node.func.id === name) found = true;
      });
  });
  return found;
}

/** The statements of a block behind one of them. */
function behind(body: readonly Stmt[], { start }: { readonly start: number }): readonly Stmt[] {
  const at = body.findIndex((each) => each.start === start);
  return at < 0 ? [] : body.slice(at + 1);
}

/**
 * The statements behind the one that makes a network, up to where it runs, that say what becomes of it; undefined where it is
 * changed in a place that may not be reached.
 */
export function followUps(
  tree: Module,
  { name, statement, within, isPlain }: Bound,
): readonly Stmt[] | undefined {
  const fn = tree.body.find(
    (each) =>
      each.kind === 'FunctionDef' &&
      each.name === within &&
      each.start < statement.start &&
      statement.end <= each.end,
  );
  const body = fn?.kind === 'FunctionDef' ? fn.body : tree.body;
  const rest = isPlain ? behind(body, statement) : [];
  const end = rest.findIndex((each) => ends(each, name));
  const before = end < 0 ? rest : rest.slice(0, end);
  const plain = before.filter((each) => concerns(each, name));
  let hidden = false;
  forEachStatement(isPlain ? before : body, (each) => {
    if (changes(each, name) && !plain.includes(each)) hidden = true;
  });
  return hidden ? undefined : plain;
}
