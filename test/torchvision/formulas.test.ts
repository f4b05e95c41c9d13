// torchvision's builders on 3 × H × W: formulas are what runs at random sizes give, and accepted is what runs accept.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkAtRandom } from '../support/formulas.js';
import { seeded } from '../support/random.js';
import { lowerTorchvision, torchvisionFolder, torchvisionMissing } from '../support/torchvision.js';

type Row = readonly [builder: string, file: string];
const { rows } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../fixtures/torchvision.json'), 'utf8'),
) as { rows: readonly Row[] };
const segmentation: readonly Row[] = [
  ['fcn_resnet50', 'segmentation/fcn.py'],
  ['deeplabv3_resnet50', 'segmentation/deeplabv3.py'],
  ['deeplabv3_mobilenet_v3_large', 'segmentation/deeplabv3.py'],
  ['lraspp_mobilenet_v3_large', 'segmentation/lraspp.py'],
];

/** Sizes that each is run at. */
const count = Number(process.env.FOVEA_SIZES ?? 4);
const only = process.env.FOVEA_ONLY;

describe('formulas of torchvision', () => {
  before(function () {
    if (torchvisionFolder === undefined) this.skip();
    assert.ok(torchvisionMissing);
  });

  for (const [builder, file] of [...rows, ...segmentation]) {
    if (only !== undefined && !builder.startsWith(only)) continue;
    it(builder, () => {
      const found = checkAtRandom(
        lowerTorchvision(file),
        builder,
        '3xHxW',
        seeded(builder.length + 3),
        count,
      );
      if (process.env.FOVEA_SHOW)
        console.log(`      ${found.text}; ${found.accepted} run, ${found.refused} refused`);
      assert.deepEqual(found.wrong, []);
    });
  }
});
