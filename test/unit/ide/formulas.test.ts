// Formulas in the editor: hints and hovers of networks whose inputs have named sizes.
import assert from 'node:assert/strict';
import { inlayHints } from '../../../server/src/ide/inlayHints.js';
import { acceptedText } from '../../../server/src/ide/networkFacts.js';
import { ReadPolicy } from '../../../server/src/workspace/readPolicy.js';
import type { Snapshot } from '../../../server/src/workspace/snapshot.js';
import { Workspace } from '../../../server/src/workspace/workspace.js';

async function analysed(language: string, text: string): Promise<Snapshot> {
  const workspace = new Workspace(
    { readFile: () => Promise.resolve({ problem: 'missing' }) },
    new ReadPolicy(['file:///project']),
  );
  const snapshot = await workspace.analyseText(`file:///project/main.${language}`, language, text);
  assert.ok(snapshot);
  return snapshot;
}

const hintsOf = ({ analysis, source }: Snapshot): readonly string[] =>
  inlayHints(analysis, source.uri, { start: 0, end: source.text.length }).map(({ label }) => label);

const errorsOf = ({ analysis }: Snapshot): readonly string[] =>
  analysis.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);

describe('formulas in the editor', () => {
  it('stand in hints, with numbers in their tooltips', async () => {
    const text = `net Small {
  input image: 3 x H x W
  conv1: Conv(16, 3, stride = 2, pad = 1) -> ReLU
  GlobalAvgPool -> Flatten -> Linear(10)
}
`;
    const snapshot = await analysed('fovea', text);
    assert.deepEqual(errorsOf(snapshot), []);
    assert.deepEqual(hintsOf(snapshot), ['16 × ⌈H/2⌉ × ⌈W/2⌉', '10']);
    const [first] = inlayHints(snapshot.analysis, snapshot.source.uri, { start: 0, end: text.length });
    assert.match(first?.tooltip?.text ?? '', /16 × 112 × 112/);
  });

  it('say in the hover of a network what it accepts, for names in comments of every language', async () => {
    const fovea = `// fovea: input 3xHxW
net Down {
  input image: 3 x 32 x 32
  PixelUnshuffle(4) -> Conv(8, 1)
}
`;
    const python = `import torch.nn as nn
# fovea: input 3xH=64xW=64
class Down(nn.Module):
    def __init__(self):
        super().__init__()
        self.shuffle = nn.PixelUnshuffle(4)
        self.conv = nn.Conv2d(48, 8, 1)
    def forward(self, x):
        return self.conv(self.shuffle(x))
`;
    for (const snapshot of [await analysed('fovea', fovea), await analysed('python', python)]) {
      assert.deepEqual(errorsOf(snapshot), []);
      const [network] = snapshot.analysis.networks;
      assert.match((network && acceptedText(network)) ?? '', /^H and W divisible by 4; at /);
    }
  });

  it('are those of one name for one size, and a name that is none is still an error', async () => {
    const named = await analysed(
      'fovea',
      'net A {\n  input a: 3 x H x W\n  input b: 3 x H x W\n  add { | a | b } -> Conv(4, 1)\n}\n',
    );
    assert.equal(named.analysis.networks[0]?.formulas?.isComplete, true);
    const slip = await analysed('fovea', 'net A {\n  input a: 3 x size x size\n  Conv(4, 1)\n}\n');
    assert.match(errorsOf(slip)[0] ?? '', /size/);
  });

  it('take a name for one size in all inputs of a comment', async () => {
    const text = `// fovea: input a 3xTx8, b T
net A {
  input a: 3 x 8 x 8
  input b: 8
  Conv(4, 1)
}
`;
    const { analysis } = await analysed('fovea', text);
    assert.deepEqual(
      analysis.networks[0]?.network.inputs.map(({ value }) => value.shape),
      [[3, 224, 8], [224]],
    );
    assert.deepEqual(analysis.networks[0]?.formulas?.symbols, { T: 224 });
  });

  it('are not computed where no size is named', async () => {
    const plain = await analysed('fovea', 'net A {\n  input a: 3 x 8 x 8\n  Conv(4, 1)\n}\n');
    assert.equal(plain.analysis.named, undefined);
    assert.equal(plain.analysis.networks[0]?.formulas, undefined);
  });
});

describe('sizes that jaxtyping names', () => {
  const text = (annotations: string, body: string): string => `import torch
from torch import nn, Tensor
from jaxtyping import Float

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(3, 16, 3, stride=2, padding=1)
        self.shuffle = nn.PixelUnshuffle(2)
    def forward(${annotations}):
        ${body}
`;

  it('are symbols, with the sizes of an assumed input for hints', async () => {
    const snapshot = await analysed(
      'python',
      text(
        'self, x: Float[Tensor, "b 3 h w"]',
        'y = self.a(x)\n        z = self.shuffle(y)\n        return z',
      ),
    );
    assert.deepEqual(errorsOf(snapshot), []);
    assert.deepEqual(hintsOf(snapshot), ['16 × ⌈h/2⌉ × ⌈w/2⌉', '64 × ⌊(h + 1)/4⌋ × ⌊(w + 1)/4⌋']);
    const [network] = snapshot.analysis.networks;
    assert.deepEqual(network?.formulas?.symbols, { h: 224, w: 224 });
    assert.match((network && acceptedText(network)) ?? '', /^h and w with a remainder of 0 or 3 by 4/);
    const shown = (sizes: 'numbers' | 'both'): string | undefined =>
      inlayHints(
        snapshot.analysis,
        snapshot.source.uri,
        { start: 0, end: snapshot.source.text.length },
        sizes,
      )[0]?.label;
    assert.equal(shown('both'), '16 × ⌈h/2⌉ × ⌈w/2⌉ = 16 × 112 × 112');
    assert.equal(shown('numbers'), '[N, 16, 112, 112]');
  });

  it('are the same sizes in all inputs', async () => {
    const snapshot = await analysed(
      'python',
      text('self, x: Float[Tensor, "b 3 h w"], mask: Float[Tensor, "b 1 h w"]', 'return self.a(x * mask)'),
    );
    assert.deepEqual(errorsOf(snapshot), []);
    assert.deepEqual(
      snapshot.analysis.networks.flatMap(({ network }) => network.inputs.map(({ value }) => value.shape)),
      [
        [3, 224, 224],
        [1, 224, 224],
      ],
    );
  });
});
