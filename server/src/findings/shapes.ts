// Findings of the operators: sizes, ranks and channels that do not fit together.
import { add, neg, sub, type Int } from '../math/int.js';
import { isKnown, isUnknown, subDim, type Dim, type Shape } from '../math/dim.js';
import { kind } from './finding.js';
import { code, counted, shapeText, sizeText } from './wording.js';

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
    doc: 'The operands of an element-wise join must have equal shapes; those of a concatenation may differ in its axis only.',
    message: ({ operation, found, expected, axis, rule }) =>
      `${code(operation)} joins ${sizes(expected)} and ${sizes(found, expected)}, which differ in ` +
      `${axis === undefined ? 'the number of axes' : axis}. Its operands need equal ${rule}.`,
  }),

  'groups-divide-channels': kind<{ side: 'input' | 'output'; channels: Dim; groups: Int }>({
    severity: 'error',
    doc: 'The input and output channels of a grouped convolution must be multiples of its groups.',
    message: ({ side, channels, groups }) =>
      `The ${sizeText(channels)} ${side} channels are not divisible by ${sizeText(groups)} groups. ` +
      `Use a number of groups that divides the channels, or a multiple of ${sizeText(groups)} channels.`,
  }),

  'padding-exceeds-input': kind<{ axis: string; mode: string; padding: Int; size: Int }>({
    severity: 'error',
    doc: 'A reflected padding is smaller than the input along its axis, and a circular one is at most as large (PyTorch, torch.nn.functional.pad).',
    message: ({ axis, mode, padding, size }) =>
      `A ${mode === 'reflect' ? 'reflected' : 'circular'} padding of ${sizeText(padding)} along the ${axis} needs an input of at least ` +
      `${sizeText(mode === 'reflect' ? add(padding, 1) : padding)}, but the input has ${sizeText(size)}.`,
  }),

  'kernel-exceeds-input': kind<{ axis: string; extent: Int; padded: Int; input: Int }>({
    severity: 'error',
    doc: 'A window that does not fit its padded input at all has no output.',
    message: ({ axis, extent, padded, input }) =>
      `The window spans ${counted(extent, 'pixel')} along the ${axis}, but the input has only ${sizeText(input)}` +
      (padded === input ? '' : ` (${sizeText(padded)} with padding)`) +
      '. Use a smaller kernel or dilation, more padding, or a larger input.',
  }),

  'unread-input': kind<{ unread: readonly { axis: string; count: Int; size: Int }[] }>({
    severity: 'information',
    doc: 'If the stride does not divide the span of the windows, the last rows or columns of the input (not counting padding) are never read.',
    message: ({ unread }) =>
      `The stride does not divide the input evenly: ${unread
        .map(
          ({ axis, count, size }) =>
            `the last ${count === 1 ? '' : `${sizeText(count)} `}${lineName(axis)}${count === 1 ? '' : 's'} of ${sizeText(size)}`,
        )
        .join(' and ')} ${unread.length === 1 && unread[0]?.count === 1 ? 'is' : 'are'} never read.`,
  }),

  'size-not-positive': kind<{ axis: string; size: Int }>({
    severity: 'error',
    doc: 'Every size of a tensor must be at least 1.',
    message: ({ axis, size }) =>
      `The ${axis} of the output would be ${sizeText(size)}, but must be at least 1.`,
  }),

  'size-overflow': kind<{ axis: string; size: Int }>({
    severity: 'error',
    doc: 'Frameworks store sizes as signed 64-bit integers.',
    message: ({ axis, size }) =>
      `The ${axis} would be ${sizeText(size)}, which exceeds the range of a signed 64-bit integer.`,
  }),

  'rank-mismatch': kind<{ operator: string; expected: string; found: Shape; fix: string }>({
    severity: 'error',
    doc: 'An operator is defined for some numbers of axes only.',
    message: ({ operator, expected, found, fix }) =>
      `${code(operator)} expects ${expected}, but its input is ${sizes(found)}. ${fix}`,
  }),

  'axis-out-of-range': kind<{ operator: string; axis: Int; found: Shape }>({
    severity: 'error',
    doc: 'Axes are numbered from 0 (the channels), not counting the batch; negative axes count from the end.',
    message: ({ operator, axis, found }) =>
      `Axis ${sizeText(axis)} of ${code(operator)} is out of range for its input ${sizes(found)}. ` +
      'Axis 0 is the channels; the batch is not counted.',
  }),

  'index-out-of-range': kind<{ index: Int; axis: string; size: Int }>({
    severity: 'error',
    doc: 'Positions along an axis are numbered from 0; negative positions count from the end.',
    message: ({ index, axis, size }) =>
      `Position ${sizeText(index)} is out of range along ${axis} of size ${sizeText(size)}: ` +
      `valid positions are ${sizeText(neg(size))} to ${sizeText(sub(size, 1))}.`,
  }),

  'not-divisible': kind<{ operator: string; what: string; value: Dim; divisor: Int }>({
    severity: 'error',
    doc: 'A size that is split into equal parts must be a multiple of the number of parts.',
    message: ({ operator, what, value, divisor }) =>
      `${code(operator)} needs a multiple of ${sizeText(divisor)} ${what}, but has ${sizeText(value)}. ` +
      `Use a divisor of ${sizeText(value)}, or a multiple of ${sizeText(divisor)}.`,
  }),

  'parts-mismatch': kind<{ operator: string; what: string; parts: readonly Dim[]; sum: Int; found: Int }>({
    severity: 'error',
    doc: 'The parts of a split must add up to the size of the tensor.',
    message: ({ operator, what, parts, sum, found }) =>
      `${code(operator)} splits ${sizeText(found)} ${what} into parts of ${parts.map(sizeText).join(' + ')} = ${sizeText(sum)}. ` +
      `The parts must add up to ${sizeText(found)}.`,
  }),

  'elements-mismatch': kind<{ operator: string; from: Shape; to: Shape }>({
    severity: 'error',
    doc: 'Reshaping must keep the number of elements.',
    message: ({ operator, from, to }) =>
      `${code(operator)} to ${sizes(to)} changes the number of elements of ${sizes(from)}. ` +
      'The products of the sizes must be equal; one size may be −1 to be inferred.',
  }),

  'inner-size-mismatch': kind<{ operator: string; left: Shape; right: Shape; leftSize: Dim; rightSize: Dim }>(
    {
      severity: 'error',
      doc: 'A matrix product contracts the last axis of the left operand with the second to last of the right.',
      message: ({ operator, left, right, leftSize, rightSize }) =>
        `${code(operator)} multiplies ${sizes(left)} by ${sizes(right)}, but the inner sizes ` +
        `${sizeText(leftSize)} and ${sizeText(rightSize)} must be equal.`,
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
    doc: 'A loss compares scores with labels: one class per position, or one target per score.',
    message: ({ operator, scores, labels, expected, rule }) =>
      `${code(operator)} compares scores ${shapeText(scores)} with labels ${shapeText(labels)}, but needs ` +
      `${sizeText(expected)} ${expected === 1 ? 'label' : 'labels'}, ${rule}.`,
  }),

  'crop-exceeds-input': kind<{ axis: string; input: Dim; wanted: Dim; offset: Int }>({
    severity: 'error',
    doc: 'A crop must be within its input: offset + size ≤ size of the input.',
    message: ({ axis, input, wanted, offset }) =>
      `\`Crop\` reads ${sizeText(wanted)} along the ${axis} from offset ${sizeText(offset)}, but the input has only ${sizeText(input)}. ` +
      'Use a smaller offset or a larger input.',
  }),

  'linear-over-space': kind<{ input: Shape; axis: string; elements: Dim | undefined }>({
    severity: 'information',
    doc: 'A linear layer applies to the last axis alone. After spatial axes, it is usually meant to read all of them.',
    message: ({ input, axis, elements }) =>
      `\`Linear\` applies only to the last axis (the ${axis}) of ${sizes(input)}. ` +
      `Insert \`Flatten\` before it to use ${elements === undefined ? 'the whole input' : `all ${sizeText(elements)} values`}, ` +
      'or write `axis = -1` if that is intended.',
  }),
};

const lineName = (axis: string): string =>
  axis === 'height' ? 'row' : axis === 'width' ? 'column' : axis === 'depth' ? 'slice' : 'position';

/** `64 × ? × 8`; a size that is not known but differs from that of `other` by a number says so: `64 × (? − 2) × 8`. */
function sizes(shape: Shape, other?: Shape): string {
  if (isUnknown(shape)) return shapeText(shape);
  const against = other === undefined || isUnknown(other) ? [] : other;
  return shape.map((dim, axis) => relative(dim, against[axis])).join(' × ') || shapeText(shape);
}

function relative(dim: Dim, other: Dim | undefined): string {
  if (isKnown(dim)) return sizeText(dim);
  const difference = other === undefined || isKnown(other) || other.key === '' ? 0 : subDim(dim, other);
  if (!isKnown(difference) || difference === 0) return '?';
  return difference < 0 ? `(? − ${sizeText(neg(difference))})` : `(? + ${sizeText(difference)})`;
}
