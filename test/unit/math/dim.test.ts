// Sizes that are not known: what can still be said of them, and that nothing else is.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addDim,
  ceilDivDim,
  compareDims,
  derivedDim,
  dimKey,
  elementsOf,
  floorDivDim,
  formatShape,
  isKnown,
  mulDim,
  subDim,
  symbolicDim,
  type Dim,
} from '../../../server/src/math/dim.js';
import { add, ceilDiv, floorDiv, mul, sub, type Int } from '../../../server/src/math/int.js';
import { formatDerivation, formatFormula, term } from '../../../server/src/math/formula.js';

/** An expression over two sizes, symbolic and with numbers in their place. */
interface Both {
  readonly dim: Dim;
  readonly value: Int;
}

const [h, w] = [37, 6];
const leaf = fc.oneof(
  fc.constant<Both>({ dim: symbolicDim('h', 'h'), value: h }),
  fc.constant<Both>({ dim: symbolicDim('w', 'w'), value: w }),
  fc.integer({ min: -5, max: 40 }).map((value): Both => ({ dim: value, value })),
);
const { both } = fc.letrec<{ both: Both }>((tie) => ({
  both: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc
      .tuple(tie('both'), tie('both'), fc.constantFrom('+', '-', '·'))
      .map(([a, b, operation]): Both =>
        operation === '+'
          ? { dim: addDim(a.dim, b.dim), value: add(a.value, b.value) }
          : operation === '-'
            ? { dim: subDim(a.dim, b.dim), value: sub(a.value, b.value) }
            : { dim: mulDim(a.dim, b.dim), value: mul(a.value, b.value) },
      ),
    fc.tuple(tie('both'), fc.integer({ min: 1, max: 4 }), fc.boolean()).map(([a, by, up]): Both => ({
      dim: up ? ceilDivDim(a.dim, by) : floorDivDim(a.dim, by),
      value: up ? ceilDiv(a.value, by) : floorDiv(a.value, by),
    })),
  ),
}));

describe('sizes that are not known', () => {
  it('never say what does not hold for the numbers that they stand for', () => {
    fc.assert(
      fc.property(both, both, (a, b) => {
        if (isKnown(a.dim)) assert.equal(a.dim, a.value);
        const compared = compareDims(a.dim, b.dim);
        if (compared === 'equal') assert.equal(a.value, b.value);
        if (compared === 'unequal') assert.notEqual(a.value, b.value);
        if (dimKey(a.dim) === dimKey(b.dim) && dimKey(a.dim) !== '?') assert.equal(a.value, b.value);
      }),
      { numRuns: 2000 },
    );
  });

  const size = symbolicDim('n', 'n is not declared');

  it('compare where they differ by a number', () => {
    assert.equal(compareDims(addDim(size, -2), size), 'unequal');
    assert.equal(compareDims(addDim(addDim(size, -2), 2), size), 'equal');
    assert.equal(compareDims(size, 5), 'unknown');
    assert.equal(compareDims(mulDim(addDim(size, 1), 2), addDim(mulDim(size, 2), 2)), 'equal');
    assert.equal(compareDims(floorDivDim(addDim(size, 4), 2), addDim(floorDivDim(size, 2), 2)), 'equal');
    assert.equal(compareDims(ceilDivDim(size, 2), floorDivDim(addDim(size, 1), 2)), 'equal');
    assert.equal(subDim(addDim(size, 3), size), 3);
    assert.equal(
      compareDims(addDim(size, symbolicDim('m', '')), addDim(symbolicDim('m', ''), size)),
      'equal',
    );
  });

  it('without identity are not even equal to themselves', () => {
    const nobody = symbolicDim('', 'an argument is not known');
    for (const dim of [nobody, addDim(nobody, 3), mulDim(nobody, 2), derivedDim('rule', [nobody, 3])]) {
      assert.equal(compareDims(dim, dim), 'unknown');
      assert.equal(compareDims(dim, nobody), 'unknown');
    }
    assert.equal(mulDim(nobody, 0), 0);
  });

  it('lose their identity rather than grow without end', () => {
    let dim: Dim = size;
    for (let round = 0; round < 100; round++) dim = addDim(dim, dim);
    assert.ok(dimKey(dim).length < 1000);
    assert.equal(compareDims(dim, dim), 'unknown');
  });

  it('give their reason', () => {
    assert.deepEqual(elementsOf([3, size, 8]), { unknown: 'n is not declared' });
    assert.deepEqual(elementsOf([3, 8]), 24);
    assert.equal(formatShape([3, size, 8]), '3 × ? × 8');
    assert.equal(formatShape([]), 'scalar');
  });
});

describe('formulas', () => {
  it('show how a count comes about', () => {
    const weights = [term('weight', 11, 11, 3, 96), term('bias', 96)];
    assert.equal(formatFormula(weights), '11·11·3·96 + 96');
    assert.equal(formatDerivation(weights), '11·11·3·96 + 96 = 34,944');
    assert.equal(formatDerivation([term('scale', 64), term('shift', 64)]), '64 + 64 = 128');
    assert.equal(formatDerivation([term('bias', 96)]), '96');
    assert.equal(formatDerivation([]), '0');
    const size = symbolicDim('n', 'n is not declared');
    assert.equal(formatDerivation([term('weight', size, 3)]), '?·3 = unknown (n is not declared)');
  });
});
