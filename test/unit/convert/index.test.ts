// Parts of tensors keep their meaning from one language to another and back.
import assert from 'node:assert/strict';
import { toFovea } from '../../../server/src/languages/fovea/write/toFovea.js';
import { toPytorch } from '../../../server/src/languages/pytorch/write/toPytorch.js';
import type { Analysis } from '../../../server/src/analysis/analysis.js';
import { analyseText } from '../../support/analyse.js';
import { analysePython, moduleText } from '../../support/pytorch.js';

const figures = ({ networks }: Analysis): unknown =>
  networks.map(({ totals, network }) => [
    totals.params,
    totals.macs,
    totals.unknownLayers,
    network.outputs.map(({ value }) => value.shape),
  ]);

describe('parts of tensors', () => {
  const parts = [
    'x[:, :, ::2, ::2]',
    'x[:, :4]',
    'x[:, 1:-1, 3]',
    'x[:, -1]',
    'x[:, None]',
    'x[:, 2:, :, 5:9:3]',
  ];
  for (const part of parts) {
    it(`${part} is written in Fovea and PyTorch with the same figures`, () => {
      const text = moduleText(['self.a = nn.Conv2d(3, 8, 3)'], ['x = self.a(x)', `return ${part}`]);
      const before = analysePython(text, { input: [3, 32, 32] });
      const [network] = before.networks;
      assert.ok(network);
      for (const after of [
        analyseText(toFovea(network.network)),
        analysePython(toPytorch(network.network)),
      ]) {
        assert.deepEqual(figures(after), figures(before));
        assert.deepEqual(after.findings, []);
      }
    });
  }

  it('have words for a whole axis, an open end and a new axis in Fovea', () => {
    const shape = (items: string): unknown =>
      analyseText(`net N {\n  input x: 8 x 30 x 40\n  Index(${items})\n}`).networks[0]?.network.outputs[0]
        ?.value.shape;
    assert.deepEqual(shape('[[0, 5], none, -1]'), [5, 30]);
    assert.deepEqual(shape('[none, -1]'), [8, 40]);
    assert.deepEqual(shape('[none, [5, none], [none, none, 2]]'), [8, 25, 20]);
    assert.deepEqual(shape('[new, none]'), [1, 8, 30, 40]);
  });

  it('with a word that is none are told of at the word', () => {
    const codes = analyseText('net N {\n  input x: 8 x 30 x 40\n  Index([nothing, 0])\n}').findings.map(
      ({ code }) => code,
    );
    assert.deepEqual(codes, ['unknown-name']);
  });

  it('are of the input that the figures are of, which the PyTorch text tells', () => {
    const [network] = analyseText('net N {\n  input x: 3 x 40 x 56\n  Conv(8, 3)\n}').networks;
    assert.ok(network);
    assert.match(toPytorch(network.network), /^# fovea: input 3x40x56\nclass N/m);
  });
});
