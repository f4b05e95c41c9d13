// Permute: axes change places.
import { expectations } from '../findings/operators.js';
import { lost, pointwise } from './field.js';
import { defineOperator } from './operator.js';
import { formatArgument, integers } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** Axis i of the output is axis order[i] of the input. */
export const permute = defineOperator({
  name: 'Permute',
  family: 'shape',
  summary: 'Brings the axes of a tensor into another order.',
  source: 'PyTorch permute.',
  counterparts: {
    pytorch: { name: 'x.permute', functions: ['torch.permute', 'x.transpose'], arguments: { dims: 'order' } },
    caffe: { name: 'Permute', message: 'permute_param', arguments: { order: 'order' } },
  },
  parameters: {
    order: integers({
      doc: 'For each axis of the output the axis of the input that it is; 0 is the channels.',
    }),
  },
  infer: ({ input, args, report, undetermined }) => {
    const order = args.order.map((axis) => Number(axis) + (axis < 0 ? input.length : 0));
    const sorted = [...order].sort((a, b) => a - b);
    if (order.length !== input.length || sorted.some((axis, index) => axis !== index)) {
      report(
        {
          code: 'argument-range',
          data: {
            callee: 'Permute',
            parameter: 'order',
            expected: expectations.order(input.length),
            found: formatArgument(args.order),
          },
        },
        { at: 'argument', argument: 'order' },
      );
      return undetermined();
    }
    const output = order.flatMap((axis) => input[axis] ?? []);
    const moved = order.some((axis, index) => axis !== index);
    return { outputs: [output], field: moved ? lost(fieldReasons.moved) : pointwise };
  },
});
