// What the file itself does with its networks: the calls that make them, and the tensors that it feeds to them.
import type { Dim } from '../../../math/dim.js';
import { toInt } from '../../../math/int.js';
import type { Call, Expr, Module, Stmt } from '../parser/ast.js';
import { forEachExpression, forEachStatement } from '../interpreter/scope.js';

/** The value of an expression in the terms of the file's top level, where it is a whole number. */
export type Evaluate = (expression: Expr) => number | undefined;

/** Shapes of the inputs of one network, without their batches. */
export type Inputs = readonly (readonly Dim[])[];

const makers = new Set(['randn', 'rand', 'zeros', 'ones', 'empty', 'randint', 'full']);
/** Methods that give a tensor of the same shape, or the module itself. */
const same = new Set(
  [
    'to',
    'cuda',
    'cpu',
    'float',
    'double',
    'half',
    'long',
    'int',
    'eval',
    'train',
    'requires_grad_',
    'type',
  ].concat(['contiguous', 'detach', 'clone', 'apply', 'bfloat16']),
);
/** Functions that give what they are given, in another guise. */
const wrappers = new Set(['Variable', 'DataParallel', 'compile', 'script']);

interface Names {
  readonly tensors: Map<string, readonly Dim[]>;
  /** What made the network that a name stands for. */
  readonly networks: Map<string, string>;
  readonly numbers: Map<string, number>;
}

const nameOf = (node: Expr): string =>
  node.kind === 'Name' ? node.id : node.kind === 'Attribute' ? node.attr : '';

/**
 * Inputs that the file itself feeds to its networks, as in `net = Net()` and `net(torch.randn(2, 3, 32, 32))`, by the name
 * of the class or builder. Functions see the names of the top level.
 */
export function visibleInputs(tree: Module, evaluate: Evaluate): ReadonlyMap<string, Inputs> {
  const found = new Map<string, Inputs>();
  const top: Names = { tensors: new Map(), networks: new Map(), numbers: new Map() };
  scan(tree.body, top, evaluate, found);
  for (const statement of tree.body) {
    if (statement.kind !== 'FunctionDef') continue;
    const own: Names = {
      tensors: new Map(top.tensors),
      networks: new Map(top.networks),
      numbers: new Map(top.numbers),
    };
    scan(statement.body, own, evaluate, found);
  }
  return found;
}

function scan(body: readonly Stmt[], names: Names, evaluate: Evaluate, found: Map<string, Inputs>): void {
  const sizeOf = (node: Expr): number | undefined =>
    (node.kind === 'Name' ? names.numbers.get(node.id) : undefined) ?? evaluate(node);

  const shapeOf = (node: Expr): readonly Dim[] | undefined => {
    if (node.kind === 'Name') return names.tensors.get(node.id);
    if (node.kind !== 'Call') return undefined;
    const { func, args, keywords } = node;
    if (func.kind === 'Attribute' && makers.has(func.attr) && nameOf(func.value) === 'torch') {
      const size = keywords.find(({ arg }) => arg === 'size')?.value;
      const sized = func.attr === 'randint' ? args.slice(-1) : func.attr === 'full' ? args.slice(0, 1) : args;
      return batched(size ? [size] : sized, sizeOf);
    }
    if (func.kind === 'Attribute' && same.has(func.attr)) return shapeOf(func.value);
    return wrappers.has(nameOf(func)) && args[0] ? shapeOf(args[0]) : undefined;
  };

  const networkOf = (node: Expr): string | undefined => {
    if (node.kind === 'Name') return names.networks.get(node.id);
    if (node.kind !== 'Call') return undefined;
    const { func, args } = node;
    if (wrappers.has(nameOf(func)) && args[0]) return networkOf(args[0]);
    if (func.kind === 'Name') return func.id;
    return func.kind === 'Attribute' && same.has(func.attr) ? networkOf(func.value) : undefined;
  };

  const visitCall = ({ func, args, keywords }: Call): void => {
    const fed = networkOf(func);
    const network = fed ?? args.map((each) => each.kind === 'Name' && networkOf(each)).find(Boolean);
    if (typeof network !== 'string' || found.has(network)) return;
    // Tracers and counters are given the network first, then its inputs.
    const given = fed === undefined ? [...args.slice(1), ...keywords.map(({ value }) => value)] : args;
    const shapes: (readonly Dim[])[] = [];
    for (const each of given.flatMap((arg) => (arg.kind === 'Tuple' ? arg.elts : [arg]))) {
      const shape = shapeOf(each);
      if (shape === undefined) break;
      shapes.push(shape);
    }
    if (shapes.length > 0) found.set(network, shapes);
  };
  const visit = (root: Expr): void =>
    forEachExpression(root, (node) => {
      if (node.kind === 'Call') visitCall(node);
    });

  forEachStatement(body, (statement) => {
    if (statement.kind !== 'Expr' && statement.kind !== 'Assign' && statement.kind !== 'Return') return;
    const { value } = statement;
    if (value === undefined) return;
    visit(value);
    if (statement.kind !== 'Assign') return;
    for (const target of statement.targets) {
      if (target.kind !== 'Name') continue;
      const shape = shapeOf(value);
      const network = networkOf(value);
      if (shape) names.tensors.set(target.id, shape);
      else names.tensors.delete(target.id);
      if (network !== undefined && !shape) names.networks.set(target.id, network);
      else names.networks.delete(target.id);
      if (value.kind === 'Constant' && value.value.type === 'int')
        names.numbers.set(target.id, Number(value.value.value));
      else names.numbers.delete(target.id);
    }
  });
}

/** The sizes behind the batch, which comes first and may be anything. */
function batched(args: readonly Expr[], sizeOf: Evaluate): readonly Dim[] | undefined {
  const [first] = args;
  const list = args.length === 1 && (first?.kind === 'Tuple' || first?.kind === 'List') ? first.elts : args;
  const sizes = list.slice(1).map((each) => {
    const size =
      each.kind === 'Constant' && each.value.type === 'int' ? toInt(each.value.value) : sizeOf(each);
    return size !== undefined && size >= 1 ? size : undefined;
  });
  return sizes.length >= 1 && sizes.every((size) => size !== undefined) ? sizes : undefined;
}

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
      else if (statement.kind === 'Expr' || statement.kind === 'Assign') visit(statement.value, within);
      else if (statement.kind === 'Return' && statement.value) visit(statement.value, within);
    });
  scanBody(tree.body, []);
  return index;
}
