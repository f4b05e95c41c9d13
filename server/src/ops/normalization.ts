// Normalisations: shapes and places stay; scale and shift are learned where they are affine.
import { weightNames } from '../findings/operators.js';
import { none } from './counterparts.js';
import { isKnown, type Dim } from '../math/dim.js';
import { floorDiv, mod, sub, type Int } from '../math/int.js';
import { axisOf } from './axes.js';
import { pointwise, windows } from './field.js';
import { defineOperator, type OperatorCall, type Inference, type Weight } from './operator.js';
import { choice, flag, integer, integers, real } from './parameters.js';

const affine = (what: string, value: boolean) =>
  flag({ doc: `Whether a learned scale and shift for each ${what} follow.`, default: value });
const epsilon = (value: number) =>
  real({ doc: 'Added to the variance against division by 0.', default: value, min: 0 });

const scaleAndShift = (shape: readonly Dim[]): readonly Weight[] => [
  { name: 'scale', shape },
  { name: 'shift', shape },
];

const featureAxes = integers({
  doc: 'Axes normalised together; −1 is the last. By default the features: the last axis of a vector or of tokens, the channels of an image.',
  default: undefined,
  defaultText: 'the features',
});

/** The sizes of the axes that are normalised together; undefined, and reported, where there are no such axes. */
function normalised(
  operator: string,
  { input, args, report }: OperatorCall<{ readonly axes: readonly Int[] | undefined }>,
): readonly Dim[] | undefined {
  const named = args.axes ?? [input.length > 2 ? 0 : -1];
  const axes = named.map((axis) => axisOf(axis, operator, input, report, 'axes'));
  return axes.includes(undefined) ? undefined : input.filter((_, axis) => axes.includes(axis));
}

/** What stays of a normalisation whose arguments are unknown or wrong. */
const outline = ({
  input,
  undetermined,
}: Pick<OperatorCall<unknown>, 'input' | 'undetermined'>): Inference => ({
  ...undetermined(input),
  field: pointwise,
});

/** [C, …] → the same. Scale [C], shift [C]; running mean and variance [C] are kept, not learned. */
export const batchNorm = defineOperator({
  name: 'BatchNorm',
  family: 'normalization',
  role: 'channel normalization',
  summary: 'Normalises each channel to mean 0 and variance 1 over the batch, then scales and shifts it.',
  source: 'Ioffe and Szegedy, "Batch normalization" (2015).',
  counterparts: {
    pytorch: {
      name: 'nn.BatchNorm{n}d',
      functions: ['F.batch_norm'],
      arguments: {
        num_features: { input: 'channels' },
        eps: 'eps',
        momentum: 'momentum',
        affine: 'affine',
        track_running_stats: 'track',
      },
      positional: 1,
    },
    caffe: {
      name: 'BatchNorm',
      message: 'batch_norm_param',
      arguments: { eps: 'eps' },
      without: {
        affine: 'a Scale layer after it learns',
        track: 'Caffe always keeps running statistics',
        momentum: 'a matter of training alone',
      },
    },
  },
  learns: true,
  parameters: {
    affine: affine('channel', true),
    track: flag({ doc: 'Whether running means and variances are kept for inference.', default: true }),
    eps: epsilon(1e-5),
    momentum: real({
      doc: 'Weight of the newest batch in the running statistics.',
      default: 0.1,
      min: 0,
      max: 1,
    }),
  },
  outline,
  infer: ({ input, args }) => {
    const channels = input.slice(0, 1);
    return {
      outputs: [input],
      weights: args.affine ? scaleAndShift(channels) : [],
      statistics: args.track
        ? [
            { name: weightNames.runningMean, shape: channels },
            { name: weightNames.runningVariance, shape: channels },
          ]
        : [],
    };
  },
});

/** Any shape → the same. Scale and shift have the sizes of the normalised axes. */
export const layerNorm = defineOperator({
  name: 'LayerNorm',
  family: 'normalization',
  summary: 'Normalises the features of each position to mean 0 and variance 1, then scales and shifts them.',
  source:
    'Ba, Kiros and Hinton, "Layer normalization" (2016); over the channels of an image as in ConvNeXt (2022).',
  counterparts: {
    pytorch: {
      name: 'nn.LayerNorm',
      functions: ['F.layer_norm'],
      arguments: { normalized_shape: 'axes', eps: 'eps', elementwise_affine: 'affine', bias: 'bias' },
      positional: 1,
    },
    caffe: none('upstream Caffe has no layer normalisation'),
  },
  learns: true,
  parameters: {
    axes: featureAxes,
    affine: affine('feature', true),
    eps: epsilon(1e-5),
    bias: flag({ doc: 'Whether the learned scale has a shift with it.', default: true }),
  },
  outline,
  infer: (call) => {
    const { input, args } = call;
    const shape = normalised('LayerNorm', call);
    if (!shape) return outline(call);
    const weights = scaleAndShift(shape).slice(0, args.bias ? 2 : 1);
    return { outputs: [input], weights: args.affine ? weights : [] };
  },
});

/** Any shape → the same. A scale with the sizes of the normalised axes. */
export const rmsNorm = defineOperator({
  name: 'RMSNorm',
  family: 'normalization',
  summary: 'Divides the features of each position by the root of their mean square, then scales them.',
  source: 'Zhang and Sennrich, "Root mean square layer normalization" (2019); PyTorch RMSNorm.',
  counterparts: {
    pytorch: {
      name: 'nn.RMSNorm',
      functions: ['F.rms_norm'],
      arguments: { normalized_shape: 'axes', eps: 'eps', elementwise_affine: 'affine' },
      positional: 1,
    },
    caffe: none('upstream Caffe has no RMS normalisation'),
  },
  learns: true,
  parameters: {
    axes: featureAxes,
    affine: flag({ doc: 'Whether a learned scale for each feature follows.', default: true }),
    eps: real({
      doc: 'Added to the mean square against division by 0.',
      default: 2 ** -23,
      defaultText: '2^−23',
      min: 0,
    }),
  },
  outline,
  infer: (call) => {
    const shape = normalised('RMSNorm', call);
    if (!shape) return outline(call);
    return { outputs: [call.input], weights: call.args.affine ? [{ name: 'scale', shape }] : [] };
  },
});

/** [C, …] → the same. Scale [C], shift [C]. */
export const groupNorm = defineOperator({
  name: 'GroupNorm',
  family: 'normalization',
  summary: 'Normalises groups of channels over all positions, then scales and shifts each channel.',
  source: 'Wu and He, "Group normalization" (2018).',
  counterparts: {
    pytorch: {
      name: 'nn.GroupNorm',
      functions: ['F.group_norm'],
      arguments: { num_groups: 'groups', num_channels: { input: 'channels' }, eps: 'eps', affine: 'affine' },
      positional: 2,
    },
    caffe: none('upstream Caffe has no group normalisation'),
  },
  learns: true,
  parameters: {
    groups: integer({ doc: 'Number of equal groups that the channels are split into.', default: 32, min: 1 }),
    affine: affine('channel', true),
    eps: epsilon(1e-5),
  },
  outline,
  infer: ({ input, args: { groups, affine }, report }) => {
    const channels = input[0] ?? 1;
    if (isKnown(channels) && mod(channels, groups) !== 0) {
      report(
        {
          code: 'not-divisible',
          data: { operator: 'GroupNorm', what: 'channels', value: channels, divisor: groups },
        },
        { at: 'argument', argument: 'groups' },
      );
    }
    return { outputs: [input], weights: affine ? scaleAndShift([channels]) : [] };
  },
});

/** [C, …] → the same. Without scale and shift unless affine. */
export const instanceNorm = defineOperator({
  name: 'InstanceNorm',
  family: 'normalization',
  summary: 'Normalises each channel of each example over all positions.',
  source:
    'Ulyanov, Vedaldi and Lempitsky, "Instance normalization" (2016); not affine by default, as in PyTorch.',
  counterparts: {
    pytorch: {
      name: 'nn.InstanceNorm{n}d',
      functions: ['F.instance_norm'],
      arguments: { num_features: { input: 'channels' }, eps: 'eps', affine: 'affine' },
      positional: 1,
    },
    caffe: none('upstream Caffe has no instance normalisation'),
  },
  learns: true,
  parameters: { affine: affine('channel', false), eps: epsilon(1e-5) },
  outline,
  infer: ({ input, args }) => ({
    outputs: [input],
    weights: args.affine ? scaleAndShift(input.slice(0, 1)) : [],
  }),
});

/** Any shape → the same. Over places, a unit sees the window of `size` around it. */
export const lrn = defineOperator({
  name: 'LRN',
  family: 'normalization',
  summary: 'Divides each value by a power of the squares in neighbouring channels at the same place.',
  source:
    'Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural networks" (2012), section 3.3; over places as in Caffe.',
  counterparts: {
    pytorch: {
      name: 'nn.LocalResponseNorm',
      functions: ['F.local_response_norm'],
      arguments: {
        size: 'size',
        alpha: { is: 'alpha', times: 'size' },
        beta: 'beta',
        k: { is: 'k', default: 1 },
      },
      positional: 1,
      without: { over: 'PyTorch sums over channels; a sum over places is an average pooling of squares' },
    },
    caffe: {
      name: 'LRN',
      message: 'lrn_param',
      arguments: {
        local_size: 'size',
        alpha: { is: 'alpha', default: 1, times: 'size' },
        beta: 'beta',
        k: { is: 'k', default: 1 },
        norm_region: 'over',
      },
    },
  },
  parameters: {
    size: integer({
      doc: 'Number of neighbouring channels, or of places along each axis.',
      default: 5,
      min: 1,
    }),
    // PyTorch and Caffe (lrn_layer.cpp, alpha_over_size) divide it by the number of neighbours; the paper does not.
    alpha: real({ doc: 'Factor of the sum of squares.', default: 1e-4 }),
    beta: real({ doc: 'Exponent.', default: 0.75 }),
    k: real({ doc: 'Added to the sum before the power.', default: 2 }),
    over: choice(['channels', 'places'], { doc: 'Which neighbours are summed.', default: 'channels' }),
  },
  outline: ({ input }) => ({ outputs: [input] }),
  infer: ({ input, args: { size, over } }) => {
    const rank = input.length - 1;
    if (over === 'channels' || rank < 1 || rank > 3) return { outputs: [input] };
    const axis = { size, stride: 1, padding: floorDiv(sub(size, 1), 2) };
    return { outputs: [input], field: windows(input.slice(1).map(() => axis)) };
  },
});
