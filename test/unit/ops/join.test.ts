// Joins: what agrees, what does not, and what is said of it.
import assert from 'node:assert/strict';
import { addDim } from '../../../server/src/math/dim.js';
import { apply, check, codes, derivation, H, messages, outputs } from '../../support/apply.js';

describe('joins', () => {
  const elementwise = ['Add', 'Mul', 'Mean', 'Max'];
  for (const name of elementwise) {
    check([
      {
        from: 'equal shapes',
        op: name,
        args: [],
        in: [
          [256, 56, 56],
          [256, 56, 56],
          [256, 56, 56],
        ],
        out: '256 × 56 × 56',
        params: 0,
        macs: 0,
        field: 'pointwise',
      },
      { from: 'one input', op: name, args: [], in: [[256]], out: '256' },
      {
        from: 'a size that is known in one input',
        op: name,
        args: [],
        in: [
          [H, 5],
          [4, 5],
        ],
        out: '4 × 5',
      },
    ]);
  }

  check([
    {
      from: 'two shapes',
      op: 'Sub',
      args: [],
      in: [
        [4, 5],
        [4, 5],
      ],
      out: '4 × 5',
    },
    {
      from: 'gates of squeeze and excitation (Hu et al. 2017)',
      op: 'Mul',
      args: [],
      in: [
        [64, 28, 28],
        [64, 1, 1],
      ],
      out: '64 × 28 × 28',
    },
    {
      from: 'the gates first',
      op: 'Mul',
      args: [],
      in: [
        [64, 1, 1],
        [64, 28, H],
      ],
      out: '64 × 28 × H',
    },
    {
      from: 'spatial gates',
      op: 'Mul',
      args: [],
      in: [
        [64, 28, 28],
        [1, 28, 28],
      ],
      out: '64 × 28 × 28',
    },
    {
      from: 'GoogLeNet inception 3a (Szegedy et al. 2014, table 1)',
      op: 'Concat',
      args: [],
      in: [
        [64, 28, 28],
        [128, 28, 28],
        [32, 28, 28],
        [32, 28, 28],
      ],
      out: '256 × 28 × 28',
      field: 'pointwise',
      steps: ['channels: 64 + 128 + 32 + 32 = 256'],
    },
    {
      from: 'vectors',
      op: 'Concat',
      args: [],
      in: [[10], [20]],
      out: '30',
      steps: ['features: 10 + 20 = 30'],
    },
    {
      from: 'a class token before 196 patches',
      op: 'Concat',
      args: [0],
      in: [
        [1, 768],
        [196, 768],
      ],
      out: '197 × 768',
    },
    {
      from: 'a spatial axis',
      op: 'Concat',
      args: [-1],
      in: [
        [8, 4, 5],
        [8, 4, 6],
      ],
      out: '8 × 4 × 11',
      field: 'lost',
    },
    {
      from: 'channels that are not known',
      op: 'Concat',
      args: [],
      in: [
        [H, 4],
        [32, 4],
      ],
      out: 'H + 32 × 4',
    },
  ]);

  it('differ: one finding for each operand, the sizes that agree go on', () => {
    const layer = apply('Add', [], [256, 56, 56], [256, 28, 56], [64, 56, 56]);
    assert.deepEqual(messages(layer), [
      '`Add` joins 256 × 56 × 56 and 256 × 28 × 56, which differ in height. Its operands need equal sizes in every axis.',
      '`Add` joins 256 × 56 × 56 and 64 × 56 × 56, which differ in channels. Its operands need equal sizes in every axis.',
    ]);
    assert.deepEqual(
      layer.problems.map(({ place }) => place),
      [
        { at: 'input', index: 1, other: 0 },
        { at: 'input', index: 2, other: 0 },
      ],
    );
    assert.match(outputs(layer), /^Add\..* × Add\..* × 56$/);
  });

  it('differ without a cascade: what follows a finding finds nothing more', () => {
    const [first = []] = apply('Add', [], [256, 56, 56], [256, 28, 56]).outputs;
    const [next = []] = apply('Conv', [64, 3], first).outputs;
    assert.deepEqual(codes(apply('Add', [], next, [64, 54, 54])), []);
    assert.deepEqual(codes(apply('Add', [], next, [32, 54, 54])), ['shape-mismatch']);
  });

  it('differ behind a size that is not known', () => {
    assert.deepEqual(messages(apply('Add', [], [64, H], [64, addDim(H, -2)])), [
      '`Add` joins 64 × ? and 64 × (? − 2), which differ in length. Its operands need equal sizes in every axis.',
    ]);
    assert.deepEqual(codes(apply('Add', [], [64, H], [64, H])), []);
  });

  it('Add repeats nothing, Mul repeats only sizes of 1', () => {
    assert.deepEqual(codes(apply('Add', [], [64, 8, 8], [64, 1, 1])), ['shape-mismatch']);
    assert.deepEqual(codes(apply('Mul', [], [64, 8, 8], [64, 2, 2])), ['shape-mismatch']);
    assert.deepEqual(codes(apply('Mul', [], [64, 8, 8], [64])), ['shape-mismatch']);
  });

  it('Concat differs in all axes but its own', () => {
    const layer = apply('Concat', [], [64, 28, 28], [128, 14, 14]);
    assert.deepEqual(messages(layer), [
      '`Concat` joins 64 × 28 × 28 and 128 × 14 × 14, which differ in height and width. Its operands need equal sizes in every axis but channels.',
    ]);
    assert.match(outputs(layer), /^192 × /);
    assert.deepEqual(derivation(layer), ['channels: 64 + 128 = 192']);
    assert.deepEqual(codes(apply('Concat', [2], [64, 28], [64, 28])), ['axis-out-of-range']);
    assert.deepEqual(codes(apply('Concat', [], [64, 28], [64])), ['shape-mismatch']);
  });

  it('take the inputs that they take', () => {
    assert.deepEqual(messages(apply('Add', [])), ['`Add` takes at least 1 input, but receives none.']);
    assert.deepEqual(messages(apply('Sub', [], [4])), ['`Sub` takes 2 inputs, but receives 1.']);
  });
});
