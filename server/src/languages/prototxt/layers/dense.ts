// Layers of matrices: inner products, embeddings, recurrent layers.
import { reasons } from '../../../findings/reasons.js';
import { embedding } from '../../../ops/embedding.js';
import { linear } from '../../../ops/linear.js';
import type { Operator } from '../../../ops/operator.js';
import { lstm, rnn } from '../../../ops/recurrent.js';
import { exactly, from, type LayerType, type Making } from './layerType.js';

function innerProduct(making: Making): void {
  const param = making.param('inner_product_param');
  making.use(linear);
  if (!making.axis('axis', param, 'axis', 1)) return;
  making.require('features', param, 'inner_product_param', 'num_output', 'it is the number of outputs');
  making.flag('bias', param, 'bias_term');
}

function embed(making: Making): void {
  const param = making.param('embed_param');
  making.use(embedding);
  making.require('count', param, 'embed_param', 'input_dim', 'it is the number of vectors');
  making.require('features', param, 'embed_param', 'num_output', 'it is the length of each vector');
  making.give('bias', param.flag('bias_term') ?? true, param.field('bias_term'));
}

const recurrent =
  (operator: Operator) =>
  (making: Making): void => {
    const param = making.param('recurrent_param');
    if (param.flag('expose_hidden')) {
      making.unknown(reasons.exposeHidden);
      return;
    }
    making.use(operator);
    making.require('features', param, 'recurrent_param', 'num_output', 'it is the number of outputs');
  };

const one = { bottoms: exactly(1), tops: exactly(1) };
const sequence = { bottoms: from(2, 3), tops: exactly(1) };

export const denseLayers: Readonly<Record<string, LayerType>> = {
  InnerProduct: {
    doc: 'A learned matrix: every output sees every input.',
    ...one,
    sees: (layer) => ((layer.sub('inner_product_param').int('axis') ?? 1) === 1 ? 'row' : undefined),
    make: innerProduct,
  },
  Embed: { doc: 'Looks up a learned vector for each index.', ...one, make: embed },
  LSTM: { doc: 'Long short-term memory over steps.', ...sequence, make: recurrent(lstm) },
  RNN: { doc: 'A simple recurrent layer over steps.', ...sequence, make: recurrent(rnn) },
};
