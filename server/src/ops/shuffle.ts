// Shuffles: channels become pixels, pixels channels, or channels change places between groups.
import { none } from './counterparts.js';
import { floorDivDim, formatDim, isKnown, mulDim, type Dim } from '../math/dim.js';
import { requireDivides } from '../math/requirements.js';
import { mod, product, type Int } from '../math/int.js';
import { ratio } from '../math/rational.js';
import { spatialAxisName } from './axes.js';
import { windows } from './field.js';
import { defineOperator, type OperatorCall } from './operator.js';
import { integer } from './parameters.js';
import { nearest, windowsOrLost } from './phases.js';
import { channelsOnly, mergeSteps, spatialSizes } from './spatial.js';

/** [C·r^rank, …n] → [C, …n·r]. */
export const pixelShuffle = defineOperator({
  name: 'PixelShuffle',
  family: 'shape',
  summary: 'Lays groups of channels side by side as pixels of a larger map.',
  source:
    'Shi et al., "Real-time single image and video super-resolution … sub-pixel convolutional neural network" (2016).',
  counterparts: {
    pytorch: {
      name: 'nn.PixelShuffle',
      functions: ['F.pixel_shuffle'],
      arguments: { upscale_factor: 'factor' },
      positional: 1,
    },
    caffe: none('upstream Caffe has none'),
  },
  parameters: { factor: integer({ doc: 'Factor by which each spatial axis grows.', default: 2, min: 1 }) },
  outline: channelsOnly,
  infer: (call) => {
    const { input, args, report, undetermined, unknownSize } = call;
    const sizes = spatialSizes('PixelShuffle', input, report);
    if (!sizes) return undetermined();
    const { factor } = args;
    const [channels = 1] = input;
    const parts = product(sizes.map(() => factor));
    const fits = divides('PixelShuffle', channels, parts, 'channels', report);
    const fewer = fits ? floorDivDim(channels, parts) : unknownSize('channels');
    const larger = sizes.map((size) => mulDim(size, factor));
    return {
      outputs: [[fewer, ...larger]],
      field: windowsOrLost(larger.map((size) => nearest(ratio(1, factor), size))),
      explain: () => [
        {
          label: 'channels',
          formula: `${formatDim(channels)}/(${sizes.map(() => factor).join('·')})`,
          result: fewer,
        },
        ...spatialSteps(sizes, larger, (size) => `${formatDim(size)}·${factor}`),
      ],
    };
  },
});

/** [C, …n] → [C·r^rank, …n/r]. */
export const pixelUnshuffle = defineOperator({
  name: 'PixelUnshuffle',
  family: 'shape',
  summary: 'Turns squares of pixels into channels of a smaller map.',
  source: 'PyTorch PixelUnshuffle; space-to-depth.',
  counterparts: {
    pytorch: {
      name: 'nn.PixelUnshuffle',
      functions: ['F.pixel_unshuffle'],
      arguments: { downscale_factor: 'factor' },
      positional: 1,
    },
    caffe: none('upstream Caffe has none'),
  },
  parameters: { factor: integer({ doc: 'Factor by which each spatial axis shrinks.', default: 2, min: 1 }) },
  outline: channelsOnly,
  infer: (call) => {
    const { input, args, report, undetermined, unknownSize } = call;
    const sizes = spatialSizes('PixelUnshuffle', input, report);
    if (!sizes) return undetermined();
    const { factor } = args;
    const [channels = 1] = input;
    const more = mulDim(channels, product(sizes.map(() => factor)));
    const smaller = sizes.map((size, axis) => {
      const name = spatialAxisName(axis, sizes.length);
      const fits = divides('PixelUnshuffle', size, factor, name, report);
      return fits ? floorDivDim(size, factor) : unknownSize(name);
    });
    return {
      outputs: [[more, ...smaller]],
      field: windows(sizes.map(() => ({ size: factor, stride: factor, padding: 0 }))),
      explain: () => [
        {
          label: 'channels',
          formula: `${formatDim(channels)}·${sizes.map(() => factor).join('·')}`,
          result: more,
        },
        ...spatialSteps(sizes, smaller, (size) => `${formatDim(size)}/${factor}`),
      ],
    };
  },
});

/** [C, …] → the same shape. */
export const channelShuffle = defineOperator({
  name: 'ChannelShuffle',
  family: 'shape',
  summary: 'Deals the channels of each group out over all groups.',
  source: 'Zhang et al., "ShuffleNet" (2017).',
  counterparts: {
    pytorch: {
      name: 'nn.ChannelShuffle',
      functions: ['F.channel_shuffle'],
      arguments: { groups: 'groups' },
      positional: 1,
    },
    caffe: { name: 'ShuffleChannel', message: 'shuffle_channel_param', arguments: { group: 'groups' } },
  },
  parameters: { groups: integer({ doc: 'Number of equal groups of channels.', min: 1 }) },
  outline: ({ input }) => ({ outputs: [input] }),
  infer: ({ input, args, report }) => {
    divides('ChannelShuffle', input[0] ?? 1, args.groups, 'channels', report);
    return { outputs: [input] };
  },
});

/** Whether a size can be split into equal parts, as far as is known; reports where it cannot. */
function divides(
  operator: string,
  value: Dim,
  divisor: Int,
  what: string,
  report: OperatorCall<unknown>['report'],
): boolean {
  requireDivides(divisor, value);
  if (!isKnown(value) || mod(value, divisor) === 0) return true;
  report({ code: 'not-divisible', data: { operator, what, value, divisor } });
  return false;
}

const spatialSteps = (from: readonly Dim[], to: readonly Dim[], formula: (size: Dim) => string) =>
  mergeSteps(
    from.map((size, axis) => ({
      label: spatialAxisName(axis, from.length),
      formula: formula(size),
      result: to[axis] ?? size,
    })),
  );
