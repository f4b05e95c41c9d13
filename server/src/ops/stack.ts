// Stacking: tensors of one shape along a new axis.
import { rules } from '../findings/operators.js';
import { none, countedAxis } from './counterparts.js';
import { lost } from './field.js';
import { agree, sameRank } from './join.js';
import { defineOperator } from './operator.js';
import { integer } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** [shape] × n → the shape with a new axis of size n. */
export const stack = defineOperator({
  name: 'Stack',
  family: 'join',
  summary: 'Places tensors of one shape side by side along a new axis.',
  source: 'PyTorch stack.',
  counterparts: {
    pytorch: { name: 'torch.stack', arguments: { dim: countedAxis('axis') } },
    caffe: none('upstream Caffe has none'),
  },
  operands: { min: 1, max: Infinity },
  parameters: { axis: integer({ doc: 'Position of the new axis; −1 is the last.', default: 0 }) },
  infer: (call) => {
    const { inputs, input, args, undetermined } = call;
    if (!sameRank('Stack', call)) return undetermined();
    const sizes = agree('Stack', call, { rule: rules.everyAxis });
    const axis = Number(args.axis) + (args.axis < 0 ? input.length + 1 : 0);
    return {
      outputs: [[...sizes.slice(0, axis), inputs.length, ...sizes.slice(axis)]],
      field: lost(fieldReasons.axesAdded('Stack')),
    };
  },
});
