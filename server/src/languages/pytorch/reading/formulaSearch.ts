// Sizes for an assumed input under which a network runs, found by one run on named sizes: what it requires is searched through.
import { equal, holdsAtHint, truthOf } from '../../../math/condition.js';
import { namedDim, type Dim } from '../../../math/dim.js';
import { constant } from '../../../math/expression.js';
import type { Requirement } from '../../../math/requirements.js';
import { fittingSizes, isImpossible } from '../../../math/search.js';
import type { AssumedInput } from './assumed.js';
import type { NetworkRun } from './networkRun.js';

/** The input with names in place of the sizes that nothing states, at its own sizes; undefined where all are stated. */
export function named({ shape, open }: AssumedInput): readonly Dim[] | undefined {
  if (!open) return undefined;
  const { names } = open;
  return shape.map((size, axis) => {
    const name = names[axis];
    return name === undefined || typeof size !== 'number' ? size : namedDim(name, size);
  });
}

export type SearchResult =
  /** Other sizes that satisfy all that is known to be required. */
  | { readonly kind: 'sizes'; readonly input: AssumedInput }
  /** No size whatever satisfies it: why, as far as the run shows. */
  | { readonly kind: 'none'; readonly isCertain: boolean }
  /** No size is found, or the sizes are not what is wrong. */
  | { readonly kind: 'unknown' };

/**
 * What a run on named sizes says of the sizes for which the network would work. `isListed` limits the search to sizes in
 * common use.
 */
export function searchSizes(run: NetworkRun, { shape, open }: AssumedInput, isListed: boolean): SearchResult {
  if (!open) return { kind: 'unknown' };
  const names = open.names.filter((name) => name !== undefined);
  const all = run.requirements.filter(({ isUncertain = false }) => !isUncertain);
  const demands = all.filter(({ kind }) => kind === 'demand');
  const conditions = demands.filter((each) => !isRepeated(each)).map(({ condition }) => condition);
  if (conditions.every(holdsAtHint)) return { kind: 'unknown' };
  const guards = all.flatMap(({ kind, condition }) => (kind === 'guard' ? [condition] : []));
  const candidates = isListed ? { ...open, most: 0 } : open;
  // On the branches that this run took, else on others, of which a further run shows more.
  const found =
    pointOf(fittingSizes(names, [...conditions, ...guards], candidates)) ??
    (guards.length > 0 ? pointOf(fittingSizes(names, conditions, candidates)) : undefined);
  if (found) {
    const sizes = shape.map((size, axis) => found[open.names[axis] ?? ''] ?? size);
    return { kind: 'sizes', input: { shape: sizes, reason: open.reasonAt(sizes), open } };
  }
  // Other sizes may take branches on which something else is required.
  if (guards.length > 0 || !isImpossible(names, conditions)) return { kind: 'unknown' };
  const isCertain =
    run.complete &&
    !run.failed &&
    run.requirements.every((each) => each.isUncertain !== true && !mayBeRepeated(each));
  return { kind: 'none', isCertain };
}

/** Whether a size of 1 is repeated where sizes need not agree otherwise. */
const isRepeated = ({ unlessOne }: Requirement): boolean =>
  unlessOne?.some(({ value }) => value === 1) === true;

const mayBeRepeated = ({ unlessOne }: Requirement): boolean =>
  unlessOne?.some((each) => {
    const isOne = equal(each, constant(1));
    return !isOne || truthOf(isOne) !== 'never';
  }) === true;

const pointOf = (found: ReturnType<typeof fittingSizes>): Readonly<Record<string, number>> | undefined =>
  found === 'none' ? undefined : found;
