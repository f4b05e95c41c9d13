// Expressions that repeat themselves: sums of floor divisions grow by the same amount from one period to the next.
import { symbolsOf, type Expression } from './expression.js';

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
