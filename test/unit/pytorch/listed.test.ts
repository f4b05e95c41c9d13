// Which classes are listed as networks: those that have something to learn, or a forward of their own.
import assert from 'node:assert/strict';
import { open } from '../../support/fixture.js';

const base = `import torch.nn as nn
from mystery import reduce
class Metric(nn.Module):
    def __init__(self, **kwargs):
        super().__init__()
        reduce(self)
    def forward(self, *args):
        self.update(*args)
        return self.compute()
`;

const listed = (text: string): readonly string[] =>
  open('python', text, { files: { 'base.py': base } }).analysis.networks.map(({ name }) => name);

describe('networks that are listed', () => {
  it('are no metrics, whose base calls what they compute', () => {
    const metric = `import torch
from base import Metric
class MeanError(Metric):
    def __init__(self, squared=True, **kwargs):
        super().__init__(**kwargs)
        self.squared = squared
    def update(self, preds, target):
        self.total = (preds - target).abs().sum()
    def compute(self):
        return self.total
`;
    assert.deepEqual(listed(metric), []);
  });

  it('have parts of their own, or a forward of their own', () => {
    const learned = `import torch.nn as nn
from base import Metric
class Learned(Metric):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(3, 1)
    def update(self, x):
        self.value = self.net(x)
    def compute(self):
        return self.value
class Own(Metric):
    def forward(self, x):
        return self.part(x)
`;
    assert.deepEqual(listed(learned), ['Learned', 'Own']);
  });
});
