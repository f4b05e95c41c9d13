// Joins: several tensors become one.
import { compareDims, isKnown, type Dim } from '../math/dim.js';
import { axisName } from './axes.js';
import { defineOperator, type Call, type Inference } from './operator.js';

/** Element-wise joins need operands of one shape; what they disagree in goes on as unknown. */
function elementwise(operation: string, { inputs, input, report, unknownSize }: Call<unknown>): Inference {
  const rank = input.length;
  const other = inputs.findIndex((shape) => shape.length !== rank);
  if (other >= 0) {
    report(
      {
        code: 'shape-mismatch',
        data: { operation, expected: input, found: inputs[other] ?? [], axis: undefined, rule: 'numbers of axes and sizes' },
      },
      { at: 'input', index: other, other: 0 },
    );
    return { outputs: [input.map((_, axis) => unknownSize(`axis${axis}`))] };
  }
  return { outputs: [agree(operation, { inputs, report, unknownSize }, () => true, 'sizes in every axis')] };
}

/** The sizes in which operands agree; for each operand that differs from the first, one finding. */
export function agree(
  operation: string,
  { inputs, report, unknownSize }: Pick<Call<unknown>, 'inputs' | 'report' | 'unknownSize'>,
  compared: (axis: number) => boolean,
  rule: string,
): Dim[] {
  const [first = [], ...rest] = inputs;
  const result = [...first];
  rest.forEach((shape, index) => {
    const differing: number[] = [];
    shape.forEach((dim, axis) => {
      const own = first[axis];
      if (own === undefined || !compared(axis)) return;
      if (compareDims(own, dim) === 'unequal') differing.push(axis);
      else if (!isKnown(result[axis] ?? 1) && isKnown(dim)) result[axis] = dim;
    });
    for (const axis of differing) result[axis] = unknownSize(axisName(axis, first.length));
    if (differing.length === 0) return;
    const axis = differing.map((each) => axisName(each, first.length)).join(' and ');
    report(
      { code: 'shape-mismatch', data: { operation, expected: first, found: shape, axis, rule } },
      { at: 'input', index: index + 1, other: 0 },
    );
  });
  return result;
}

/** [shape] × n → [shape]: the sum of the operands, element by element. */
export const add = defineOperator({
  name: 'Add',
  family: 'join',
  summary: 'Adds its inputs element by element; all must have one shape.',
  source: 'He et al., "Deep Residual Learning for Image Recognition" (2015), equation 1.',
  operands: { min: 1, max: Infinity },
  parameters: {},
  infer: (call) => elementwise('Add', call),
});
