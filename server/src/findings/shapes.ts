// Findings of the operators: sizes, ranks and channels that do not fit together.
import { formatInt, type Int } from '../math/int.js';
import { formatDim, formatShape, type Dim, type Shape } from '../math/dim.js';
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
      `${operation} joins ${formatShape(expected)} with ${formatShape(found)}: ` +
      (axis === undefined ? 'the numbers of axes differ. ' : `the operands differ in ${axis}. `) +
      `${operation} needs equal ${rule}; change one branch so that both end in one shape.`,
  }),

  'groups-divide-channels': kind<{ side: 'input' | 'output'; channels: Dim; groups: Int }>({
    severity: 'error',
    doc: 'A grouped convolution splits input and output channels evenly: both must be multiples of groups.',
    message: ({ side, channels, groups }) =>
      `${formatDim(channels)} ${side} channels cannot be split into ${groups} equal groups. ` +
      `Choose groups that divide the channels, or channels that are a multiple of ${groups}.`,
  }),

  'kernel-exceeds-input': kind<{ axis: string; extent: Int; padded: Int; input: Int }>({
    severity: 'error',
    doc: 'A window without room for one position has no output.',
    message: ({ axis, extent, padded, input }) =>
      `The window spans ${extent} pixels in ${axis}, but the input has only ${input}` +
      (padded === input ? '' : ` (${padded} with its padding)`) +
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
      `The output would have ${axis} ${formatInt(size)}; every size must be at least 1.`,
  }),

  'size-overflow': kind<{ axis: string; size: Int }>({
    severity: 'error',
    doc: 'Frameworks keep sizes in signed 64-bit integers.',
    message: ({ axis, size }) =>
      `The ${axis} would be ${abbreviated(size)}, which does not fit the signed 64-bit integers that frameworks use for sizes.`,
  }),

  'rank-mismatch': kind<{ operator: string; expected: string; found: Shape; fix: string }>({
    severity: 'error',
    doc: 'An operator is defined for certain numbers of axes only.',
    message: ({ operator, expected, found, fix }) =>
      `${operator} needs ${expected}, but its input is ${formatShape(found)}. ${fix}`,
  }),

  'axis-out-of-range': kind<{ operator: string; axis: Int; found: Shape }>({
    severity: 'error',
    doc: 'Axes are counted from 0 (channels) without the batch; negative ones from the end.',
    message: ({ operator, axis, found }) =>
      `${operator} names axis ${axis}, but its input ${formatShape(found)} has no such axis. ` +
      'Axis 0 is the channels; the batch is not counted.',
  }),

  'not-divisible': kind<{ operator: string; what: string; value: Dim; divisor: Int }>({
    severity: 'error',
    doc: 'Splitting a size into equal parts needs a multiple of the number of parts.',
    message: ({ operator, what, value, divisor }) =>
      `${operator} needs ${what} in a multiple of ${divisor}, but is given ${formatDim(value)}. ` +
      `Choose a number that divides ${formatDim(value)}, or make it a multiple of ${divisor}.`,
  }),

  'parts-mismatch': kind<{ operator: string; what: string; sizes: readonly Dim[]; sum: Int; found: Int }>({
    severity: 'error',
    doc: 'The parts that a tensor is split into add up to its size.',
    message: ({ operator, what, sizes, sum, found }) =>
      `${operator} splits ${formatInt(found)} ${what} into parts of ${sizes.map(formatDim).join(' + ')} = ${formatInt(sum)}. ` +
      `The parts must add up to ${formatInt(found)}.`,
  }),

  'elements-mismatch': kind<{ operator: string; from: Shape; to: Shape }>({
    severity: 'error',
    doc: 'Reshaping keeps the number of elements.',
    message: ({ operator, from, to }) =>
      `${operator} to ${formatShape(to)} does not keep the number of elements of ${formatShape(from)}. ` +
      'Give sizes with an equal product; one of them may be −1, which is then computed.',
  }),

  'inner-size-mismatch': kind<{ operator: string; left: Shape; right: Shape; leftSize: Dim; rightSize: Dim }>(
    {
      severity: 'error',
      doc: 'A matrix product contracts the last axis of the left operand with the last but one of the right.',
      message: ({ operator, left, right, leftSize, rightSize }) =>
        `${operator} multiplies ${formatShape(left)} by ${formatShape(right)}: the inner sizes ` +
        `${formatDim(leftSize)} and ${formatDim(rightSize)} differ and must be equal.`,
    },
  ),

  'linear-over-space': kind<{ input: Shape; axis: string; elements: Shape }>({
    severity: 'information',
    doc: 'A linear layer works on the last axis alone. Behind spatial axes it is mostly meant to see all of them.',
    message: ({ input, axis, elements }) =>
      `Linear sees only the last axis of ${formatShape(input)}, the ${axis}. ` +
      `To let it see all of its input (${formatShape(elements)}), place Flatten before it.`,
  }),
};

const plural = (count: Int, word: string): string => (count === 1 ? word : `${count} ${word}s`);
const lineName = (axis: string): string =>
  axis === 'height' ? 'row' : axis === 'width' ? 'column' : axis === 'depth' ? 'slice' : 'position';
const abbreviated = (size: Int): string => {
  const digits = String(size);
  return digits.length > 24 ? `a number of ${digits.length} digits` : formatInt(size);
};
