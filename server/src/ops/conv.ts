// Convolution over one to three spatial axes.
import { isKnown, type Dim } from '../math/dim.js';
import { type Int, mod, floorDiv } from '../math/int.js';
import { derivedDim } from '../math/dim.js';
import { term } from '../math/formula.js';
import { defineOperator, type Call } from './operator.js';
import { flag, integer, padding, perAxis, size } from './parameters.js';
import { explainWindows, slide, spatialSizes } from './spatial.js';

/**
 * [C, …spatial] → [channels, …⌊(n + 2p − d(k − 1) − 1)/s⌋ + 1].
 * Weight [channels, C / groups, …kernel], bias [channels]; MACs = weight elements × output positions.
 */
export const conv = defineOperator({
  name: 'Conv',
  family: 'convolution',
  summary: 'Slides learned filters over the input; each output channel is one filter, seen at every position.',
  source: 'Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016), relationship 6; PyTorch Conv2d.',
  weighted: true,
  learns: true,
  multiplies: true,
  parameters: {
    channels: size({ doc: 'Number of filters: channels of the output.' }),
    kernel: perAxis({ doc: 'Size of the filters in pixels, one number or one for each axis.' }),
    stride: perAxis({ doc: 'Step between neighbouring positions in pixels.', default: 1 }),
    pad: padding({ doc: 'Zeros around the input in pixels, at both ends of each axis.', default: 0 }),
    dilation: perAxis({ doc: 'Distance between neighbouring weights of a filter in pixels.', default: 1 }),
    groups: integer({ doc: 'Number of equal groups that channels are split into, each seen by its own filters.', default: 1, min: 1 }),
    bias: flag({ doc: 'Whether a learned number is added to each output channel.', default: true }),
  },
  infer: (call) => {
    const { args, input, report, unknownSize } = call;
    const { channels, groups, bias } = args;
    const sizes = spatialSizes('Conv', input, report);
    const sliding = sizes && slide('Conv', args, sizes, call);
    if (!sliding) return { outputs: [[channels, ...input.slice(1).map((_, axis) => unknownSize(`axis${axis}`))]] };
    const kernel = sliding.windows.map((window) => window.kernel);
    const perGroup = channelsPerGroup(input[0] ?? 1, channels, groups, report);
    const weights = [
      { name: 'weight', shape: [channels, perGroup, ...kernel], factors: [...kernel, perGroup, channels] },
      ...(bias ? [{ name: 'bias', shape: [channels] }] : []),
    ];
    return {
      outputs: [[channels, ...sliding.sizes]],
      windows: sliding.windows,
      field: sliding.field,
      weights,
      macs: [term('multiply-accumulates', ...kernel, perGroup, channels, ...sliding.sizes)],
      explain: () => explainWindows(sliding.windows),
    };
  },
});

/** Input channels that each filter sees; reports channels that groups do not divide. */
export function channelsPerGroup(
  input: Dim,
  output: Dim,
  groups: Int,
  report: Call<unknown>['report'],
): Dim {
  const divides = (side: 'input' | 'output', channels: Dim): boolean => {
    if (groups === 1 || !isKnown(channels) || mod(channels, groups) === 0) return true;
    report({ code: 'groups-divide-channels', data: { side, channels, groups } }, { at: 'argument', argument: 'groups' });
    return false;
  };
  const fits = [divides('input', input), divides('output', output)].every(Boolean);
  if (groups === 1) return input;
  return fits && isKnown(input) ? floorDiv(input, groups) : derivedDim(`per ${groups} groups`, [input]);
}
