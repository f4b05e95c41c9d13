// Padding as a layer of its own: spatial axes, or channels as in shortcuts without parameters.
import { actual, expectations } from '../findings/operators.js';
import { none } from './counterparts.js';
import { addDim, formatDim, isKnown, type Dim } from '../math/dim.js';
import { requireAtLeast } from '../math/requirements.js';
import { add, max, type Int } from '../math/int.js';
import { spatialAxisName } from './axes.js';
import { pointwise, windows } from './field.js';
import { defineOperator } from './operator.js';
import { choice, integers, padding } from './parameters.js';
import { channelsOnly, eachPadding, mergeSteps, spatialSizes } from './spatial.js';

/** [C, …n] → [C + channels[0] + channels[1], …n + before + after]. */
export const pad = defineOperator({
  name: 'Pad',
  family: 'shape',
  summary: 'Places zeros, or copies of the border, around the input; also before or after its channels.',
  source: 'He et al., "Deep residual learning for image recognition" (2015), shortcut option A; PyTorch pad.',
  counterparts: {
    pytorch: {
      name: 'F.pad',
      arguments: { pad: 'pad', mode: 'mode' },
      without: { channels: 'a further pair of pad' },
    },
    caffe: none('Caffe pads within layers'),
  },
  parameters: {
    pad: padding({ doc: 'Pixels around the input, at both ends of each axis.', default: 0 }),
    channels: integers({
      doc: 'Channels of zeros before and after those of the input.',
      default: [0, 0],
      min: 0,
    }),
    mode: choice(['zeros', 'reflect', 'replicate', 'circular'], {
      doc: 'What the pixels around are: zeros, the mirrored or repeated border, or the other end.',
      default: 'zeros',
    }),
  },
  outline: channelsOnly,
  infer: (call) => {
    const { args, input, report, undetermined } = call;
    const wrong = (parameter: string, expected: string, found: string): void =>
      report(
        { code: 'argument-type', data: { callee: 'Pad', parameter, expected, found } },
        { at: 'argument', argument: parameter },
      );
    const [first, last] = args.channels;
    if (first === undefined || last === undefined || args.channels.length > 2) {
      wrong('channels', expectations.pair, actual.list(args.channels.length));
      return undetermined();
    }
    const [channels = 1] = input;
    const grown = addDim(channels, add(first, last));
    const channelStep =
      first === 0 && last === 0
        ? []
        : [step(input.length > 1 ? 'channels' : 'features', channels, [first, last])];
    if (args.pad === 0) {
      return { outputs: [[grown, ...input.slice(1)]], field: pointwise, explain: () => channelStep };
    }
    if (args.pad === 'same' || args.pad === 'valid') {
      wrong('pad', expectations.pixels, args.pad);
      return channelsOnly(call, grown);
    }
    const sizes = spatialSizes('Pad', input, report);
    if (!sizes) return undetermined();
    const rank = sizes.length;
    const paddings = eachPadding(args.pad, rank, { callee: 'Pad', parameter: 'pad', report });
    if (!paddings) return channelsOnly(call, grown);
    for (const [axis, size] of sizes.entries()) {
      const [before, after] = pairOf(paddings[axis]);
      // What is mirrored leaves out the border itself (PyTorch).
      if (args.mode !== 'reflect' && args.mode !== 'circular') continue;
      const padding = max(before, after);
      const least = add(padding, args.mode === 'reflect' ? 1 : 0);
      requireAtLeast(size, least);
      if (isKnown(size) && size < least)
        report({
          code: 'padding-exceeds-input',
          data: { axis: spatialAxisName(axis, rank), mode: args.mode, padding, size },
        });
    }
    const steps = sizes.map((size, axis) => step(spatialAxisName(axis, rank), size, pairOf(paddings[axis])));
    return {
      outputs: [[grown, ...steps.map(({ result }) => result)]],
      field: windows(paddings.map((each) => ({ size: 1, stride: 1, padding: pairOf(each)[0] }))),
      explain: () => [...channelStep, ...mergeSteps(steps)],
    };
  },
});

const pairOf = (value: readonly [Int, Int] | 'same' | undefined): readonly [Int, Int] =>
  value === undefined || value === 'same' ? [0, 0] : value;

const step = (label: string, size: Dim, [before, after]: readonly [Int, Int]) => ({
  label,
  formula: `${formatDim(size)} + ${before === after ? `2·${before}` : `${before} + ${after}`}`,
  result: addDim(size, add(before, after)),
});
