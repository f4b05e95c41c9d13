// Expressions over sizes against brute force: arithmetic, normal form, conditions and regions, at random points.
import assert from 'node:assert/strict';
import {
  atLeast,
  divides,
  equal,
  holdsAt,
  truthOf,
  unequal,
  type Condition,
} from '../../server/src/math/condition.js';
import {
  ceilDiv,
  compile,
  constant,
  difference,
  evaluateAt,
  exactQuotient,
  floorDiv,
  lowerBound,
  maximum,
  minimum,
  product,
  remainder,
  scaled,
  substitute,
  sum,
  symbol,
  type Maybe,
} from '../../server/src/math/expression.js';
import { fitsRegion, regionOf } from '../../server/src/math/region.js';
import { seeded } from '../support/random.js';

const count = Number(process.env.FOVEA_EXPRESSIONS ?? 3000);
const seed = Number(process.env.FOVEA_SEED ?? 11);

type Random = ReturnType<typeof seeded>;
/** An expression, and the same computed with plain numbers. */
interface Pair {
  readonly formula: Maybe;
  readonly value: (point: { readonly H: number; readonly W: number }) => number;
}

const floored = (a: number, b: number): number => Math.floor(a / b);

function any(random: Random, depth: number, names: readonly ('H' | 'W')[]): Pair {
  const kind = depth === 0 ? random.below(3) : 3 + random.below(9);
  if (kind < 2) {
    const name = random.pick(names);
    return { formula: symbol(name, 224), value: (point) => point[name] };
  }
  if (kind === 2) {
    const number = random.below(20) - 6;
    return { formula: constant(number), value: () => number };
  }
  const a = any(random, depth - 1, names);
  const by = 1 + random.below(8);
  if (kind === 3) return { formula: floorDiv(a.formula, by), value: (p) => floored(a.value(p), by) };
  if (kind === 4) return { formula: ceilDiv(a.formula, by), value: (p) => Math.ceil(a.value(p) / by) };
  if (kind === 5)
    return { formula: remainder(a.formula, by), value: (p) => a.value(p) - by * floored(a.value(p), by) };
  if (kind === 6) return { formula: scaled(a.formula, by - 3), value: (p) => a.value(p) * (by - 3) };
  const b = any(random, depth - 1, names);
  if (kind === 7) return { formula: product(a.formula, b.formula), value: (p) => a.value(p) * b.value(p) };
  if (kind === 8)
    return { formula: maximum(a.formula, b.formula), value: (p) => Math.max(a.value(p), b.value(p)) };
  if (kind === 9)
    return { formula: minimum(a.formula, b.formula), value: (p) => Math.min(a.value(p), b.value(p)) };
  if (kind === 10)
    return { formula: difference(a.formula, b.formula), value: (p) => a.value(p) - b.value(p) };
  return { formula: sum(a.formula, b.formula), value: (p) => a.value(p) + b.value(p) };
}

/** Windows as networks have them, one after the other. */
function windows(random: Random): Pair {
  let formula: Maybe = symbol('H', 224);
  let value = (point: { readonly H: number; readonly W: number }): number => point.H;
  for (let layers = 1 + random.below(4); layers > 0; layers--) {
    const [stride, offset] = [1 + random.below(3), random.below(9) - 6];
    const before = value;
    if (random.below(6) === 0) {
      formula = scaled(formula, 2);
      value = (point) => 2 * before(point);
    } else {
      formula = sum(floorDiv(sum(formula, constant(offset)), stride), constant(1));
      value = (point) => floored(before(point) + offset, stride) + 1;
    }
  }
  return { formula, value };
}

describe('expressions against brute force', () => {
  it('have the values of the arithmetic that made them', () => {
    const random = seeded(seed);
    let checked = 0;
    for (let round = 0; round < count; round++) {
      const { formula, value } = any(random, 1 + random.below(4), ['H', 'W']);
      if (!formula) continue;
      const compiled = compile(formula, ['H', 'W']);
      for (let tries = 0; tries < 6; tries++) {
        const point = { H: 1 + random.below(300), W: 1 + random.below(300) };
        const expected = value(point) + 0;
        if (!Number.isSafeInteger(expected)) continue;
        assert.equal(Number(evaluateAt(formula, point)), expected, formula.key);
        if (Math.abs(expected) < 2 ** 40)
          assert.equal(compiled([point.H, point.W]) + 0, expected, formula.key);
        assert.ok(lowerBound(formula) <= expected);
        checked++;
      }
      assert.equal(Number(formula.value), Number(evaluateAt(formula, { H: 224, W: 224 })));
    }
    assert.ok(checked > count * 4);
  });

  it('are equal in form only where they are equal, and found equal where they are', () => {
    const random = seeded(seed + 1);
    for (let round = 0; round < count; round++) {
      const [a, b] = [windows(random), windows(random)];
      const condition = equal(a.formula, b.formula);
      assert.ok(condition);
      const truth = truthOf(condition);
      let [some, all] = [false, true];
      for (let H = 1; H <= 200; H++) {
        const isEqual = a.value({ H, W: 1 }) === b.value({ H, W: 1 });
        some ||= isEqual;
        all &&= isEqual;
        assert.equal(holdsAt(condition, { H }), isEqual);
      }
      // 200 sizes are more than the slowest of these need to repeat themselves.
      if (truth === 'always') assert.ok(all);
      if (truth === 'never') assert.ok(!some);
      if (all) assert.equal(truth, 'always', `${a.formula?.key} and ${b.formula?.key}`);
    }
  });

  it('divide exactly where one is a factor of another', () => {
    const random = seeded(seed + 2);
    for (let round = 0; round < count; round++) {
      const [a, b] = [any(random, 2, ['H', 'W']).formula, any(random, 2, ['H', 'W']).formula];
      const both = product(a, b);
      if (!a || !b || !both || (b.products.length === 0 && b.constant === 0)) continue;
      const quotient = exactQuotient(both, b);
      if (a.products.length + b.products.length < 5) assert.ok(quotient);
      if (quotient) assert.deepEqual(difference(quotient, a)?.key, '');
    }
  });

  it('have their values after a symbol is replaced', () => {
    const random = seeded(seed + 3);
    const by = sum(scaled(symbol('k', 1), 8), constant(3));
    assert.ok(by);
    for (let round = 0; round < count; round++) {
      const { formula, value } = any(random, 3, ['H', 'W']);
      const replaced: Maybe = formula && substitute(formula, 'H', by);
      if (!replaced) continue;
      const [k, W] = [random.below(40) + 1, random.below(300) + 1];
      const expected = value({ H: 8 * k + 3, W }) + 0;
      if (Number.isSafeInteger(expected)) assert.equal(Number(evaluateAt(replaced, { k, W })), expected);
    }
  });

  it('give regions that hold exactly the sizes that satisfy the conditions', () => {
    const random = seeded(seed + 4);
    let simple = 0;
    for (let round = 0; round < count / 10; round++) {
      const conditions: Condition[] = [];
      for (let parts = 1 + random.below(3); parts > 0; parts--) {
        const [a, b] = [
          windows(random).formula,
          random.below(2) === 0 ? windows(random).formula : constant(random.below(60)),
        ];
        const make = random.pick([equal, unequal, atLeast, (x: Maybe) => divides(1 + random.below(16), x)]);
        const made = make(a, b);
        if (made) conditions.push(made);
      }
      const region = regionOf(['H'], conditions);
      if (region.others.length === 0) simple++;
      for (let H = 1; H <= 700; H++) {
        const point = { H };
        const expected = conditions.every((each) => holdsAt(each, point));
        assert.equal(
          fitsRegion(region, point),
          expected,
          `${H}: ${conditions.map(({ of, relation }) => `${of.key}+${of.constant} ${relation} 0`).join(', ')}`,
        );
      }
    }
    assert.ok(simple > count / 30);
  });
});
