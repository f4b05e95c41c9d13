// Layers of matrices: inner products, embeddings, recurrent layers.
import { reasons } from '../../../findings/reasons.js';
import { embedding } from '../../../ops/embedding.js';
import { linear } from '../../../ops/linear.js';
import type { Operator } from '../../../ops/operator.js';
import { markedLstm, markedRnn } from '../../../ops/recurrent.js';
import { exactly, from, type LayerType, type LayerLowering } from './layerType.js';

function innerProduct(lowering: LayerLowering): void {
  const param = lowering.param('inner_product_param');
  lowering.use(linear);
  if (!lowering.axis('axis', param, 'axis', 1)) return;
  lowering.require('features', param, 'inner_product_param', 'num_output', 'it is the number of outputs');
  lowering.flag('bias', param, 'bias_term');
}

function embed(lowering: LayerLowering): void {
  const param = lowering.param('embed_param');
  lowering.use(embedding);
  lowering.require('count', param, 'embed_param', 'input_dim', 'it is the number of vectors');
  lowering.require('features', param, 'embed_param', 'num_output', 'it is the length of each vector');
  lowering.give('bias', param.flag('bias_term') ?? true, param.field('bias_term'));
}

const recurrent =
  (operator: Operator) =>
  (lowering: LayerLowering): void => {
    const param = lowering.param('recurrent_param');
    if (param.flag('expose_hidden')) {
      lowering.unknown(reasons.exposeHidden);
      return;
    }
    lowering.use(operator);
    lowering.require('features', param, 'recurrent_param', 'num_output', 'it is the number of outputs');
  };

const one = { bottoms: exactly(1), tops: exactly(1) };
const sequence = { bottoms: from(2, 3), tops: exactly(1) };

export const denseLayers: Readonly<Record<string, LayerType>> = {
  InnerProduct: {
    doc: 'A learned matrix: every output sees every input.',
    ...one,
    sees: (layer) => ((layer.sub('inner_product_param').int('axis') ?? 1) === 1 ? 'row' : undefined),
    lower: innerProduct,
  },
  Embed: { doc: 'Looks up a learned vector for each index.', ...one, lower: embed },
  LSTM: { doc: 'Long short-term memory over steps.', ...sequence, lower: recurrent(markedLstm) },
  RNN: { doc: 'A simple recurrent layer over steps.', ...sequence, lower: recurrent(markedRnn) },
};
