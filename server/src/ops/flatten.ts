// Flatten: neighbouring axes become one.
import { countedAxis } from './counterparts.js';
import { formatDim, productDim } from '../math/dim.js';
import { axisName, axisOf } from './axes.js';
import { lost, pointwise } from './field.js';
import { defineOperator } from './operator.js';
import { integer } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** [C, …] → [product], or from axis `start` to axis `end` only. */
export const flatten = defineOperator({
  name: 'Flatten',
  family: 'shape',
  summary: 'Lays all elements, or those of neighbouring axes, in one row.',
  source: 'PyTorch Flatten.',
  counterparts: {
    pytorch: {
      name: 'torch.flatten',
      functions: ['nn.Flatten'],
      arguments: { start_dim: countedAxis('start'), end_dim: countedAxis('end') },
    },
    caffe: {
      name: 'Flatten',
      message: 'flatten_param',
      arguments: { axis: countedAxis('start', 1), end_axis: countedAxis('end', -1) },
    },
  },
  view: true,
  parameters: {
    start: integer({ doc: 'First axis to flatten; 1 keeps the channels.', default: 0 }),
    end: integer({ doc: 'Last axis to flatten; −1 is the last.', default: -1 }),
  },
  infer: ({ input, args, report, undetermined }) => {
    if (input.length === 0) return { outputs: [[1]] };
    const start = axisOf(args.start, 'Flatten', input, report, 'start');
    const end = axisOf(args.end, 'Flatten', input, report, 'end');
    if (start === undefined || end === undefined) return undetermined();
    if (end <= start) return { outputs: [input] };
    const flat = input.slice(start, end + 1);
    const output = [...input.slice(0, start), productDim(flat), ...input.slice(end + 1)];
    return {
      outputs: [output],
      field: input.length === output.length ? pointwise : lost(fieldReasons.merged('Flatten')),
      explain: () => [
        {
          label: axisName(start, output.length),
          formula: flat.map(formatDim).join('·'),
          result: productDim(flat),
        },
      ],
    };
  },
});
