// Nothing at all: a shortcut, or a place to name.
import { defineOperator } from './operator.js';

/** Any shape → the same shape. */
export const identity = defineOperator({
  name: 'Identity',
  family: 'shape',
  summary: 'Passes its input as it is.',
  source: 'PyTorch Identity.',
  view: true,
  parameters: {},
  infer: ({ input }) => ({ outputs: [input] }),
});
