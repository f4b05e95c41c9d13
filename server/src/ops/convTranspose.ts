// Transposed convolution over one to three spatial axes.
import { expectations } from '../findings/operators.js';
import { addDim, formatDim, isKnown, mulDim, type Dim } from '../math/dim.js';
import { term } from '../math/formula.js';
import { add, floorDiv, max, mul, sub, type Int } from '../math/int.js';
import { spatialAxisName } from './axes.js';
import { channelsPerGroup } from './conv.js';
import type { AxisField } from './field.js';
import { defineOperator, type OperatorCall, type DerivationStep } from './operator.js';
import { stamped, windowsOrLost } from './phases.js';
import { flag, padding, perAxis, size, type Padding, type PerAxis } from './parameters.js';
import { channelsOnly, eachAxis, eachPadding, mergeSteps, spatialSizes } from './spatial.js';
import { convolutionFields } from './windowCounterparts.js';

/**
 * [C, …spatial] → [channels, …(n − 1)·s − p_before − p_after + d(k − 1) + 1 + outputPad].
 * Weight [C, channels / groups, …kernel], bias [channels]; MACs = weight elements × input positions.
 */
export const convTranspose = defineOperator({
  name: 'ConvTranspose',
  family: 'convolution',
  summary:
    'Lays a weighted copy of learned filters at every input position and adds them up: a convolution run backwards.',
  source:
    'Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016), relationship 14; PyTorch ConvTranspose2d.',
  counterparts: {
    pytorch: {
      name: 'nn.ConvTranspose{n}d',
      functions: ['F.conv_transpose{n}d'],
      arguments: {
        in_channels: { input: 'channels' },
        out_channels: 'channels',
        kernel_size: 'kernel',
        stride: 'stride',
        padding: 'pad',
        output_padding: 'outputPad',
        groups: 'groups',
        bias: 'bias',
        dilation: 'dilation',
      },
      positional: 3,
    },
    caffe: {
      name: 'Deconvolution',
      message: 'convolution_param',
      arguments: convolutionFields,
      without: { outputPad: 'Caffe has no output padding; a network that uses it is refused' },
    },
  },
  weighted: true,
  learns: true,
  multiplies: true,
  parameters: {
    channels: size({ doc: 'Channels of the output.' }),
    kernel: perAxis({ doc: 'Size of the filters in pixels, one number or one for each axis.' }),
    stride: perAxis({ doc: 'Distance of neighbouring filters in output pixels.', default: 1 }),
    pad: padding({
      doc: 'Output pixels cut off at both ends of each axis; same leaves input · stride.',
      default: 0,
    }),
    outputPad: perAxis({ doc: 'Output pixels added at the end of each axis.', default: 0, min: 0 }),
    dilation: perAxis({ doc: 'Distance between neighbouring weights of a filter in pixels.', default: 1 }),
    groups: size({
      doc: 'Number of equal groups that channels are split into, each with its own filters.',
      default: 1,
    }),
    bias: flag({ doc: 'Whether a learned number is added to each output channel.', default: true }),
  },
  outline: (call) => channelsOnly(call, call.args.channels),
  infer: (call) => {
    const { args, input, report, undetermined } = call;
    const { channels, groups, bias } = args;
    const sizes = spatialSizes('ConvTranspose', input, report);
    if (!sizes) return undetermined();
    const axes = stampsOf(args, sizes, report);
    if (!axes) return channelsOnly(call, channels);
    const given = input[0] ?? 1;
    const perGroup = channelsPerGroup({ input: given, output: channels, divided: 'output' }, groups, report);
    const kernel = axes.map((axis) => axis.kernel);
    return {
      outputs: [[channels, ...axes.map(outputSize)]],
      field: windowsOrLost(axes.map(fieldOf)),
      weights: [
        { name: 'weight', shape: [given, perGroup, ...kernel], factors: [...kernel, given, perGroup] },
        ...(bias ? [{ name: 'bias', shape: [channels] }] : []),
      ],
      macs: [term('multiply-accumulates', ...kernel, given, perGroup, ...sizes)],
      explain: () => mergeSteps(axes.map(explain)),
    };
  },
});

/** One axis: filters of `kernel` laid down every `stride` pixels, of which the ends are cut and one is extended. */
interface Stamp {
  readonly axis: string;
  readonly input: Dim;
  readonly kernel: Int;
  readonly stride: Int;
  readonly dilation: Int;
  readonly cut: readonly [Int, Int];
  readonly outputPad: Int;
}

interface Arguments {
  readonly kernel: PerAxis;
  readonly stride: PerAxis;
  readonly pad: Padding;
  readonly outputPad: PerAxis;
  readonly dilation: PerAxis;
}

function stampsOf(
  args: Arguments,
  sizes: readonly Dim[],
  report: OperatorCall<unknown>['report'],
): readonly Stamp[] | undefined {
  const rank = sizes.length;
  const at = (parameter: string) => ({ callee: 'ConvTranspose', parameter, report });
  const kernels = eachAxis(args.kernel, rank, at('kernel'));
  const strides = eachAxis(args.stride, rank, at('stride'));
  const paddings = eachPadding(args.pad, rank, at('pad'));
  const outputPads = eachAxis(args.outputPad, rank, at('outputPad'));
  const dilations = eachAxis(args.dilation, rank, at('dilation'));
  if (!kernels || !strides || !paddings || !outputPads || !dilations) return undefined;
  const stamps = sizes.map((input, axis): Stamp => {
    const [kernel = 1, stride = 1, dilation = 1] = [kernels[axis], strides[axis], dilations[axis]];
    const over = sub(extentOf({ kernel, dilation }), stride);
    const own = paddings[axis] ?? [0, 0];
    const half = floorDiv(max(0, over), 2);
    return {
      axis: spatialAxisName(axis, rank),
      input,
      kernel,
      stride,
      dilation,
      cut: own === 'same' ? [half, sub(max(0, over), half)] : own,
      // `same` fills up what filters smaller than the stride leave empty.
      outputPad: add(outputPads[axis] ?? 0, own === 'same' ? max(0, sub(0, over)) : 0),
    };
  });
  const wide = outputPads.find(
    (pad, axis) => pad > 0 && pad >= max(strides[axis] ?? 1, dilations[axis] ?? 1),
  );
  if (wide !== undefined) {
    const data = {
      callee: 'ConvTranspose',
      parameter: 'outputPad',
      expected: expectations.belowStride,
      found: String(wide),
    };
    report({ code: 'argument-range', data }, { at: 'argument', argument: 'outputPad' });
  }
  return stamps;
}

const extentOf = ({ kernel, dilation }: Pick<Stamp, 'kernel' | 'dilation'>): Int =>
  add(mul(dilation, sub(kernel, 1)), 1);

function outputSize(stamp: Stamp): Dim {
  const { input, stride, cut, outputPad } = stamp;
  const rest = sub(add(extentOf(stamp), outputPad), add(cut[0], cut[1]));
  return addDim(mulDim(addDim(input, -1), stride), rest);
}

function fieldOf(stamp: Stamp): AxisField | undefined {
  const output = outputSize(stamp);
  return stamped({ ...stamp, cut: stamp.cut[0] }, output);
}

/** `(13 − 1)·2 − 2·1 + 4 + 0`. */
function explain(stamp: Stamp): DerivationStep {
  const { axis, input, kernel, stride, dilation, cut, outputPad } = stamp;
  const size = isKnown(input) ? formatDim(input) : 'n';
  const padding = cut[0] === cut[1] ? `2·${cut[0]}` : `${cut[0]} − ${cut[1]}`;
  const extent = dilation === 1 ? String(kernel) : `(${dilation}·(${kernel} − 1) + 1)`;
  return {
    label: axis,
    formula: `(${size} − 1)·${stride} − ${padding} + ${extent} + ${outputPad}`,
    result: outputSize(stamp),
  };
}
