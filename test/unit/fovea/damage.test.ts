// A statement with an error of syntax is unknown: what it would have made is marked, and no finding follows from it.
import assert from 'node:assert/strict';
import { analyseText, networkOf } from '../../support/analyse.js';

const codes = (text: string): readonly string[] =>
  analyseText(text)
    .findings.filter(({ severity }) => severity !== 'hint' && severity !== 'information')
    .map(({ code }) => code);

describe('errors of syntax in the language', () => {
  it('make a layer unknown whose arguments are not finished', () => {
    const text = 'net N {\n  input image: 3 x 8 x 8\n  Conv(4, 3)\n  Conv(\n}';
    assert.deepEqual(codes(text), ['syntax']);
    const { totals } = networkOf(analyseText(text));
    assert.equal(totals.params, 112);
    assert.ok(totals.unknownLayers > 0);
  });

  it('make a block unknown whose head is broken', () => {
    const text =
      'block Unit(n stride) { Conv(n, 3, stride = stride) }\nnet N {\n  input image: 3 x 8 x 8\n  Unit(4, 2)\n  Conv(4, 3)\n}';
    assert.deepEqual(codes(text), ['syntax']);
    assert.ok(networkOf(analyseText(text)).totals.unknownLayers > 0);
  });

  it('give a broken value its names', () => {
    const text = 'net N {\n  input image: 3 x 8 x 8\n  let a = \n  let b = a + 1\n  Conv(b, 3)\n}';
    assert.deepEqual(codes(text), ['syntax']);
  });

  it('make an input unknown that is broken', () => {
    const text = 'net N {\n  input image: 3 x x 8\n  Conv(4, 30)\n}';
    assert.deepEqual(codes(text), ['syntax']);
  });

  it('report names that nothing broken can define', () => {
    const text =
      'net N {\n  input image: 3 x 8 x 8\n  Conv(\n}\nnet M {\n  input image: 3 x 8 x 8\n  Convv(4, 3)\n}';
    assert.deepEqual(codes(text), ['syntax', 'unknown-name']);
  });
});
