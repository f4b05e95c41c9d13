// What a failed statement certainly does wrong: arguments that a function does not take, and objects that cannot be called.
import type { Problem } from '../../../findings/catalogue.js';
import { isKnownShape } from '../../../math/dim.js';
import { nearest } from '../../../text/nearest.js';
import { PyDict, PyList, PyTuple, type PyModule, type Value } from '../interpreter/values.js';
import type { Expr, Module, Stmt } from '../parser/ast.js';
import type { Raised } from '../interpreter/errors.js';
import { expressionsOf, forEachExpression } from '../interpreter/scope.js';
import { tensorOf } from '../trace/tensor.js';

/**
 * The mistake of a call; undefined where the file may not be to blame. Functions of the file itself and layers of torch
 * have exactly the parameters that are known (our layers were compared with those of PyTorch 1.13 and 2.15).
 */
export function callMistake({ call, uncallable, at }: Raised, uri: string): Problem | undefined {
  const holder = uncallable && uncallableKind(uncallable);
  if (holder) {
    const single = uncallable instanceof PyTuple && uncallable.items.length === 1;
    return { code: 'not-callable', data: { holder, single } };
  }
  if (!call) return undefined;
  const { module, name, missing, unknown, superfluous, parameters } = call;
  const isOwn = module.uri === uri;
  const isLayer = module.isStub && module.name.startsWith('torch.nn.') && name.endsWith('.__init__');
  if (!isOwn && !isLayer) return undefined;
  const callee = at?.spot.calleeName ?? name.replace(/\.__init__$/, '');
  if (missing !== undefined)
    return { code: 'missing-argument', data: { callee, parameter: missing, doc: '' } };
  const known = parameters.filter((each) => each !== 'self');
  if (superfluous) return { code: 'too-many-arguments', data: { callee, known } };
  if (unknown === undefined) return undefined;
  const within = known.filter((each) => unknown.split('_').includes(each));
  const likely = nearest(unknown, known) ?? (within.length === 1 ? within[0] : undefined);
  return { code: 'unknown-argument', data: { callee, argument: unknown, known, nearest: likely } };
}

/**
 * The division of a number by zero, both as written, in a statement of the top level that always runs: whatever the
 * program knows, it ends there. Of other divisions by zero a number may be one that Fovea gets wrong.
 */
export function zeroDivision(statement: Stmt, tree: Module | undefined): Expr | undefined {
  const index = tree?.body.indexOf(statement) ?? -1;
  if (index < 0 || tree?.body.slice(0, index).some(mayEnd)) return undefined;
  if (statement.kind !== 'Expr' && statement.kind !== 'Assign') return undefined;
  let { value } = statement;
  while (value.kind === 'UnaryOp') value = value.operand;
  if (value.kind !== 'BinOp' || !['/', '//', '%'].includes(value.op)) return undefined;
  const { left, right } = value;
  return isNumber(left) && isNumber(right) ? value : undefined;
}

/** Whether a statement may end the program by design, such as `sys.exit()`. */
function mayEnd(statement: Stmt): boolean {
  if (statement.kind !== 'Expr' || statement.value.kind !== 'Call') return statement.kind === 'Raise';
  const { func } = statement.value;
  const name = func.kind === 'Attribute' ? func.attr : func.kind === 'Name' ? func.id : '';
  return /exit|quit|abort|kill|exec/.test(name);
}

const isNumber = (expr: Expr): boolean =>
  expr.kind === 'Constant' && (expr.value.type === 'int' || expr.value.type === 'float');

/** What Python calls the containers that cannot be called. */
const uncallableKind = (value: Value): 'list' | 'tuple' | 'dict' | undefined =>
  value instanceof PyList
    ? 'list'
    : value instanceof PyTuple
      ? 'tuple'
      : value instanceof PyDict
        ? 'dict'
        : undefined;

/** Names that a file imports from torch.nn and that it has in other letters, each at its place. */
export function misspeltImports(
  tree: Module,
  layers: PyModule | undefined,
): readonly { readonly problem: Problem; readonly start: number; readonly end: number }[] {
  return tree.body.flatMap((statement) =>
    statement.kind !== 'ImportFrom' || statement.module !== 'torch.nn' || statement.level > 0
      ? []
      : statement.names.flatMap(({ name, start }) => {
          const problem = layers?.globals.has(name) ? undefined : misspeltLayer(`torch.nn.${name}`, layers);
          return problem ? [{ problem, start, end: start + name.length }] : [];
        }),
  );
}

/** A name that torch.nn has in other letters, as `Conv2D` for `Conv2d`; undefined where the name may be one that our stubs lack. */
export function misspeltLayer(path: string | undefined, layers: PyModule | undefined): Problem | undefined {
  const name = /^torch\.nn\.([A-Z]\w*)$/.exec(path ?? '')?.[1];
  if (name === undefined || !layers) return undefined;
  const alike = [...layers.globals.keys()].find((each) => each.toLowerCase() === name.toLowerCase());
  if (alike === undefined || alike === name || alike === alike.toLowerCase()) return undefined;
  return { code: 'unknown-name', data: { name, what: 'layer of torch.nn', nearest: alike } };
}

/** The names of a statement `B, C, H, W = x.shape` or `= x.size()`, whose number of values is certain; undefined for others. */
export function shapeUnpacked(statement: Stmt): Expr | undefined {
  if (statement.kind !== 'Assign') return undefined;
  const { value } = statement;
  const read = value.kind === 'Call' && value.args.length === 0 ? value.func : value;
  const isShape = read.kind === 'Attribute' && read.attr === (read === value ? 'shape' : 'size');
  return isShape ? statement.targets.find(({ kind }) => kind === 'Tuple' || kind === 'List') : undefined;
}

/** What cuts a tensor into so many parts in a statement `a, b = x.chunk(2)`; undefined for others, and where their number may be another. */
export function partsUnpacked(statement: Stmt, { items }: PyTuple): string | undefined {
  if (statement.kind !== 'Assign' || statement.value.kind !== 'Call') return undefined;
  const { func } = statement.value;
  const name = func.kind === 'Attribute' ? func.attr : undefined;
  const isCut = name !== undefined && ['chunk', 'split', 'unbind'].includes(name);
  const isKnown = items.every((each) => {
    const shape = tensorOf(each)?.shape;
    return shape !== undefined && isKnownShape(shape);
  });
  return isCut && isKnown ? name : undefined;
}

/** Whether a statement calls something with `*args` or `**kwargs`, so that the text does not show which arguments it passes. */
export function handsOn(statement: Stmt): boolean {
  let found = false;
  for (const expression of expressionsOf(statement))
    forEachExpression(expression, (node) => {
      found ||=
        node.kind === 'Call' &&
        (node.args.some(({ kind }) => kind === 'Starred') ||
          node.keywords.some(({ arg }) => arg === undefined));
    });
  return found;
}

/** Whether a statement is `super().__init__(…)`, or the like of a base. */
export const isSuperInit = (statement: Stmt): boolean =>
  statement.kind === 'Expr' &&
  statement.value.kind === 'Call' &&
  statement.value.func.kind === 'Attribute' &&
  statement.value.func.attr === '__init__';
