// Split: one tensor becomes several, along one axis.
import { countedAxis } from './counterparts.js';
import { addDim, floorDivDim, formatDim, isKnown, type Dim } from '../math/dim.js';
import { agreeDims, requireDivides } from '../math/requirements.js';
import { mod, type Int } from '../math/int.js';
import { axisName, axisOf } from './axes.js';
import { lost, pointwise } from './field.js';
import { defineOperator } from './operator.js';
import { integer, sizes } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** More parts than this are a slip, and each one is a tensor to keep. */
const MAX_PARTS = 1024;
const DEFAULT_PARTS = 2;

/** Along the axis n → n / parts for each part, or the given sizes. */
export const split = defineOperator({
  name: 'Split',
  family: 'shape',
  summary: 'Splits the input into parts along an axis, the channels by default.',
  source: 'PyTorch chunk and split.',
  counterparts: {
    pytorch: {
      name: 'torch.split',
      functions: ['torch.chunk'],
      arguments: { split_size_or_sections: 'sizes', dim: countedAxis('axis') },
      without: { parts: 'written as the size of one part' },
    },
    caffe: {
      name: 'Slice',
      message: 'slice_param',
      arguments: { axis: countedAxis('axis', 1), slice_point: 'sizes' },
      without: { parts: 'the number of tops' },
    },
  },
  view: true,
  parameters: {
    parts: integer({
      doc: 'Number of equal parts.',
      default: undefined,
      defaultText: String(DEFAULT_PARTS),
      min: 1,
      max: MAX_PARTS,
    }),
    sizes: sizes({ doc: 'Sizes of the parts, instead of their number.', default: [], min: 1 }),
    axis: integer({ doc: 'Axis to split along; 0 is the channels, −1 the last.', default: 0 }),
  },
  outputCount: ({ parts, sizes }) => countOf(parts, sizes),
  infer: ({ input, args, report, undetermined, unknownSize }) => {
    const axis = axisOf(args.axis, 'Split', input, report);
    if (args.parts !== undefined && args.sizes.length > 0) {
      report(
        { code: 'conflicting-arguments', data: { callee: 'Split', first: 'parts', second: 'sizes' } },
        { at: 'argument', argument: 'parts' },
      );
    }
    if (axis === undefined) return undetermined();
    const whole = input[axis] ?? 1;
    const what = axisName(axis, input.length);
    const count = countOf(args.parts, args.sizes);
    const withSize = (size: Dim): readonly Dim[] =>
      input.map((each, index) => (index === axis ? size : each));
    const field = axis === 0 || count === 1 ? pointwise : lost(fieldReasons.along('Split', what));
    if (args.sizes.length > 0) {
      const sum = args.sizes.reduce<Dim>(addDim, 0);
      agreeDims(sum, whole);
      if (isKnown(sum) && isKnown(whole) && sum !== whole) {
        report(
          { code: 'parts-mismatch', data: { operator: 'Split', what, parts: args.sizes, sum, found: whole } },
          { at: 'argument', argument: 'sizes' },
        );
      }
      return { outputs: args.sizes.map(withSize), field };
    }
    requireDivides(count, whole);
    const fits = !isKnown(whole) || mod(whole, count) === 0;
    if (!fits) {
      report(
        { code: 'not-divisible', data: { operator: 'Split', what, value: whole, divisor: count } },
        { at: 'argument', argument: 'parts' },
      );
    }
    const part = fits ? floorDivDim(whole, count) : unknownSize(what);
    return {
      outputs: Array.from({ length: count }, () => withSize(part)),
      field,
      explain: () => [{ label: what, formula: `${formatDim(whole)}/${count}`, result: part }],
    };
  },
});

const countOf = (parts: Int | undefined, sizes: readonly Dim[]): number =>
  sizes.length || Number(parts ?? DEFAULT_PARTS);
