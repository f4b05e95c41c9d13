// What sizes with formulas must satisfy for a computation to work, collected while it is carried out.
import { atLeast, conditionKey, divides, equal, truthOf, type Condition } from './condition.js';
import { compareDims, formulaOf, isKnown, type Dim } from './dim.js';
import type { Expression, Maybe } from './expression.js';
import type { Int } from './int.js';

/** A condition under which a computation works, or (a guard) under which its result is the one that is given. */
export interface Requirement {
  readonly kind: 'demand' | 'guard';
  readonly condition: Condition;
  /** Where one of these is 1 the computation works too, with another result. */
  readonly unlessOne?: readonly Expression[];
}

/** The innermost collection at work; scoped to {@link collecting}, so that nothing outlives a computation. */
let collected: Map<string, Requirement> | undefined;

/** Carries out a computation and gives what it required. */
export function collecting<T>(compute: () => T): {
  readonly result: T;
  readonly requirements: readonly Requirement[];
} {
  const outer = collected;
  const own = (collected = new Map<string, Requirement>());
  try {
    const result = compute();
    return { result, requirements: [...own.values()] };
  } finally {
    collected = outer;
  }
}

function require(
  kind: Requirement['kind'],
  condition: Condition | undefined,
  unlessOne?: readonly Expression[],
): void {
  if (!collected || !condition || truthOf(condition) === 'always') return;
  const key = `${kind} ${conditionKey(condition)}`;
  if (!collected.has(key)) collected.set(key, { kind, condition, ...(unlessOne && { unlessOne }) });
}

/** Requires what an earlier computation did. */
export function requireAgain(all: readonly Requirement[]): void {
  for (const { kind, condition, unlessOne } of all) require(kind, condition, unlessOne);
}

/** Notes that a result is right under a condition alone. */
export const guard = (condition: Condition | undefined): void => require('guard', condition);

/** Notes that a computation fails where a condition does not hold. */
export const demand = (condition: Condition | undefined): void => require('demand', condition);

const formulas = (a: Dim, b: Dim): readonly [Maybe, Maybe] | undefined =>
  isKnown(a) && isKnown(b) ? undefined : [formulaOf(a), formulaOf(b)];

/** What is known of a = b, which is required where it depends on the sizes of the input. */
export function agreeDims(a: Dim, b: Dim, orOne = false): ReturnType<typeof compareDims> {
  const found = compareDims(a, b);
  if (found !== 'unknown') return found;
  const [x, y] = formulas(a, b) ?? [];
  if (x && y) require('demand', equal(x, y), orOne ? [x, y] : undefined);
  return found;
}

/** Requires a ≥ b of sizes that are not both known. */
export function requireAtLeast(a: Dim, b: Dim, kind: Requirement['kind'] = 'demand'): void {
  const [x, y] = formulas(a, b) ?? [];
  if (x && y) require(kind, atLeast(x, y));
}

/** Requires that `by` divides a size that is not known. */
export function requireDivides(by: Int, size: Dim): void {
  const formula = isKnown(size) ? undefined : formulaOf(size);
  if (formula && typeof by === 'number' && by > 0) require('demand', divides(by, formula));
}
