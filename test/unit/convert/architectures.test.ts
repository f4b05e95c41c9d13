// Networks with crops, gathers, learned tensors and windows of tokens, as PyTorch and back: every one can be written.
import assert from 'node:assert/strict';
import { toPytorch } from '../../../server/src/languages/pytorch/write/toPytorch.js';
import type { NetworkAnalysis } from '../../../server/src/analysis/analysis.js';
import { analyseFile } from '../../support/analyse.js';
import { analysePython } from '../../support/pytorch.js';

/**
 * What is equal there and back. Activations are not: what is one layer here may be several steps in PyTorch, and a part
 * that is cut out is a view there.
 */
const figures = ({ totals, depth, featureMap, network }: NetworkAnalysis): object => ({
  params: totals.params,
  macs: totals.macs,
  unknownLayers: totals.unknownLayers,
  depth,
  field: featureMap.field,
  outputs: network.outputs.filter(({ training }) => !training).map(({ value }) => value.shape),
});

describe('architectures to PyTorch and back', function () {
  this.timeout(60_000);
  const { networks, findings } = analyseFile('test/fixtures/architectures.fovea');
  it('what they expect of themselves holds', () => {
    assert.deepEqual(
      findings.filter(({ severity }) => severity === 'error').map(({ message }) => message),
      [],
    );
  });
  for (const analysis of networks) {
    it(analysis.name, () => {
      const text = toPytorch(analysis.network);
      const back = analysePython(text);
      const errors = back.findings.filter(({ severity }) => severity === 'error');
      assert.deepEqual(
        errors.map(({ message }) => message),
        [],
        text,
      );
      const after = back.networks.find(({ name }) => name === analysis.name);
      assert.ok(after, text);
      // LayerNorm over channels moves them to the end and back, where places are no longer followed.
      const unseen = analysis.name === 'ConvNeXtT' ? { field: undefined } : {};
      assert.deepEqual(figures(after), { ...figures(analysis), ...unseen }, text);
    });
  }
});
