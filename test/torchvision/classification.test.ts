// Every classification builder of torchvision, as its sources stand: parameters and multiply-accumulates against the figures
// that torchvision publishes with its weights, and no finding on any of them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  analyseTorchvision as analyse,
  torchvisionFolder,
  torchvisionMissing,
} from '../support/torchvision.js';

type Row = readonly [builder: string, file: string, params: number, gmacs: number, crop: number];
const { rows } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../fixtures/torchvision.json'), 'utf8'),
) as { rows: readonly Row[] };

describe('torchvision', () => {
  before(function () {
    if (torchvisionFolder !== undefined) return;
    assert.notEqual(process.env.CI, 'true', torchvisionMissing);
    console.log(`      ${torchvisionMissing}`);
    this.skip();
  });

  for (const [builder, file, params, gmacs, crop] of rows) {
    it(`${builder} has ${params} parameters and ${gmacs} GMACs at ${crop} × ${crop}`, () => {
      const analysis = analyse(file, { network: builder, input: [3, crop, crop] });
      const [network] = analysis.networks;
      assert.ok(network);
      // The published number of inception_v3 counts its auxiliary head, that of googlenet does not count its two.
      const found = builder === 'inception_v3' ? network.training.params : network.totals.params;
      assert.equal(found, params);
      assert.equal((Number(network.totals.macs) / 1e9).toFixed(3), gmacs.toFixed(3));
      assert.equal(network.totals.unknownLayers, 0);
      assert.deepEqual(
        analysis.findings.filter(({ severity }) => severity === 'error' || severity === 'warning'),
        [],
      );
    });
  }

  it('takes the crop of the weights where nothing else is asked for', () => {
    const [network] = analyse('vision_transformer.py', { network: 'vit_h_14' }).networks;
    assert.deepEqual(network?.network.inputs[0]?.value.shape, [3, 518, 518]);
    assert.equal(network.totals.params, 633_470_440);
  });

  it('names layers by the paths of their modules', () => {
    const [network] = analyse('resnet.py', { network: 'resnet50' }).networks;
    const names = network?.network.body.nodes.map((node) => node.qualifiedName) ?? [];
    for (const name of [
      'conv1',
      'layer1.0.conv1',
      'layer1.0.relu#3',
      'layer1.0.downsample.0',
      'layer4.2.bn3',
      'fc',
    ]) {
      assert.ok(names.includes(name), name);
    }
  });
});
