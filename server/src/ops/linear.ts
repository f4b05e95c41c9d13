// Linear (fully connected) layer.
import { elementsOf, isUnknown } from '../math/dim.js';
import { term } from '../math/formula.js';
import { axisName } from './axes.js';
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
  outline: ({ args: { features }, input, unknownSize, undetermined }) => ({
    ...undetermined([...input.slice(0, -1), features ?? unknownSize('features')]),
    field: global,
  }),
  infer: ({ args: { features, bias }, input, report }) => {
    const last = input.at(-1) ?? 1;
    const leading = input.slice(0, -1);
    if (input.length > 2) {
      const elements = elementsOf(input);
      const axis = axisName(input.length - 1, input.length);
      report({
        code: 'linear-over-space',
        data: { input, axis, elements: isUnknown(elements) ? input : [elements] },
      });
    }
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
