// Product of two computed matrices.
import { expectations, remedies, rules } from '../findings/operators.js';
import { none } from './counterparts.js';
import type { Dim } from '../math/dim.js';
import { agreeDims } from '../math/requirements.js';
import { term } from '../math/formula.js';
import { global } from './field.js';
import { agree } from './join.js';
import { defineOperator } from './operator.js';
import { flag } from './parameters.js';

/** […, n, k] × […, k, m] → […, n, m]; MACs = n·k·m for each leading position. */
export const matMul = defineOperator({
  name: 'MatMul',
  family: 'attention',
  summary: 'Multiplies two matrices, or stacks of matrices, that are both computed.',
  source: 'PyTorch matmul, without broadcasting.',
  counterparts: {
    pytorch: {
      name: 'torch.matmul',
      functions: ['torch.bmm', '@'],
      without: { transpose: 'the second operand is transposed before' },
    },
    caffe: none('upstream Caffe has no product of two blobs'),
  },
  operands: { min: 2, max: 2 },
  multiplies: true,
  parameters: {
    transpose: flag({
      doc: 'Whether the last two axes of the right matrix change places first.',
      default: false,
    }),
  },
  infer: ({ inputs, args, report, unknownSize, undetermined }) => {
    const [left = [], right = []] = inputs;
    const short = inputs.findIndex((shape) => shape.length < 2);
    if (short >= 0) {
      report(
        {
          code: 'rank-mismatch',
          data: {
            operator: 'MatMul',
            expected: expectations.matrices,
            found: inputs[short] ?? [],
            fix: remedies.twoAxesEach,
          },
        },
        { at: 'input', index: short },
      );
      return undetermined();
    }
    if (left.length !== right.length) {
      const data = {
        operation: 'MatMul',
        expected: left,
        found: right,
        axis: undefined,
        rule: rules.axes,
      };
      report({ code: 'shape-mismatch', data }, { at: 'input', index: 1, other: 0 });
      return undetermined();
    }
    const [rows = 1, inner = 1] = left.slice(-2);
    const [first = 1, second = 1] = right.slice(-2);
    const [height, columns] = args.transpose ? [second, first] : [first, second];
    const leading: Dim[] = agree(
      'MatMul',
      { inputs: inputs.map((shape) => shape.slice(0, -2)), report, unknownSize },
      { rule: rules.allButMatrix },
    );
    if (agreeDims(inner, height) === 'unequal') {
      report(
        {
          code: 'inner-size-mismatch',
          data: { operator: 'MatMul', left, right, leftSize: inner, rightSize: height },
        },
        { at: 'input', index: 1, other: 0 },
      );
      return { ...undetermined([...leading, rows, columns]), field: global };
    }
    return {
      outputs: [[...leading, rows, columns]],
      field: global,
      macs: [term('multiply-accumulates', ...leading, rows, inner, columns)],
    };
  },
});
