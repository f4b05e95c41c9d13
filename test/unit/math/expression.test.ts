// Expressions over sizes: the identities that networks need, their texts, and the regions that conditions leave.
import assert from 'node:assert/strict';
import {
  atLeast,
  divides,
  equal,
  negation,
  truthOf,
  unequal,
  type Condition,
} from '../../../server/src/math/condition.js';
import {
  ceilDiv,
  constant,
  difference,
  exactQuotient,
  floorDiv,
  maximum,
  minimum,
  product,
  remainder,
  scaled,
  sum,
  symbol,
  type Maybe,
} from '../../../server/src/math/expression.js';
import { formatExpression, pythonExpression } from '../../../server/src/math/expressionText.js';
import { pythonConditions, regionOf, regionText } from '../../../server/src/math/region.js';

const h = symbol('H', 224);
const w = symbol('W', 224);

const same = (a: Maybe, b: Maybe): void => {
  assert.ok(a && b);
  assert.equal(`${a.key}+${a.constant}`, `${b.key}+${b.constant}`);
};

/** ⌊(in + padding − extent)/stride⌋ + 1. */
const window = (of: Maybe, extent: number, stride: number, padding: number): Maybe =>
  sum(floorDiv(sum(of, constant(padding - extent)), stride), constant(1));

const conditions = (...all: readonly (Condition | undefined)[]): readonly Condition[] =>
  all.map((each) => {
    assert.ok(each);
    return each;
  });

const text = (of: Maybe, divisors?: Readonly<Record<string, number>>): string => {
  assert.ok(of);
  return formatExpression(of, divisors);
};

describe('expressions over sizes', () => {
  it('have one form for equal sizes', () => {
    same(floorDiv(floorDiv(h, 2), 2), floorDiv(h, 4));
    same(window(h, 3, 2, 2), ceilDiv(h, 2));
    same(ceilDiv(ceilDiv(h, 2), 2), ceilDiv(h, 4));
    same(floorDiv(scaled(h, 6), 4), floorDiv(scaled(h, 3), 2));
    same(floorDiv(sum(scaled(h, 4), constant(7)), 4), sum(h, constant(1)));
    same(product(sum(h, constant(1)), sum(h, constant(-1))), sum(product(h, h), constant(-1)));
    same(remainder(scaled(h, 6), 3), constant(0));
    same(maximum(h, sum(h, constant(2))), sum(h, constant(2)));
    same(maximum(h, constant(1)), h);
    same(minimum(h, constant(1)), constant(1));
  });

  it('are told apart where they differ for some size', () => {
    const twice = scaled(floorDiv(h, 2), 2);
    const [isEqual] = conditions(equal(twice, h));
    assert.equal(isEqual && truthOf(isEqual), 'depends');
    // Hermite's identity: the halves make the whole.
    const [halves] = conditions(equal(sum(ceilDiv(h, 2), floorDiv(h, 2)), h));
    assert.equal(halves && truthOf(halves), 'always');
    const [apart] = conditions(equal(scaled(ceilDiv(h, 2), 2), sum(scaled(floorDiv(h, 2), 2), constant(1))));
    assert.equal(apart && truthOf(apart), 'never');
  });

  it('divide exactly where a view takes an axis apart', () => {
    const map = product(scaled(ceilDiv(h, 4), 64), ceilDiv(w, 4));
    same(exactQuotient(map, ceilDiv(h, 4)), scaled(ceilDiv(w, 4), 64));
    const tokens = sum(product(floorDiv(h, 16), floorDiv(w, 16)), constant(1));
    same(exactQuotient(scaled(tokens, 768), tokens), constant(768));
    assert.equal(exactQuotient(h, constant(2)), undefined);
  });

  it('are too large to be formed at some size, and stay so', () => {
    let large: Maybe = constant(0);
    for (let index = 0; index < 500; index++) large = sum(large, symbol(`s${index}`, 2));
    assert.equal(large, undefined);
    assert.equal(sum(large, h), undefined);
    assert.equal(scaled(h, 2 ** 53), undefined);
  });

  it('are written for people and for Python', () => {
    assert.equal(text(ceilDiv(h, 4)), '⌈H/4⌉');
    assert.equal(text(window(h, 11, 4, 4)), '⌊(H − 3)/4⌋');
    assert.equal(text(sum(scaled(floorDiv(h, 2), 3), constant(1))), '3·⌊H/2⌋ + 1');
    assert.equal(text(difference(constant(5), h)), '5 − H');
    assert.equal(text(scaled(product(h, h), 3)), '3·H²');
    assert.equal(text(ceilDiv(h, 4), { H: 32 }), 'H/4');
    assert.equal(text(scaled(product(ceilDiv(h, 4), w), 64), { H: 32 }), '16·H·W');
    assert.equal(text(product(floorDiv(h, 4), floorDiv(w, 4)), { H: 4, W: 4 }), 'H·W/16');
    assert.equal(text(floorDiv(h, 64), { H: 32 }), '⌊H/64⌋');
    const python = sum(scaled(floorDiv(sum(h, constant(3)), 4), 2), constant(-1));
    assert.equal(python && pythonExpression(python), '2 * ((H + 3) // 4) - 1');
  });

  it('leave regions', () => {
    const cases: readonly [readonly Condition[], string, readonly string[]][] = [
      [[], 'any H and W', []],
      [conditions(atLeast(h, constant(32)), atLeast(w, constant(32))), 'any H and W from 32 on', ['H >= 32', 'W >= 32']],
      [conditions(divides(32, h), divides(32, w)), 'H and W divisible by 32', ['H % 32 == 0', 'W % 32 == 0']],
      [conditions(equal(h, constant(224)), equal(w, constant(224))), 'only 224 × 224', ['H == 224', 'W == 224']],
      [conditions(equal(floorDiv(h, 32), constant(7))), 'H from 224 to 255; any W', ['H >= 224', 'H <= 255']],
      [conditions(divides(4, h), divides(6, h), atLeast(h, constant(20))), 'H divisible by 12 from 24 on; any W', ['H % 12 == 0', 'H >= 24']],
      [conditions(atLeast(constant(1024), h)), 'H ≤ 1,024; any W', ['H <= 1024']],
      [conditions(unequal(remainder(h, 2), constant(0))), 'H = 2·k + 1; any W', ['H % 2 == 1']],
      [conditions(equal(h, w)), 'any H and W; H = W', ['H == W']],
      [
        conditions(equal(scaled(product(floorDiv(h, 32), floorDiv(w, 32)), 512), constant(25088))),
        'any H and W; ⌊H/32⌋·⌊W/32⌋ = 49; H = W: 224 to 255',
        ['(H // 32) * (W // 32) == 49'],
      ],
      [conditions(divides(2, h), divides(2, sum(h, constant(1)))), 'no size', ['H % 2 == 0', '(H + 1) % 2 == 0']],
    ]; // prettier-ignore
    for (const [given, people, python] of cases) {
      const region = regionOf(['H', 'W'], given);
      assert.equal(regionText(region), people);
      assert.deepEqual(pythonConditions(region), python);
    }
  });

  it('have conditions that can be turned round', () => {
    for (const each of conditions(equal(h, constant(3)), atLeast(h, w), divides(4, h))) {
      const [opposite] = conditions(negation(each));
      assert.ok(opposite);
      assert.deepEqual(
        pythonConditions(regionOf(['H', 'W'], conditions(negation(opposite)))),
        pythonConditions(regionOf(['H', 'W'], [each])),
      );
    }
  });
});
