// Nothing at all: a shortcut, or a place to name.
import { none, plain } from './counterparts.js';
import { defineOperator } from './operator.js';

/** Any shape → the same shape. */
export const identity = defineOperator({
  name: 'Identity',
  family: 'shape',
  summary: 'Passes its input as it is.',
  source: 'PyTorch Identity.',
  counterparts: { pytorch: plain('nn.Identity'), caffe: none('the blob is read under its own name') },
  view: true,
  parameters: {},
  infer: ({ input }) => ({ outputs: [input] }),
});
