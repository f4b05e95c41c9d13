// Fields behind layers that enlarge, composed and united position by position, so that they are exact.
import { compare, equal, mul, ratio, sub, type Rational } from '../math/rational.js';
import type { AxisField, Phases } from '../ops/field.js';
import { fitsTables, isRegular, mostPhases, phasedField } from '../ops/phases.js';

/** A field as what each position sees, whether or not the positions differ. */
interface View {
  /** Positions after which all repeats; undefined where nothing does. */
  readonly period: number | undefined;
  readonly advance: number;
  /** Of a table that does not repeat, its positions. */
  readonly length: number;
  readonly first: (position: number) => number;
  readonly last: (position: number) => number;
  readonly cut: (position: number) => boolean;
  readonly regular: boolean;
  /** Distance of neighbouring pixels that a position sees; 0 where it is not known. */
  readonly gap: number;
}

const uncut = (): boolean => false;

function viewOf(axis: AxisField): View | undefined {
  const { phases } = axis;
  if (phases) return viewOfTable(phases, axis.stride);
  const { size, stride, padding, gap = 1 } = axis;
  if (typeof stride === 'object' || typeof padding === 'object') return undefined;
  if (!fitsTables(size) || !fitsTables(stride) || !fitsTables(padding) || !fitsTables(gap)) return undefined;
  return {
    period: 1,
    advance: stride,
    length: Infinity,
    first: (position) => position * stride - padding,
    last: (position) => position * stride - padding + size - 1,
    cut: uncut,
    regular: true,
    gap: size === 1 ? 1 : gap < 0 ? 0 : gap,
  };
}

function viewOfTable(phases: Phases, stride: Rational): View | undefined {
  const { first, last, advance, cut, regular, dense } = phases;
  const { length } = first;
  const gap = dense ? 1 : 0;
  if (advance !== undefined) {
    const at =
      (table: readonly number[]) =>
      (position: number): number => {
        const cycle = Math.floor(position / length);
        return (table[position - cycle * length] ?? NaN) + cycle * advance;
      };
    return { period: length, advance, length, first: at(first), last: at(last), cut: uncut, regular, gap };
  }
  const [above, below] =
    typeof stride === 'object' ? [stride.numerator, stride.denominator] : [stride, 1 as const];
  if (!fitsTables(above) || !fitsTables(below)) return undefined;
  const at =
    (table: readonly number[]) =>
    (position: number): number => {
      const own = table[position];
      if (own !== undefined) return own;
      if (position < 0) return (table[0] ?? NaN) + Math.floor((position * above) / below);
      return (table[length - 1] ?? NaN) + Math.ceil(((position - length + 1) * above) / below);
    };
  return {
    period: undefined,
    advance: 0,
    length,
    first: at(first),
    last: at(last),
    cut: (position) => position < 0 || position >= length || (cut?.[position] ?? false),
    regular,
    gap,
  };
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** The coarsest stride on the way to a field's units. */
export const coarsestOf = (axis: AxisField): Rational => axis.phases?.coarsest ?? axis.stride;

const larger = (a: Rational, b: Rational): Rational => (compare(a, b) >= 0 ? a : b);

type Span = readonly [first: number, last: number];
const nothing: Span = [Infinity, -Infinity];

/**
 * What a unit sees through two steps, at least one of which distinguishes positions; `count` is the number of units.
 * Undefined where that needs too long a table, or the gaps of one step meet those of the other.
 */
export function composePhases(
  outer: AxisField,
  inner: AxisField,
  count: number | undefined,
): AxisField | undefined {
  const [far, near] = [viewOf(outer), viewOf(inner)];
  if (!far || !near) return undefined;
  const stride = mul(outer.stride, inner.stride);
  const cycle =
    far.period !== undefined && near.period !== undefined
      ? {
          period: (near.period * far.period) / gcd(near.advance, far.period),
          advance: (near.advance / gcd(near.advance, far.period)) * far.advance,
        }
      : undefined;
  const seen = far.regular ? throughRegular(far, near) : throughGaps(far, near);
  return (
    seen &&
    tabulated(seen, {
      cycle,
      stride,
      count,
      cut: (unit) => near.cut(unit) || isCut(far, near.first(unit)) || isCut(far, near.last(unit)),
      regular: far.regular && near.regular,
      gapless: near.gap === 1 && far.gap === 1 && touches(far),
      coarsest: larger(coarsestOf(outer), mul(coarsestOf(inner), outer.stride)),
    })
  );
}

const isCut = (far: View, position: number): boolean => far.period === undefined && far.cut(position);

/** Where neither end ever steps back, the ends of what is seen are seen by the ends. */
function throughRegular(far: View, near: View): (unit: number) => Span {
  return (unit) => {
    const [from, to] = [near.first(unit), near.last(unit)];
    return from <= to ? [far.first(from), far.last(to)] : nothing;
  };
}

/** Elsewhere every position counts that is seen; those of a cycle at each end are enough. */
function throughGaps(far: View, near: View): ((unit: number) => Span) | undefined {
  const { gap } = near;
  const { period = mostPhases } = far;
  if (gap === 0) return undefined;
  return (unit) => {
    const [from, to] = [near.first(unit), near.last(unit)];
    let [first, last] = nothing;
    for (let step = 0; step < period && from + step * gap <= to; step++) {
      first = Math.min(first, far.first(from + step * gap));
      last = Math.max(last, far.last(to - step * gap));
    }
    return [first, last];
  };
}

/** Whether the stretches of neighbouring positions leave no pixel between them. */
function touches({ period, length, first, last }: View): boolean {
  for (let position = 0; position < (period ?? length); position++) {
    const from = Math.max(first(position), first(position + 1));
    if (from > Math.min(last(position), last(position + 1)) + 1) return false;
  }
  return true;
}

interface Tabulation {
  readonly cycle: { readonly period: number; readonly advance: number } | undefined;
  readonly stride: Rational;
  readonly count: number | undefined;
  readonly cut: (unit: number) => boolean;
  readonly regular: boolean;
  readonly gapless: boolean;
  readonly coarsest: Rational;
}

/** The table of what each unit sees: one cycle of it where it repeats soon enough, else of all units. */
function tabulated(
  seen: (unit: number) => Span,
  { cycle, stride, count, cut, regular, gapless, coarsest }: Tabulation,
): AxisField | undefined {
  const repeats = cycle !== undefined && cycle.period <= mostPhases;
  const length = repeats ? cycle.period : (count ?? Infinity);
  if (!(length <= mostPhases) || length === 0) return undefined;
  const first: number[] = [];
  const last: number[] = [];
  for (let unit = 0; unit < length; unit++) {
    const [from, to] = seen(unit);
    first.push(from);
    last.push(to);
  }
  if (!repeats) {
    const cuts = first.map((_, unit) => cut(unit));
    return phasedField({ first, last, cut: cuts, regular, dense: gapless, coarsest }, stride);
  }
  const { advance } = cycle;
  if (length === 1) {
    const [from = 0, to = 0] = [first[0], last[0]];
    if (!fitsTables(from) || !fitsTables(to) || !fitsTables(advance)) return undefined;
    return {
      size: to - from + 1,
      stride: advance,
      padding: from === 0 ? 0 : -from,
      ...(!gapless && to > from && { gap: from - to }),
    };
  }
  const phases = {
    first,
    last,
    advance,
    regular: regular || isRegular(first, last, advance),
    dense: gapless,
    coarsest,
  };
  return phasedField(phases, ratio(advance, length), count);
}

/** What a unit sees through either of two branches that meet. Undefined where that needs too long a table. */
export function unitePhases(a: AxisField, b: AxisField, count: number | undefined): AxisField | undefined {
  const [one, other] = [viewOf(a), viewOf(b)];
  if (!one || !other) return undefined;
  const stride = larger(a.stride, b.stride);
  const together = one.period !== undefined && other.period !== undefined && equal(a.stride, b.stride);
  const period = together ? (one.period / gcd(one.period, other.period)) * other.period : 0;
  const spansMeet = (unit: number): boolean =>
    Math.max(one.first(unit), other.first(unit)) <= Math.min(one.last(unit), other.last(unit)) + 1;
  const length = together ? period : (count ?? 0);
  let gapless = one.gap === 1 && other.gap === 1 && length <= mostPhases;
  for (let unit = 0; gapless && unit < length; unit++) gapless = spansMeet(unit);
  return tabulated(
    (unit) => [Math.min(one.first(unit), other.first(unit)), Math.max(one.last(unit), other.last(unit))],
    {
      cycle: together ? { period, advance: (one.advance * period) / one.period } : undefined,
      stride,
      count,
      cut: (unit) => one.cut(unit) || other.cut(unit),
      regular: one.regular && other.regular,
      gapless,
      coarsest: larger(coarsestOf(a), coarsestOf(b)),
    },
  );
}

/** Where on average the stretch of unit 0 ends, exclusive, in input pixels. */
export function meanEnd({ last }: Phases, stride: Rational): Rational {
  const seeing = last.flatMap((end, unit) => (Number.isFinite(end) ? [{ end, unit }] : []));
  const sum = seeing.reduce((total, { end }) => total + end + 1, 0);
  const places = seeing.reduce((total, { unit }) => total + unit, 0);
  return sub(ratio(sum, seeing.length), mul(stride, ratio(places, seeing.length)));
}
