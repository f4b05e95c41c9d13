// Select: elements that are chosen by their values or by positions that a tensor gives, and put in a tensor of given sizes.
import { none } from './counterparts.js';
import { lost } from './field.js';
import { defineOperator } from './operator.js';
import { sizes } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** Any shape → the sizes that the call asks for; which elements go where depends on values. */
export const select = defineOperator({
  name: 'Select',
  family: 'shape',
  summary: 'Takes elements by their values, as the k largest, or by positions that a tensor gives.',
  source: 'PyTorch topk, gather, grid_sample and repeat_interleave.',
  counterparts: {
    pytorch: { name: 'x.gather', without: { sizes: 'the shape of the positions' } },
    caffe: none('upstream Caffe has none'),
  },
  operands: { min: 1, max: 2 },
  parameters: { sizes: sizes({ doc: 'Sizes of the output.', min: 0 }) },
  infer: ({ args }) => ({ outputs: [args.sizes], field: lost(fieldReasons.selected('Select')) }),
});
