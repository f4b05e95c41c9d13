// Linear (fully connected) layer.
import { term } from '../math/formula.js';
import { global } from './field.js';
import { defineOperator } from './operator.js';
import { flag, size } from './parameters.js';

/** […, F] → […, features]. Weight [features, F], bias [features]; MACs = F · features for each leading position. */
export const linear = defineOperator({
  name: 'Linear',
  family: 'linear',
  summary: 'Multiplies the last axis by a learned matrix: every output feature sees every input feature.',
  source: 'PyTorch Linear.',
  weighted: true,
  learns: true,
  multiplies: true,
  parameters: {
    features: size({ doc: 'Number of output features.' }),
    bias: flag({ doc: 'Whether a learned number is added to each output feature.', default: true }),
  },
  infer: ({ args: { features, bias }, input }) => {
    const last = input.at(-1) ?? 1;
    const leading = input.slice(0, -1);
    return {
      outputs: [[...leading, features]],
      field: global,
      weights: [
        { name: 'weight', shape: [features, last], factors: [last, features] },
        ...(bias ? [{ name: 'bias', shape: [features] }] : []),
      ],
      macs: [term('multiply-accumulates', last, features, ...leading)],
    };
  },
});
