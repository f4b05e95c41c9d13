// Attention itself: queries, keys and values that are computed already.
import { expectations, remedies } from '../findings/operators.js';
import { none, plain } from './counterparts.js';
import type { Dim } from '../math/dim.js';
import { agreeDims } from '../math/requirements.js';
import { term } from '../math/formula.js';
import { global } from './field.js';
import { defineOperator } from './operator.js';

/** […, T, d], […, S, d], […, S, e] → […, T, e]; MACs = T·S·d for the scores and T·S·e for the mixing. */
export const scaledAttention = defineOperator({
  name: 'ScaledDotProductAttention',
  family: 'attention',
  summary: 'Mixes the values of all tokens, each weighted by how well its key answers the query.',
  source:
    'Vaswani et al., "Attention is all you need" (2017), equation 1; PyTorch scaled_dot_product_attention.',
  counterparts: { pytorch: plain('F.scaled_dot_product_attention'), caffe: none('upstream Caffe has none') },
  operands: { min: 3, max: 3 },
  multiplies: true,
  parameters: {},
  infer: ({ inputs, report, undetermined }) => {
    const [query = [], key = [], value = []] = inputs;
    const short = inputs.findIndex((shape) => shape.length < 2);
    if (short >= 0) {
      const data = {
        operator: 'ScaledDotProductAttention',
        expected: expectations.tokens,
        found: inputs[short] ?? [],
        fix: remedies.twoAxesAll,
      };
      report({ code: 'rank-mismatch', data }, { at: 'input', index: short });
      return undetermined();
    }
    const [tokens = 1, width = 1] = query.slice(-2);
    const [seen = 1, keyWidth = 1] = key.slice(-2);
    const mixed: Dim = value.at(-1) ?? 1;
    const leading = query.slice(0, -2);
    if (agreeDims(width, keyWidth) === 'unequal') {
      const data = { operator: 'attention', left: query, right: key, leftSize: width, rightSize: keyWidth };
      report({ code: 'inner-size-mismatch', data }, { at: 'input', index: 1, other: 0 });
    }
    return {
      outputs: [[...leading, tokens, mixed]],
      field: global,
      macs: [
        term('scores', ...leading, tokens, seen, width),
        term('mixing', ...leading, tokens, seen, mixed),
      ],
    };
  },
});
