// Caffe's layer, or layers, for each operator.
import { isKnown, isUnknown, type Dim, type Shape } from '../../../math/dim.js';
import { add } from '../../../math/int.js';
import { there } from '../../../ops/counterparts.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import { outputSize, type Window } from '../../../ops/window.js';
import { argumentsOf, type FlatLayer } from '../../../writing/flat.js';
import { entryOf } from '../../../text/table.js';

export type FieldValue = ArgumentValue | WrittenFields | readonly ArgumentValue[];
export interface WrittenFields {
  readonly [name: string]: FieldValue;
}

export interface CaffeLayer {
  readonly type: string;
  /** By the name of the field that holds them. */
  readonly params: Readonly<Record<string, WrittenFields>>;
  /** Works element by element, so that it may write its input in place. */
  readonly inPlace?: boolean;
}

/** What a layer is in Caffe; or why Caffe has no such layer. */
export function caffeLayers(layer: FlatLayer): readonly CaffeLayer[] | string {
  const { operator } = layer.node.application;
  const rule = Object.hasOwn(rules, operator.name) ? entryOf(rules, operator.name) : undefined;
  if (rule === undefined)
    return operator.family === 'unknown' ? `${operator.name} is not known` : `Caffe has no ${operator.name}`;
  const made = rule({ ...layer, argument: argumentsOf(layer.node), shape: sizes(layer.inputs[0]?.shape) });
  return typeof made === 'string' || Array.isArray(made)
    ? (made as readonly CaffeLayer[] | string)
    : [made as CaffeLayer];
}

interface Given extends FlatLayer {
  readonly argument: (name: string) => ArgumentValue | undefined;
  readonly shape: readonly Dim[];
}

type Rule = (given: Given) => CaffeLayer | readonly CaffeLayer[] | string;

const sizes = (shape: Shape | undefined): readonly Dim[] =>
  shape === undefined || isUnknown(shape) ? [] : shape;

const layer = (type: string, field?: string, fields: WrittenFields = {}, inPlace = false): CaffeLayer => ({
  type,
  params: field === undefined || Object.keys(fields).length === 0 ? {} : { [field]: fields },
  ...(inPlace && { inPlace }),
});

/** Only what differs from a default. */
function differing(
  fields: Readonly<Record<string, readonly [value: ArgumentValue | undefined, preset: ArgumentValue]>>,
): WrittenFields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, [value, preset]]) =>
      value === undefined || value === preset ? [] : [[name, value] as const],
    ),
  );
}

/** An axis without the batch as Caffe counts it. */
const withBatch = (axis: ArgumentValue | undefined): ArgumentValue =>
  typeof axis === 'number' || typeof axis === 'bigint' ? (axis < 0 ? axis : add(axis, 1)) : 1;

/** `3` where all axes are equal, else one value for each. */
const each = (values: readonly ArgumentValue[]): ArgumentValue | readonly ArgumentValue[] =>
  values.every((value) => value === values[0]) ? (values[0] ?? 1) : values;

function sliding(type: string, { node, argument }: Given): CaffeLayer | string {
  const { windows } = node.application;
  if (windows.some(({ padBefore, padAfter }) => padBefore !== padAfter)) return 'Caffe pads both ends alike';
  const groups = argument('groups');
  const fields: Record<string, FieldValue> = { num_output: argument('channels') ?? 0 };
  if (argument('bias') === false) fields.bias_term = false;
  fields.kernel_size = each(windows.map(({ kernel }) => kernel));
  const pad = each(windows.map(({ padBefore }) => padBefore));
  const stride = each(windows.map((window) => window.stride));
  const dilation = each(windows.map((window) => window.dilation));
  if (pad !== 0) fields.pad = pad;
  if (stride !== 1) fields.stride = stride;
  if (dilation !== 1) fields.dilation = dilation;
  if (groups !== undefined && groups !== 1) fields.group = groups;
  return layer(type, 'convolution_param', fields);
}

/** Transposed convolutions have no windows of their own: their arguments are read. */
function transposed({ argument, shape }: Given): CaffeLayer | string {
  const rank = shape.length - 1;
  const all = (name: string): readonly ArgumentValue[] => {
    const value = argument(name);
    return Array.isArray(value)
      ? (value as readonly ArgumentValue[])
      : Array<ArgumentValue>(rank).fill(value ?? 1);
  };
  const pad = all('pad');
  if (all('outputPad').some((value) => value !== 0)) return 'Caffe has no output padding';
  if (pad.some((value) => typeof value !== 'number')) return 'Caffe pads both ends alike';
  const fields: Record<string, FieldValue> = { num_output: argument('channels') ?? 0 };
  if (argument('bias') === false) fields.bias_term = false;
  fields.kernel_size = each(all('kernel'));
  if (each(pad) !== 0) fields.pad = each(pad);
  if (each(all('stride')) !== 1) fields.stride = each(all('stride'));
  if (each(all('dilation')) !== 1) fields.dilation = each(all('dilation'));
  if (argument('groups') !== 1) fields.group = argument('groups') ?? 1;
  return layer('Deconvolution', 'convolution_param', fields);
}

/** Caffe rounds up, and drops a window in the padding only where there is padding; newer versions round down on demand. */
function pooling(pool: string, { node }: Given): CaffeLayer | string {
  const { windows } = node.application;
  if (windows.length !== 2) return 'Caffe pools over height and width';
  if (windows.some(({ dilation }) => dilation !== 1)) return 'Caffe has no dilated pooling';
  if (windows.some(({ padBefore, padAfter }) => padBefore !== padAfter)) return 'Caffe pads both ends alike';
  const clip = windows.some(({ padBefore }) => padBefore > 0);
  const wanted = windows.map(outputSize);
  const fits = (rounding: Window['rounding']): boolean =>
    windows.every((window, axis) => outputSize({ ...window, rounding, clip }) === wanted[axis]);
  if (!wanted.every(isKnown)) return 'its size is not known';
  const floor = !fits('ceil');
  if (floor && !fits('floor')) return 'Caffe rounds this size in another way';
  const [high, wide] = windows as [Window, Window];
  const pair = (
    name: string,
    of: (window: Window) => ArgumentValue,
    preset: ArgumentValue,
  ): WrittenFields => {
    const [a, b] = [of(high), of(wide)];
    if (a === b) return a === preset ? {} : { [name === 'kernel' ? 'kernel_size' : name]: a };
    return { [`${name}_h`]: a, [`${name}_w`]: b };
  };
  return layer('Pooling', 'pooling_param', {
    pool,
    ...pair('kernel', ({ kernel }) => kernel, 0),
    ...pair('stride', ({ stride }) => stride, 1),
    ...pair('pad', ({ padBefore }) => padBefore, 0),
    ...(floor && { round_mode: 'FLOOR' }),
  });
}

const globalPooling = (pool: string): CaffeLayer =>
  layer('Pooling', 'pooling_param', { pool, global_pooling: true });

function linear({ argument, shape }: Given): CaffeLayer {
  const named = argument('axis');
  const axis = named === undefined || named === null ? shape.length : withBatch(named);
  return layer('InnerProduct', 'inner_product_param', {
    num_output: argument('features') ?? 0,
    ...differing({ bias_term: [argument('bias'), true], axis: [axis, 1] }),
  });
}

function batchNorm({ argument }: Given): readonly CaffeLayer[] {
  const eps = differing({ eps: [argument('eps'), 1e-5] });
  const norm = layer('BatchNorm', 'batch_norm_param', eps, true);
  if (argument('affine') === false) return [norm];
  return [norm, layer('Scale', 'scale_param', { bias_term: true }, true)];
}

function scale(type: string, { argument, inputs, shape }: Given): CaffeLayer | string {
  const fields = differing({
    axis: [withBatch(argument('axis')), 1],
    num_axes: [inputs.length > 1 ? 1 : argument('axes'), 1],
    bias_term: [type === 'Scale' ? argument('bias') : undefined, false],
  });
  if (shape.length === 0) return 'Caffe has no axis for it';
  return layer(type, `${type.toLowerCase()}_param`, fields, true);
}

function eltwise(
  operation: string,
  { inputs, shape }: Given,
  coeff?: readonly number[],
): CaffeLayer | string {
  // Eltwise takes two at least; a join of one is one of a Concat too.
  if (inputs.length < 2) return layer('Concat');
  if (inputs.some((input) => sizes(input.shape).join() !== shape.join()))
    return 'Caffe joins blobs of one shape';
  return layer('Eltwise', 'eltwise_param', {
    ...(operation !== 'SUM' && { operation }),
    ...(coeff && { coeff }),
  });
}

function split({ outputs, argument, shape }: Given): CaffeLayer {
  const axis = argument('axis');
  const index = typeof axis === 'number' ? (axis < 0 ? axis + shape.length : axis) : 0;
  const parts = outputs.map((output) => sizes(output.shape)[index] ?? 1);
  let point: Dim = 0;
  const points = parts
    .slice(0, -1)
    .map((part) => (point = isKnown(part) && isKnown(point) ? add(point, part) : part));
  const given = differing({ axis: [withBatch(axis), 1] });
  const isEqual = parts.every((part) => part === parts[0]);
  return layer('Slice', 'slice_param', isEqual ? given : { ...given, slice_point: points });
}

function adaptive(pool: string, { shape, outputs, node }: Given): CaffeLayer | string {
  if (node.application.globalPooling) return globalPooling(pool);
  const [from, to] = [shape.slice(1), sizes(outputs[0]?.shape).slice(1)];
  const kernels = from.map((size, axis) => Number(size) / Number(to[axis]));
  const [kernel] = kernels;
  return kernels.length === 2 && kernels.every((each) => each === kernel && Number.isInteger(each))
    ? layer('Pooling', 'pooling_param', { pool, kernel_size: kernel ?? 1, stride: kernel ?? 1 })
    : 'Caffe has no windows of different sizes';
}

const plain =
  (type: string): Rule =>
  () =>
    layer(type, undefined, {}, true);

const reals =
  (
    type: string,
    field: string,
    fields: Readonly<Record<string, readonly [name: string, preset: number]>>,
  ): Rule =>
  ({ argument }) =>
    layer(
      type,
      field,
      differing(
        Object.fromEntries(
          Object.entries(fields).map(([to, [name, preset]]) => [to, [argument(name), preset] as const]),
        ),
      ),
      true,
    );

const alongAxis =
  (type: string, field: string): Rule =>
  ({ argument }) =>
    layer(type, field, differing({ axis: [withBatch(argument('axis')), 1] }));

const batchFirst = (dims: readonly ArgumentValue[]): WrittenFields => ({ shape: { dim: [0, ...dims] } });

const pyramidPools: Readonly<Record<string, string>> = { max: 'MAX', mean: 'AVE', random: 'STOCHASTIC' };

const rules: Readonly<Record<string, Rule>> = {
  Conv: (given) => sliding('Convolution', given),
  ConvTranspose: transposed,
  MaxPool: (given) => pooling('MAX', given),
  AvgPool: (given) =>
    given.argument('countPad') === false &&
    given.node.application.windows.some(({ padBefore }) => padBefore !== 0)
      ? 'Caffe counts the padding in its means'
      : pooling('AVE', given),
  StochasticPool: (given) => pooling('STOCHASTIC', given),
  GlobalAvgPool: () => globalPooling('AVE'),
  GlobalMaxPool: () => globalPooling('MAX'),
  AdaptiveAvgPool: (given) => adaptive('AVE', given),
  AdaptiveMaxPool: (given) => adaptive('MAX', given),
  SpatialPyramidPool: ({ argument }) =>
    layer('SPP', 'spp_param', {
      pyramid_height: argument('levels') ?? 1,
      ...differing({ pool: [pyramidPools[String(argument('method'))], 'MAX'] }),
    }),
  Linear: linear,
  BatchNorm: batchNorm,
  Scale: (given) => scale('Scale', given),
  Bias: (given) => scale('Bias', given),
  LRN: ({ argument, shape }) =>
    layer('LRN', 'lrn_param', {
      ...differing({
        local_size: [argument('size'), 5],
        alpha: [
          there(
            Number(argument('alpha')),
            Number(argument('size')) ** (argument('over') === 'places' ? Math.max(1, shape.length - 1) : 1),
          ),
          1,
        ],
        beta: [argument('beta'), 0.75],
        k: [argument('k'), 1],
      }),
      ...(argument('over') === 'places' && { norm_region: 'WITHIN_CHANNEL' }),
    }),
  MeanVarianceNorm: ({ argument }) =>
    layer(
      'MVN',
      'mvn_param',
      differing({
        normalize_variance: [argument('variance'), true],
        across_channels: [argument('acrossChannels'), false],
      }),
    ),
  LengthNorm: ({ argument }) =>
    layer(
      'Normalize',
      'norm_param',
      differing({
        across_spatial: [argument('acrossPlaces'), true],
        channel_shared: [argument('shared'), true],
      }),
    ),
  ReLU: plain('ReLU'),
  LeakyReLU: reals('ReLU', 'relu_param', { negative_slope: ['slope', 0] }),
  PReLU: ({ argument }) =>
    layer('PReLU', 'prelu_param', differing({ channel_shared: [argument('shared'), false] }), true),
  ELU: reals('ELU', 'elu_param', { alpha: ['alpha', 1] }),
  SiLU: plain('Swish'),
  Softplus: plain('BNLL'),
  Sigmoid: plain('Sigmoid'),
  Tanh: plain('TanH'),
  Abs: plain('AbsVal'),
  Power: reals('Power', 'power_param', { power: ['power', 1], scale: ['scale', 1], shift: ['shift', 0] }),
  Exp: reals('Exp', 'exp_param', { base: ['base', -1], scale: ['scale', 1], shift: ['shift', 0] }),
  Log: reals('Log', 'log_param', { base: ['base', -1], scale: ['scale', 1], shift: ['shift', 0] }),
  Threshold: reals('Threshold', 'threshold_param', { threshold: ['threshold', 0] }),
  Clip: reals('Clip', 'clip_param', { min: ['min', -Infinity], max: ['max', Infinity] }),
  Dropout: reals('Dropout', 'dropout_param', { dropout_ratio: ['p', 0.5] }),
  Softmax: alongAxis('Softmax', 'softmax_param'),
  Concat: alongAxis('Concat', 'concat_param'),
  Add: (given) => eltwise('SUM', given),
  Sub: (given) => eltwise('SUM', given, [1, -1]),
  Mean: (given) =>
    eltwise(
      'SUM',
      given,
      given.inputs.map(() => 1 / given.inputs.length),
    ),
  Mul: (given) => eltwise('PROD', given),
  Max: (given) => eltwise('MAX', given),
  Split: split,
  Flatten: ({ argument }) =>
    layer(
      'Flatten',
      'flatten_param',
      differing({ axis: [withBatch(argument('start')), 1], end_axis: [withBatch(argument('end')), -1] }),
    ),
  Reshape: ({ outputs }) => {
    const to = sizes(outputs[0]?.shape);
    return to.every(isKnown) ? layer('Reshape', 'reshape_param', batchFirst(to)) : 'its shape is not known';
  },
  Permute: ({ argument }) => {
    const order = argument('order');
    return Array.isArray(order)
      ? layer('Permute', 'permute_param', { order: [0, ...(order as number[]).map((axis) => axis + 1)] })
      : 'its order is not known';
  },
  Tile: ({ argument }) =>
    layer('Tile', 'tile_param', {
      ...differing({ axis: [withBatch(argument('axis')), 1] }),
      tiles: argument('copies') ?? 1,
    }),
  Crop: ({ argument }) => {
    const offset = argument('offset');
    return layer('Crop', 'crop_param', {
      ...differing({ axis: [withBatch(argument('axis')), 2] }),
      ...(Array.isArray(offset) && { offset: offset as readonly ArgumentValue[] }),
    });
  },
  Reduce: ({ argument }) =>
    layer('Reduction', 'reduction_param', {
      operation: String(argument('operation')).toUpperCase(),
      axis: withBatch(argument('axis')),
    }),
  ArgMax: ({ argument }) =>
    layer('ArgMax', 'argmax_param', {
      ...(argument('axis') !== undefined && { axis: withBatch(argument('axis')) }),
      ...differing({ top_k: [argument('top'), 1], out_max_val: [argument('values'), false] }),
    }),
  ChannelShuffle: ({ argument }) =>
    layer('ShuffleChannel', 'shuffle_channel_param', { group: argument('groups') ?? 1 }),
  Embedding: ({ argument }) =>
    layer('Embed', 'embed_param', {
      input_dim: argument('count') ?? 1,
      num_output: argument('features') ?? 1,
      ...(argument('bias') !== true && { bias_term: false }),
    }),
  LSTM: ({ argument }) => layer('LSTM', 'recurrent_param', { num_output: argument('features') ?? 1 }),
  RNN: ({ argument }) => layer('RNN', 'recurrent_param', { num_output: argument('features') ?? 1 }),
  Filter: () => layer('Filter'),
  Reindex: () => layer('BatchReindex'),
  CrossEntropyLoss: alongAxis('SoftmaxWithLoss', 'softmax_param'),
  NLLLoss: () => layer('MultinomialLogisticLoss'),
  InfogainLoss: alongAxis('InfogainLoss', 'infogain_loss_param'),
  HingeLoss: () => layer('HingeLoss'),
  BinaryCrossEntropyLoss: () => layer('SigmoidCrossEntropyLoss'),
  SquaredLoss: () => layer('EuclideanLoss'),
  SmoothL1Loss: () => layer('SmoothL1Loss'),
  ContrastiveLoss: reals('ContrastiveLoss', 'contrastive_loss_param', { margin: ['margin', 1] }),
  Accuracy: alongAxis('Accuracy', 'accuracy_param'),
};
