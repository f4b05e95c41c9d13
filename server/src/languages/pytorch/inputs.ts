// What a network is given: the shape that a comment, a visible call, the weights or its first layer tell.
import { isUnknown, type Dim } from '../../math/dim.js';
import { toInt } from '../../math/int.js';
import type { Expr, Located, Module, Stmt } from './parser/ast.js';
import { childrenOf, forEachStatement } from './interpreter/scope.js';
import { findAttribute, getAttribute } from './interpreter/objects.js';
import { indexOf } from './interpreter/numbers.js';
import type { Machine } from './interpreter/machine.js';
import { Instance, PyClass, PyDict, type PyModule, type Value } from './interpreter/values.js';
import { tensorOf } from './trace/tensor.js';

/** What comments ask for: `# fovea: input 3x224x224`, `# fovea: args depth=50`. */
export interface Directives {
  readonly input: readonly (readonly Dim[])[] | undefined;
  readonly args: Readonly<Record<string, string>> | undefined;
}

const noDirectives: Directives = { input: undefined, args: undefined };

/** A comment that tells what a definition is given. */
export interface DirectiveComment extends Located {
  readonly kind: 'input' | 'args';
  readonly value: string;
}

/** Those of a definition: right above it, on its lines, or at the end of its last one. */
export function directiveComments(
  text: string,
  tree: Module,
  { start, end: last }: Located,
): readonly DirectiveComment[] {
  let from = text.lastIndexOf('\n', start - 1) + 1;
  // Comments and decorators right above belong to the definition.
  for (;;) {
    const before = text.lastIndexOf('\n', from - 2) + 1;
    if (from === 0 || !/^\s*[#@]/.test(text.slice(before, from))) break;
    from = before;
  }
  const end = text.indexOf('\n', last);
  const until = end < 0 ? text.length : end;
  return tree.comments.flatMap((comment) => {
    if (comment.start < from || comment.start > until) return [];
    const match = /^#\s*fovea:\s*(input|args)\s+(.+)$/.exec(text.slice(comment.start, comment.end).trim());
    const kind = match?.[1] as DirectiveComment['kind'] | undefined;
    return kind ? [{ kind, value: match?.[2] ?? '', start: comment.start, end: comment.end }] : [];
  });
}

export function directivesFor(text: string, tree: Module, definition: Located): Directives {
  let result = noDirectives;
  for (const { kind, value } of directiveComments(text, tree, definition)) {
    if (kind === 'input') {
      const shapes = value.split(/\s*,\s*/).map(readShape);
      if (shapes.every((shape) => shape !== undefined)) result = { ...result, input: shapes };
    } else {
      const pairs = value.split(/[,\s]+(?=\w+\s*=)/).map((part) => part.split(/\s*=\s*(.*)/s).slice(0, 2));
      result = {
        ...result,
        args: Object.fromEntries(pairs.map(([name = '', own = '']) => [name.trim(), own.trim()])),
      };
    }
  }
  return result;
}

export function readShape(text: string): readonly Dim[] | undefined {
  const sizes = text
    .trim()
    .split(/\s*[x×]\s*/i)
    .map((part) => (/^\d+$/.test(part) ? toInt(BigInt(part)) : undefined));
  return sizes.every((size) => size !== undefined && size >= 1) ? (sizes as Dim[]) : undefined;
}

const makers = new Set(['randn', 'rand', 'zeros', 'ones', 'empty']);

/**
 * Shapes of inputs that the file itself makes, such as `net(torch.randn(2, 3, 32, 32))`, by the names of what is called in
 * the same function; the empty name stands for all others. The first size is the batch.
 */
export function visibleInputs(tree: Module): ReadonlyMap<string, readonly Dim[]> {
  const found = new Map<string, readonly Dim[]>();
  const scan = (body: readonly Stmt[]): void => {
    let shape: readonly Dim[] | undefined;
    const called: string[] = [];
    const visit = (node: Expr): void => {
      if (node.kind === 'Call') {
        const name =
          node.func.kind === 'Attribute' ? node.func.attr : node.func.kind === 'Name' ? node.func.id : '';
        if (makers.has(name) && node.func.kind === 'Attribute') shape ??= literalShape(node.args);
        else if (node.func.kind === 'Name') called.push(name);
      }
      childrenOf(node).forEach(visit);
    };
    forEachStatement(body, (statement) => {
      for (const node of valuesOf(statement)) visit(node);
    });
    if (!shape) return;
    for (const name of called) if (!found.has(name)) found.set(name, shape);
    if (!found.has('')) found.set('', shape);
  };
  scan(tree.body);
  for (const statement of tree.body) if (statement.kind === 'FunctionDef') scan(statement.body);
  return found;
}

function valuesOf(statement: Stmt): readonly Expr[] {
  switch (statement.kind) {
    case 'Expr':
    case 'Assign':
    case 'Return':
      return statement.value ? [statement.value] : [];
    default:
      return [];
  }
}

function literalShape(args: readonly Expr[]): readonly Dim[] | undefined {
  const [first] = args;
  const list = args.length === 1 && (first?.kind === 'Tuple' || first?.kind === 'List') ? first.elts : args;
  const sizes = list.map((each) =>
    each.kind === 'Constant' && each.value.type === 'int' ? toInt(each.value.value) : undefined,
  );
  return sizes.length >= 2 && sizes.every((size) => size !== undefined && size >= 1)
    ? (sizes.slice(1) as Dim[])
    : undefined;
}

/** The crop of the weights that a builder's parameter is annotated with, as torchvision keeps it. */
export function weightsCrop(
  machine: Machine,
  module: PyModule,
  annotations: readonly (Expr | undefined)[],
): number | undefined {
  for (const annotation of annotations) {
    const name = annotation && weightsName(annotation);
    if (name === undefined) continue;
    const crop = machine.attempt<number | undefined>(
      () => {
        const cls = findAttribute(machine, module, name);
        const weights =
          cls instanceof PyClass
            ? (findAttribute(machine, cls, 'DEFAULT') ?? cls.members?.values().next().value)
            : undefined;
        if (!(weights instanceof Instance)) return undefined;
        const value = getAttribute(machine, weights, 'value');
        const keywords = getAttribute(machine, getAttribute(machine, value, 'transforms'), 'keywords');
        return keywords instanceof PyDict ? indexOf(keywords.get('crop_size')) : undefined;
      },
      () => undefined,
    );
    if (crop !== undefined) return crop;
  }
  return undefined;
}

function weightsName(node: Expr): string | undefined {
  if (node.kind === 'Name') return /Weights$/.test(node.id) ? node.id : undefined;
  for (const child of childrenOf(node)) {
    const name = weightsName(child);
    if (name !== undefined) return name;
  }
  return undefined;
}

export interface AssumedInput {
  readonly shape: readonly Dim[];
  readonly reason: string;
}

/** The input that the first layer with weights takes, at the default size. */
export function assumedInput(modules: readonly Instance[], size: number): AssumedInput {
  for (const module of modules) {
    const parameters = module.attributes.get('_parameters');
    const weight = parameters instanceof PyDict ? tensorOf(parameters.get('weight') as Value) : undefined;
    if (!weight || isUnknown(weight.shape)) continue;
    const { shape } = weight;
    const own = (name: string): number | undefined => indexOf(module.attributes.get(name));
    const channels = own('in_channels');
    if (channels !== undefined && shape.length >= 3) {
      const axes = shape.length - 2;
      const side = axes === 3 ? Math.min(size, 112) : size;
      return {
        shape: [channels, ...Array<number>(axes).fill(side)],
        reason: `${channels} channels as the first convolution takes, and the default size`,
      };
    }
    const features = own('in_features');
    if (features !== undefined)
      return { shape: [features], reason: 'the features that the first linear layer takes' };
    if (own('num_embeddings') !== undefined) return { shape: [128], reason: '128 tokens' };
  }
  return { shape: [3, size, size], reason: 'an image of the default size' };
}
