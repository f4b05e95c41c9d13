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
  for (let size = 1; size <= most; size++) {
    const sizes = names.map(() => size);
    if (fits(sizes)) return pointOf(sizes);
  }
  if (isImpossible(names, conditions)) return 'none';
  const own = names.map((name) => sizesFor(name, checks, names, common));
  const apart = firstCombination(own, fits);
  return apart && pointOf(apart);
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
  return combinations.find(fits);
}
