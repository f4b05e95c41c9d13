// Embedding: a table of learned vectors.
import { lost } from './field.js';
import { defineOperator } from './operator.js';
import { flag, size } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** […positions] of indices → […positions, features]. Weight [count, features]; no multiplications. */
export const embedding = defineOperator({
  name: 'Embedding',
  family: 'embedding',
  summary: 'Looks up a learned vector for each index of its input.',
  source: 'Bengio et al., "A neural probabilistic language model" (2003); PyTorch Embedding.',
  counterparts: {
    pytorch: {
      name: 'nn.Embedding',
      functions: ['F.embedding'],
      arguments: { num_embeddings: 'count', embedding_dim: 'features' },
      positional: 2,
      without: { bias: 'a parameter that is added' },
    },
    caffe: {
      name: 'Embed',
      message: 'embed_param',
      arguments: { input_dim: 'count', num_output: 'features', bias_term: { is: 'bias', default: true } },
    },
  },
  learns: true,
  parameters: {
    count: size({ doc: 'Number of vectors in the table: the size of the vocabulary.' }),
    features: size({ doc: 'Length of each vector.' }),
    bias: flag({ doc: 'Whether one more learned vector is added to each.', default: false }),
  },
  outline: ({ input, args, unknownSize, undetermined }) =>
    undetermined([...input, args.features ?? unknownSize('features')]),
  infer: ({ input, args: { count, features, bias } }) => ({
    outputs: [[...input, features]],
    field: lost(fieldReasons.indices),
    weights: [
      { name: 'weight', shape: [count, features] },
      ...(bias ? [{ name: 'bias', shape: [features] }] : []),
    ],
  }),
});
