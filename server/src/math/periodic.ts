// Expressions that repeat themselves: sums of floor divisions grow by the same amount from one period to the next.
import { compile, difference, replaceAtoms, symbolsOf, type Expression, type Maybe } from './expression.js';

/**
 * Whether an expression is a sum of functions of single symbols, each linear but for floor divisions: then its value at
 * `h + period` exceeds that at `h` by the same amount for every `h`.
 */
export function isAffine(expression: Expression): boolean {
  return expression.products.every(({ atoms }) => {
    const [atom, another] = atoms;
    if (!atom || another || atom.kind === 'max') return false;
    return atom.kind === 'symbol' || (symbolsOf(atom.of).length === 1 && isAffine(atom.of));
  });
}

/** A number of steps of a symbol after which all floor divisions of an affine expression are where they were. */
export function periodOf(expression: Expression, name: string): number {
  let period = 1;
  for (const { atoms } of expression.products)
    for (const atom of atoms)
      if (atom.kind === 'floor' && symbolsOf(atom.of).includes(name))
        period = lcm(period, dividedPeriod(periodOf(atom.of, name), atom.by));
  return period;
}

/** An inner expression grows by a whole number each inner period, so that `by` of those make a multiple of `by`. */
const dividedPeriod = (inner: number, by: number): number => inner * by;

/** The least common multiple of numbers from 1 on. */
export function lcm(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** How an expression of one symbol behaves for large sizes: as one without maxima, whose sign depends on the period alone. */
export interface Eventually {
  readonly period: number;
  /** From this size on, the sign at a size is that at one period further. */
  readonly settled: number;
}

/** Periods beyond this are not looked at. */
const longest = 20_000;

/** Undefined for what is no sum of floor divisions and maxima of those, and where it takes too long to repeat itself. */
export function eventually(expression: Expression, name: string): Eventually | undefined {
  const { affine, from } = withoutMaxima(expression, name) ?? {};
  if (!affine || from === undefined || !isAffine(affine)) return undefined;
  const period = periodOf(affine, name);
  if (period > longest) return undefined;
  return { period, settled: Math.max(from, settledFrom(affine, name, period)) };
}

/** The expression with each maximum replaced by the one that is the largest from some size on. */
function withoutMaxima(
  expression: Expression,
  name: string,
): { readonly affine: Maybe; readonly from: number } | undefined {
  let from = 1;
  let isKnown = true;
  const affine = replaceAtoms(expression, (atom) => {
    if (atom.kind !== 'max') return 'same';
    let largest: Expression | undefined;
    for (const each of atom.of) {
      const apart = largest && difference(each, largest);
      if (!largest) largest = each;
      else if (!apart || !isAffine(apart)) isKnown = false;
      else {
        const period = periodOf(apart, name);
        const settled = period > longest ? Infinity : settledFrom(apart, name, period);
        const value = compile(apart, [name]);
        const signs = new Set<number>();
        for (let size = settled; size < settled + period && settled < Infinity; size++)
          signs.add(Math.sign(value([size])));
        signs.delete(0);
        if (settled === Infinity || signs.size > 1) isKnown = false;
        else if (signs.has(1)) largest = each;
        from = Math.max(from, settled);
      }
    }
    return largest;
  });
  return isKnown ? { affine, from } : undefined;
}

/** From which size on the sign of an affine expression depends on the remainder by the period alone: that of its slope, if any. */
function settledFrom(expression: Expression, name: string, period: number): number {
  const value = compile(expression, [name]);
  const slope = value([1 + period]) - value([1]);
  if (slope === 0) return 1;
  let most = 0;
  for (let size = 1; size <= period; size++) {
    const each = value([size]);
    // Periods until the value has the sign of the slope and is not 0.
    const periods =
      Math.sign(each) === Math.sign(slope) ? 0 : Math.floor(Math.abs(each) / Math.abs(slope)) + 1;
    most = Math.max(most, periods);
  }
  return 1 + most * period;
}
