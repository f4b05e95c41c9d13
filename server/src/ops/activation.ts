// Activations: the same function of every element, without parameters unless said otherwise.
import { defineOperator } from './operator.js';

/** Any shape → the same shape. */
export const relu = defineOperator({
  name: 'ReLU',
  family: 'activation',
  summary: 'max(0, x): passes what is positive, element by element.',
  source: 'Nair and Hinton (2010).',
  parameters: {},
  infer: ({ input }) => ({ outputs: [input] }),
});
