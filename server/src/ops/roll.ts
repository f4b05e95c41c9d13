// Rolling: elements that leave at one end of an axis come in at the other.
import { lost } from './field.js';
import { defineOperator } from './operator.js';

/** Any shape → the same shape. */
export const roll = defineOperator({
  name: 'Roll',
  family: 'shape',
  summary: 'Shifts the elements along axes, those that leave at one end coming in at the other.',
  source: 'PyTorch roll; Liu et al., "Swin transformer" (2021), section 3.2.',
  parameters: {},
  infer: ({ input }) => ({ outputs: [input], field: lost('Roll wraps around the edges') }),
});
