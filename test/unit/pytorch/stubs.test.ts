// The stubs that every bundle carries are those of the folder, and each one is read and run without a failure.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { stubsFile, stubsModule } from '../../../scripts/stubs.mjs';
import { parse } from '../../../server/src/languages/pytorch/parser/parser.js';
import { stubs } from '../../../server/src/languages/pytorch/modules/stubs.generated.js';
import { analysePython } from '../../support/pytorch.js';

describe('torch stubs', () => {
  it('are up to date (node scripts/stubs.mjs)', async () => {
    assert.equal(readFileSync(stubsFile, 'utf8'), stubsModule());
  });

  for (const [name, text] of Object.entries(stubs)) {
    it(`${name} can be read`, () => assert.deepEqual(parse(text).errors, []));
  }

  it('say what is not modelled in place of an error', () => {
    const analysis = analysePython(
      'import torch\nfrom torch import nn\nclass Net(nn.Module):\n  def forward(self, x): return torch.lobpcg(x)\n',
      { input: [3, 8, 8] },
    );
    assert.deepEqual(
      analysis.findings.filter(({ severity }) => severity === 'error'),
      [],
    );
    const [output] = analysis.networks[0]?.network.outputs ?? [];
    assert.deepEqual(output?.value.shape, { unknown: 'torch.lobpcg is not modelled' });
  });
});
