// Regularisation by chance: in training only, so that nothing is written at inference.
import { defineOperator } from './operator.js';
import { real } from './parameters.js';

/** Any shape → the same shape. */
const drop = (name: string, summary: string, source: string, probability: number) =>
  defineOperator({
    name,
    family: 'regularization',
    summary,
    source,
    view: true,
    parameters: {
      p: real({ doc: 'Probability of being dropped.', default: probability, min: 0, max: 1 }),
    },
    infer: ({ input }) => ({ outputs: [input] }),
  });

export const dropout = drop(
  'Dropout',
  'Sets elements to 0 at random in training; passes its input at inference.',
  'Srivastava et al., "Dropout" (2014).',
  0.5,
);

export const dropPath = drop(
  'DropPath',
  'Drops a whole branch at random in training; passes its input at inference.',
  'Huang et al., "Deep networks with stochastic depth" (2016); Larsson, Maire and Shakhnarovich, "FractalNet" (2016).',
  0.1,
);
