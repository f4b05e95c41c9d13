// Shapes in comments and annotations: those that are certainly wrong are found, with a fix; all others are left alone.
import assert from 'node:assert/strict';
import { codeActions } from '../../../server/src/ide/actions/codeActions.js';
import { applied, open } from '../../support/fixture.js';
import { moduleText } from '../../support/pytorch.js';

const init = ['self.conv = nn.Conv2d(3, 32, 3, stride=2, padding=1)', 'self.fc = nn.Linear(32, 10)'];
const forward = (line: string, last = ''): string =>
  moduleText(init, [`x = self.conv(x)${line}`, 'x = x.mean((2, 3))', `x = self.fc(x)${last}`, 'return x']);

/** What comments and annotations are found wrong, as they are written, and what the fix makes of them. */
function stale(text: string): string[] {
  const { analysis, language, uri } = open('python', text);
  const all = codeActions({ analysis, language, text }, uri, { start: 0, end: text.length });
  return analysis.findings
    .filter(({ code }) => code === 'stale-shape')
    .map((each) => {
      const fix = all.find(({ finding }) => finding === each);
      const line = text.slice(text.lastIndexOf('\n', each.start) + 1, each.start).length;
      const after = fix ? applied(text, fix.edits) : '';
      const start = text.lastIndexOf('\n', each.start) + 1;
      return fix ? after.slice(start + line, after.indexOf('\n', start)) : text.slice(each.start, each.end);
    });
}

describe('shapes in comments', () => {
  it('are wrong where a number certainly is another, in the styles that people write', () => {
    for (const [said, mended] of [
      ['# (B, 64, H, W)', '# (B, 32, H, W)'],
      ['# [N, 64, H/2, W/2]', '# [N, 32, H/2, W/2]'],
      ['# (B, 3, H, W) -> (B, 64, H//2, W//2)', '# (B, 3, H, W) -> (B, 32, H//2, W//2)'],
      ['# -> (B, 64, H, W)', '# -> (B, 32, H, W)'],
      ['# x: [batch, 64, h, w]', '# x: [batch, 32, h, w]'],
      ['# shape: (B, 64, H, W)', '# shape: (B, 32, H, W)'],
      ['# B is first: nothing', ''],
    ])
      assert.deepEqual(stale(forward(`  ${said}`)), mended === '' ? [] : [mended], said);
    assert.deepEqual(stale(forward('', '  # (B, 100)')), ['# (B, 10)']);
    assert.deepEqual(stale(forward('', '  # (B, T, 10)')), ['# (B, T, 10)']);
  });

  it('are right, or may be, or mean something else', () => {
    for (const said of [
      '# (B, 32, H, W)',
      '# (B, C, H/2, W/2)',
      // Those of one size of image, which the file may not show.
      '# (B, 32, 112, 112)',
      '# (B, 32, 56, 56)',
      '# (64, 64)',
      '# (2, 2)',
      '# (64, H, W)',
      '# stride 2 (see above)',
      '# (B, 64, H, W) before the fix',
      '# [64, 32]',
      '# (N, 64)',
    ])
      assert.deepEqual(stale(forward(`  ${said}`)), [], said);
  });

  it('hold for every use of their line', () => {
    const text = (first: number, second: number): string =>
      [
        'from torch import nn',
        'class Block(nn.Module):',
        '    def __init__(self, i, o):',
        '        super().__init__()',
        '        self.c = nn.Conv2d(i, o, 1)',
        '    def forward(self, x):',
        '        x = self.c(x)  # (B, 64, H, W)',
        '        return x',
        'class Net(nn.Module):',
        '    def __init__(self):',
        '        super().__init__()',
        `        self.a, self.b = Block(3, ${first}), Block(${first}, ${second})`,
        '    def forward(self, x):',
        '        return self.b(self.a(x))',
        '',
      ].join('\n');
    assert.deepEqual(stale(text(32, 64)), []);
    assert.deepEqual(stale(text(32, 16)), ['# (B, 64, H, W)']);
    assert.deepEqual(stale(text(32, 32)), ['# (B, 32, H, W)']);
  });
});

describe('annotations of what forward returns', () => {
  const annotated = (out: string): string =>
    moduleText(['self.a = nn.Linear(32, 64)'], ['return self.a(x)'])
      .replace('self, x)', `self, x: Float[Tensor, "batch seq 32"]) -> ${out}`)
      .replace('import torch\n', 'import torch\nfrom torch import Tensor\nfrom jaxtyping import Float\n');

  it('are checked', () => {
    assert.deepEqual(stale(annotated('Float[Tensor, "batch seq 65"]')), ['"batch seq 64"]:']);
    assert.deepEqual(stale(annotated('Float[torch.Tensor, "batch seq 64"]')), []);
    assert.deepEqual(stale(annotated('Float[Tensor, "batch seq d"]')), []);
    assert.deepEqual(stale(annotated('Float[Tensor, "... 65"]')), []);
    assert.deepEqual(stale(annotated('Tensor')), []);
  });

  it('of nptyping state inputs', () => {
    const text = moduleText(['self.a = nn.Conv2d(3, 8, 3)'], ['return self.a(x)']).replace(
      'self, x)',
      'self, x: NDArray[Shape["Batch, 3 channels, 32, 48"], Float])',
    );
    const [network] = open('python', text).analysis.networks;
    assert.deepEqual(network?.network.inputs[0]?.value.shape, [3, 32, 48]);
  });
});
