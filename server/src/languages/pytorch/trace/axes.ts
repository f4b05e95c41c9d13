// Names of the sizes of tensors: given where a layer or a view makes a size, read where a shape is taken apart, and handed on.
import type { Node, OperatorNode, ShapePart, Span, Value as GraphValue } from '../../../graph/graph.js';
import { dimKey, isUnknown, type Dim } from '../../../math/dim.js';
import type { Place } from '../interpreter/place.js';
import type { Instance } from '../interpreter/values.js';
import type { Expr, Module } from '../parser/ast.js';
import { programParts, type Layout, type Tensor } from './tensor.js';
import {
  argumentName,
  classAround,
  expressionText,
  type NamedArgument,
  type SizeName,
} from '../sizes/names.js';
import { entryOf } from '../../../text/table.js';

/** How a node was made, as far as names are concerned. */
export interface NodeOrigin {
  /** The layer of torch whose forward made it. */
  readonly layer: Instance | undefined;
  readonly place: Place | undefined;
  readonly layout: Layout;
}

/** A line such as `B, T, C = x.shape` names the size of an axis. */
export interface ReadSize {
  readonly value: GraphValue;
  readonly axis: number;
  readonly name: SizeName;
}

type Names = readonly (AxisName | undefined)[];

interface AxisName {
  readonly name: SizeName;
  /** It was read from the tensor, which had it already. */
  readonly read: boolean;
}

/** The argument of a layer that says how many channels or features it gives. */
const widths: Readonly<Record<string, NamedArgument>> = {
  Conv: { name: 'out_channels', index: 1 },
  ConvTranspose: { name: 'out_channels', index: 1 },
  Linear: { name: 'out_features', index: 1 },
  Embedding: { name: 'embedding_dim', index: 1 },
};

/** Operators whose every axis is that of the operand, by their families and names. */
const alike: ReadonlySet<string> = new Set(['activation', 'normalization', 'regularization']);
const alikeNames: ReadonlySet<string> = new Set([
  'Add', 'Sub', 'Mul', 'Mean', 'Max', 'Elementwise', 'Identity', 'Roll', 'Concat', 'Pad', 'Slice', 'Split', 'Linear',
  'Expand', 'ChannelShuffle', 'MultiHeadAttention', 'ScaledDotProductAttention', 'Scale', 'Bias', 'Reindex',
]); // prettier-ignore

export class SizeNames {
  readonly #names = new Map<GraphValue, Names>();
  readonly #reads = new Map<GraphValue, ReadSize[]>();
  readonly #classes = new Map<number, Span | undefined>();

  /** `nodes` in the order of evaluation. */
  constructor(
    nodes: readonly Node[],
    private readonly origins: ReadonlyMap<Node, NodeOrigin>,
    reads: readonly ReadSize[],
    private readonly treeAt: (uri: string) => Module | undefined,
  ) {
    for (const read of reads) {
      const known = this.#reads.get(read.value);
      if (known) known.push(read);
      else this.#reads.set(read.value, [read]);
    }
    for (const value of this.#reads.keys()) if (!value.producer) this.#set(value, []);
    for (const node of nodes) {
      if (node.kind !== 'operator') continue;
      const given = this.#given(node);
      for (const output of node.outputs) this.#set(output, this.#handedOn(node, output, given));
    }
  }

  /** `[N, T = 128, n_embd = 768]`: the tensor as the program sees it at a place of its text. */
  parts(tensor: Tensor, at: Span): readonly ShapePart[] | undefined {
    const { shape } = tensor;
    if (isUnknown(shape)) return undefined;
    const names = tensor.value ? (this.#names.get(tensor.value) ?? []) : [];
    const sizes = shape.map((size, axis): ShapePart => {
      const name = names[axis]?.name;
      return { text: this.#sizeText(size, name, at), ...(name && { target: given(name) }) };
    });
    return programParts(sizes, tensor);
  }

  #sizeText(size: Dim, name: SizeName | undefined, at: Span): string {
    const text = name && this.#nearest(name, at);
    if (typeof size === 'object') return text ?? '?';
    return text === undefined ? String(size) : `${text} = ${String(size)}`;
  }

  /** The name that a size has in the class around a place; else that which is farthest from the layer and nearest to its user. */
  #nearest(name: SizeName, { uri, start, end }: Span): string | undefined {
    if (!this.#classes.has(start)) {
      const tree = this.treeAt(uri);
      const cls = tree && classAround(tree, { start, end });
      this.#classes.set(start, cls && { uri, start: cls.start, end: cls.end });
    }
    const around = this.#classes.get(start);
    let last: string | undefined;
    for (let each: SizeName | undefined = name; each; each = each.outer) {
      if (around && each.uri === around.uri && around.start <= each.start && each.start < around.end)
        return each.text;
      last = each.text ?? last;
    }
    return last;
  }

  #set(value: GraphValue, names: Names): void {
    const own = [...names];
    for (const { axis, name } of this.#reads.get(value) ?? []) {
      const known = own[axis];
      if (!known) own[axis] = { name, read: true };
      else if (known.read) own[axis] = { name: alsoNamed(known.name, name), read: true };
    }
    if (own.some((each) => each !== undefined)) this.#names.set(value, own);
  }

  /** Names of those axes whose sizes the node's own arguments say. */
  #given(node: OperatorNode): Names {
    const origin = this.origins.get(node);
    const { name: operator } = node.application.operator;
    const shape = node.outputs[0]?.shape;
    if (!origin || shape === undefined || isUnknown(shape)) return [];
    const width = Object.hasOwn(widths, operator) ? entryOf(widths, operator) : undefined;
    const created = origin.layer?.created;
    if (width && created) {
      const name = argumentName(created, width, this.treeAt);
      // A convolution of several maps at once has one axis more, in front.
      const axes = node.inputs[0]?.shape;
      const spatial = node.application.operator.family === 'convolution';
      const axis = spatial ? (axes && !isUnknown(axes) && axes.length > 3 ? -1 : 0) : shape.length - 1;
      return name && axis >= 0 ? at(axis, { name, read: false }) : [];
    }
    return operator === 'Reshape' ? viewNames(origin, shape.length) : [];
  }

  #handedOn(node: OperatorNode, output: GraphValue, given: Names): Names {
    const { shape } = output;
    if (isUnknown(shape)) return [];
    const names: (AxisName | undefined)[] = [...given];
    const take = (axis: number, from: GraphValue | undefined, fromAxis: number): void => {
      if (names[axis] || !from || isUnknown(from.shape)) return;
      const [mine, theirs] = [shape[axis], from.shape[fromAxis]];
      if (mine === undefined || theirs === undefined || dimKey(mine) !== dimKey(theirs)) return;
      names[axis] = this.#names.get(from)?.[fromAxis];
    };
    const rankOf = (value: GraphValue | undefined): number =>
      value && !isUnknown(value.shape) ? value.shape.length : -1;
    const { operator, given: args } = node.application;
    const { inputs } = node;
    const [first] = inputs;
    if (operator.name === 'Permute') {
      const order = args[0]?.value;
      if (Array.isArray(order)) order.forEach((from, axis) => take(axis, first, from as number));
    } else if (operator.name === 'MatMul') {
      const rank = shape.length;
      for (let axis = 0; axis < rank - 1; axis++) take(axis, first, axis);
      const transposed = args.some(({ name, value }) => name === 'transpose' && value === true);
      take(rank - 1, inputs[1], transposed ? rank - 2 : rank - 1);
    } else if (operator.name === 'Embedding') {
      for (let axis = 0; axis < shape.length - 1; axis++) take(axis, first, axis);
    } else if (operator.family === 'pooling' || operator.name === 'Upsample' || operator.name === 'Resize') {
      take(0, first, 0);
    } else if (alike.has(operator.family) || alikeNames.has(operator.name)) {
      for (const input of inputs) {
        const shift = shape.length - rankOf(input);
        for (let axis = Math.max(0, shift); axis < shape.length; axis++) take(axis, input, axis - shift);
      }
    }
    return names;
  }
}

/** Where a size was first given, as far as calls are followed. */
function given(name: SizeName): Span {
  let last = name;
  while (last.outer) last = last.outer;
  return { uri: last.uri, start: last.start, end: last.end };
}

const at = (axis: number, name: AxisName): Names => {
  const names: (AxisName | undefined)[] = [];
  names[axis] = name;
  return names;
};

/** A name that was read anew stands before the earlier ones, once. */
function alsoNamed(known: SizeName, name: SizeName): SizeName {
  for (let each: SizeName | undefined = known; each; each = each.outer)
    if (each.start === name.start && each.uri === name.uri) return known;
  return { ...name, outer: known };
}

/** The sizes that `x.view(B, T, n_head, -1)` and `torch.reshape(x, (…))` write down. */
function viewNames({ place, layout }: NodeOrigin, rank: number): Names {
  const uri = place?.module.uri;
  const call = place?.spot.call;
  if (!call || uri === undefined || call.func.kind !== 'Attribute' || call.keywords.length > 0) return [];
  const { attr } = call.func;
  if (!/^(view|reshape)$/.test(attr) || call.args.some(({ kind }) => kind === 'Starred')) return [];
  const listOf = (node: Expr | undefined): readonly Expr[] | undefined =>
    node?.kind === 'Tuple' || node?.kind === 'List' ? node.elts : undefined;
  const sizes = listOf(call.args.at(-1)) ?? call.args;
  const hidesBatch = layout.batch !== undefined && !layout.folded;
  if (sizes.length !== rank + (hidesBatch ? 1 : 0)) return [];
  const own = hidesBatch ? sizes.filter((_, axis) => axis !== layout.batch) : sizes;
  return own.map((node, axis) => {
    const text = layout.folded && axis === layout.batch ? undefined : expressionText(node);
    return text === undefined
      ? undefined
      : { name: { text, uri, start: node.start, end: node.end, outer: undefined }, read: false };
  });
}
