// The figures of a network over the size of its input.
import assert from 'node:assert/strict';
import { scalingOf } from '../../../server/src/analysis/scaling.js';
import { fovea } from '../../../server/src/languages/fovea/language.js';
import { SourceText } from '../../../server/src/text/sourceText.js';
import { resolveUri } from '../../../server/src/workspace/uri.js';
import { onNames, type Lower } from '../../support/formulas.js';

/** A convolution that keeps the size, with `size` for the named sizes of the figures. */
const scaled = (size: string) => {
  const text = 'net Net {\n  input x: 3 x H x W\n  Conv(4, 1)\n}\n';
  const source = new SourceText('test:/main.fovea', 1, text);
  const lower: Lower = (overrides) =>
    fovea.lower(source, { resolve: resolveUri, load: () => ({ problem: 'missing' }), overrides });
  const { formulas } = onNames(lower, 'Net', `3xH=${size}xW=${size}`);
  return scalingOf({ name: 'Net', formulas });
};

describe('figures over the size of the input', () => {
  it('are those of the formulas, at the size of the other figures among them', () => {
    const points = scaled('224')?.points ?? [];
    assert.ok(points.length > 100);
    assert.equal(points.find(({ size }) => size === 224)?.macs, 3 * 4 * 224 * 224);
    assert.equal(points.at(-1)?.size, 4 * 224);
  });

  it('are given up to a bound, however large that size is', () => {
    const points = scaled('4000000000')?.points ?? [];
    assert.ok(points.length > 100);
    assert.ok((points.at(-1)?.size ?? Infinity) <= 16_384);
  });
});
