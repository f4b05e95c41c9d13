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
    assert.ok(row(found, '8 × 16 × 16 → 8 × 16 × 16').includes('| 3 | `block … twice#2` |'), found);
    assert.equal(row(found, '**sum**'), '| **sum** | 1,168 | 442,368 |  | 3 |  |');
    // 2 · (584 + 16) parameters in total.
    assert.ok(row(found, 'parameters').includes('`3·3·8·8 + 8 = 584`'), found);
    assert.ok(row(found, 'parameters').endsWith('97.3 % of `Net` in total |'), found);
  });

  it('totals the call of a module of one’s own, where it is made and where it is run', () => {
    for (const at of ['self.block = Block', 'self.block(x)']) {
      const found = hoverOn(at);
      assert.ok(found.includes('Conv, BatchNorm, Add'), found);
      assert.equal(row(found, 'total'), '| total | 8 × 16 × 16 → **8 × 16 × 16** |');
      assert.equal(row(found, 'parameters'), '| parameters | **600** · 50.0 % of `Net` |');
      assert.equal(row(found, 'MACs'), '| MACs | **147,456** · 33.3 % |');
      assert.ok(row(found, 'Conv').includes('| 584 | 147,456 | 3 × 3 | 1 | `block` |'), found);
    }
    const twice = hoverOn('self.twice = Block');
    assert.ok(twice.includes('Conv ×2, BatchNorm ×2, Add ×2'), twice);
    assert.equal(row(twice, 'parameters'), '| parameters | **600** · 50.0 % of `Net` |');
    assert.equal(row(twice, 'MACs'), '| MACs | **294,912** · 66.7 % |');
    assert.ok(row(hoverOn('z = self.twice'), 'Conv').includes('`twice#2`'));
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
