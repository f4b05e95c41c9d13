// Repeating a tensor along axes: without copying, where an axis has size 1, or as tiles.
import { expectations, remedies, rules } from '../findings/operators.js';
import { none } from './counterparts.js';
import { mulDim, type Dim } from '../math/dim.js';
import { agreeDims } from '../math/requirements.js';
import { lost, pointwise } from './field.js';
import { defineOperator } from './operator.js';
import { sizes } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** Axes of size 1 are repeated to the given sizes; −1 keeps a size. Sizes before those of the input are new axes. */
export const expand = defineOperator({
  name: 'Expand',
  family: 'shape',
  summary: 'Repeats axes of size 1 without copying them.',
  source: 'PyTorch expand.',
  counterparts: {
    pytorch: { name: 'x.expand', arguments: { sizes: 'sizes' } },
    caffe: none('upstream Caffe has none'),
  },
  view: true,
  parameters: { sizes: sizes({ doc: 'Sizes of the output; −1 keeps that of the input.', min: -1 }) },
  infer: ({ input, args, report, undetermined }) => {
    const added = args.sizes.length - input.length;
    if (added < 0) {
      report({
        code: 'rank-mismatch',
        data: {
          operator: 'Expand',
          expected: expectations.atMostAxes(args.sizes.length),
          found: input,
          fix: remedies.sizePerAxis,
        },
      });
      return undetermined();
    }
    const output = args.sizes.map((size, axis): Dim => (size === -1 ? (input[axis - added] ?? 1) : size));
    const wrong = output.some((size, axis) => {
      const own = input[axis - added];
      if (own !== undefined && own !== 1) agreeDims(own, size, true);
      return typeof own === 'number' && typeof size === 'number' && own !== 1 && own !== size;
    });
    if (wrong) {
      const data = {
        operation: 'Expand',
        expected: output,
        found: input,
        axis: rules.notOne,
        rule: rules.whereLarger,
      };
      report({ code: 'shape-mismatch', data });
    }
    return { outputs: [output], field: added === 0 ? pointwise : lost(fieldReasons.axesAdded('Expand')) };
  },
});

/** Each axis is laid end to end so many times. */
export const repeat = defineOperator({
  name: 'Repeat',
  family: 'shape',
  summary: 'Lays copies of a tensor side by side.',
  source: 'PyTorch repeat; NumPy tile.',
  counterparts: {
    pytorch: { name: 'x.repeat', arguments: { repeats: 'repeats' } },
    caffe: none('upstream Caffe has none'),
  },
  parameters: { repeats: sizes({ doc: 'How many times each axis is repeated.', min: 1 }) },
  infer: ({ input, args }) => {
    const rank = Math.max(input.length, args.repeats.length);
    const at = (list: readonly Dim[], axis: number): Dim => list[axis - rank + list.length] ?? 1;
    const output = Array.from({ length: rank }, (_, axis) => mulDim(at(input, axis), at(args.repeats, axis)));
    const same = args.repeats.every((count) => count === 1);
    return { outputs: [output], field: same ? pointwise : lost(fieldReasons.copies) };
  },
});
