// Slips of Python that raise exceptions in every run; each was run under PyTorch 1.13.
import assert from 'node:assert/strict';
import { analysePython, moduleText } from '../../support/pytorch.js';

function found(text: string): string[] {
  return analysePython(text).findings.map(({ code, start, end }) => `${code}: ${text.slice(start, end)}`);
}

const net = (init: readonly string[], forward: readonly string[]): string[] =>
  found(moduleText(init, forward));

const block = `class Block(nn.Module):
    def __init__(self, cin, cout):
        super().__init__()
        self.c = nn.Conv2d(cin, cout, 3)
    def forward(self, x):
        return self.c(x)
`;

describe('calls', () => {
  it('of layers lack arguments, or have some that are misspelt', () => {
    const run = ['return self.a(x)'];
    assert.deepEqual(net(['self.a = nn.Conv2d(64, 32)'], run), ['missing-argument: nn.Conv2d(64, 32)']);
    assert.deepEqual(net(['self.a = nn.Conv2d(3, 8, 3, pading=1)'], run), [
      'unknown-argument: nn.Conv2d(3, 8, 3, pading=1)',
    ]);
    assert.deepEqual(net(['self.a = nn.Linear(3, 8, use_bias=False)'], run), [
      'unknown-argument: nn.Linear(3, 8, use_bias=False)',
    ]);
    assert.deepEqual(net(['self.a = nn.Linear(3, 8, 4, True, None, None)'], run), [
      'too-many-arguments: nn.Linear(3, 8, 4, True, None, None)',
    ]);
    const caught = ['try: self.a = nn.Conv2d(3, 8)', 'except TypeError: self.a = nn.Conv2d(3, 8, 3)'];
    assert.deepEqual(net(caught, run), []);
  });

  it('of blocks of the file too', () => {
    const text = (call: string): string =>
      moduleText([`self.a = ${call}`], ['return self.a(x)']).replace('class Net', `${block}class Net`);
    assert.deepEqual(found(text('Block(3)')), ['missing-argument: Block(3)']);
    assert.deepEqual(found(text('Block(3, cuot=4)')), ['unknown-argument: Block(3, cuot=4)']);
    assert.deepEqual(found(text('Block(3, cout=4)')), []);
    assert.deepEqual(found(text('Block(*[3])')), []);
  });

  it('of layers that torch writes in other letters', () => {
    assert.deepEqual(net(['self.a = nn.Conv2D(3, 8, 3)'], ['return self.a(x)']), [
      'unknown-name: nn.Conv2D(3, 8, 3)',
    ]);
    assert.deepEqual(net(['self.a = nn.NewLayer(3)'], ['return self.a(x)']), []);
  });

  it('of a list', () => {
    const init = ['self.a = [nn.Conv2d(3, 8, 1), nn.ReLU()]'];
    assert.ok(net(init, ['return self.a(x)']).includes('not-callable: self.a(x)'));
    assert.ok(!net(init, ['return self.a[0](x)']).some((each) => each.startsWith('not-callable')));
  });
});

describe('a forward without a return statement', () => {
  it('is found where layers ran', () => {
    const init = ['self.a = nn.Linear(3, 4)'];
    assert.deepEqual(net(init, ['x = self.a(x)']), ['missing-return: forward']);
    assert.deepEqual(net(init, ['self.y = self.a(x)', 'if self.training: return self.y']), []);
    assert.deepEqual(net(init, ['return self.a(x)']), []);
    // It writes into what it is given.
    assert.deepEqual(net(init, ['x.add_(self.a(x).sum())']), []);
    assert.deepEqual(net(init, ['if x.shape[0] == 0:', '    return', 'x = self.a(x)']), []);
  });
});

describe('a convolution over words', () => {
  const text = (width: string, channels: string): string =>
    moduleText(
      [`self.e = nn.Embedding(1000, ${width})`, `self.c = nn.Conv1d(${channels}, 64, 5)`],
      ['return self.c(self.e(x))'],
    ).replace('(self):', '(self, dim=128, length=128):');

  it('takes their vectors for channels, and not a length that happens to be the same', () => {
    assert.deepEqual(found(text('dim', 'dim')), ['channels-mismatch: self.c(self.e(x))']);
    // A convolution over positions: the one length that it takes is meant.
    assert.deepEqual(found(text('dim', 'length')), []);
    assert.deepEqual(found(text('dim', '50')), ['under-assumed-input: self.c(self.e(x))']);
  });
});

describe('divisions of numbers by zero', () => {
  const after = (text: string): string[] => found(`import torch\n${text}\n`);

  it('end the program at its top level', () => {
    assert.deepEqual(after('x = 1/0'), ['raises-exception: 1/0']);
    assert.deepEqual(after('1.5 // 0'), ['raises-exception: 1.5 // 0']);
    assert.deepEqual(after('x = 7 % 0'), ['raises-exception: 7 % 0']);
  });

  it('are no finding where they may be caught or not run', () => {
    for (const text of [
      'try:\n    x = 1/0\nexcept ZeroDivisionError:\n    x = 0',
      'import os\nif os.getpid() > 5:\n    x = 1/0',
      'def f():\n    return 1/0',
      'import contextlib\nwith contextlib.suppress(ZeroDivisionError):\n    x = 1/0',
      'f = lambda: 1/0',
      'class A:\n    def f(self): return 1/0',
      'import sys\nsys.exit()\nx = 1/0',
      'x = 1/2',
    ])
      assert.deepEqual(after(text), [], text);
  });
});

describe('names that are not defined', () => {
  it('may be defined by what is missing from a text with errors in its syntax', () => {
    const text = moduleText(['self.a = Blok(3, 8)'], ['return self.a(x)']);
    assert.deepEqual(found(text), ['undefined-name: Blok']);
    assert.deepEqual(
      found(`${text}\ndef Blok(`).filter((each) => !each.startsWith('python-syntax')),
      [],
    );
  });
});

describe('a filter that is written by hand', () => {
  it('sums what lies at different places of one map', () => {
    const filter = [
      'p = F.pad(x, (1, 1, 1, 1))',
      'y = p.narrow(-1, 0, 32) * 0.25',
      'for tap in range(1, 3): y = y + p.narrow(-1, tap, 32) * 0.5',
      'return y',
    ];
    assert.deepEqual(analysePython(moduleText([], filter), { input: [3, 32, 32] }).findings, []);
  });
});

describe('what PyTorch 2.15 refuses when a file runs it', () => {
  const errorsOf = (...lines: readonly string[]): readonly string[] =>
    analysePython(`import torch\nfrom torch import nn\n${lines.join('\n')}\n`)
      .findings.filter(({ severity }) => severity === 'error')
      .map(({ code }) => code);
  for (const [text, code] of [
    ['nn.TripletMarginLoss()(torch.randn(4, 8), torch.randn(4, 8), torch.randn(5, 8))', 'broadcast-mismatch'],
    ['nn.TripletMarginLoss()(torch.randn(4, 8), torch.randn(4, 8), torch.randn(1, 8))', undefined],
    ['nn.CosineEmbeddingLoss()(torch.randn(4, 8), torch.randn(4, 8), torch.ones(5))', 'broadcast-mismatch'],
    ['nn.CosineEmbeddingLoss()(torch.randn(4, 8), torch.randn(4, 8), torch.ones(4))', undefined],
    ['nn.MarginRankingLoss()(torch.randn(4), torch.randn(4), torch.randn(5))', 'broadcast-mismatch'],
    ['nn.MultiLabelSoftMarginLoss()(torch.randn(4, 5), torch.randn(4, 6))', 'broadcast-mismatch'],
    ['nn.GaussianNLLLoss()(torch.randn(4, 5), torch.randn(4, 5), torch.ones(4, 3))', 'broadcast-mismatch'],
    ['nn.GaussianNLLLoss()(torch.randn(4, 5), torch.randn(4, 5), torch.ones(4, 1))', undefined],
    [
      'nn.CTCLoss()(torch.randn(50, 4, 20), torch.ones(3, 10), torch.full((4,), 50), torch.full((4,), 10))',
      'operand-mismatch',
    ],
    [
      'nn.CTCLoss()(torch.randn(50, 4, 20), torch.ones(4, 10), torch.full((4,), 50), torch.full((4,), 10))',
      undefined,
    ],
    ['nn.Transformer(16, 4, 1, 1, 32)(torch.randn(10, 2, 16), torch.randn(7, 3, 16))', 'raises-exception'],
    ['nn.Transformer(16, 4, 1, 1, 32)(torch.randn(10, 2, 16), torch.randn(7, 2, 16))', undefined],
    ['nn.Sequential(nn.Linear(8, 4), nn.Linear(5, 2))(torch.randn(3, 8))', 'features-mismatch'],
    ['nn.Sequential(nn.Linear(8, 4), nn.Linear(4, 2))(torch.randn(3, 8))', undefined],
    ['nn.Parameter(3, 4)', 'raises-exception'],
  ] as const)
    it(text, () => assert.deepEqual(errorsOf(`found = ${text}`), code === undefined ? [] : [code]));

  it('finds a forward that is misspelt where it is called', () => {
    const define = ['class Net(nn.Module):', '    def foward(self, x):', '        return x'];
    assert.deepEqual(errorsOf(...define, 'net = Net()', 'net(torch.randn(2, 3))'), ['raises-exception']);
    assert.deepEqual(
      errorsOf(...define, 'class Own(Net):', '    forward = Net.foward', 'Own()(torch.ones(2))'),
      [],
    );
    assert.deepEqual(
      errorsOf('class Own(nn.Sequential):', '    pass', 'Own(nn.Linear(3, 2))(torch.randn(2, 3))'),
      [],
    );
  });
});
