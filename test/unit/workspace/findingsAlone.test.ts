// Where findings alone are wanted, networks are dropped as soon as they are read, and the findings are the same.
import assert from 'node:assert/strict';
import { insightFindings } from '../../../server/src/analysis/insights/notes.js';
import { ReadPolicy } from '../../../server/src/workspace/readPolicy.js';
import type { Snapshot } from '../../../server/src/workspace/snapshot.js';
import { Workspace } from '../../../server/src/workspace/workspace.js';
import { moduleText } from '../../support/pytorch.js';

const uri = 'file:///project/model.py';

async function analysed(text: string, insights?: boolean): Promise<Snapshot> {
  const workspace = new Workspace(
    { readFile: async (file) => (file === uri ? { text } : { problem: 'missing' }) },
    new ReadPolicy(['file:///project']),
  );
  const alone = insights === undefined ? undefined : { insights };
  const snapshot = await workspace.analyseFile(uri, {}, alone);
  assert.ok(snapshot && 'analysis' in snapshot);
  return snapshot;
}

const stacked = moduleText(
  ['self.a = nn.Conv2d(3, 8, 5)', 'self.b = nn.Conv2d(8, 8, 5)', 'self.c = nn.Conv2d(8, 8, 5)'],
  ['return self.c(self.b(self.a(x)))'],
  'Stacked',
);

/** Two ways whose centres disagree, which is told only where no error says the same. */
const shifted = moduleText(
  ['self.a = nn.Conv2d(3, 8, 2, padding=(1, 1), stride=2)', 'self.b = nn.Conv2d(3, 8, 1, stride=2)'],
  ['a = self.a(x)', 'b = self.b(x)', 'return a[:, :, :b.shape[2], :b.shape[3]] + b'],
  'Shifted',
);
const wrong = moduleText(
  ['self.a = nn.Conv2d(3, 8, 3)', 'self.b = nn.Conv2d(4, 8, 3)'],
  ['return self.b(self.a(x))'],
  'Wrong',
);
const texts: Readonly<Record<string, string>> = {
  'insights, errors and fields': [stacked, shifted, wrong].join('\n'),
  'an ignored insight': stacked.replace('class Stacked', '# fovea: ignore[stacked-kernels]\nclass Stacked'),
  'an ignore that nothing uses': stacked.replace('class Stacked', '# fovea: ignore[padding]\nclass Stacked'),
  'a budget': stacked.replace('class Stacked', '# fovea: expect params < 10\nclass Stacked'),
  'layers of the top level': `${stacked}\nmodel = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Conv2d(5, 4, 3))\n`,
};

describe('findings alone', () => {
  for (const [name, text] of Object.entries(texts)) {
    it(`are those of the whole analysis: ${name}`, async () => {
      const whole = await analysed(text);
      const { analysis } = whole;
      const expected = insightFindings(analysis.networks);
      assert.ok(analysis.findings.length + expected.length > 0);
      for (const insights of [true, false]) {
        const alone = (await analysed(text, insights)).analysis;
        assert.deepEqual(alone.findings, analysis.findings);
        if (insights) assert.deepEqual(insightFindings(alone.networks), expected);
        assert.ok(alone.networks.every(({ network }) => network.body.nodes.length === 0));
      }
    });
  }
});
