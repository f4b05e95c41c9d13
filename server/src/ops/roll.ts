// Rolling: elements that leave at one end of an axis come in at the other.
import { none, countedAxis } from './counterparts.js';
import { lost } from './field.js';
import { defineOperator } from './operator.js';
import { integers } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** Any shape → the same shape. */
export const roll = defineOperator({
  name: 'Roll',
  family: 'shape',
  summary: 'Shifts the elements along axes, those that leave at one end coming in at the other.',
  source: 'PyTorch roll; Liu et al., "Swin transformer" (2021), section 3.2.',
  counterparts: {
    pytorch: { name: 'torch.roll', arguments: { shifts: 'shifts', dims: countedAxis('axes') } },
    caffe: none('upstream Caffe has none'),
  },
  parameters: {
    shifts: integers({
      doc: 'By how much along each of the axes.',
      default: undefined,
      defaultText: 'not known',
    }),
    axes: integers({
      doc: 'Axes that are shifted; 0 is the channels, −1 the last.',
      default: undefined,
      defaultText: 'not known',
    }),
  },
  infer: ({ input }) => ({ outputs: [input], field: lost(fieldReasons.wraps) }),
});
