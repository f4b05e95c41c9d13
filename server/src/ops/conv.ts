// Convolution over one to three spatial axes.
import { operatorReasons } from '../findings/operators.js';
import { compareDims, derivedDim, floorDivDim, isKnown, type Dim } from '../math/dim.js';
import { requireDivides } from '../math/requirements.js';
import { mod } from '../math/int.js';
import { term } from '../math/formula.js';
import { defineOperator, type OperatorCall } from './operator.js';
import { flag, padding, perAxis, size } from './parameters.js';
import { channelsOnly, explainWindows, slide, spatialSizes } from './spatial.js';
import { convolutionFields } from './windowCounterparts.js';

/**
 * [C, …spatial] → [channels, …⌊(n + 2p − d(k − 1) − 1)/s⌋ + 1].
 * Weight [channels, C / groups, …kernel], bias [channels]; MACs = weight elements × output positions.
 */
export const conv = defineOperator({
  name: 'Conv',
  family: 'convolution',
  role: 'convolution',
  summary:
    'Slides learned filters over the input; each output channel is one filter, seen at every position.',
  source:
    'Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016), relationship 6; PyTorch Conv2d.',
  counterparts: {
    pytorch: {
      name: 'nn.Conv{n}d',
      functions: ['F.conv{n}d'],
      arguments: {
        in_channels: { input: 'channels' },
        out_channels: 'channels',
        kernel_size: 'kernel',
        stride: 'stride',
        padding: 'pad',
        dilation: 'dilation',
        groups: 'groups',
        bias: 'bias',
      },
      positional: 3,
    },
    caffe: {
      name: 'Convolution',
      message: 'convolution_param',
      arguments: convolutionFields,
    },
  },
  weighted: true,
  learns: true,
  multiplies: true,
  parameters: {
    channels: size({ doc: 'Number of filters: channels of the output.' }),
    kernel: perAxis({ doc: 'Size of the filters in pixels, one number or one for each axis.' }),
    stride: perAxis({ doc: 'Step between neighbouring positions in pixels.', default: 1 }),
    pad: padding({ doc: 'Zeros around the input in pixels, at both ends of each axis.', default: 0 }),
    dilation: perAxis({ doc: 'Distance between neighbouring weights of a filter in pixels.', default: 1 }),
    groups: size({
      doc: 'Number of equal groups that channels are split into, each seen by its own filters.',
      default: 1,
    }),
    bias: flag({ doc: 'Whether a learned number is added to each output channel.', default: true }),
  },
  outline: (call) => channelsOnly(call, call.args.channels),
  infer: (call) => {
    const { args, input, report, undetermined } = call;
    const { channels, groups, bias } = args;
    const sizes = spatialSizes('Conv', input, report);
    if (!sizes) return undetermined();
    const sliding = slide('Conv', args, sizes, call);
    if (!sliding) return channelsOnly(call, channels);
    const kernel = sliding.windows.map((window) => window.kernel);
    const perGroup = channelsPerGroup(
      { input: input[0] ?? 1, output: channels, divided: 'input' },
      groups,
      report,
    );
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

/** Channels of `divided` in each group; reports input or output channels that groups do not divide. */
export function channelsPerGroup(
  {
    input,
    output,
    divided,
  }: { readonly input: Dim; readonly output: Dim; readonly divided: 'input' | 'output' },
  groups: Dim,
  report: OperatorCall<unknown>['report'],
): Dim {
  const divides = (side: 'input' | 'output', channels: Dim): boolean => {
    if (isKnown(groups)) requireDivides(groups, channels);
    if (!isKnown(groups) || !isKnown(channels) || mod(channels, groups) === 0) return true;
    report(
      { code: 'groups-divide-channels', data: { side, channels, groups } },
      { at: 'argument', argument: 'groups' },
    );
    return false;
  };
  const fits = [divides('input', input), divides('output', output)].every(Boolean);
  const channels = divided === 'input' ? input : output;
  if (groups === 1) return channels;
  // One channel to a group, as in a depthwise convolution, also where their number is not known.
  if (compareDims(channels, groups) === 'equal') return 1;
  return fits && isKnown(groups) && (isKnown(channels) || channels.formula)
    ? floorDivDim(channels, groups)
    : derivedDim('per group', [channels, groups], operatorReasons.groups);
}
