// Networks with crops, gathers, learned tensors and windows of tokens, as PyTorch and back: every one can be written.
import assert from 'node:assert/strict';
import { toFovea } from '../../../server/src/languages/fovea/write/toFovea.js';
import { toPytorch } from '../../../server/src/languages/pytorch/write/toPytorch.js';
import type { NetworkAnalysis } from '../../../server/src/analysis/analysis.js';
import { analyseFile, analyseText } from '../../support/analyse.js';
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

describe('architectures to PyTorch and back', () => {
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

describe('networks of papers to Fovea and back', () => {
  for (const file of ['architectures.fovea', 'published.fovea']) {
    for (const analysis of analyseFile(`test/fixtures/${file}`).networks) {
      it(`${analysis.name}, and by way of PyTorch`, () => {
        const asModule = analysePython(toPytorch(analysis.network)).networks.find(
          ({ name }) => name === analysis.name,
        );
        for (const { network } of [analysis, asModule ?? analysis]) {
          const text = toFovea(network);
          const back = analyseText(text);
          const errors = back.findings.filter(({ severity }) => severity === 'error');
          assert.deepEqual(errors, [], text);
          const [after] = back.networks;
          assert.deepEqual(
            [after?.totals.params, after?.totals.macs, after?.network.outputs.at(-1)?.value.shape],
            [analysis.totals.params, analysis.totals.macs, analysis.network.outputs.at(-1)?.value.shape],
            text,
          );
        }
      });
    }
  }

  it('regions by names that are written several times become a block', () => {
    const unit = (): string[] => [
      'let left, right = Split(2)',
      'let near = left -> Conv(4, 3, pad = 1) -> ReLU',
      'let far = near -> Conv(4, 3, pad = 1)',
      'Concat(right, far, axis = 0)',
      'ChannelShuffle(2)',
    ];
    const text = `net N {\n  input x: 8 x 16 x 16\n${[...unit(), ...unit(), ...unit()].map((line, index) => line.replace(/\b(left|right|near|far)\b/g, `$1${Math.floor(index / 5)}`)).join('\n')}\n}\n`;
    const written = toFovea(analyseText(text).networks[0]!.network);
    assert.match(written, /^block /);
    assert.match(written, /repeat 3 \{ \w+ \}/);
  });
});
