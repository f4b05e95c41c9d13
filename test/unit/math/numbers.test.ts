// Exact integers and fractions, also past 2^53.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as int from '../../../server/src/math/int.js';
import * as rational from '../../../server/src/math/rational.js';

const anyInt = fc.oneof(
  fc.integer({ min: -100, max: 100 }),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(int.fromBigInt),
  fc.constantFrom(2 ** 53 - 1, -(2 ** 53) + 1, 0, 2n ** 53n, -(2n ** 53n)),
);
const positive = anyInt.filter((value) => value > 0);
const canonical = (value: int.Int): boolean =>
  typeof value === 'number'
    ? Number.isSafeInteger(value) && !Object.is(value, -0)
    : !Number.isSafeInteger(Number(value));

describe('exact integers', () => {
  it('agree with bigints, and equal ones are one value', () => {
    fc.assert(
      fc.property(anyInt, anyInt, (a, b) => {
        const [x, y] = [BigInt(a), BigInt(b)];
        for (const [result, expected] of [
          [int.add(a, b), x + y],
          [int.sub(a, b), x - y],
          [int.mul(a, b), x * y],
          [int.neg(a), -x],
          [int.max(a, b), x > y ? x : y],
          [int.min(a, b), x < y ? x : y],
        ] as const) {
          assert.equal(BigInt(result), expected);
          assert.ok(canonical(result), `${result} is not canonical`);
        }
      }),
    );
  });

  it('divide to the floor and to the ceiling', () => {
    fc.assert(
      fc.property(anyInt, positive, (a, b) => {
        const [x, y] = [BigInt(a), BigInt(b)];
        const floor = BigInt(int.floorDiv(a, b));
        const rest = BigInt(int.mod(a, b));
        assert.ok(rest >= 0n && rest < y);
        assert.equal(floor * y + rest, x);
        assert.equal(BigInt(int.ceilDiv(a, b)), rest === 0n ? floor : floor + 1n);
        for (const value of [int.floorDiv(a, b), int.ceilDiv(a, b), int.mod(a, b)])
          assert.ok(canonical(value));
      }),
    );
  });

  it('are read from numbers that hold one', () => {
    assert.equal(int.toInt(3), 3);
    assert.equal(int.toInt(-0), 0);
    assert.equal(int.toInt(2.5), undefined);
    assert.equal(int.toInt(NaN), undefined);
    assert.equal(int.toInt(Infinity), undefined);
    assert.equal(int.toInt(2 ** 63), 2n ** 63n);
    assert.equal(int.toInt(7n), 7);
    assert.equal(String(int.toInt(1e308)).length, 309);
  });

  it('are written for readers and for JSON', () => {
    assert.equal(int.formatInt(60_965_224), '60,965,224');
    assert.equal(int.formatInt(-1234), '−1,234');
    assert.equal(int.formatInt(2n ** 63n), '9,223,372,036,854,775,808');
    assert.equal(int.intToJson(2n ** 63n), '9223372036854775808');
    assert.equal(int.intToJson(5), 5);
    assert.equal(int.product([3, 224, 224]), 150_528);
    assert.equal(int.gcd(-12, 18), 6);
    assert.equal(int.gcd(0, 5), 5);
  });
});

describe('fractions', () => {
  const fraction = fc.tuple(anyInt, positive).map(([n, d]) => ({ n, d, value: rational.ratio(n, d) }));

  it('compute exactly, in lowest terms', () => {
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        const cross = (numerator: bigint, denominator: bigint) =>
          rational.ratio(int.fromBigInt(numerator), int.fromBigInt(denominator));
        const [an, ad, bn, bd] = [a.n, a.d, b.n, b.d].map(BigInt) as [bigint, bigint, bigint, bigint];
        assert.deepEqual(rational.add(a.value, b.value), cross(an * bd + bn * ad, ad * bd));
        assert.deepEqual(rational.sub(a.value, b.value), cross(an * bd - bn * ad, ad * bd));
        assert.deepEqual(rational.mul(a.value, b.value), cross(an * bn, ad * bd));
        const difference = an * bd - bn * ad;
        assert.equal(
          Math.sign(rational.compare(a.value, b.value)),
          difference < 0n ? -1 : difference > 0n ? 1 : 0,
        );
        assert.equal(rational.equal(a.value, b.value), difference === 0n);
      }),
    );
  });

  it('round up, and are written', () => {
    assert.equal(rational.ceil(rational.ratio(5, 2)), 3);
    assert.equal(rational.ceil(rational.ratio(-5, 2)), -2);
    assert.equal(rational.ceil(4), 4);
    assert.equal(rational.formatRational(rational.ratio(-1, 2)), '−1/2');
    assert.equal(rational.rationalToJson(rational.ratio(2, 4)), '1/2');
    assert.equal(rational.rationalToJson(rational.ratio(4, 2)), 2);
    assert.equal(rational.rationalToJson(rational.ratio(1, -2)), '-1/2');
  });
});
