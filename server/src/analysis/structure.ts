// What layers of a network are to one another: convolutions in a row, branches of a join, the value that branches start from.
import type { Value } from '../graph/graph.js';
import { isKnown, isKnownShape, isUnknown, type Shape } from '../math/dim.js';
import { add, floorDiv, product, type Int } from '../math/int.js';
import type { Application } from '../ops/operator.js';
import type { Window } from '../ops/window.js';
import type { UnrolledLayer, UnrolledNetwork } from './unrolled.js';
import { cached } from './cached.js';

/** A convolution of which all sizes are known. */
export interface Convolution {
  readonly layer: UnrolledLayer;
  readonly kernel: readonly Int[];
  readonly stride: readonly Int[];
  readonly dilation: readonly Int[];
  readonly groups: Int;
  /** Channels in and out. */
  readonly channels: Int;
  readonly filters: Int;
  /** Weights without biases. */
  readonly weights: Int;
  readonly macs: Int;
  /** Spatial sizes of its input and output. */
  readonly from: readonly Int[];
  readonly to: readonly Int[];
}

const factsKnown = new WeakMap<Application, Omit<Convolution, 'layer'> | 'unknown'>();

/** Undefined for anything else, and where a size is not known. Equal layers are looked at once. */
export function convolutionOf(layer: UnrolledLayer | undefined): Convolution | undefined {
  if (layer?.node.application.operator.name !== 'Conv') return undefined;
  const found = convolutionIn(layer);
  return found === 'unknown' ? undefined : found;
}

const convolutionIn = cached((layer: UnrolledLayer): Convolution | 'unknown' => {
  const { application } = layer.node;
  let facts = factsKnown.get(application);
  if (facts === undefined) factsKnown.set(application, (facts = factsOf(application) ?? 'unknown'));
  return facts === 'unknown' ? facts : { layer, ...facts };
});

function factsOf(application: Application): Omit<Convolution, 'layer'> | undefined {
  const { windows, weights, macCount } = application;
  const [input, output] = [sizesIn(application.inputs[0]), sizesIn(application.outputs[0])];
  const shape = weights[0]?.shape;
  if (!input || !output || !shape?.every(isKnown) || isUnknown(macCount) || windows.length === 0)
    return undefined;
  const [channels = 1, ...from] = input;
  const [filters = 1, ...to] = output;
  const of = (what: (window: Window) => Int): readonly Int[] => windows.map(what);
  return {
    kernel: of((window) => window.kernel),
    stride: of((window) => window.stride),
    dilation: of((window) => window.dilation),
    groups: floorDiv(channels, shape[1] as Int),
    channels,
    filters,
    weights: product(shape as readonly Int[]),
    macs: macCount,
    from,
    to,
  };
}

/** All sizes of a tensor, channels first, or undefined where one is not known. */
export const knownSizes = (value: Value | undefined): readonly Int[] | undefined => sizesIn(value?.shape);

const sizesIn = (shape: Shape | undefined): readonly Int[] | undefined =>
  shape !== undefined && isKnownShape(shape) ? shape : undefined;

const isOne = (value: Int): boolean => value === 1;

export const isUnitKernel = ({ kernel }: Convolution): boolean => kernel.every(isOne);
export const hasUnitStride = ({ stride }: Convolution): boolean => stride.every(isOne);

/** The same odd size above 1 in every axis, undilated and ungrouped: `k` of a k×k convolution; else undefined. */
export function squareKernel({ kernel, dilation, groups }: Convolution): number | undefined {
  const [k] = kernel;
  const square = kernel.every((each) => each === k) && dilation.every(isOne) && groups === 1;
  return square && typeof k === 'number' && k > 1 && k % 2 === 1 ? k : undefined;
}

const throughFamilies: ReadonlySet<string> = new Set(['normalization', 'activation', 'regularization']);

/** Works element by element, or only normalises: channels and places go through as they are. */
export function isThrough({ node, inputs }: UnrolledLayer): boolean {
  const { operator } = node.application;
  return inputs.length === 1 && (throughFamilies.has(operator.family) || operator.name === 'Identity');
}

/** The layer that makes operand `which`, looking back through normalisations, activations and the like. */
export function sourceOf(
  { layers }: UnrolledNetwork,
  layer: UnrolledLayer,
  which = 0,
): UnrolledLayer | undefined {
  let source = layers[layer.inputs[which] ?? -1];
  while (source && isThrough(source)) source = layers[source.inputs[0] ?? -1];
  return source;
}

/**
 * The only reader of what a layer makes, looking through normalisations, activations and the like; undefined where
 * several read it, or the network gives it out.
 */
export function onlyReader({ layers }: UnrolledNetwork, layer: UnrolledLayer): UnrolledLayer | undefined {
  let reader: UnrolledLayer | undefined = layer;
  do {
    if (reader.isOutput || reader.users.length !== 1) return undefined;
    reader = layers[reader.users[0] ?? -1];
  } while (reader && isThrough(reader));
  return reader;
}

/** Whether an activation lies between a layer and the next that is no normalisation, activation or the like. */
export function isActivated({ layers }: UnrolledNetwork, layer: UnrolledLayer): boolean {
  let reader = layers[layer.users[0] ?? -1];
  while (reader && isThrough(reader)) {
    if (reader.node.application.operator.family === 'activation') return true;
    reader = layers[reader.users[0] ?? -1];
  }
  return false;
}

/** Operands of a join, and where they start. */
export interface Branches {
  readonly join: UnrolledLayer;
  /** The layer from which all branches start; −1 for an input of the network. */
  readonly fork: number;
  /** For each operand its layers, last first; none where it is the fork's value itself. */
  readonly branches: readonly (readonly UnrolledLayer[])[];
  /** All of them, each once. */
  readonly layers: readonly UnrolledLayer[];
}

/** Joins over more layers than this are no modules; their branches are not followed. */
const LARGEST_MODULE = 64;

const branchesKnown = cached((_: UnrolledNetwork) => new Map<UnrolledLayer, Branches | 'many'>());

/** The layers between a join and the nearest value that all its operands come from; undefined where they are many. */
export function branchesOf(flat: UnrolledNetwork, join: UnrolledLayer): Branches | undefined {
  const known = branchesKnown(flat);
  let found = known.get(join);
  if (found === undefined) known.set(join, (found = findBranches(flat, join) ?? 'many'));
  return found === 'many' ? undefined : found;
}

function findBranches({ layers }: UnrolledNetwork, join: UnrolledLayer): Branches | undefined {
  // Layers stand after those that they read: the latest one of an open set can be reached from no other.
  const open = new Set(join.inputs);
  const inside: UnrolledLayer[] = [];
  while (open.size > 1) {
    let latest = -1;
    for (const index of open) if (index > latest) latest = index;
    const layer = layers[latest];
    if (!layer || inside.length >= LARGEST_MODULE) return undefined;
    open.delete(latest);
    inside.push(layer);
    for (const input of layer.inputs) open.add(input);
  }
  const [fork = -1] = open;
  const branches = join.inputs.map((operand) => {
    const branch: UnrolledLayer[] = [];
    const reached = new Set([operand]);
    for (const layer of inside) {
      if (!reached.has(layer.index)) continue;
      branch.push(layer);
      layer.inputs.forEach((input) => reached.add(input));
    }
    return branch;
  });
  return { join, fork, branches, layers: inside };
}

/** Sizes of the tensor that branches start from. */
export function forkSizes(
  flat: UnrolledNetwork,
  { fork, layers, join }: Branches,
): readonly Int[] | undefined {
  const made = flat.layers[fork]?.node.outputs[0];
  if (made) return knownSizes(made);
  const reader = [...layers, join].find(({ inputs }) => inputs.includes(fork));
  return knownSizes(reader?.node.inputs[reader.inputs.indexOf(fork)]);
}

/** `3×3`; `kernel-3` along a single axis. */
export const kernelText = (kernel: readonly Int[]): string =>
  kernel.length === 1 ? `kernel-${kernel[0]}` : kernel.join('×');

/** The multiply-accumulates of some layers; those that are not known count as none. */
export function macsOf(layers: Iterable<UnrolledLayer>): Int {
  let sum: Int = 0;
  for (const { node } of layers) {
    const { macCount } = node.application;
    if (!isUnknown(macCount)) sum = add(sum, macCount);
  }
  return sum;
}
