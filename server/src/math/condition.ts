// Conditions on named sizes: an expression that must be 0, must not, or must not be negative.
import { conditionTexts } from './texts.js';
import { eventually, isAffine, periodOf } from './periodic.js';
import {
  compile,
  constantOf,
  difference,
  evaluateAt,
  lowerBound,
  maximum,
  remainder,
  constant,
  scaled,
  sum,
  symbolsOf,
  type Expression,
  type Maybe,
  type Point,
} from './expression.js';
import { formatExpression, gathered, pythonExpression } from './expressionText.js';

export type Relation = '==' | '!=' | '>=';

/** `of == 0`, `of != 0` or `of >= 0`. */
export interface Condition {
  readonly relation: Relation;
  readonly of: Expression;
}

/** What is known of a condition for all sizes from 1 on. */
export type Truth = 'always' | 'never' | 'depends';

const condition = (relation: Relation, of: Maybe): Condition | undefined =>
  of && (extreme(relation, of) ?? normal({ relation, of }));

/** max(x, y) = x is x ≥ y, which has a simpler solution. */
function extreme(relation: Relation, of: Expression): Condition | undefined {
  if (relation === '>=') return undefined;
  for (const { coefficient, atoms } of of.products) {
    const [atom, another] = atoms;
    if (another || atom?.kind !== 'max' || Math.abs(coefficient) !== 1 || atom.of.length !== 2) continue;
    const [x, y] = atom.of;
    const whole = maximum(x, y);
    // What the maximum is equal to.
    const rest = difference(whole, scaled(of, coefficient));
    for (const [one, other] of [
      [x, y],
      [y, x],
    ] as const) {
      if (!rest || !one || rest.key !== one.key || rest.constant !== one.constant) continue;
      const larger = condition('>=', difference(one, other));
      return larger && relation === '!=' ? negation(larger) : larger;
    }
  }
  return undefined;
}

export const equal = (a: Maybe, b: Maybe): Condition | undefined => condition('==', difference(a, b));
export const unequal = (a: Maybe, b: Maybe): Condition | undefined => condition('!=', difference(a, b));
export const atLeast = (a: Maybe, b: Maybe): Condition | undefined => condition('>=', difference(a, b));
export const above = (a: Maybe, b: Maybe): Condition | undefined =>
  condition('>=', sum(difference(a, b), constant(-1)));
/** Whether `by` divides a, for by ≥ 1. */
export const divides = (by: number, a: Maybe): Condition | undefined => condition('==', remainder(a, by));

/** The condition that holds exactly where another one does not. */
export const negation = ({ relation, of }: Condition): Condition | undefined =>
  relation === '>='
    ? condition('>=', sum(scaled(of, -1), constant(-1)))
    : condition(relation === '==' ? '!=' : '==', of);

/** Without common factors, and equations with a positive first coefficient: equal conditions have one key. */
function normal({ relation, of }: Condition): Condition {
  let factor = 0;
  for (const { coefficient } of of.products) factor = gcd(factor, coefficient);
  const first = of.products[0]?.coefficient ?? 0;
  const isNegative = relation !== '>=' && first < 0;
  if (factor < 2 && !isNegative) return { relation, of };
  const by = isNegative ? -factor : factor;
  // An equation whose constant is no multiple of the factor has no solution, and is left as it is.
  if (relation !== '>=' && of.constant % factor !== 0) return { relation, of };
  const products = of.products.map((each) => ({ ...each, coefficient: each.coefficient / by }));
  const offset = Math.floor(of.constant / by) || 0;
  const { weight } = of;
  const key = products.map((each) => (each.coefficient === 1 ? each.key : `${each.coefficient}·${each.key}`));
  const divided = { products, constant: offset, key: key.join('+'), value: 0, weight };
  return { relation, of: { ...divided, value: evaluateAt(divided, {}) } };
}

const gcd = (a: number, b: number): number => (b === 0 ? Math.abs(a) : gcd(b, a % b));

export const conditionKey = ({ relation, of }: Condition): string => `${of.key}+${of.constant}${relation}`;

export const holdsAt = ({ relation, of }: Condition, point: Point): boolean =>
  compares(relation, evaluateAt(of, point));

/** Whether a condition holds where every symbol is its hint. */
export const holdsAtHint = ({ relation, of }: Condition): boolean => compares(relation, of.value);

export function compares(relation: Relation, value: number | bigint): boolean {
  // An exact integer is a bigint beyond 2^53 alone.
  return relation === '>=' ? value >= 0 : (value === 0) === (relation === '==');
}

/** Points that are tried where a condition repeats itself: more are not. */
const mostPoints = 50_000;

/**
 * Whether a condition holds for all sizes, for none, or for some. Sums of floor divisions of linear expressions are
 * decided exactly where they repeat themselves soon enough; otherwise the answer is `depends`.
 */
export function truthOf({ relation, of }: Condition): Truth {
  const value = constantOf(of);
  if (value !== undefined) return compares(relation, value) ? 'always' : 'never';
  const bound = lowerBound(of);
  if (relation === '>=' ? bound >= 0 : bound > 0) return relation === '==' ? 'never' : 'always';
  const opposite = scaled(of, -1);
  if (opposite && lowerBound(opposite) > 0) return relation === '!=' ? 'always' : 'never';
  if (relation !== '>=' && !isDivided(of)) return relation === '!=' ? 'always' : 'never';
  return truthOfOne(relation, of) ?? periodicTruth(relation, of) ?? 'depends';
}

/** Whether a common factor of all coefficients divides the constant too: otherwise the sum is never 0. */
const isDivided = ({ products, constant: start }: Expression): boolean =>
  start % products.reduce((factor, { coefficient }) => gcd(factor, coefficient), 0) === 0;

/** The truth of a condition on one symbol, which is tried up to where it repeats itself. */
function truthOfOne(relation: Relation, of: Expression): Truth | undefined {
  const [name, more] = symbolsOf(of);
  const later = name === undefined || more !== undefined ? undefined : eventually(of, name);
  if (!later || name === undefined) return undefined;
  const value = compile(of, [name]);
  const end = later.settled + later.period;
  if (!(end <= mostPoints)) return undefined;
  let [some, all] = [false, true];
  for (let size = 1; size < end; size++) {
    if (compares(relation, value([size]))) some = true;
    else all = false;
    if (some && !all) return 'depends';
  }
  return all ? 'always' : 'never';
}

/** What holds in every period, where the expression has the same value one period further on, for every symbol. */
function periodicTruth(relation: Relation, of: Expression): Truth | undefined {
  if (!isAffine(of)) return undefined;
  const names = symbolsOf(of);
  const periods = names.map((name) => periodOf(of, name));
  let points = 1;
  for (const period of periods) points *= period;
  if (points > mostPoints) return undefined;
  const value = compile(of, names);
  const ones = names.map(() => 1);
  const start = value(ones);
  // In a sum of functions of single symbols, a slope of 0 at one place is a slope of 0 at all.
  const isFlat = names.every((_, axis) => value(ones.with(axis, 1 + (periods[axis] ?? 1))) === start);
  if (!isFlat) return undefined;
  let [some, all] = [false, true];
  const at = [...ones];
  for (let index = 0; index < points; index++) {
    if (compares(relation, value(at))) some = true;
    else all = false;
    if (some && !all) return 'depends';
    for (let axis = 0; axis < at.length; axis++) {
      const next = (at[axis] ?? 1) + 1;
      at[axis] = next > (periods[axis] ?? 1) ? 1 : next;
      if (next <= (periods[axis] ?? 1)) break;
    }
  }
  return all ? 'always' : 'never';
}

/** `a % n == 0` where the condition says that; the parts for the texts below. */
function divisibility({
  relation,
  of,
}: Condition): { readonly a: Expression; readonly by: number } | undefined {
  if (relation === '>=') return undefined;
  for (const { coefficient, atoms } of of.products) {
    const [atom, another] = atoms;
    if (another || atom?.kind !== 'floor') continue;
    // a − by·⌊a/by⌋, or its negative, with a whole part taken out of the division.
    for (const sign of [1, -1]) {
      const signed = scaled(of, sign);
      const rest = remainder(atom.of, atom.by);
      if (coefficient * sign !== -atom.by || !signed || !rest) continue;
      if (signed.key === rest.key && signed.constant === rest.constant) return { a: atom.of, by: atom.by };
    }
  }
  return undefined;
}

/** `H % 32 == 0`, as Python writes it. */
export function pythonCondition(each: Condition): string {
  const divided = divisibility(each);
  if (divided) {
    const text = pythonExpression(divided.a);
    return `${/^\w+$/.test(text) ? text : `(${text})`} % ${divided.by} ${each.relation} 0`;
  }
  const [left, right] = sides(each);
  return `${pythonExpression(left)} ${each.relation} ${pythonExpression(right)}`;
}

/** `⌊H/32⌋·⌊W/32⌋ = 49`. */
export function formatCondition(each: Condition): string {
  const divided = divisibility(each);
  if (divided)
    return conditionTexts.divisible(formatExpression(divided.a), divided.by, each.relation === '==');
  const [left, right] = sides(each);
  const relation = { '==': '=', '!=': '≠', '>=': '≥' }[each.relation];
  return `${formatExpression(left)} ${relation} ${formatExpression(right)}`;
}

/** What is added on one side, and what on the other, so that nothing is taken away. */
function sides({ relation, of: written }: Condition): readonly [Expression, Expression] {
  const of = gathered(written);
  const part = (sign: number): Expression => {
    const products = of.products
      .filter(({ coefficient }) => coefficient * sign > 0)
      .map((each) => ({ ...each, coefficient: each.coefficient * sign }));
    const own = of.constant * sign > 0 ? of.constant * sign : 0;
    return { products, constant: own, key: '', value: 0, weight: of.weight };
  };
  const [plus, minus] = [part(1), part(-1)];
  return plus.products.length === 0 && relation !== '>=' ? [minus, plus] : [plus, minus];
}
