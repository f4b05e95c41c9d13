// Indexing as in NumPy: stretches, single positions and new axes.
import { expectations, operatorReasons, remedies, types } from '../findings/operators.js';
import { none } from './counterparts.js';
import {
  addDim,
  ceilDivDim,
  isKnown,
  isUnknown,
  maxDim,
  minDim,
  subDim,
  symbolicDim,
  type Dim,
  type SymbolicDim,
  type Unknown,
} from '../math/dim.js';
import { comparison, decided, requireAtLeast } from '../math/requirements.js';
import { max, min, neg, toInt, type Int } from '../math/int.js';
import { axisName } from './axes.js';
import { lost, pointwise, windows, type AxisField } from './field.js';
import { defineOperator } from './operator.js';
import { formatArgument, type ArgumentValue, type Parameter } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** The size of an axis of which a part without elements is taken, since no size is 0. */
export const emptyStretch = symbolicDim('', operatorReasons.emptyStretch);

/** A position, a stretch [start, stop, step] with bounds that may be left open, or a new axis. */
export type IndexItem = Int | readonly [start: Dim | null, stop: Dim | null, step: Int] | null;

const items: Parameter<readonly IndexItem[]> = {
  type: types.items,
  doc:
    'For each axis a position, which takes the axis away, a stretch [from, to] or [from, to, step], whose bounds may be ' +
    'none, or none, which takes all of it; new is an axis of size 1.',
  default: undefined,
  choices: ['none', 'new'],
  read: (value: ArgumentValue, callee, parameter) => {
    const open = unknownWithin(value);
    if (open) return open;
    const list = Array.isArray(value) ? (value as readonly ArgumentValue[]).map(itemOf) : [undefined];
    if (!list.includes(undefined)) return { value: list as readonly IndexItem[] };
    const data = { callee, parameter, expected: expectations.items, found: formatArgument(value) };
    return { problem: { code: 'argument-type', data } };
  },
};

/** Something unknown that an argument is, or that stands in it. */
function unknownWithin(value: ArgumentValue): Unknown | undefined {
  if (isUnknown(value)) return 'formula' in value ? undefined : value;
  if (!Array.isArray(value)) return undefined;
  for (const each of value as readonly ArgumentValue[]) {
    const found = unknownWithin(each);
    if (found) return found;
  }
  return undefined;
}

const whole: IndexItem = [null, null, 1];

/** The words of the language for an item, as {@link index} reads them. */
export function itemText(item: ArgumentValue): string {
  if (item === null) return 'new';
  if (!Array.isArray(item)) return String(item);
  const [start = null, stop = null, step = 1] = item as readonly ArgumentValue[];
  if (start === null && stop === null && step === 1) return 'none';
  const bounds = [start, stop, ...(step === 1 ? [] : [step])];
  return `[${bounds.map((each) => (each === null ? 'none' : String(each as Int))).join(', ')}]`;
}

/** An item as it is meant; undefined where it is none. */
function itemOf(value: ArgumentValue): IndexItem | undefined {
  if (value === 'none') return whole;
  if (value === 'new') return null;
  const bound = (each: ArgumentValue | undefined): Dim | null | undefined =>
    each === null || each === 'none'
      ? null
      : typeof each === 'number' || typeof each === 'bigint'
        ? toInt(each)
        : each !== undefined && isUnknown(each) && 'formula' in each
          ? (each as SymbolicDim)
          : undefined;
  const asWhole = (each: Dim | null | undefined): Int | null | undefined =>
    typeof each === 'object' && each !== null ? undefined : each;
  if (!Array.isArray(value)) return asWhole(bound(value as ArgumentValue));
  const [start, stop, stepGiven = 1] = (value as readonly ArgumentValue[]).map(bound);
  const step = asWhole(stepGiven);
  if (step === undefined) return undefined;
  if (value.length < 2 || value.length > 3 || start === undefined || stop === undefined) return undefined;
  return step === 0 ? undefined : [start, stop, step ?? 1];
}

/** Axes that no item is about stay as they are. */
export const index = defineOperator({
  name: 'Index',
  family: 'shape',
  summary: 'Takes a part of a tensor: a stretch of an axis, or one position of it.',
  source: 'NumPy basic indexing.',
  counterparts: {
    pytorch: { name: 'x[…]', without: { items: 'written as Python writes them' } },
    caffe: none('upstream Caffe has none'),
  },
  view: true,
  mayBeEmpty: true,
  parameters: { items },
  infer: ({ input, args, report, undetermined }) => {
    const taken = args.items.filter((item) => item !== null).length;
    if (taken > input.length) {
      report({
        code: 'rank-mismatch',
        data: {
          operator: 'Index',
          expected: expectations.atLeastAxes(taken),
          found: input,
          fix: remedies.fewerIndices,
        },
      });
      return undetermined();
    }
    const output: Dim[] = [];
    const fields: AxisField[] = [];
    let axis = 0;
    let moved = false;
    for (const item of args.items) {
      if (item === null) {
        output.push(1);
        moved = true;
        continue;
      }
      const size = input[axis++] ?? 1;
      if (!isStretch(item)) {
        moved = true;
        requireAtLeast(size, item < 0 ? neg(item) : addDim(item, 1));
        if (isKnown(size) && (item >= size || item < neg(size))) {
          const name = axisName(axis - 1, input.length);
          report({ code: 'index-out-of-range', data: { index: item, axis: name, size } });
        }
        continue;
      }
      const { length, field } = stretchOf(size, item);
      output.push(length);
      if (axis > 1) fields.push(field);
    }
    output.push(...input.slice(axis));
    for (let rest = Math.max(axis, 1); rest < input.length; rest++) fields.push(pixel);
    if (moved) return { outputs: [output], field: lost(fieldReasons.indexedAxes) };
    const same = fields.every(({ stride, padding }) => stride === 1 && padding === 0);
    return { outputs: [output], field: same ? pointwise : windows(fields) };
  },
});

const pixel: AxisField = { size: 1, stride: 1, padding: 0 };

const isStretch = (item: Exclude<IndexItem, null>): item is readonly [Dim | null, Dim | null, Int] =>
  typeof item === 'object';

/** How many elements a stretch takes of an axis, and which. Bounds beyond the axis are those of the axis. */
function stretchOf(
  size: Dim,
  [start, stop, step]: readonly [Dim | null, Dim | null, Int],
): { readonly length: Dim; readonly field: AxisField } {
  if (step < 1) return { length: size, field: pixel };
  const isPlain = (each: Dim | null): each is Int | null => each === null || isKnown(each);
  if (!isPlain(start) || !isPlain(stop) || (!isKnown(size) && size.formula))
    return byFormula(size, start, stop, step);
  if (!isKnown(size)) {
    const whole = (start ?? 0) === 0 && stop === null;
    if (whole) return { length: ceilDivDim(size, step), field: { size: 1, stride: step, padding: 0 } };
    // From the front to so many before the end, or so many from the end on.
    if ((start ?? 0) >= 0 && stop !== null && stop < 0) {
      return {
        length: ceilDivDim(subDim(addDim(size, stop), start ?? 0), step),
        field: { size: 1, stride: step, padding: neg(start ?? 0) },
      };
    }
    return { length: symbolicDim('', operatorReasons.stretch), field: pixel };
  }
  const bound = (value: Int | null, otherwise: Int): Int =>
    value === null ? otherwise : min(max(value < 0 ? (addDim(size, value) as Int) : value, 0), size);
  const [from, to] = [bound(start, 0), bound(stop, size)];
  const count = ceilDivDim(max(0, subDim(to, from) as Int), step);
  // A program may take an empty stretch and join it to others, which is no mistake; its size is then nobody's input.
  const length = count === 0 ? emptyStretch : count;
  return { length, field: { size: 1, stride: step, padding: neg(from) } };
}

/** A stretch of an axis whose size, or a bound, is not a number: what it takes, where it takes anything. */
function byFormula(
  size: Dim,
  start: Dim | null,
  stop: Dim | null,
  step: Int,
): { readonly length: Dim; readonly field: AxisField } {
  // Counted from the front or from the end, which a bound that depends on sizes decides by them.
  const bound = (value: Dim | null, otherwise: Dim): Dim => {
    if (value === null) return otherwise;
    const isFromEnd = isKnown(value) ? value < 0 : decided(comparison('<', value, 0)) === true;
    return isFromEnd ? maxDim(addDim(size, value), 0) : minDim(value, size);
  };
  const from = bound(start, 0);
  const length = ceilDivDim(subDim(bound(stop, size), from), step);
  return { length, field: { size: 1, stride: step, padding: isKnown(from) ? neg(from) : 0 } };
}
