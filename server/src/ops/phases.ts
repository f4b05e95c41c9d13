// What single positions of an axis see behind a layer that enlarges it: each phase has a stretch of its own.
import { equal, mul, ratio, sub, type Rational } from '../math/rational.js';
import { isKnown, type Dim } from '../math/dim.js';
import { gcd, mod, type Int } from '../math/int.js';
import { lost, windows, type AxisField, type FieldMap, type Phases } from './field.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** A table is not longer than this; fields that would need a longer one are not known. */
export const mostPhases = 4096;

/** Why a field is not known where its table would be longer. */
export const tooManyPhases = fieldReasons.phases(mostPhases);

/** Sums over a whole table stay exact up to this. */
const largest = 2 ** 38;

/** Whether sizes and places of a field are small enough for tables. */
export const fitsTables = (value: number | bigint): value is number =>
  typeof value === 'number' && Math.abs(value) <= largest;

/**
 * The field that a table stands for: its size is that of the largest stretch, laid so that its centre is right on
 * average over the positions. Of a table that repeats only the first `count` positions exist. Undefined where no
 * position sees anything, or numbers are too large.
 */
export function phasedField(phases: Phases, stride: Rational, count?: number): AxisField | undefined {
  const { first, last, advance, cut } = phases;
  const uncut = cut?.includes(false) ? cut : undefined;
  const seen = count === undefined || advance === undefined ? first.length : Math.min(first.length, count);
  let [size, smallest, sum, places, seeing] = [0, Infinity, 0, 0, 0];
  for (let position = 0; position < first.length; position++) {
    const [from, to] = [first[position] ?? Infinity, last[position] ?? -Infinity];
    if (from <= to) {
      if (!fitsTables(from) || !fitsTables(to)) return undefined;
      sum += from + to;
      places += position;
      seeing++;
    }
    if (position >= seen || uncut?.[position]) continue;
    const own = from <= to ? to - from + 1 : 0;
    if (own > size) size = own;
    if (own < smallest) smallest = own;
  }
  if (size === 0) return undefined;
  const centre = sub(ratio(sum, 2 * seeing), mul(stride, ratio(places, seeing)));
  return {
    size,
    stride,
    padding: sub(ratio(size - 1, 2), centre),
    phases,
    ...(smallest < size && { smallest }),
  };
}

/** Whether every position sees something, and none begins or ends before the one in front of it. */
export function isRegular(first: readonly number[], last: readonly number[], advance: number): boolean {
  const rises = (table: readonly number[]): boolean =>
    table.every(
      (place, unit) =>
        Number.isFinite(place) && place <= (table[unit + 1] ?? (table[0] ?? -Infinity) + advance),
    );
  return rises(first) && rises(last);
}

/** Windows along all axes, or no field where one of them is not known. */
export function windowsOrLost(
  axes: readonly (AxisField | undefined)[],
  reason: string = tooManyPhases,
): FieldMap {
  const known: AxisField[] = [];
  for (const axis of axes) {
    if (!axis) return lost(reason);
    const before = known.at(-1);
    known.push(before && isSameTable(before, axis) ? before : axis);
  }
  return windows(known);
}

/** Whether two axes that distinguish positions are alike, so that one table serves both. */
function isSameTable(a: AxisField, b: AxisField): boolean {
  const [one, other] = [a.phases, b.phases];
  if (!one || !other || one.advance !== other.advance || !equal(a.stride, b.stride)) return false;
  if (a.size !== b.size || a.smallest !== b.smallest || one.first.length !== other.first.length) return false;
  return one.first.every((from, unit) => from === other.first[unit] && one.last[unit] === other.last[unit]);
}

/** Whether two fields are equal and share their table. */
export const isSameField = (a: AxisField, b: AxisField): boolean =>
  a === b ||
  (a.phases === b.phases &&
    a.size === b.size &&
    equal(a.stride, b.stride) &&
    equal(a.padding, b.padding) &&
    a.gap === b.gap);

/**
 * Units `stride` input pixels apart, of which unit i sees the pixels that `at` says. A whole stride makes all units
 * alike; a fraction makes as many phases as its denominator. Undefined where there are too many of them.
 */
export function resampled(
  stride: Rational,
  units: Dim,
  at: (unit: number) => readonly [first: number, last: number],
): AxisField | undefined {
  const [advance, period] = typeof stride === 'object' ? [stride.numerator, stride.denominator] : [stride, 1];
  if (!fitsTables(advance) || !fitsTables(period)) return undefined;
  if (period === 1) {
    const [first, last] = at(0);
    return { size: last - first + 1, stride, padding: first === 0 ? 0 : -first };
  }
  const count = isKnown(units) && typeof units === 'number' ? units : undefined;
  const repeats = period <= mostPhases;
  if (!repeats && (count === undefined || count > mostPhases)) return undefined;
  const spans = Array.from({ length: repeats ? period : (count ?? 0) }, (_, unit) => at(unit));
  const [first, last] = [spans.map(([from]) => from), spans.map(([, to]) => to)];
  return phasedField(
    {
      first,
      last,
      ...(repeats && { advance }),
      regular: isRegular(first, last, repeats ? advance : Infinity),
      dense: true,
      coarsest: advance > period ? stride : 1,
    },
    stride,
    count,
  );
}

/** Unit i sees pixel ⌊i · stride⌋ alone: enlarged by repetition, or the pixels of a shuffled map. */
export function nearest(stride: Rational, units: Dim): AxisField | undefined {
  const [a, b] = typeof stride === 'object' ? [Number(stride.numerator), Number(stride.denominator)] : [0, 1];
  return resampled(stride, units, (unit) => {
    const place = Math.floor((unit * a) / b);
    return [place, place];
  });
}

/** Filters laid down every `stride` units of the output, of which `cut` are left out in front. */
interface Stamps {
  readonly kernel: Int;
  readonly stride: Int;
  readonly dilation: Int;
  readonly cut: Int;
}

/**
 * Input j reaches the units j·s − p + d·t for each tap t, so that unit i sees (i + p − d·t)/s for the taps t with
 * d·t ≡ i + p (mod s): every (s / g)-th, g = gcd(s, d), d / g input pixels apart. Undefined where there are too many
 * phases.
 */
export function stamped({ kernel, stride, dilation, cut }: Stamps, units: Dim): AxisField | undefined {
  if (![kernel, stride, dilation, cut].every(fitsTables) || stride > mostPhases) return undefined;
  const [k, s, d, p] = [Number(kernel), Number(stride), Number(dilation), Number(cut)];
  if (s === 1) {
    const size = d * (k - 1) + 1;
    return { size, stride: 1, padding: size - 1 - p, ...(d > 1 && k > 1 && { gap: d }) };
  }
  const cycle = s / Number(gcd(s, d));
  const first = Array<number>(s).fill(Infinity);
  const last = Array<number>(s).fill(-Infinity);
  for (let tap = 0; tap < Math.min(k, cycle); tap++) {
    const unit = mod(d * tap - p, s);
    const furthest = tap + Math.floor((k - 1 - tap) / cycle) * cycle;
    first[unit] = (unit + p - d * furthest) / s;
    last[unit] = (unit + p - d * tap) / s;
  }
  const regular = isRegular(first, last, 1);
  const dense = d === s / cycle || k <= cycle;
  const count = typeof units === 'number' ? units : undefined;
  return phasedField({ first, last, advance: 1, regular, dense, coarsest: 1 }, ratio(1, s), count);
}
