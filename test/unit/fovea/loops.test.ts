// Loops over rows whose parts have names.
import assert from 'node:assert/strict';
import { analyseText, networkOf } from '../../support/analyse.js';

function read(loop: string) {
  const analysis = analyseText(
    `net A {\n  input x: 3 x 8 x 8\n  let rows = [[16, 1], [24, 2]]\n  ${loop}\n}\n`,
  );
  return {
    shape: networkOf(analysis).network.outputs[0]?.value.shape,
    findings: analysis.findings.map(({ code, message }) => `${code}: ${message}`),
  };
}

describe('the parts of the items of a loop', () => {
  it('have names in brackets', () =>
    assert.deepEqual(read('for [c, s] in rows { Conv(c, 1, stride = s) }'), {
      shape: [24, 4, 4],
      findings: [],
    }));

  it('have names beside the index', () =>
    assert.deepEqual(read('for i, [c, s] in rows { Conv(c + i, 1, stride = s) }'), {
      shape: [25, 4, 4],
      findings: [],
    }));

  it('need no brackets from three on', () =>
    assert.deepEqual(
      read('for c, k, s in [[16, 1, 1], [24, 1, 2]] { Conv(c, k, stride = s) }').shape,
      [24, 4, 4],
    ));

  it('are as many as the names', () => {
    const { shape, findings } = read('for [c, k, s] in rows { Conv(c, k, stride = s) }');
    assert.deepEqual(findings, ['wrong-count: There are 3 names for 2 values.']);
    assert.ok(Array.isArray(shape) && shape.every((size) => typeof size === 'object'));
  });

  it('are parts of lists alone', () =>
    assert.deepEqual(read('for [c, s] in [...rows, 2] { Conv(c, 1, stride = s) }').findings, [
      'wrong-count: There are 2 names for 1 value.',
    ]));

  it('may be half written', () => {
    for (const loop of ['for [', 'for [c', 'for [c,', 'for i, [', 'for [c, s] in', 'for c, k, ']) {
      assert.doesNotThrow(() => read(loop));
    }
  });
});
