// Sizes at which conditions hold, found by evaluating the conditions: the most common of those that fit.
import { compares, type Condition } from './condition.js';
import { compile, symbolsOf, type Compiled } from './expression.js';
import { regionOf } from './region.js';

/** The sizes that are tried for the named sizes of an input. */
export interface Candidates {
  /** The likeliest first. */
  readonly common: readonly number[];
  /** Where no common size fits, all up to this one are tried. */
  readonly most: number;
}

/** Sizes that fit of which the roundest is taken. */
const mostCompared = 64;

/** Combinations of common sizes that are tried where the named sizes differ. */
const mostCombinations = 4096;

/**
 * A size for each name at which all conditions hold: one size for all names where there is such a size, the most common
 * first; else common sizes that differ. It is `none` where the conditions exclude every size, and undefined where none of the
 * candidates fits.
 */
export function fittingSizes(
  names: readonly string[],
  conditions: readonly Condition[],
  { common, most }: Candidates,
): Readonly<Record<string, number>> | 'none' | undefined {
  const checks = conditions.map((each) => ({ ...each, value: compile(each.of, names) }));
  const fits = (sizes: readonly number[]): boolean =>
    checks.every(({ relation, value }) => compares(relation, value(sizes)));
  const pointOf = (sizes: readonly number[]): Readonly<Record<string, number>> =>
    Object.fromEntries(names.map((name, axis) => [name, sizes[axis] ?? 1]));
  const alike = common.find((size) => fits(names.map(() => size)));
  if (alike !== undefined) return pointOf(names.map(() => alike));
  const others: number[] = [];
  for (let size = 1; size <= most && others.length < mostCompared; size++)
    if (fits(names.map(() => size))) others.push(size);
  const roundest = others.reduce<number | undefined>(rounder, undefined);
  if (roundest !== undefined) return pointOf(names.map(() => roundest));
  if (isImpossible(names, conditions)) return 'none';
  const own = names.map((name) => sizesFor(name, checks, names, common));
  const apart = firstCombination(own, fits);
  return apart && pointOf(apart);
}

/** Of two sizes the rounder one: which more factors of 2 and 5 divide, as people choose sizes; else the first. */
const rounder = (one: number | undefined, other: number): number =>
  one === undefined || roundness(other) > roundness(one) ? other : one;

function roundness(size: number): number {
  let factors = 0;
  for (const prime of [2, 5]) for (let left = size; left % prime === 0; left /= prime) factors++;
  return factors;
}

/** Whether no size satisfies all conditions, or one of them. */
export const isImpossible = (names: readonly string[], conditions: readonly Condition[]): boolean =>
  regionOf(names, conditions).never !== undefined;

/** The common sizes that the conditions on one name alone allow. */
function sizesFor(
  name: string,
  checks: readonly (Condition & { readonly value: Compiled })[],
  names: readonly string[],
  common: readonly number[],
): readonly number[] {
  const axis = names.indexOf(name);
  const alone = checks.filter(({ of }) => symbolsOf(of).every((each) => each === name));
  return common.filter((size) => {
    const sizes = names.map((_, at) => (at === axis ? size : 1));
    return alone.every(({ relation, value }) => compares(relation, value(sizes)));
  });
}

/** The first of all combinations that fits, those of the likeliest sizes first. */
function firstCombination(
  own: readonly (readonly number[])[],
  fits: (sizes: readonly number[]) => boolean,
): readonly number[] | undefined {
  let combinations: readonly (readonly number[])[] = [[]];
  for (const sizes of own) {
    const room = Math.floor(mostCombinations / Math.max(1, combinations.length));
    combinations = combinations.flatMap((before) => sizes.slice(0, room).map((size) => [...before, size]));
  }
  // Images, and those of a video, are mostly squares.
  const isSquare = (sizes: readonly number[]): boolean => sizes.at(-1) === sizes.at(-2);
  return combinations.find((sizes) => isSquare(sizes) && fits(sizes)) ?? combinations.find(fits);
}
