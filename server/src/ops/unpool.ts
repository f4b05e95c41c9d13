// Max unpooling: values go back to the places that a max pooling took them from.
import { stepNames } from '../findings/operators.js';
import { none } from './counterparts.js';
import { addDim, formatDim, isKnown, mulDim, type Dim } from '../math/dim.js';
import { add, sub } from '../math/int.js';
import { spatialAxisName } from './axes.js';
import { defineOperator } from './operator.js';
import { padding, perAxis, sizePerAxis } from './parameters.js';
import { stamped, windowsOrLost } from './phases.js';
import { channelsOnly, eachAxis, eachPadding, mergeSteps, spatialSizes } from './spatial.js';

/** [C, …n], [places] → [C, …(n − 1)·s − p_before − p_after + k] or [C, …size]. */
export const maxUnpool = defineOperator({
  name: 'MaxUnpool',
  family: 'shape',
  summary: 'Puts values back to the places of their windows that a max pooling took them from, among zeros.',
  source:
    'Zeiler and Fergus, "Visualizing and understanding convolutional networks" (2014); PyTorch MaxUnpool2d.',
  counterparts: {
    pytorch: {
      name: 'nn.MaxUnpool{n}d',
      functions: ['F.max_unpool{n}d'],
      arguments: { kernel_size: 'kernel', stride: 'stride', padding: 'pad', output_size: 'size' },
      positional: 1,
    },
    caffe: none('upstream Caffe has no unpooling'),
  },
  operands: { min: 1, max: 2 },
  parameters: {
    kernel: perAxis({ doc: 'Size of the windows of the pooling in pixels.' }),
    stride: perAxis({
      doc: 'Step between neighbouring windows in pixels.',
      default: undefined,
      defaultText: 'the kernel',
    }),
    pad: padding({ doc: 'Zeros that the pooling had around its input.', default: 0 }),
    size: sizePerAxis({
      doc: 'Size of the output, one number or one for each axis, where the pooling left pixels over.',
      default: undefined,
      defaultText: 'as its windows cover',
    }),
  },
  outline: channelsOnly,
  infer: (call) => {
    const { args, inputs, input, report, undetermined } = call;
    const sizes = spatialSizes('MaxUnpool', input, report);
    if (!sizes) return undetermined();
    const rank = sizes.length;
    const at = (parameter: string) => ({ callee: 'MaxUnpool', parameter, report });
    const kernels = eachAxis(args.kernel, rank, at('kernel'));
    const strides = args.stride === undefined ? kernels : eachAxis(args.stride, rank, at('stride'));
    const paddings = eachPadding(args.pad, rank, at('pad'));
    const targets = args.size === undefined ? [] : eachAxis<Dim>(args.size, rank, at('size'));
    if (!kernels || !strides || !paddings || !targets) return channelsOnly(call);
    const axes = sizes.map((from, axis) => {
      const [kernel = 1, stride = 1, own] = [kernels[axis], strides[axis], paddings[axis]];
      const [before, after] = own === undefined || own === 'same' ? [0, 0] : own;
      const covered = addDim(mulDim(addDim(from, -1), stride), sub(kernel, add(before, after)));
      const result = targets[axis] ?? covered;
      const size = isKnown(from) ? formatDim(from) : 'n';
      const cut = before === after ? `2·${before}` : `${before} − ${after}`;
      return {
        label: spatialAxisName(axis, rank),
        formula:
          targets[axis] === undefined ? `(${size} − 1)·${stride} − ${cut} + ${kernel}` : stepNames.asGiven,
        result,
        field: stamped({ kernel, stride, dilation: 1, cut: before }, result),
      };
    });
    return {
      outputs: [[input[0] ?? 1, ...axes.map(({ result }) => result)]],
      field: windowsOrLost(axes.map(({ field }) => field)),
      // The positions that a pooling gives, as a second input, are no values that are mixed.
      ...(inputs.length > 1 && { shapeOnly: [1] }),
      explain: () => mergeSteps(axes),
    };
  },
});
