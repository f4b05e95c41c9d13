// Layers that choose, order or drop whole examples of a batch: shapes, which leave the batch out, stay as they are.
import { none, plain } from './counterparts.js';
import { pointwise } from './field.js';
import { defineOperator } from './operator.js';

/** Tensors and a choice of examples → the tensors. */
export const filter = defineOperator({
  name: 'Filter',
  family: 'shape',
  summary: 'Keeps the examples that its last input chooses; how many depends on the data.',
  source: 'Caffe Filter.',
  counterparts: {
    pytorch: plain('x[…]'),
    caffe: plain('Filter'),
  },
  operands: { min: 2, max: Infinity },
  parameters: {},
  infer: ({ inputs }) => ({
    outputs: inputs.slice(0, -1),
    field: pointwise,
    shapeOnly: [inputs.length - 1],
  }),
});

/** A tensor and indices of examples → the tensor. */
export const reindex = defineOperator({
  name: 'Reindex',
  family: 'shape',
  summary:
    'Puts examples in the order that its second input gives, some of them several times or not at all.',
  source: 'Caffe BatchReindex.',
  counterparts: {
    pytorch: plain('x[…]'),
    caffe: plain('BatchReindex'),
  },
  operands: { min: 2, max: 2 },
  parameters: {},
  infer: ({ input }) => ({ outputs: [input], shapeOnly: [1] }),
});

/** Any tensors → nothing. */
export const silence = defineOperator({
  name: 'Silence',
  family: 'shape',
  summary: 'Reads its inputs and gives nothing, so that they are no outputs of the network.',
  source: 'Caffe Silence.',
  counterparts: {
    pytorch: none('it gives nothing, so that nothing of it is written'),
    caffe: plain('Silence'),
  },
  view: true,
  operands: { min: 1, max: Infinity },
  parameters: {},
  infer: () => ({ outputs: [] }),
});
