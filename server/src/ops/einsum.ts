// Products and sums over named axes, of which matrix products are a case.
import { expectations, remedies } from '../findings/operators.js';
import { none } from './counterparts.js';
import { isUnknown, type Dim } from '../math/dim.js';
import { agreeDims } from '../math/requirements.js';
import { term } from '../math/formula.js';
import { global } from './field.js';
import { defineOperator } from './operator.js';
import { formatArgument, type ArgumentValue, type Parameter } from './parameters.js';

const equation: Parameter<string> = {
  type: 'text such as ij,jk->ik',
  doc: 'A letter for each axis of the inputs, then those of the output; letters that the output lacks are summed over.',
  default: undefined,
  read: (value: ArgumentValue, callee, parameter) =>
    isUnknown(value)
      ? value
      : typeof value === 'string'
        ? { value }
        : {
            problem: {
              code: 'argument-type',
              data: { callee, parameter, expected: 'a text', found: formatArgument(value) },
            },
          },
};

/**
 * MACs of two and more inputs: the product of the sizes of all letters. Where no letter is summed over nothing is accumulated:
 * that is a product element by element, as PyTorch computes it.
 */
export const einsum = defineOperator({
  name: 'Einsum',
  family: 'linear',
  summary: 'Multiplies tensors along axes of one letter, and sums over the letters that the output lacks.',
  source: 'Einstein summation; PyTorch einsum.',
  counterparts: {
    pytorch: { name: 'torch.einsum', arguments: { equation: 'equation' }, positional: 1 },
    caffe: none('upstream Caffe has none'),
  },
  operands: { min: 1, max: Infinity },
  multiplies: true,
  parameters: { equation },
  infer: ({ inputs, args, report, undetermined, unknownSize }) => {
    const [left = '', right = ''] = args.equation.split('->');
    const terms = left.split(',');
    const sizes = new Map<string, Dim>();
    for (const [index, letters] of terms.entries()) {
      const shape = inputs[index] ?? [];
      if ([...letters].length !== shape.length) {
        const data = {
          operator: 'Einsum',
          expected: expectations.axisPerLetter(letters),
          found: shape,
          fix: remedies.letterPerAxis,
        };
        report({ code: 'rank-mismatch', data }, { at: 'input', index });
        return undetermined();
      }
      for (const [axis, letter] of [...letters].entries()) {
        const size = shape[axis] ?? 1;
        const known = sizes.get(letter);
        if (known === undefined || known === 1) sizes.set(letter, size);
        else if (size !== 1 && agreeDims(known, size, true) === 'unequal') {
          const [first = [], other = []] = [inputs[0], shape];
          const data = { operator: 'Einsum', left: first, right: other, leftSize: known, rightSize: size };
          report({ code: 'inner-size-mismatch', data }, { at: 'input', index, other: 0 });
          sizes.set(letter, unknownSize(letter));
        }
      }
    }
    return {
      outputs: [[...right].map((letter) => sizes.get(letter) ?? 1)],
      field: global,
      macs:
        terms.length > 1 && [...sizes.keys()].some((letter) => !right.includes(letter))
          ? [term('multiply-accumulates', ...sizes.values())]
          : [],
    };
  },
});
