// Crop: the part of one tensor that has the size of another.
import { actual, expectations, rules } from '../findings/operators.js';
import { countedAxis } from './counterparts.js';
import { addDim, formatDim, isKnown, subDim, type Dim } from '../math/dim.js';
import { requireAtLeast } from '../math/requirements.js';
import { add, neg, type Int } from '../math/int.js';
import { axisName, axisOf } from './axes.js';
import { lost, pointwise, windows } from './field.js';
import { defineOperator } from './operator.js';
import { formatArgument, integer, integers } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** [shape], [reference] → sizes of the reference from `axis` on. */
export const crop = defineOperator({
  name: 'Crop',
  family: 'shape',
  summary: 'Cuts its first input to the size of its second, from an offset on.',
  source: 'Long, Shelhamer and Darrell, "Fully convolutional networks" (2015); Caffe Crop.',
  counterparts: {
    pytorch: { name: 'x[…]', without: { axis: 'slices from it on', offset: 'the start of a slice' } },
    caffe: {
      name: 'Crop',
      message: 'crop_param',
      arguments: { axis: countedAxis('axis', 2), offset: 'offset' },
    },
  },
  operands: { min: 2, max: 2 },
  parameters: {
    axis: integer({ doc: 'First axis that is cut; 0 is the channels, −1 the last.', default: 1 }),
    offset: integers({
      doc: 'Where the part begins, one number or one for each axis.',
      default: [0],
      min: 0,
    }),
  },
  infer: ({ inputs, input, args, report, undetermined, unknownSize }) => {
    const [, reference = []] = inputs;
    const first = axisOf(args.axis, 'Crop', input, report);
    if (first === undefined) return undetermined();
    const cut = input.length - first;
    if (reference.length !== input.length || (args.offset.length !== 1 && args.offset.length !== cut)) {
      const wrongRank = reference.length !== input.length;
      report(
        wrongRank
          ? {
              code: 'shape-mismatch',
              data: {
                operation: 'Crop',
                expected: input,
                found: reference,
                axis: undefined,
                rule: rules.axes,
              },
            }
          : {
              code: 'argument-type',
              data: {
                callee: 'Crop',
                parameter: 'offset',
                expected: expectations.onePerCutAxis(cut),
                found: actual.list(args.offset.length),
              },
            },
        wrongRank ? { at: 'input', index: 1, other: 0 } : { at: 'argument', argument: 'offset' },
      );
      return { ...undetermined(), shapeOnly: [1] };
    }
    const offsetOf = (axis: number): Int =>
      axis < first ? 0 : (args.offset[args.offset.length === 1 ? 0 : axis - first] ?? 0);
    const output = input.map((dim, axis): Dim => {
      if (axis < first) return dim;
      const wanted = reference[axis] ?? 1;
      const left = subDim(dim, addDim(wanted, offsetOf(axis)));
      requireAtLeast(left, 0);
      if (!isKnown(left) || left >= 0) return wanted;
      report(
        {
          code: 'crop-exceeds-input',
          data: { axis: axisName(axis, input.length), input: dim, wanted, offset: offsetOf(axis) },
        },
        { at: 'input', index: 1, other: 0 },
      );
      return unknownSize(axisName(axis, input.length));
    });
    const offsets = input.slice(1).map((_, axis) => offsetOf(axis + 1));
    return {
      outputs: [output],
      shapeOnly: [1],
      field:
        input.length > 4
          ? lost(fieldReasons.crop(formatArgument(args.offset)))
          : offsets.every((each) => each === 0)
            ? pointwise
            : windows(offsets.map((each) => ({ size: 1, stride: 1, padding: neg(each) }))),
      explain: () =>
        output.flatMap((size, axis) => {
          if (axis < first) return [];
          const offset = offsetOf(axis);
          const end = isKnown(size) ? add(size, offset) : undefined;
          return [
            {
              label: axisName(axis, input.length),
              formula: `${end ?? '?'} − ${offset} of ${formatDim(input[axis] ?? 1)}`,
              result: size,
            },
          ];
        }),
    };
  },
});
