// What the primitives of layers share: whose weights are learned, and tensors as maps of channels.
import { tensorReasons } from '../../../../findings/tensorReasons.js';
import { isUnknown, symbolicDim, type Dim, type Shape } from '../../../../math/dim.js';
import { agreeDims } from '../../../../math/requirements.js';
import type { ArgumentValue } from '../../../../ops/parameters.js';
import { Instance, Unknown, type Value } from '../../interpreter/values.js';
import { plainOrder } from '../memory.js';
import type { Session } from '../session.js';
import type { Layout, Tensor } from '../tensor.js';
import type { Emission } from '../applications.js';

/**
 * The learned tensors among arguments, in the order of the operator's weights, and behind them the magnitudes of weights
 * that are normalised; none where one is computed.
 */
export function owned(...values: readonly (Value | undefined)[]): readonly Instance[] {
  const given = values.filter((each): each is Instance => each instanceof Instance);
  if (!given.every((each) => each.cls.role === 'parameter')) return [];
  const magnitudes = given.map((each) => each.attribute('magnitude'));
  return [...given, ...magnitudes.filter((each) => each instanceof Instance)];
}

/** Weights that are computed are something that the layer depends on. */
export function computed(
  session: Session,
  ...values: readonly (Value | undefined)[]
): readonly (Tensor | Instance)[] {
  const given = values.filter((each): each is Instance => each instanceof Instance);
  return given.every((each) => each.cls.role === 'parameter')
    ? []
    : given.map((each) => session.operand(each));
}

/** Whether a layer has a bias: one of which that is not known is left out, and said to be missing. */
export const isGiven = (bias: Value | undefined): boolean =>
  bias !== null && bias !== undefined && !(bias instanceof Unknown);

export const reasonOf = (value: Value | undefined): string | undefined =>
  value instanceof Unknown ? value.reason : undefined;

/** Whether a weight that is given is not known: then nothing is known of the layer. */
const isMissing = (session: Session, value: Value | undefined): boolean =>
  value instanceof Unknown || (value instanceof Instance && isUnknown(session.tensor(value).shape));

/** A scale and a shift, of which either may be absent, and both computed. */
export function affine(
  session: Session,
  weight: Value | undefined,
  bias: Value | undefined,
): {
  readonly isAffine: boolean;
  readonly learnsMore: string | undefined;
  readonly operands: readonly (Tensor | Instance)[];
  readonly weights: readonly (Instance | undefined)[];
} {
  const given = [weight, bias].map((each) => (each instanceof Instance ? each : undefined));
  const further = computed(session, weight, bias);
  const isOwned = further.length === 0 && given.some((each) => each !== undefined);
  if (isMissing(session, weight) || isMissing(session, bias))
    return { isAffine: false, learnsMore: tensorReasons.weight, operands: further, weights: [] };
  return { isAffine: isOwned, learnsMore: undefined, operands: further, weights: isOwned ? given : [] };
}

export interface Spatial {
  /** What the operator is applied to: channels and so many spatial axes. */
  readonly shape: Shape;
  readonly layout: Layout;
  /** The number of maps that one example has, where it has several. */
  readonly parts: Dim | undefined;
}

/** Reads a tensor as maps of channels over so many spatial axes. */
export function spatial(session: Session, input: Tensor, axes: number, layer: string): Spatial {
  const { shape, batch, folded } = input;
  const layout: Layout = { batch: batch ?? undefined, folded };
  // What a layer lists of its output behind something unknown leaves out the batch.
  const behindUnknown: Layout = { batch: 0, folded: false };
  if (isUnknown(shape)) return { shape, layout: behindUnknown, parts: undefined };
  const isPlain = batch === undefined || (batch === 0 && !folded);
  if (shape.length === axes + 1 && isPlain) return { shape, layout, parts: undefined };
  const [first] = shape;
  // The batch may stand among the channels, each example having groups of its own.
  const inParts = batch === undefined || (folded && batch <= 1);
  if (shape.length === axes + 2 && inParts && first !== undefined) return { shape, layout, parts: first };
  if (!isPlain && (input.rank === axes + 1 || input.rank === axes + 2))
    return { shape: { unknown: tensorReasons.batchAxis }, layout: behindUnknown, parts: undefined };
  const expected = `${axes + 2} axes (batch, channels and ${axes === 1 ? 'length' : `${axes} spatial axes`})`;
  const fix = 'Reshape it, or use the layer for its number of axes.';
  session.problem({ code: 'rank-mismatch', data: { operator: layer, expected, found: shape, fix } });
  return {
    shape: { unknown: tensorReasons.inputRank(layer) },
    layout: behindUnknown,
    parts: undefined,
  };
}

/** A shape with the channels that a layer declares, reported where the input has others. */
export function withChannels(
  session: Session,
  shape: Shape,
  parts: Dim | undefined,
  declared: Dim,
  axes: number,
  layer: string,
): Shape {
  if (isUnknown(shape)) {
    const sizes = Array.from({ length: axes }, () => symbolicDim('', shape.unknown));
    return [declared, ...sizes];
  }
  const axis = parts === undefined ? 0 : 1;
  const found = shape[axis] ?? 1;
  if (agreeDims(found, declared) !== 'unequal') return shape.with(axis, declared);
  const input = parts === undefined ? shape : shape.slice(1);
  session.problem({ code: 'channels-mismatch', data: { layer, expected: declared, found, input } });
  return shape.with(axis, declared);
}

/** What a convolution gives; the number of its axes is that of the input, which is not known where nothing is known of it. */
export function maps(session: Session, input: Tensor, emission: Emission): Value {
  const { shape, batch, folded } = input;
  const isOpen = isUnknown(shape) && (batch !== 0 || folded);
  const [output] = session.emit(emission);
  if (!output) return new Unknown(tensorReasons.noOutput(emission.operator.name));
  if (isOpen) return session.wrap(output.with({ shape }));
  // The weights may be channels-last, and so is then what they make.
  const isPlain = session.hasPlainWeights && (input.order?.every((axis, index) => axis === index) ?? true);
  return session.wrap(isPlain ? plain(output) : output);
}

/** One number per axis, or a single one where all are equal, as one would write it. */
export const perAxis = (session: Session, value: Value | undefined): ArgumentValue =>
  uniform(session.argument(value ?? null));

export function uniform(value: ArgumentValue): ArgumentValue {
  if (!Array.isArray(value) || value.length === 0) return value;
  const [first] = value as readonly ArgumentValue[];
  return first !== undefined && !Array.isArray(first) && value.every((each) => each === first)
    ? first
    : value;
}

/** The sizes of a window, which are those of the weight behind its channels. */
export const kernelSizes = (sizes: readonly Dim[], rank: number): ArgumentValue =>
  sizes.length === rank + 2
    ? uniform(sizes.slice(2) as readonly ArgumentValue[])
    : { unknown: tensorReasons.weight };

/** A tensor that was just made, with its last axis innermost in memory. */
export const plain = (tensor: Tensor): Tensor =>
  tensor.rank === undefined ? tensor : tensor.with({ order: plainOrder(tensor.rank) });
