// Linear (fully connected) layer.
import { stepNames } from '../findings/operators.js';
import { countedAxis } from './counterparts.js';
import { elementsOf, formatDim, isUnknown, productDim } from '../math/dim.js';
import { term } from '../math/formula.js';
import { axisName, axisOf } from './axes.js';
import { global } from './field.js';
import { defineOperator } from './operator.js';
import { flag, integer, size } from './parameters.js';

/**
 * […, F] → […, features], where F is the last axis, or all elements from `axis` on.
 * Weight [features, F], bias [features]; MACs = F · features for each leading position.
 */
export const linear = defineOperator({
  name: 'Linear',
  family: 'linear',
  summary: 'Multiplies the last axis by a learned matrix: every output feature sees every input feature.',
  source: 'PyTorch Linear.',
  counterparts: {
    pytorch: {
      name: 'nn.Linear',
      functions: ['F.linear'],
      arguments: { in_features: { input: 'features' }, out_features: 'features', bias: 'bias' },
      positional: 2,
      without: {
        axis: 'nn.Linear works on the last axis; with another one, the axes after it are flattened first',
      },
    },
    caffe: {
      name: 'InnerProduct',
      message: 'inner_product_param',
      arguments: { num_output: 'features', bias_term: 'bias', axis: countedAxis('axis', 1) },
    },
  },
  weighted: true,
  learns: true,
  multiplies: true,
  parameters: {
    features: size({ doc: 'Number of output features.' }),
    bias: flag({ doc: 'Whether a learned number is added to each output feature.', default: true }),
    axis: integer({
      doc: 'First axis of the input features: it and all following axes are flattened.',
      default: undefined,
      defaultText: 'the last',
    }),
  },
  outline: ({ args: { features, axis }, input, unknownSize, undetermined }) => ({
    ...(axis === undefined
      ? undetermined([...input.slice(0, -1), features ?? unknownSize('features')])
      : undetermined()),
    field: global,
  }),
  infer: ({ args: { features, bias, axis }, input, report, undetermined }) => {
    const first = axis === undefined ? Math.max(0, input.length - 1) : axisOf(axis, 'Linear', input, report);
    if (first === undefined) return { ...undetermined(), field: global };
    const leading = input.slice(0, first);
    const row = first < input.length ? input.slice(first) : [1];
    const last = productDim(row);
    if (axis === undefined && input.length > 2) {
      const elements = elementsOf(input);
      const axis = axisName(input.length - 1, input.length);
      report({
        code: 'linear-over-space',
        data: { input, axis, elements: isUnknown(elements) ? undefined : elements },
      });
    }
    return {
      outputs: [[...leading, features]],
      field: global,
      weights: [
        { name: 'weight', shape: [features, last], factors: [...row, features] },
        ...(bias ? [{ name: 'bias', shape: [features] }] : []),
      ],
      macs: [term('multiply-accumulates', ...row, features, ...leading)],
      explain: () =>
        row.length > 1
          ? [{ label: stepNames.inputFeatures, formula: row.map(formatDim).join('·'), result: last }]
          : [],
    };
  },
});
