// Axpy: one tensor times a factor for each channel, plus another.
import { none, plain } from './counterparts.js';
import { agreeDims } from '../math/requirements.js';
import { pointwise } from './field.js';
import { agree, sameRank } from './join.js';
import { defineOperator } from './operator.js';

/** Factors [C] or [C, 1, …], x [shape], y [shape] → [shape]. */
export const axpy = defineOperator({
  name: 'Axpy',
  family: 'join',
  summary: 'Multiplies its second input by a factor for each channel, its first input, and adds the third.',
  source: 'Hu, Shen and Sun, "Squeeze-and-excitation networks" (2017): axpy_layer.cpp of their Caffe.',
  counterparts: {
    pytorch: plain('torch.addcmul'),
    caffe: none('the layer Axpy is of a branch of Caffe; upstream has none'),
  },
  operands: { min: 3, max: 3 },
  parameters: {},
  infer: (call) => {
    const { inputs, report } = call;
    const [factors = [], scaled = [], added = []] = inputs;
    const joined = { ...call, inputs: [scaled, added] };
    if (!sameRank('Axpy', joined)) return call.undetermined();
    const [output, wanted = 1, given = 1] = [agree('Axpy', joined, { rule: 'sizes' }), scaled[0], factors[0]];
    if (agreeDims(wanted, given) === 'unequal') {
      report(
        {
          code: 'shape-mismatch',
          data: { operation: 'Axpy', expected: scaled, found: factors, axis: 'channels', rule: 'channels' },
        },
        { at: 'input', index: 0, other: 1 },
      );
    }
    return { outputs: [output], field: pointwise };
  },
});
