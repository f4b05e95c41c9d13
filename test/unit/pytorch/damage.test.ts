// A statement with an error of syntax is unknown: what it would have made is marked, and no finding follows from it.
import assert from 'node:assert/strict';
import { open } from '../../support/fixture.js';

const network = (body: string): string =>
  `import torch.nn as nn\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n${body}`;

const codes = (text: string): readonly string[] =>
  open('python', text)
    .analysis.findings.filter(({ severity }) => severity !== 'hint' && severity !== 'information')
    .map(({ code }) => code);

describe('errors of syntax in PyTorch source', () => {
  it('make a list unknown that lacks a comma', () => {
    const text = network(
      '        widths = [8, 16 32]\n        self.a = nn.Linear(3, widths[0])\n        self.b = nn.Linear(8, widths[-1])\n        self.c = nn.Linear(32, 2)\n    def forward(self, x):\n        return self.c(self.b(self.a(x)))\n',
    );
    assert.deepEqual(codes(text), ['python-syntax']);
    const [net] = open('python', text).analysis.networks;
    assert.ok(net && net.totals.unknownLayers > 0);
  });

  it('make a method unknown whose head is broken, and leave the others', () => {
    const text = network(
      '        self.a = nn.Linear(3, 4)\n    def head(self x):\n        return x\n    def forward(self, x):\n        return self.head(self.a(x))\n',
    );
    assert.deepEqual(codes(text), ['python-syntax']);
    const [net] = open('python', text).analysis.networks;
    assert.equal(net?.totals.params, 16);
    assert.ok(net.totals.unknownLayers > 0);
  });

  it('leave open what follows where a class is cut short', () => {
    const text = network(
      '        self.a = nn.Linear(3, 4)\n        self.apply(self.setup)\n        if self.a:\n            x = [1, (',
    );
    assert.deepEqual(codes(text), ['python-syntax']);
  });

  it('make what comes before lines that are indented for no reason unknown as well', () => {
    const text = network(
      '        self.a = nn.Sequential\n            nn.Linear(3, 4),\n            nn.Linear(5, 6))\n    def forward(self, x):\n        return self.a(x)\n',
    );
    assert.ok(codes(text).every((code) => code === 'python-syntax'));
  });

  it('make a class unknown in which a line is indented too little', () => {
    const text = network(
      '        self.a = nn.Linear(3, 4)\n       self.b = nn.Linear(4, 4)\n    def forward(self, x):\n        return self.b(x)\n',
    );
    assert.ok(codes(text).every((code) => code === 'python-syntax'));
    for (const { totals } of open('python', text).analysis.networks) assert.ok(totals.unknownLayers > 0);
  });

  it('leave an unfinished line of forward with the layers that are known', () => {
    const text = network(
      '        self.a = nn.Linear(3, 4)\n        self.b = nn.Linear(4, 4)\n    def forward(self, x):\n        x = self.a(x)\n        x = self.b(x\n        return x\n',
    );
    assert.deepEqual(codes(text), ['python-syntax']);
    const [net] = open('python', text).analysis.networks;
    assert.ok(net && net.totals.unknownLayers > 0);
    assert.equal(net.totals.params, 16);
  });

  it('make all unknown that stands behind a text without its quotes', () => {
    const text = `${network('        self.a = nn.Linear(3, 4)\n    def forward(self, x):\n        ""Runs it."""\n        return self.a(x)\n')}class Other(nn.Module):\n    """Another."""\n    def forward(self, x):\n        return self.missing(x)\n`;
    assert.ok(codes(text).every((code) => code === 'python-syntax'));
  });
});
