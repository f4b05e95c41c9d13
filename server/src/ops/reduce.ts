// Reduce and ArgMax: one number, or the place of the largest, along axes.
import { countedAxis } from './counterparts.js';
import type { Dim } from '../math/dim.js';
import { axisName, axisOf } from './axes.js';
import { global, lost } from './field.js';
import { defineOperator } from './operator.js';
import { choice, flag, integer, size } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** Axes before `axis` stay; the others become one number. */
export const reduce = defineOperator({
  name: 'Reduce',
  family: 'shape',
  summary: 'Takes the sum, mean, sum of squares or of absolute values over all axes from one on.',
  source: 'Caffe Reduction.',
  counterparts: {
    pytorch: {
      name: 'torch.sum',
      functions: ['torch.mean'],
      arguments: { dim: countedAxis('axis') },
      without: { operation: 'the function is chosen by it' },
    },
    caffe: {
      name: 'Reduction',
      message: 'reduction_param',
      arguments: { operation: 'operation', axis: countedAxis('axis', 0) },
    },
  },
  parameters: {
    operation: choice(['sum', 'asum', 'sumsq', 'mean'], { doc: 'What is taken.', default: 'sum' }),
    axis: integer({ doc: 'First axis that is reduced; 0 is the channels, −1 the last.', default: 0 }),
  },
  infer: ({ input, args, report, undetermined }) => {
    if (input.length === 0) return { outputs: [[]], field: global };
    const axis = axisOf(args.axis, 'Reduce', input, report);
    return axis === undefined ? undetermined() : { outputs: [input.slice(0, axis)], field: global };
  },
});

/** Along the axis n → top; without one the whole example → [1 or 2, top, 1 …]. */
export const argMax = defineOperator({
  name: 'ArgMax',
  family: 'shape',
  summary: 'Gives the places of the largest values along an axis, or of a whole example.',
  source: 'Caffe ArgMax.',
  counterparts: {
    pytorch: {
      name: 'torch.topk',
      arguments: { k: 'top', dim: countedAxis('axis') },
      without: { values: 'topk gives both' },
    },
    caffe: {
      name: 'ArgMax',
      message: 'argmax_param',
      arguments: { out_max_val: 'values', top_k: 'top', axis: countedAxis('axis') },
    },
  },
  parameters: {
    axis: integer({
      doc: 'Axis along which to look; 0 is the channels, −1 the last.',
      default: undefined,
      defaultText: 'all of an example',
    }),
    top: size({ doc: 'Number of places.', default: 1 }),
    values: flag({
      doc: 'Whether the values are given with, or along an axis instead of, their places.',
      default: false,
    }),
  },
  infer: ({ input, args, report, undetermined }) => {
    if (args.axis === undefined) {
      const rank = Math.max(2, input.length);
      const output: Dim[] = Array<Dim>(rank).fill(1);
      output[0] = args.values ? 2 : 1;
      output[1] = args.top;
      return { outputs: [output], field: global };
    }
    const axis = axisOf(args.axis, 'ArgMax', input, report);
    if (axis === undefined) return undetermined();
    return {
      outputs: [input.map((dim, index) => (index === axis ? args.top : dim))],
      ...(axis > 0 && { field: lost(fieldReasons.along('ArgMax', axisName(axis, input.length))) }),
    };
  },
});
