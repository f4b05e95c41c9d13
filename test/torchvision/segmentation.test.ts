// Every segmentation builder of torchvision, as its sources stand, against the number of parameters that stands beside its weights.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { analyseTorchvision, torchvisionFolder, torchvisionMissing } from '../support/torchvision.js';

const builders = {
  'fcn.py': ['fcn_resnet50', 'fcn_resnet101'],
  'deeplabv3.py': ['deeplabv3_resnet50', 'deeplabv3_resnet101', 'deeplabv3_mobilenet_v3_large'],
  'lraspp.py': ['lraspp_mobilenet_v3_large'],
};

describe('torchvision, segmentation', () => {
  before(function () {
    if (torchvisionFolder !== undefined) return;
    assert.notEqual(process.env.CI, 'true', torchvisionMissing);
    console.log(`      ${torchvisionMissing}`);
    this.skip();
  });

  for (const [file, names] of Object.entries(builders)) {
    it(`${names.join(', ')}: as many parameters as are published, and a class for each pixel`, () => {
      const text = readFileSync(path.join(torchvisionFolder ?? '', 'models/segmentation', file), 'utf8');
      const published = [...text.matchAll(/"num_params": (\d+)/g)].map(([, count]) => Number(count));
      assert.equal(published.length, names.length);
      names.forEach((network, index) => {
        // What is published counts the auxiliary head, which the weights were trained with.
        const args = file === 'lraspp.py' ? {} : { arguments: { aux_loss: 'True' } };
        const analysis = analyseTorchvision(`segmentation/${file}`, {
          network,
          input: [3, 520, 520],
          ...args,
        });
        const [found] = analysis.networks;
        assert.ok(found);
        assert.equal(found.training.params, published[index], network);
        assert.equal(found.totals.unknownLayers, 0);
        assert.deepEqual(
          found.network.outputs.find(({ name }) => name === 'out')?.value.shape,
          [21, 520, 520],
        );
        assert.deepEqual(
          analysis.findings.filter(({ severity }) => severity === 'error'),
          [],
        );
      });
    });
  }
});
