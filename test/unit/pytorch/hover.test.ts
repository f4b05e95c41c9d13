// Hovers in Python: on lines that make layers and lines that call them, on names of networks, and on nothing else.
import assert from 'node:assert/strict';
import { hoverIn, open } from '../../support/fixture.js';

const text = `import torch
from torch import nn
class Block(nn.Module):
    """A block of two layers."""
    def __init__(self, n):
        super().__init__()
        self.conv = nn.Conv2d(n, n, 3, padding=1)
        self.bn = nn.BatchNorm2d(n)
        self.n = n
    def forward(self, x):
        return x + self.bn(self.conv(x))
# fovea: input 8x16x16
class Net(nn.Module):
    """Two blocks, one of them twice."""
    def __init__(self):
        super().__init__()
        self.block = Block(8)
        self.twice = Block(8)
    def forward(self, x):
        x = self.block(x)
        y = self.twice(x)
        z = self.twice(y)
        return z
`;

/** The hover in the middle of the first `at` of the text; empty where there is none. */
function hoverOn(at: string): string {
  const offset = text.indexOf(at) + Math.floor(at.length / 2);
  return hoverIn(open('python', text), offset);
}

/** The cells of the row of a table that begins with a cell. */
const row = (markdown: string, first: string): string =>
  markdown.split('\n').find((line) => line.startsWith(`| ${first} |`)) ?? '';

describe('a hover in Python', () => {
  it('lists all instances on the line that makes a layer, and counts what is used twice once', () => {
    const found = hoverOn('self.conv = nn');
    assert.ok(found.includes('3 instances in `Net`'), found);
    const shape = '\\[N, 8, 16, 16\\]';
    assert.ok(row(found, `${shape} → ${shape}`).includes('| 3 | `block … twice#2` |'), found);
    assert.equal(row(found, '**sum**'), '| **sum** | 1,168 | 442,368 |  | 3 |  |');
    // 2 · (584 + 16) parameters in total.
    assert.ok(row(found, 'parameters').includes('`3·3·8·8 + 8 = 584`'), found);
    assert.ok(found.includes('all equal: `block … twice#2`: 97.3 % of its parameters'), found);
  });

  it('gives shape, parameters, MACs, receptive field and network first, in the words of the program', () => {
    assert.deepEqual(hoverOn('self.conv = nn').split('\n').slice(1, 7), [
      'conv: Conv2d(out_channels=8, kernel_size=3, stride=1, padding=1, dilation=1, groups=1, bias=True)',
      '```',
      '',
      '\\[N, 8, 16, 16\\] → **\\[N, 8, 16, 16\\]**  ',
      '**1,168** parameters · **442,368** MACs in total · receptive field **3 × 3 … 7 × 7**  ',
      '3 instances in `Net`, all equal: `block … twice#2`: 97.3 % of its parameters, 100 % of its MACs',
    ]);
  });

  it('totals the call of a module of one’s own, where it is made and where it is run', () => {
    for (const at of ['self.block = Block', 'self.block(x)']) {
      const found = hoverOn(at);
      assert.ok(found.includes('Conv2d, BatchNorm2d, add'), found);
      assert.ok(found.includes('\\[N, 8, 16, 16\\] → **\\[N, 8, 16, 16\\]**'), found);
      assert.ok(found.includes('**600** parameters · **147,456** MACs'), found);
      assert.ok(found.includes('in `Net`: 50.0 % of its parameters, 33.3 % of its MACs'), found);
      assert.ok(row(found, 'Conv2d').includes('| 584 | 147,456 | 3 × 3 | 1 | `block` |'), found);
    }
    const twice = hoverOn('self.twice = Block');
    assert.ok(twice.includes('Conv2d ×2, BatchNorm2d ×2, add ×2'), twice);
    assert.ok(twice.includes('**600** parameters · **294,912** MACs'), twice);
    assert.ok(twice.includes('50.0 % of its parameters, 66.7 % of its MACs'), twice);
    assert.ok(row(hoverOn('z = self.twice'), 'Conv2d').includes('`twice#2`'));
  });

  it('tells the totals of a network on its name, and repeats no docstring', () => {
    const found = hoverOn('Net');
    assert.ok(row(found, 'parameters').includes('**1,200**'), found);
    assert.ok(!found.includes('Two blocks'), found);
  });

  it('is silent on plain Python', () => {
    for (const at of [
      'import',
      'nn.Module',
      '__init__',
      'super()',
      'self.n = n',
      'A block',
      'forward',
      'return z',
    ])
      assert.equal(hoverOn(at), '', at);
  });
});
