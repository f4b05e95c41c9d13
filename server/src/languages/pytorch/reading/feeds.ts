// What the file itself feeds to its networks: the calls that make them, and the tensors that those are called with.
import type { Dim } from '../../../math/dim.js';
import { toInt } from '../../../math/int.js';
import type { Call, Expr, FunctionDef, Located, Module, Stmt } from '../parser/ast.js';
import {
  assignedNames,
  expressionsOf,
  forEachExpression,
  forEachStatement,
  targetNames,
} from '../interpreter/scope.js';

/** Names of a function and the whole numbers that they stand for; undefined where a name stands for something else. */
export type Locals = ReadonlyMap<string, number | undefined>;

/** The value of an expression in the terms of the file's top level and of some local names, where it is a whole number. */
export type Evaluate = (expression: Expr, locals: Locals) => number | undefined;

/** Shapes of the inputs of one network, without their batches. */
export type Inputs = readonly (readonly Dim[])[];

/** Shapes of the inputs of one network with all their axes. */
export interface WholeShapes {
  readonly positional: Inputs;
  readonly named: ReadonlyMap<string, readonly Dim[] | undefined>;
}

/** All axes of a tensor; the batch in front is undefined where it cannot be read. */
type Sizes = readonly [batch: Dim | undefined, ...rest: Dim[]];

/** A call that makes a network, with what the names in it stand for. */
export interface Construction {
  readonly call: Call;
  readonly locals: Locals;
}

/** A statement that binds a name to a network that it makes. */
export interface Bound extends Construction {
  readonly name: string;
  readonly nameSpan: Located;
  readonly statement: Located;
  /** What is called: a class or a builder. */
  readonly callee: Expr;
  /** The function around it. */
  readonly within: string | undefined;
  /** Whether it runs whenever the top level, or the function around it, does. */
  readonly isPlain: boolean;
}

/** What is fed to a network, and the call that made it. */
export interface Feed {
  readonly positional: Inputs;
  /** The shapes of named inputs; undefined for an input that is given but cannot be read. */
  readonly named: ReadonlyMap<string, readonly Dim[] | undefined>;
  /** The same shapes with their batches, where all of them can be read. */
  readonly whole: WholeShapes | undefined;
  /** The places of inputs behind those of `positional` that are given but cannot be read. */
  readonly unread: readonly number[];
  readonly construction: Construction;
}

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
const wrappers = new Set(
  ['Variable', 'compile', 'script', 'trace', 'DataParallel', 'DistributedDataParallel', 'DDP'].concat([
    'FullyShardedDataParallel',
    'FSDP',
  ]),
);

interface Names {
  readonly tensors: Map<string, Sizes>;
  /** What made the network that a name stands for. */
  readonly networks: Map<string, NetworkCall>;
  readonly numbers: Map<string, number | undefined>;
  /** Functions that are given a network and the size of its input, with or without the batch. */
  readonly counters: ReadonlyMap<string, Sizing>;
  /** Names that imports bind. */
  readonly modules: ReadonlySet<string>;
  /** Names of the function itself, which hide those of the top level. */
  readonly own: ReadonlySet<string>;
}

type Sizing = 'batched' | 'bare';

/** By package and function, what the sizes are that it takes. */
const counters: ReadonlyMap<string, Sizing> = new Map([
  ['torchsummary.summary', 'bare'],
  ['torchinfo.summary', 'batched'],
  ['ptflops.get_model_complexity_info', 'bare'],
]);

/** The names under which a file knows them. */
function countersOf(tree: Module): ReadonlyMap<string, Sizing> {
  const found = new Map(counters);
  forEachStatement(tree.body, (statement) => {
    if (statement.kind !== 'ImportFrom') return;
    for (const { name, asname } of statement.names) {
      const sizing = counters.get(`${statement.module ?? ''}.${name}`);
      if (sizing) found.set(asname ?? name, sizing);
    }
  });
  return found;
}

function importedNames({ body }: Module): ReadonlySet<string> {
  const names = new Set<string>();
  forEachStatement(body, (statement) => {
    if (statement.kind !== 'Import' && statement.kind !== 'ImportFrom') return;
    for (const { name, asname } of statement.names) names.add(asname ?? name.split('.')[0] ?? name);
  });
  return names;
}

interface NetworkCall extends Construction {
  /** The class or builder. */
  readonly name: string;
}

const nameOf = (node: Expr): string =>
  node.kind === 'Name' ? node.id : node.kind === 'Attribute' ? node.attr : '';

/** The name that a chain of attributes starts with, as in `torchvision.models.resnet18`. */
const rootOf = (node: Expr): string => (node.kind === 'Attribute' ? rootOf(node.value) : nameOf(node));

/**
 * What the file feeds to its networks, as in `net = Net()` and `net(torch.randn(2, 3, 32, 32))`, by the name of the class or
 * builder, in the order of the text. Functions see the names of the top level.
 */
export function visibleFeeds(
  tree: Module,
  evaluate: Evaluate,
  /** Takes the statements that bind names to networks. */
  bound: Bound[] = [],
): ReadonlyMap<string, readonly Feed[]> {
  const found = new Map<string, Feed[]>();
  const top: Names = {
    tensors: new Map(),
    networks: new Map(),
    numbers: new Map(),
    counters: countersOf(tree),
    modules: importedNames(tree),
    own: new Set(),
  };
  bound.push(...scan(tree.body, top, evaluate, found, undefined));
  for (const statement of tree.body)
    if (statement.kind === 'FunctionDef')
      bound.push(...scan(statement.body, within(statement, top), evaluate, found, statement.name));
  return found;
}

/** The names of the top level as a function sees them. */
function within({ args, body }: FunctionDef, top: Names): Names {
  const parameters = [...args.posonly, ...args.args, ...args.kwonly, args.vararg, args.kwarg];
  const own = new Set([...parameters.flatMap((each) => each?.name ?? []), ...assignedNames(body)]);
  const visible = <T>(names: ReadonlyMap<string, T>): Map<string, T> =>
    new Map(Array.from(names).filter(([name]) => !own.has(name)));
  const numbers = visible<number | undefined>(top.numbers);
  for (const name of own) numbers.set(name, undefined);
  const { counters, modules } = top;
  return { tensors: visible(top.tensors), networks: visible(top.networks), numbers, counters, modules, own };
}

function scan(
  body: readonly Stmt[],
  names: Names,
  evaluate: Evaluate,
  found: Map<string, Feed[]>,
  fn: string | undefined,
): readonly Bound[] {
  const bound: Bound[] = [];
  const sizeOf = (node: Expr): number | undefined => evaluate(node, names.numbers);

  const shapeOf = (node: Expr): Sizes | undefined => {
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

  const networkOf = (node: Expr): NetworkCall | undefined => {
    if (node.kind === 'Name') return names.networks.get(node.id);
    if (node.kind !== 'Call') return undefined;
    const { func, args } = node;
    if (wrappers.has(nameOf(func)) && args[0]) return networkOf(args[0]);
    const isImported = func.kind === 'Attribute' && !same.has(func.attr) && names.modules.has(rootOf(func));
    if (func.kind === 'Name' || isImported)
      return { name: nameOf(func), call: node, locals: new Map(names.numbers) };
    return func.kind === 'Attribute' && same.has(func.attr) ? networkOf(func.value) : undefined;
  };

  /** Sizes as they are written in a tuple, or in a tuple of tuples. */
  const sizesOf = (node: Expr, sizing: Sizing): Inputs | undefined => {
    if (!isRow(node)) return undefined;
    const rows = node.elts.some(isRow) ? node.elts : [node];
    const shapes = rows.map((row) => {
      const sizes = isRow(row) ? row.elts.map(sizeOf) : [];
      const own = sizing === 'batched' ? sizes.slice(1) : sizes;
      return own.length > 0 && own.every((size) => size !== undefined && size >= 1)
        ? (own as number[])
        : undefined;
    });
    return shapes.every((shape) => shape !== undefined) ? shapes : undefined;
  };

  const visitCounter = ({ args, keywords }: Call, sizing: Sizing): void => {
    const network = args[0] && networkOf(args[0]);
    const named = keywords.find(({ arg }) => arg === 'input_size' || arg === 'input_res')?.value;
    const size = args[1] ?? named;
    // torchinfo's sizes leave the batch out where the axis is specified.
    const isBare = keywords.some(({ arg }) => arg === 'batch_dim');
    const positional = size && sizesOf(size, isBare ? 'bare' : sizing);
    if (!network || !positional) return;
    const feeds = found.get(network.name) ?? [];
    feeds.push({ positional, named: new Map(), whole: undefined, unread: [], construction: network });
    found.set(network.name, feeds);
  };

  const visitCall = (node: Call): void => {
    const { func, args, keywords } = node;
    const text = func.kind === 'Attribute' ? `${nameOf(func.value)}.${func.attr}` : nameOf(func);
    const sizing = names.counters.get(text);
    if (sizing) visitCounter(node, sizing);
    const fed = networkOf(func);
    const network =
      fed ?? args.map((each) => (each.kind === 'Name' ? networkOf(each) : undefined)).find(Boolean);
    if (!network) return;
    // Tracers and counters are given the network first, then its inputs.
    const given = fed ? args : [...args.slice(1), ...keywords.map(({ value }) => value)];
    const positional: Sizes[] = [];
    for (const each of fed ? given : given.flatMap((arg) => (arg.kind === 'Tuple' ? arg.elts : [arg]))) {
      const shape = shapeOf(each);
      if (shape === undefined) break;
      positional.push(shape);
    }
    const named = new Map<string, Sizes | undefined>();
    for (const { arg, value } of fed ? keywords : [])
      if (arg !== undefined && !isNone(value)) named.set(arg, shapeOf(value));
    const unread = (fed ? given : []).flatMap((each, place) =>
      place < positional.length || isNone(each) ? [] : [place],
    );
    if (positional.length === 0 && [...named.values()].every((shape) => shape === undefined)) return;
    const feeds = found.get(network.name) ?? [];
    feeds.push({
      positional: positional.map(withoutBatch),
      named: new Map(Array.from(named, ([name, sizes]) => [name, sizes && withoutBatch(sizes)])),
      whole: wholeOf(positional, named),
      unread,
      construction: network,
    });
    found.set(network.name, feeds);
  };

  const unbind = (name: string): void => {
    names.tensors.delete(name);
    names.networks.delete(name);
    if (names.own.has(name)) names.numbers.set(name, undefined);
    else names.numbers.delete(name);
  };
  const bind = (name: string, value: Expr): void => {
    const shape = shapeOf(value);
    const network = shape ? undefined : networkOf(value);
    const isNumber = value.kind === 'Constant' || value.kind === 'Name' || value.kind === 'BinOp';
    const number = isNumber ? sizeOf(value) : undefined;
    unbind(name);
    if (shape) names.tensors.set(name, shape);
    if (network) names.networks.set(name, network);
    if (number !== undefined) names.numbers.set(name, number);
  };
  const assign = (target: Expr, value: Expr): void => {
    if (target.kind === 'Name') bind(target.id, value);
    else if (isRow(target) && isRow(value) && target.elts.length === value.elts.length)
      target.elts.forEach((each, index) => assign(each, value.elts[index] as Expr));
    else targetNames(target, unbind);
  };

  forEachStatement(body, (statement) => {
    for (const root of expressionsOf(statement))
      forEachExpression(root, (node) => {
        if (node.kind === 'Call') visitCall(node);
      });
    const [only, ...others] = statement.kind === 'Assign' ? statement.targets : [];
    const made =
      statement.kind === 'Assign' &&
      only?.kind === 'Name' &&
      others.length === 0 &&
      statement.value.kind === 'Call'
        ? networkOf(statement.value)
        : undefined;
    if (made && only?.kind === 'Name')
      bound.push({
        ...made,
        name: only.id,
        nameSpan: only,
        statement,
        callee: made.call.func,
        within: fn,
        isPlain: body.includes(statement),
      });
    if (statement.kind === 'Assign') for (const target of statement.targets) assign(target, statement.value);
    else if (statement.kind === 'AnnAssign' && statement.value) assign(statement.target, statement.value);
    else if (statement.kind === 'AugAssign' || statement.kind === 'For')
      targetNames(statement.target, unbind);
  });
  return bound;
}

const isNone = (node: Expr): boolean => node.kind === 'Constant' && node.value.type === 'none';

const isRow = (node: Expr): node is Expr & { readonly kind: 'Tuple' | 'List' } =>
  (node.kind === 'Tuple' || node.kind === 'List') && node.elts.every(({ kind }) => kind !== 'Starred');

const withoutBatch = ([, ...rest]: Sizes): readonly Dim[] => rest;

function wholeOf(
  positional: readonly Sizes[],
  named: ReadonlyMap<string, Sizes | undefined>,
): WholeShapes | undefined {
  const all = (sizes: Sizes): readonly Dim[] => sizes.filter((each) => each !== undefined);
  const isRead = [...positional, ...named.values()].every((sizes) => sizes?.[0] !== undefined || !sizes);
  return isRead
    ? {
        positional: positional.map(all),
        named: new Map(Array.from(named, ([name, sizes]) => [name, sizes && all(sizes)])),
      }
    : undefined;
}

/** The sizes that a call lists: the batch, which may be anything, and what stands behind it. */
function batched(args: readonly Expr[], sizeOf: (node: Expr) => number | undefined): Sizes | undefined {
  const [first] = args;
  const list = args.length === 1 && (first?.kind === 'Tuple' || first?.kind === 'List') ? first.elts : args;
  const [batch, ...sizes] = list.map((each) => {
    const size =
      each.kind === 'Constant' && each.value.type === 'int' ? toInt(each.value.value) : sizeOf(each);
    return size !== undefined && size >= 1 ? size : undefined;
  });
  return sizes.length >= 1 && sizes.every((size) => size !== undefined) ? [batch, ...sizes] : undefined;
}
