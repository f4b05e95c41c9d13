// Multi-head attention.
import { expectations, remedies, stepNames } from '../findings/operators.js';
import { none } from './counterparts.js';
import { isKnown, mulDim, type Dim } from '../math/dim.js';
import { requireDivides } from '../math/requirements.js';
import { term } from '../math/formula.js';
import { mod } from '../math/int.js';
import { global } from './field.js';
import { defineOperator, type Weight } from './operator.js';
import { flag, integer } from './parameters.js';

/**
 * Tokens [T, D] → [T, D]; with a second input [S, E] these attend to that one.
 * Four projections of D × D (keys and values of D × E); MACs = 4·T·D·D for them, 2·T·T·D for scores and mixing.
 */
export const multiHeadAttention = defineOperator({
  name: 'MultiHeadAttention',
  family: 'attention',
  summary: 'Every token gathers from all tokens, each weighted by how well its key answers the query.',
  source: 'Vaswani et al., "Attention is all you need" (2017), section 3.2; PyTorch MultiheadAttention.',
  counterparts: {
    pytorch: {
      name: 'nn.MultiheadAttention',
      arguments: {
        embed_dim: { input: 'features' },
        num_heads: 'heads',
        bias: 'qkvBias',
        batch_first: { fixed: true },
      },
      positional: 2,
      without: {
        outBias: 'PyTorch has one word for both biases; a class of its own is written where they differ',
      },
    },
    caffe: none('upstream Caffe has no attention'),
  },
  operands: { min: 1, max: 2 },
  learns: true,
  multiplies: true,
  parameters: {
    heads: integer({ doc: 'Number of equal parts of the features that attend on their own.', min: 1 }),
    qkvBias: flag({ doc: 'Whether the projections to queries, keys and values have biases.', default: true }),
    outBias: flag({ doc: 'Whether the projection of the result has a bias.', default: true }),
  },
  outline: ({ input, undetermined }) => ({ ...undetermined(input), field: global }),
  infer: ({ inputs, input, args, report, undetermined }) => {
    const wrong = inputs.findIndex((shape) => shape.length !== 2);
    if (wrong >= 0) {
      const data = {
        operator: 'MultiHeadAttention',
        expected: expectations.tokens,
        found: inputs[wrong] ?? [],
        fix: remedies.tokens,
      };
      report({ code: 'rank-mismatch', data }, { at: 'input', index: wrong });
      return undetermined();
    }
    const [tokens = 1, features = 1] = input;
    const [seen = tokens, seenFeatures = features] = inputs[1] ?? [];
    requireDivides(args.heads, features);
    if (isKnown(features) && mod(features, args.heads) !== 0) {
      report(
        {
          code: 'not-divisible',
          data: { operator: 'MultiHeadAttention', what: 'features', value: features, divisor: args.heads },
        },
        { at: 'argument', argument: 'heads' },
      );
    }
    const projection = (name: string, count: number, from: Dim, bias: boolean): Weight[] => [
      { name, shape: [mulDim(features, count), from], factors: [count, from, features] },
      ...(bias
        ? [{ name: `${name} bias`, shape: [mulDim(features, count)], factors: [count, features] }]
        : []),
    ];
    const self = inputs.length === 1;
    return {
      outputs: [input],
      field: global,
      weights: [
        // One tensor wherever it can be one, so that a layer which attends to itself and to others learns once.
        ...(self || seenFeatures === features
          ? projection(stepNames.queryKeyValue, 3, features, args.qkvBias)
          : [
              ...projection('query', 1, features, args.qkvBias),
              ...projection(stepNames.keyValue, 2, seenFeatures, args.qkvBias),
            ]),
        ...projection('output', 1, features, args.outBias),
      ],
      macs: [
        ...(self
          ? [term('projections', 4, tokens, features, features)]
          : [
              term(stepNames.queriesAndOutput, 2, tokens, features, features),
              term(stepNames.keysAndValues, 2, seen, seenFeatures, features),
            ]),
        term(stepNames.scores, 2, tokens, seen, features),
      ],
    };
  },
});
