// Findings of the operators: sizes, ranks and channels that do not fit together.
import { neg, sub, type Int } from '../math/int.js';
import { formatDim, formatShape, isKnown, isUnknown, subDim, type Dim, type Shape } from '../math/dim.js';
import { kind } from './finding.js';

export const shapeFindings = {
  'shape-mismatch': kind<{
    operation: string;
    found: Shape;
    expected: Shape;
    /** The axis that differs, such as `height`; undefined where the ranks differ. */
    axis: string | undefined;
    /** What every operand must agree in, such as `every size` or `all sizes but the channels`. */
    rule: string;
  }>({
    severity: 'error',
    doc: 'Operands of a join must agree: element-wise joins in every size, a concatenation in all but its own axis.',
    message: ({ operation, found, expected, axis, rule }) =>
      `${operation} joins ${sizes(expected)} with ${sizes(found, expected)}: ` +
      (axis === undefined ? 'the numbers of axes differ. ' : `the operands differ in ${axis}. `) +
      `${operation} needs equal ${rule}; change one branch so that both end in one shape.`,
  }),

  'groups-divide-channels': kind<{ side: 'input' | 'output'; channels: Dim; groups: Int }>({
    severity: 'error',
    doc: 'A grouped convolution splits input and output channels evenly: both must be multiples of groups.',
    message: ({ side, channels, groups }) =>
      `${count(channels)} ${side} channels cannot be split into ${count(groups)} equal groups. ` +
      `Choose groups that divide the channels, or channels that are a multiple of ${count(groups)}.`,
  }),

  'kernel-exceeds-input': kind<{ axis: string; extent: Int; padded: Int; input: Int }>({
    severity: 'error',
    doc: 'A window without room for one position has no output.',
    message: ({ axis, extent, padded, input }) =>
      `The window spans ${count(extent)} pixels in ${axis}, but the input has only ${count(input)}` +
      (padded === input ? '' : ` (${count(padded)} with its padding)`) +
      '. Use a smaller kernel or dilation, more padding, or a larger input.',
  }),

  'unread-input': kind<{ unread: readonly { axis: string; count: Int; size: Int }[] }>({
    severity: 'information',
    doc: 'Where the stride does not divide the span of the windows, the last rows or columns of the real input (padding not counted) are never read.',
    message: ({ unread }) =>
      `The stride does not divide the input evenly: ${unread
        .map(({ axis, count, size }) => `the last ${plural(count, lineName(axis))} of ${size}`)
        .join(' and ')} ${unread.length === 1 && unread[0]?.count === 1 ? 'is' : 'are'} never read.`,
  }),

  'size-not-positive': kind<{ axis: string; size: Int }>({
    severity: 'error',
    doc: 'A tensor has at least one element along every axis.',
    message: ({ axis, size }) =>
      `The output would have ${axis} ${count(size)}; every size must be at least 1.`,
  }),

  'size-overflow': kind<{ axis: string; size: Int }>({
    severity: 'error',
    doc: 'Frameworks keep sizes in signed 64-bit integers.',
    message: ({ axis, size }) =>
      `The ${axis} would be ${count(size)}, which does not fit the signed 64-bit integers that frameworks use for sizes.`,
  }),

  'rank-mismatch': kind<{ operator: string; expected: string; found: Shape; fix: string }>({
    severity: 'error',
    doc: 'An operator is defined for certain numbers of axes only.',
    message: ({ operator, expected, found, fix }) =>
      `${operator} needs ${expected}, but its input is ${sizes(found)}. ${fix}`,
  }),

  'axis-out-of-range': kind<{ operator: string; axis: Int; found: Shape }>({
    severity: 'error',
    doc: 'Axes are counted from 0 (channels) without the batch; negative ones from the end.',
    message: ({ operator, axis, found }) =>
      `${operator} names axis ${count(axis)}, but its input ${sizes(found)} has no such axis. ` +
      'Axis 0 is the channels; the batch is not counted.',
  }),

  'index-out-of-range': kind<{ index: Int; axis: string; size: Int }>({
    severity: 'error',
    doc: 'Positions along an axis are counted from 0; negative ones from the end.',
    message: ({ index, axis, size }) =>
      `Position ${count(index)} is out of range along ${axis} of size ${count(size)}: ` +
      `positions go from ${count(neg(size))} to ${count(sub(size, 1))}.`,
  }),

  'not-divisible': kind<{ operator: string; what: string; value: Dim; divisor: Int }>({
    severity: 'error',
    doc: 'Splitting a size into equal parts needs a multiple of the number of parts.',
    message: ({ operator, what, value, divisor }) =>
      `${operator} needs ${what} in a multiple of ${count(divisor)}, but is given ${count(value)}. ` +
      `Choose a number that divides ${count(value)}, or make it a multiple of ${count(divisor)}.`,
  }),

  'parts-mismatch': kind<{ operator: string; what: string; parts: readonly Dim[]; sum: Int; found: Int }>({
    severity: 'error',
    doc: 'The parts that a tensor is split into add up to its size.',
    message: ({ operator, what, parts, sum, found }) =>
      `${operator} splits ${count(found)} ${what} into parts of ${parts.map(count).join(' + ')} = ${count(sum)}. ` +
      `The parts must add up to ${count(found)}.`,
  }),

  'elements-mismatch': kind<{ operator: string; from: Shape; to: Shape }>({
    severity: 'error',
    doc: 'Reshaping keeps the number of elements.',
    message: ({ operator, from, to }) =>
      `${operator} to ${sizes(to)} does not keep the number of elements of ${sizes(from)}. ` +
      'Give sizes with an equal product; one of them may be −1, which is then computed.',
  }),

  'inner-size-mismatch': kind<{ operator: string; left: Shape; right: Shape; leftSize: Dim; rightSize: Dim }>(
    {
      severity: 'error',
      doc: 'A matrix product contracts the last axis of the left operand with the last but one of the right.',
      message: ({ operator, left, right, leftSize, rightSize }) =>
        `${operator} multiplies ${sizes(left)} by ${sizes(right)}: the inner sizes ` +
        `${count(leftSize)} and ${count(rightSize)} differ and must be equal.`,
    },
  ),

  'label-count': kind<{
    operator: string;
    scores: Shape;
    labels: Shape;
    expected: Dim;
    rule: 'one for each place' | 'one for each score';
  }>({
    severity: 'error',
    doc: 'A loss compares scores with labels: one class for each place, or one target for each score.',
    message: ({ operator, scores, labels, expected, rule }) =>
      `${operator} compares the scores ${formatShape(scores)} with ${formatShape(labels)}: it needs ` +
      `${formatDim(expected)} ${expected === 1 ? 'label' : 'labels'}, ${rule}.`,
  }),

  'crop-exceeds-input': kind<{ axis: string; input: Dim; wanted: Dim; offset: Int }>({
    severity: 'error',
    doc: 'A crop lies within its input: offset + size ≤ size of the input.',
    message: ({ axis, input, wanted, offset }) =>
      `Crop takes ${formatDim(wanted)} in ${axis} from ${offset} on, but the input has only ${formatDim(input)}. ` +
      'Use a smaller offset, or a larger input.',
  }),

  'linear-over-space': kind<{ input: Shape; axis: string; elements: Dim | undefined }>({
    severity: 'information',
    doc: 'A linear layer works on the last axis alone. Behind spatial axes it is mostly meant to see all of them.',
    message: ({ input, axis, elements }) =>
      `Linear sees only the last axis of ${sizes(input)}, the ${axis}. ` +
      `To let it see all of its input${elements === undefined ? '' : ` (${formatDim(elements)} values)`}, ` +
      'place Flatten before it; axis = -1 says that the last axis is meant.',
  }),
};

const plural = (number: Int, word: string): string => (number === 1 ? word : `${number} ${word}s`);
const lineName = (axis: string): string =>
  axis === 'height' ? 'row' : axis === 'width' ? 'column' : axis === 'depth' ? 'slice' : 'position';

/** A number as it is said in a sentence, where `1e308` would be 309 digits. */
function count(size: Dim): string {
  const digits = isKnown(size) ? String(size).replace('-', '').length : 1;
  return digits > 24 ? `a number of ${digits} digits` : formatDim(size);
}

/** `64 × ? × 8`; a size that is not known but differs from that of `other` by a number says so: `64 × (? − 2) × 8`. */
function sizes(shape: Shape, other?: Shape): string {
  if (isUnknown(shape)) return formatShape(shape);
  const against = other === undefined || isUnknown(other) ? [] : other;
  return shape.map((dim, axis) => relative(dim, against[axis])).join(' × ') || formatShape(shape);
}

function relative(dim: Dim, other: Dim | undefined): string {
  if (isKnown(dim)) return dim < 2n ** 63n ? String(dim) : count(dim);
  const difference = other === undefined || isKnown(other) || other.key === '' ? 0 : subDim(dim, other);
  if (!isKnown(difference) || difference === 0) return '?';
  return difference < 0 ? `(? − ${count(neg(difference))})` : `(? + ${count(difference)})`;
}
