// Layers with weights, and those that slide a window: how torch's arguments become those of the engine's operators.
import { tensorReasons } from '../../../../findings/tensorReasons.js';
import { isUnknown, mulDim, symbolicDim, type Dim, type Shape } from '../../../../math/dim.js';
import { isNamed } from '../../../../math/dim.js';
import { agreeDims, mayFail, requireAtLeast } from '../../../../math/requirements.js';
import { adaptiveAvgPool, adaptiveMaxPool } from '../../../../ops/adaptivePool.js';
import { multiHeadAttention } from '../../../../ops/attention.js';
import { conv } from '../../../../ops/conv.js';
import { convTranspose } from '../../../../ops/convTranspose.js';
import { embedding } from '../../../../ops/embedding.js';
import { linear } from '../../../../ops/linear.js';
import { batchNorm, groupNorm, instanceNorm, layerNorm, rmsNorm } from '../../../../ops/normalization.js';
import type { Operator } from '../../../../ops/operator.js';
import type { ArgumentValue } from '../../../../ops/parameters.js';
import { avgPool, maxPool } from '../../../../ops/pool.js';
import { unfold } from '../../../../ops/unfold.js';
import { maxUnpool } from '../../../../ops/unpool.js';
import { indexOf } from '../../interpreter/numbers.js';
import { Instance, PyTuple, Unknown, type Value } from '../../interpreter/values.js';
import { plainOrder } from '../memory.js';
import { argumentsFrom } from '../counterparts.js';
import { named, type Session } from '../session.js';
import type { Layout, Tensor } from '../tensor.js';
import type { Emission } from '../tracer.js';
import type { Primitive } from './primitive.js';
import { checkPoolPadding, checkPositions } from './refusals.js';

/**
 * The learned tensors among arguments, in the order of the operator's weights, and behind them the magnitudes of weights
 * that are normalised; none where one is computed.
 */
function owned(...values: readonly (Value | undefined)[]): readonly Instance[] {
  const given = values.filter((each): each is Instance => each instanceof Instance);
  if (!given.every((each) => each.cls.role === 'parameter')) return [];
  const magnitudes = given.map((each) => each.attribute('magnitude'));
  return [...given, ...magnitudes.filter((each) => each instanceof Instance)];
}

/** Weights that are computed are something that the layer depends on. */
function computed(
  session: Session,
  ...values: readonly (Value | undefined)[]
): readonly (Tensor | Instance)[] {
  const given = values.filter((each): each is Instance => each instanceof Instance);
  return given.every((each) => each.cls.role === 'parameter')
    ? []
    : given.map((each) => session.operand(each));
}

/** Whether a layer has a bias: one of which that is not known is left out, and said to be missing. */
const isGiven = (bias: Value | undefined): boolean =>
  bias !== null && bias !== undefined && !(bias instanceof Unknown);

const reasonOf = (value: Value | undefined): string | undefined =>
  value instanceof Unknown ? value.reason : undefined;

/** Whether a weight that is given is not known: then nothing is known of the layer. */
const isMissing = (session: Session, value: Value | undefined): boolean =>
  value instanceof Unknown || (value instanceof Instance && isUnknown(session.tensor(value).shape));

/** A scale and a shift, of which either may be absent, and both computed. */
function affine(
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

interface Spatial {
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
  if (isUnknown(shape)) return { shape, layout: { batch: 0, folded: false }, parts: undefined };
  const isPlain = batch === undefined || (batch === 0 && !folded);
  if (shape.length === axes + 1 && isPlain) return { shape, layout, parts: undefined };
  const [first] = shape;
  // The batch may stand among the channels, each example having groups of its own.
  const inParts = batch === undefined || (folded && batch <= 1);
  if (shape.length === axes + 2 && inParts && first !== undefined) return { shape, layout, parts: first };
  if (!isPlain && (input.rank === axes + 1 || input.rank === axes + 2))
    return { shape: { unknown: tensorReasons.batchAxis }, layout, parts: undefined };
  const expected = `${axes + 2} axes (batch, channels and ${axes === 1 ? 'length' : `${axes} spatial axes`})`;
  const fix = 'Reshape it, or use the layer for its number of axes.';
  session.problem({ code: 'rank-mismatch', data: { operator: layer, expected, found: shape, fix } });
  return {
    shape: { unknown: tensorReasons.inputRank(layer) },
    layout,
    parts: undefined,
  };
}

/** A shape with the channels that a layer declares, reported where the input has others. */
function withChannels(
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
function maps(session: Session, input: Tensor, emission: Emission): Value {
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
const perAxis = (session: Session, value: Value | undefined): ArgumentValue =>
  uniform(session.argument(value ?? null));

function uniform(value: ArgumentValue): ArgumentValue {
  if (!Array.isArray(value) || value.length === 0) return value;
  const [first] = value as readonly ArgumentValue[];
  return first !== undefined && !Array.isArray(first) && value.every((each) => each === first)
    ? first
    : value;
}

/** The sizes of a window, which are those of the weight behind its channels. */
const kernelSizes = (sizes: readonly Dim[], rank: number): ArgumentValue =>
  sizes.length === rank + 2
    ? uniform(sizes.slice(2) as readonly ArgumentValue[])
    : { unknown: tensorReasons.weight };

/** conv(x, weight, bias, stride, padding, dilation, groups, axes) */
const convolution: Primitive = (session, x, weight, bias, stride, padding, dilation, groups, axes) => {
  const rank = indexOf(axes) ?? 2;
  const layer = `Conv${rank}d`;
  const input = session.read(x);
  const kernel = session.tensor(weight);
  const { layout, parts, shape } = spatial(session, input, rank, layer);
  const sizes = isUnknown(kernel.shape) ? [] : kernel.shape;
  const count = session.argument(groups ?? 1);
  const declared =
    sizes[1] === undefined ? undefined : mulDim(sizes[1], typeof count === 'number' ? count : 1);
  const known = declared === undefined ? shape : withChannels(session, shape, parts, declared, rank, layer);
  const given = named({
    channels: sizes[0] ?? { unknown: tensorReasons.weight },
    kernel: kernelSizes(sizes, rank),
    stride: perAxis(session, stride),
    pad: perAxis(session, padding),
    dilation: perAxis(session, dilation),
    groups: count,
    bias: isGiven(bias),
  });
  return maps(session, input, {
    operator: conv,
    given,
    operands: [input, ...computed(session, weight, bias)],
    shapes: [known],
    layout: () => layout,
    name: `conv${rank}d`,
    weights: owned(weight, bias),
    learnsMore: reasonOf(weight) ?? reasonOf(bias),
    parts,
  });
};

/** conv_transpose(x, weight, bias, stride, padding, output_padding, groups, dilation, axes) */
const transposed: Primitive = (
  session,
  x,
  weight,
  bias,
  stride,
  padding,
  outputPadding,
  groups,
  dilation,
  axes,
) => {
  const rank = indexOf(axes) ?? 2;
  const layer = `ConvTranspose${rank}d`;
  const input = session.read(x);
  const kernel = session.tensor(weight);
  const { layout, parts, shape } = spatial(session, input, rank, layer);
  const sizes = isUnknown(kernel.shape) ? [] : kernel.shape;
  const count = session.argument(groups ?? 1);
  const known = sizes[0] === undefined ? shape : withChannels(session, shape, parts, sizes[0], rank, layer);
  const channels =
    sizes[1] === undefined ? undefined : mulDim(sizes[1], typeof count === 'number' ? count : 1);
  const given = named({
    channels: channels ?? { unknown: tensorReasons.weight },
    kernel: kernelSizes(sizes, rank),
    stride: perAxis(session, stride),
    pad: perAxis(session, padding),
    outputPad: perAxis(session, outputPadding),
    dilation: perAxis(session, dilation),
    groups: count,
    bias: isGiven(bias),
  });
  return maps(session, input, {
    operator: convTranspose,
    given,
    operands: [input, ...computed(session, weight, bias)],
    shapes: [known],
    layout: () => layout,
    name: `conv_transpose${rank}d`,
    weights: owned(weight, bias),
    learnsMore: reasonOf(weight) ?? reasonOf(bias),
    parts,
  });
};

/** A tensor that was just made, with its last axis innermost in memory. */
export const plain = (tensor: Tensor): Tensor =>
  tensor.rank === undefined ? tensor : tensor.with({ order: plainOrder(tensor.rank) });

/** linear(x, weight, bias) */
const fullyConnected: Primitive = (session, x, weight, bias) => {
  const input = session.read(x);
  const matrix = session.tensor(weight);
  const sizes = isUnknown(matrix.shape) ? [] : matrix.shape;
  const [features, declared] = sizes;
  let { shape } = input;
  if (declared !== undefined && !isUnknown(shape)) {
    const found = shape.at(-1);
    if (found !== undefined && agreeDims(found, declared) === 'unequal') {
      session.problem({
        code: 'features-mismatch',
        data: { layer: session.layerName('Linear'), expected: declared, found, input: shape },
      });
    }
    shape = [...shape.slice(0, -1), declared];
  } else if (declared !== undefined && isUnknown(shape)) {
    // What is known of the layer itself stays known: its parameters. How many axes it gives is not.
    const [output] = session.emit({
      operator: linear,
      given: named({
        features: features ?? { unknown: tensorReasons.weight },
        bias: isGiven(bias),
      }),
      operands: [input, ...computed(session, weight, bias)],
      shapes: [[symbolicDim('', shape.unknown), declared]],
      layout: () => input,
      name: 'linear',
      weights: owned(weight, bias),
      learnsMore: reasonOf(weight) ?? reasonOf(bias),
      outputs: [shape],
    });
    return session.wrap(output ?? input);
  }
  const [output] = session.emit({
    operator: linear,
    given: named({
      features: features ?? { unknown: tensorReasons.weight },
      bias: isGiven(bias),
    }),
    operands: [input, ...computed(session, weight, bias)],
    shapes: [shape],
    layout: () => input,
    name: 'linear',
    weights: owned(weight, bias),
    learnsMore: reasonOf(weight) ?? reasonOf(bias),
  });
  return output ? session.wrap(plain(output)) : new Unknown(tensorReasons.noOutput('linear'));
};

/** The maps that one example has where the channels are the second axis of a tensor; undefined where the first one is hidden. */
const partsOf = ({ shape, folded, batch }: Tensor): Dim | undefined =>
  isUnknown(shape) || shape.length < 2 || (batch !== undefined && !folded) ? undefined : shape[0];

/** batch_norm(x, channels, weight, bias, track, eps, momentum) */
const batchNormalisation: Primitive = (session, x, channels, weight, bias, track, eps, momentum) => {
  const input = session.read(x);
  const declared = session.argument(channels ?? null);
  let { shape } = input;
  const parts = partsOf(input);
  if (typeof declared === 'number' && !isUnknown(shape)) {
    shape = withChannels(session, shape, parts, declared, shape.length - 1, session.layerName('BatchNorm'));
  } else if (typeof declared === 'number') shape = [declared];
  const { isAffine, operands, weights, learnsMore } = affine(session, weight, bias);
  const [output] = session.emit({
    operator: batchNorm,
    given: named({
      affine: isAffine,
      track: track === true,
      ...argumentsFrom(session, batchNorm, { eps, momentum }),
    }),
    operands: [input, ...operands],
    shapes: [shape],
    layout: () => input,
    name: 'batch_norm',
    ...(isUnknown(input.shape) && { outputs: [input.shape] }),
    weights,
    learnsMore: learnsMore ?? reasonOf(track),
    parts,
  });
  return session.wrap(output?.with({ order: input.order }) ?? input);
};

/** layer_norm(x, sizes, weight, bias, eps) and rms_norm, which has no bias */
const overFeatures =
  (operator: Operator): Primitive =>
  (session, x, sizes, weight, bias, eps) => {
    const input = session.read(x);
    const listed = session.sizes(sizes)?.map((each) => session.argument(each)) ?? [];
    let { shape } = input;
    if (!isUnknown(shape)) {
      const found = shape.slice(-listed.length);
      const differs = listed.some((size, index) => {
        const own = found[index];
        return typeof size === 'number' && own !== undefined && agreeDims(own, size) === 'unequal';
      });
      if (differs || found.length < listed.length) {
        const expected = listed.map((each) =>
          typeof each === 'number' ? each : symbolicDim('', tensorReasons.size),
        );
        session.problem({ code: 'normalized-shape-mismatch', data: { expected, found: shape } });
        shape = [...shape.slice(0, -listed.length), ...expected];
      }
    } else {
      shape = [
        symbolicDim('', shape.unknown),
        ...listed.map((each) => (typeof each === 'number' ? each : symbolicDim('', tensorReasons.size))),
      ];
    }
    const { isAffine, operands, weights, learnsMore } = affine(session, weight, bias);
    const [output] = session.emit({
      operator,
      given: named({
        axes: listed.map((_, index) => index - listed.length),
        affine: isAffine,
        ...(operator === layerNorm && isAffine && !isGiven(bias) && { bias: false }),
        ...argumentsFrom(session, operator, { eps }),
      }),
      operands: [input, ...operands],
      shapes: [shape],
      layout: () => input,
      name: operator === layerNorm ? 'layer_norm' : 'rms_norm',
      ...(isUnknown(input.shape) && { outputs: [input.shape] }),
      weights,
      learnsMore,
    });
    return session.wrap(output ?? input);
  };

/** group_norm(x, groups, weight, bias, channels, eps); groups of null normalise each channel separately */
const groupNormalisation: Primitive = (session, x, groups, weight, bias, channels, eps) => {
  const input = session.read(x);
  const declared = session.argument(channels ?? null);
  const parts = partsOf(input);
  let { shape } = input;
  if (typeof declared === 'number' && !isUnknown(shape)) {
    shape = withChannels(
      session,
      shape,
      parts,
      declared,
      shape.length - 1,
      groups === null ? 'InstanceNorm' : 'GroupNorm',
    );
  }
  const { isAffine, operands, weights, learnsMore } = affine(session, weight, bias);
  return session.one({
    operator: groups === null ? instanceNorm : groupNorm,
    given: named({
      ...(groups !== null && { groups: session.argument(groups) }),
      affine: isAffine,
      ...argumentsFrom(session, groups === null ? instanceNorm : groupNorm, { eps }),
    }),
    operands: [input, ...operands],
    shapes: [shape],
    layout: () => input,
    name: groups === null ? 'instance_norm' : 'group_norm',
    weights,
    learnsMore,
    parts,
  });
};

const listOf = (value: ArgumentValue): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** max_pool(x, kernel, stride, padding, dilation, ceil_mode, axes) and avg_pool, with count_include_pad for dilation */
const pooling =
  (operator: Operator, layer: string): Primitive =>
  (session, x, kernel, stride, padding, dilation, ceil, axes) => {
    const rank = indexOf(axes) ?? 2;
    const input = session.read(x);
    const { shape, layout, parts } = spatial(session, input, rank, `${layer}${rank}d`);
    const dilations = operator === maxPool ? listOf(perAxis(session, dilation)) : [];
    const [windows, pads] = [kernel, padding].map((each) => listOf(perAxis(session, each)));
    checkPoolPadding(session, `${layer}${rank}d`, windows ?? [], pads ?? [], dilations);
    return session.one({
      operator,
      given: named({
        kernel: perAxis(session, kernel),
        ...(stride !== null && { stride: perAxis(session, stride) }),
        pad: perAxis(session, padding),
        ceil: ceil === true,
        ...(operator === maxPool
          ? { dilation: perAxis(session, dilation) }
          : { countPad: dilation !== false }),
      }),
      operands: [input],
      shapes: [shape],
      layout: () => layout,
      name: `${layer === 'MaxPool' ? 'max' : 'avg'}_pool${rank}d`,
      parts,
    });
  };

/** max_unpool(x, indices, kernel, stride or None, padding, sizes or None, axes) */
const unpooling: Primitive = (session, x, indices, kernel, stride, padding, sizes, axes) => {
  const rank = indexOf(axes) ?? 2;
  const [input, places] = [session.tensor(x), session.tensor(indices)];
  const { shape, layout, parts } = spatial(session, input, rank, `MaxUnpool${rank}d`);
  return session.one({
    operator: maxUnpool,
    given: named({
      kernel: perAxis(session, kernel),
      ...(stride !== null && { stride: perAxis(session, stride) }),
      pad: perAxis(session, padding),
      ...(sizes !== null && { size: session.argument(sizes) }),
    }),
    operands: [input, places],
    shapes: [shape, places.shape],
    layout: () => layout,
    name: `max_unpool${rank}d`,
    parts,
  });
};

/** adaptive_pool(x, sizes, axes): None keeps the size of an axis */
const adaptive =
  (operator: Operator, layer: string): Primitive =>
  (session, x, sizes, axes) => {
    const rank = indexOf(axes) ?? 2;
    const input = session.read(x);
    const { shape, layout, parts } = spatial(session, input, rank, `${layer}${rank}d`);
    const given = session.argument(sizes);
    const list = Array.isArray(given)
      ? (given as readonly ArgumentValue[])
      : Array<ArgumentValue>(rank).fill(given);
    const own = isUnknown(shape) ? undefined : shape.slice(-rank);
    const targets = list.map((each, index) =>
      each === null ? (own?.[index] ?? { unknown: tensorReasons.inputSize }) : each,
    );
    return session.one({
      operator,
      given: named({ size: uniform(targets) }),
      operands: [input],
      shapes: [shape],
      layout: () => layout,
      name: `adaptive_${layer === 'AdaptiveAvgPool' ? 'avg' : 'max'}_pool${rank}d`,
      parts,
    });
  };

/** unfold(x, kernel, dilation, padding, stride) */
const unfolding: Primitive = (session, x, kernel, dilation, padding, stride) => {
  const input = session.read(x);
  const { shape, layout, parts } = spatial(session, input, 2, 'Unfold');
  const [k, d, p, s] = [kernel, dilation, padding, stride].map((each) => session.argument(each));
  return session.one({
    operator: unfold,
    given: named({ kernel: k!, stride: s!, pad: p!, dilation: d! }),
    operands: [input],
    shapes: [shape],
    layout: () => layout,
    name: 'unfold',
    parts,
  });
};

/** Requires that a table has as many entries as positions are looked up; what they are may not be known. */
export function requirePositions(session: Session, positions: Tensor, entries: Dim): void {
  const { shape, value, data } = positions;
  if (value !== undefined || data !== undefined || isUnknown(shape) || !isNamed(shape)) return;
  const count = session.counted.get(positions);
  if (count === undefined) mayFail();
  else requireAtLeast(entries, count);
}

/** embedding(indices, weight) */
const lookUp: Primitive = (session, indices, weight) => {
  const input = session.read(indices);
  const table = session.tensor(weight);
  const [count, features] = isUnknown(table.shape) ? [] : table.shape;
  checkPositions(session, input, table);
  if (count !== undefined) requirePositions(session, input, count);
  return session.one({
    operator: embedding,
    given: named({
      count: count ?? { unknown: tensorReasons.weight },
      features: features ?? { unknown: tensorReasons.weight },
    }),
    operands: [input, ...computed(session, weight)],
    shapes: [input.shape],
    layout: () => input,
    name: 'embedding',
    weights: owned(weight),
  });
};

/** Whether two tensors of the program show the same elements in the same way. */
const isSame = (a: Tensor, b: Tensor): boolean =>
  a.value === b.value && a.batch === b.batch && a.folded === b.folded;

/** attention(query, key, heads, weights, qkv_bias, out_bias, …further): values, masks and computed weights are read too */
const attention: Primitive = (session, query, key, heads, weights, qkvBias, outBias, ...further) => {
  const input = session.read(query);
  const seen = session.read(key);
  const self = input === seen || (input.value !== undefined && isSame(input, seen));
  const parameters = weights instanceof PyTuple ? weights.items : [];
  const folded = input.folded && !isUnknown(input.shape);
  const isEither = (each: Tensor): boolean => isSame(each, input) || isSame(each, seen);
  const others = further.filter((each) => session.dependsOn(each) && !isEither(session.read(each)));
  return session.one({
    operator: multiHeadAttention,
    given: named({ heads: session.argument(heads), qkvBias: qkvBias === true, outBias: outBias === true }),
    operands: [
      ...(self ? [input] : [input, seen]),
      ...computed(session, ...parameters),
      ...others.map((each) => session.operand(each)),
    ],
    shapes: self ? [input.shape] : [input.shape, seen.shape],
    // One set of queries for all examples reads something else of each.
    layout: () => (input.batch === undefined ? seen : input),
    name: 'multi_head_attention',
    weights: owned(...parameters),
    parts: folded ? (input.shape as readonly Dim[])[0] : undefined,
  });
};

export const layerPrimitives: Readonly<Record<string, Primitive>> = {
  conv: convolution,
  conv_transpose: transposed,
  linear: fullyConnected,
  batch_norm: batchNormalisation,
  layer_norm: overFeatures(layerNorm),
  rms_norm: overFeatures(rmsNorm),
  group_norm: groupNormalisation,
  max_pool: pooling(maxPool, 'MaxPool'),
  max_unpool: unpooling,
  avg_pool: pooling(avgPool, 'AvgPool'),
  adaptive_avg_pool: adaptive(adaptiveAvgPool, 'AdaptiveAvgPool'),
  adaptive_max_pool: adaptive(adaptiveMaxPool, 'AdaptiveMaxPool'),
  unfold: unfolding,
  embedding: lookUp,
  attention,
};
