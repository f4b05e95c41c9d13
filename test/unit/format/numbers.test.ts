// Numbers as they are written for people.
import assert from 'node:assert/strict';
import { formatJoules, formatSeconds } from '../../../server/src/format/numbers.js';

describe('Times and energies', () => {
  const cases: readonly (readonly [seconds: number, text: string])[] = [
    [0, '0 s'],
    [1234, '1,234 s'],
    [123.4, '123 s'],
    [1.2e6, '1.20e+6 s'],
    [1e22, '1.00e+22 s'],
    [1, '1.00 s'],
    [0.9996, '1.00 s'],
    [0.0012, '1.20 ms'],
    [3.5e-5, '35.0 µs'],
    [1e-10, '100 ps'],
    [2e-12, '2.00 ps'],
    [2e-15, '0.00200 ps'],
  ];
  for (const [seconds, text] of cases) {
    it(`write ${seconds} s as ${text}`, () => assert.equal(formatSeconds(seconds), text));
  }

  it('have the same digits in both units', () => assert.equal(formatJoules(0.0012), '1.20 mJ'));
});
