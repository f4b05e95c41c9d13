// Regularisation by chance: in training only, so that nothing is written at inference.
import { none, type Counterparts } from './counterparts.js';
import { defineOperator } from './operator.js';
import { real } from './parameters.js';

/** Any shape → the same shape. */
const drop = (
  name: string,
  summary: string,
  source: string,
  counterparts: Counterparts<'p'>,
  probability: number,
) =>
  defineOperator({
    name,
    family: 'regularization',
    summary,
    source,
    counterparts,
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
  {
    pytorch: { name: 'nn.Dropout', functions: ['F.dropout'], arguments: { p: 'p' }, positional: 1 },
    caffe: { name: 'Dropout', message: 'dropout_param', arguments: { dropout_ratio: 'p' } },
  },
  0.5,
);

export const dropPath = drop(
  'DropPath',
  'Drops a whole branch at random in training; passes its input at inference.',
  'Huang et al., "Deep networks with stochastic depth" (2016); Larsson, Maire and Shakhnarovich, "FractalNet" (2016).',
  {
    pytorch: none('PyTorch has none; a block in evaluation mode goes without'),
    caffe: none('Caffe has none; a network in the phase TEST goes without'),
  },
  0.1,
);
