// What sizes with formulas must satisfy for a computation to work, collected while it is carried out.
import {
  above,
  atLeast,
  conditionKey,
  divides,
  equal,
  holdsAtHint,
  negation,
  truthOf,
  unequal,
  type Condition,
} from './condition.js';
import { compareDims, formulaOf, isKnown, type Dim } from './dim.js';
import { constant, type Expression, type Maybe } from './expression.js';
import type { Int } from './int.js';

/** A condition under which a computation works, or (a guard) under which its result is the one that is given. */
export interface Requirement {
  readonly kind: 'demand' | 'guard';
  readonly condition: Condition;
  /** Where one of these is 1 the computation works too, with another result. */
  readonly unlessOne?: readonly Expression[];
  /** Where in a text it arises, where that is known. */
  readonly at?: Place | undefined;
  /** What was computed may not be part of every run, so that nothing follows from its failure. */
  readonly isUncertain?: boolean;
}

export interface Place {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** What a collection knows of the place of a computation while it is carried out. */
export type Whereabouts = () => Pick<Requirement, 'at' | 'isUncertain'>;

/** The innermost collection at work; scoped to {@link collecting}, so that nothing outlives a computation. */
let collected: Map<string, Requirement> | undefined;
let whereabouts: Whereabouts | undefined;

/** Carries out a computation and gives what it required. */
export function collecting<T>(
  compute: () => T,
  where: Whereabouts | undefined = whereabouts,
): {
  readonly result: T;
  readonly requirements: readonly Requirement[];
} {
  const [outer, around] = [collected, whereabouts];
  whereabouts = where;
  const own = (collected = new Map<string, Requirement>());
  try {
    const result = compute();
    return { result, requirements: [...own.values()] };
  } finally {
    collected = outer;
    whereabouts = around;
  }
}

function require(
  kind: Requirement['kind'],
  condition: Condition | undefined,
  unlessOne?: readonly Expression[],
): void {
  if (!collected || !condition || truthOf(condition) === 'always') return;
  const key = `${kind} ${conditionKey(condition)}`;
  if (!collected.has(key))
    collected.set(key, { kind, condition, ...(unlessOne && { unlessOne }), ...whereabouts?.() });
}

/** Requires what an earlier computation did. */
export function requireAgain(all: readonly Requirement[]): void {
  for (const { kind, condition, unlessOne } of all) require(kind, condition, unlessOne);
}

/** Notes that a computation may fail for a reason that is no condition on sizes that could be stated. */
export function mayFail(): void {
  const condition: Condition = { relation: '>=', of: constant(0) };
  collected?.set('may fail', { kind: 'guard', condition, isUncertain: true });
}

/**
 * Carries out a test whose failure ends the program: what decides it is demanded. `fails` says whether it failed at the
 * hints; then the last decision is what must be otherwise.
 */
export function demanding<T>(compute: () => T, fails: (result: T) => boolean): T {
  if (!collected) return compute();
  const { result, requirements } = collecting(compute);
  const guards = requirements.filter(({ kind }) => kind === 'guard');
  const failed = fails(result) ? guards.at(-1) : undefined;
  for (const each of requirements) {
    if (each.kind !== 'guard') require(each.kind, each.condition, each.unlessOne);
    else demand(each === failed ? negation(each.condition) : each.condition);
  }
  return result;
}

/** Notes that a result is right under a condition alone. */
const guard = (condition: Condition | undefined): void => require('guard', condition);

/** Notes that a computation fails where a condition does not hold. */
const demand = (condition: Condition | undefined): void => require('demand', condition);

const formulas = (a: Dim, b: Dim): readonly [Maybe, Maybe] | undefined =>
  isKnown(a) && isKnown(b) ? undefined : [formulaOf(a), formulaOf(b)];

/** What is known of a = b, which is required where it depends on the sizes of the input. */
export function agreeDims(a: Dim, b: Dim, orOne = false): ReturnType<typeof compareDims> {
  const found = compareDims(a, b);
  if (found === 'equal') return found;
  const [x, y] = formulas(a, b) ?? [];
  if (x && y) require('demand', equal(x, y), orOne ? [x, y] : undefined);
  return found;
}

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** The comparison of two sizes as a condition; undefined where one has no formula. */
export function comparison(relation: Comparison, a: Dim, b: Dim): Condition | undefined {
  const [x, y] = [formulaOf(a), formulaOf(b)];
  if (!x || !y) return undefined;
  if (relation === '==') return equal(x, y);
  if (relation === '!=') return unequal(x, y);
  if (relation === '<' || relation === '>') return relation === '>' ? above(x, y) : above(y, x);
  return relation === '>=' ? atLeast(x, y) : atLeast(y, x);
}

/**
 * Whether a condition holds at the hints, which then is what the results that follow depend on; undefined where it is no
 * condition.
 */
export function decided(condition: Condition | undefined): boolean | undefined {
  if (!condition) return undefined;
  const truth = truthOf(condition);
  if (truth !== 'depends') return truth === 'always';
  const holds = holdsAtHint(condition);
  guard(holds ? condition : negation(condition));
  return holds;
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
