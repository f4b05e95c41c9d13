// A learned tensor that is no layer's own, such as a class token or an embedding of positions.
import { none } from './counterparts.js';
import { defineOperator } from './operator.js';
import { sizes } from './parameters.js';

/** Nothing → a tensor of the given sizes, all of them learned. */
export const parameter = defineOperator({
  name: 'Parameter',
  family: 'embedding',
  summary: 'A learned tensor without inputs.',
  source: 'PyTorch nn.Parameter.',
  counterparts: {
    pytorch: { name: 'nn.Parameter', arguments: { data: 'sizes' } },
    caffe: none('the layer Parameter, which Fovea does not read'),
  },
  operands: { min: 0, max: 0 },
  learns: true,
  view: true,
  parameters: { sizes: sizes({ doc: 'Sizes of the tensor.', min: 1 }) },
  infer: ({ args }) => ({ outputs: [args.sizes], weights: [{ name: 'weight', shape: args.sizes }] }),
});
