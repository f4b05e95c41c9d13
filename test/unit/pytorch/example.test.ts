// The PyTorch file of the examples: parameters as PyTorch 1.13 counts them, and multiply-accumulates as the sum over its stages.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { analysePython } from '../../support/pytorch.js';

const analysis = analysePython(readFileSync('examples/resnet_cifar.py', 'utf8'));

/** Convolutions on 16 channels of 32×32, 32 of 16×16 and 64 of 8×8, of which two stages begin with half the channels, and the linear layer. */
function macs(blocks: number): number {
  const stages = [
    [16, 32],
    [32, 16],
    [64, 8],
  ] as const;
  const own = stages.map(([channels, side]) => {
    const half = channels > 16 ? 0.5 : 0;
    return (2 * blocks - half) * 9 * channels * channels * side * side;
  });
  return own.reduce((sum, each) => sum + each, 3 * 9 * 16 * 32 * 32 + 64 * 10);
}

describe('examples/resnet_cifar.py', () => {
  for (const [name, blocks, params] of [
    ['resnet20', 3, 269_722],
    ['resnet56', 9, 853_018],
    ['resnet110', 18, 1_727_962],
  ] as const) {
    it(name, () => {
      const found = analysis.networks.find(({ network }) => network.name === name);
      assert.equal(found?.totals.params, params);
      assert.equal(found.totals.macs, macs(blocks));
      assert.equal(found.totals.unknownLayers, 0);
    });
  }

  it('has neither errors nor warnings', () => {
    assert.deepEqual(
      analysis.findings.filter(({ severity }) => severity === 'error' || severity === 'warning'),
      [],
    );
  });
});
