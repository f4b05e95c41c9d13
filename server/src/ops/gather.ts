// Looking up positions along an axis by a tensor of indices.
import { countedAxis, none } from './counterparts.js';
import { axisOf } from './axes.js';
import { lost } from './field.js';
import { defineOperator } from './operator.js';
import { integer, sizes } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** The axis gives way to the sizes of the indices. */
export const gather = defineOperator({
  name: 'Gather',
  family: 'shape',
  summary: 'Takes the elements of an axis that a tensor of indices names.',
  source: 'NumPy advanced indexing; PyTorch index_select.',
  counterparts: {
    pytorch: {
      name: 'torch.index_select',
      arguments: { dim: countedAxis('axis') },
      without: { sizes: 'the shape of the indices' },
    },
    caffe: none('upstream Caffe has none'),
  },
  parameters: {
    axis: integer({ doc: 'Axis that is indexed.', default: 0 }),
    sizes: sizes({ doc: 'Sizes of the tensor of indices.', min: 0 }),
  },
  infer: ({ input, args, report, undetermined }) => {
    const axis = axisOf(args.axis, 'Gather', input, report);
    if (axis === undefined) return undetermined();
    return {
      outputs: [[...input.slice(0, axis), ...args.sizes, ...input.slice(axis + 1)]],
      field: lost(fieldReasons.selected('Gather')),
    };
  },
});
