// Figures without "≥" are right for every value that an unknown could take: one case for each way in which they were not.
import assert from 'node:assert/strict';
import type { Analysis } from '../../../server/src/analysis/analysis.js';
import { analysePython, moduleText } from '../../support/pytorch.js';

const input = { input: [3, 32, 32] };

type Lines = readonly string[];

const analysed = (init: Lines, forward: Lines = ['return self.a(x)'], before = ''): Analysis =>
  analysePython(`from mystery import unknown\n${before}\n${moduleText(init, forward)}`, input);

/** Nothing is said that depends on the unknown, and the totals are lower bounds that hold. */
function assertMarked(analysis: Analysis, least: number, most: number): void {
  const loud = analysis.findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
  assert.deepEqual(
    loud.map(({ message }) => message),
    [],
  );
  const totals = analysis.networks.find(({ name }) => name === 'Net')?.totals;
  assert.ok(totals !== undefined);
  assert.ok(totals.unknownLayers > 0, `${totals.params} parameters are not marked`);
  assert.ok(totals.params >= least && totals.params <= most, `${totals.params}`);
}

describe('soundness of PyTorch programs, case by case', () => {
  const conv = 'self.a = nn.Sequential(*layers)';
  // Behind each: the smallest number of parameters, for some value of the unknown.
  const marked: Readonly<Record<string, readonly [init: Lines, most: number]>> = {
    'a function that loads something, which may raise': [
      [
        'try:',
        '    unknown.load()',
        '    n = 16',
        'except Exception:',
        '    n = 8',
        'self.a = nn.Conv2d(3, n, 3)',
      ],
      224,
    ],
    'a bias of which it is not known whether it is there': [
      ['self.a = nn.Conv2d(3, 8, 3, bias=unknown)'],
      216,
    ],
    'the bias of a transposed convolution': [['self.a = nn.ConvTranspose2d(3, 8, 3, bias=unknown)'], 216],
    'the bias of a linear layer': [['self.a = nn.Linear(32, 8, bias=unknown)'], 256],
    'a scale of which it is not known whether it is there': [
      ['self.a = nn.BatchNorm2d(3, affine=unknown)'],
      0,
    ],
    'a stride': [['self.a = nn.Conv2d(3, 8, 3, stride=unknown)'], 224],
    'a padding': [['self.a = nn.Conv2d(3, 8, 3, padding=unknown)'], 224],
    'a padding of one axis': [['self.a = nn.Conv2d(3, 8, 3, padding=(1, unknown))'], 224],
    groups: [['self.a = nn.Conv2d(3, 9, 3, groups=unknown)'], 90],
    'a list that is chosen by an unknown key': [
      ['layers = []', "table = {'a': layers, 'b': []}", 'table[unknown].append(nn.Conv2d(3, 3, 1))', conv],
      0,
    ],
    'a list that is put under an unknown key': [
      [
        'layers = []',
        'table = {unknown: layers}',
        "table['a'].append(nn.Conv2d(3, 3, 1))",
        'self.a = nn.Sequential(*layers)',
      ],
      0,
    ],
    'a list that is chosen by get': [
      ['layers = []', "{'a': layers}.get(unknown).append(nn.Conv2d(3, 3, 1))", conv],
      0,
    ],
    'a list that is chosen by an unknown index': [
      ['layers, other = [], []', '[layers, other][unknown] += [nn.Conv2d(3, 3, 1)]', conv],
      0,
    ],
    'a list that is chosen by an unknown condition': [
      [
        'layers, other = [], []',
        'chosen = layers if unknown else other',
        'chosen.append(nn.Conv2d(3, 3, 1))',
        conv,
      ],
      0,
    ],
    'an element of a list that is chosen': [
      [
        'layers, other = [nn.Conv2d(3, 3, 1)], [1]',
        'chosen = layers if unknown else other',
        'chosen[0] = nn.Identity()',
        conv,
      ],
      0,
    ],
    'what a comprehension over something unknown counts': [
      [
        'made = []',
        'def make(i):',
        '    made.append(i)',
        '    return i',
        'unused = [make(i) for i in unknown]',
        'self.a = nn.Conv2d(3, 1 + len(made), 1)',
      ],
      4,
    ],
    'what a comprehension with an unknown condition counts': [
      [
        'made = 0',
        'def make(i):',
        '    nonlocal made',
        '    made += 1',
        '    return i',
        'unused = {make(i): i for i in range(3) if unknown}',
        'self.a = nn.Conv2d(3, 1 + made, 1)',
      ],
      4,
    ],
    'what a generator over something unknown counts': [
      [
        'made = []',
        'unused = list(made.append(i) for i in unknown)',
        'self.a = nn.Conv2d(3, 1 + len(made), 1)',
      ],
      4,
    ],
    'two names of one list': [
      ['layers = other = []', 'if unknown:', '    other.append(nn.Conv2d(3, 3, 1))', conv],
      0,
    ],
    'a slice that is assigned': [
      ['layers = [nn.Conv2d(3, 3, 1)]', 'layers[unknown:] = [nn.Conv2d(3, 3, 3, padding=1)]', conv],
      12,
    ],
    'an unknown call that is handed a list': [['layers = [nn.ReLU()]', 'unknown(layers)', conv], 0],
    'an unknown call that is handed a dictionary': [
      ["widths = {'a': 4}", 'unknown(widths)', "self.a = nn.Conv2d(3, widths['a'], 1)"],
      4,
    ],
    'an unknown call that is handed the module': [
      ['self.width = 4', 'self.a = nn.Conv2d(3, 1, 1)', 'unknown(self)'],
      4,
    ],
    'setattr with an unknown name': [
      ['self.a = nn.Conv2d(3, 1, 1)', 'setattr(self, unknown, nn.Conv2d(3, 1, 1))'],
      8,
    ],
    'del of an unknown element': [['layers = [nn.Conv2d(3, 3, 1)]', 'del layers[unknown]', conv], 12],
    'del under an unknown condition': [
      ['layers = [nn.Conv2d(3, 3, 1)]', 'if unknown:', '    del layers[0]', conv],
      0,
    ],
    'an iterator that is advanced in an unknown branch': [
      ['widths = iter([1, 2])', 'if unknown:', '    next(widths)', 'self.a = nn.Conv2d(3, next(widths), 1)'],
      4,
    ],
    'an exception that is raised in an unknown branch': [
      [
        'width = 1',
        'try:',
        '    if unknown:',
        '        raise ValueError()',
        '    width = 2',
        'except ValueError:',
        '    pass',
        'self.a = nn.Conv2d(3, width, 1)',
      ],
      4,
    ],
    'a break in a nested loop': [
      [
        'width = 1',
        'for i in range(2):',
        '    for j in range(2):',
        '        if unknown:',
        '            break',
        '        width += 1',
        'self.a = nn.Conv2d(3, width, 1)',
      ],
      4,
    ],
    'a continue in a nested loop': [
      [
        'width = 1',
        'for i in range(2):',
        '    for j in range(2):',
        '        if unknown:',
        '            continue',
        '        width += 1',
        'self.a = nn.Conv2d(3, width, 1)',
      ],
      4,
    ],
    'a return in nested loops': [
      [
        'def width():',
        '    for i in range(2):',
        '        for j in range(2):',
        '            if unknown:',
        '                return 1',
        '    return 2',
        'self.a = nn.Conv2d(3, width(), 1)',
      ],
      4,
    ],
    'a class attribute': [
      [
        'class Config:',
        '    width = 1',
        'if unknown:',
        '    Config.width = 2',
        'self.a = nn.Conv2d(3, Config.width, 1)',
      ],
      4,
    ],
    'a default that is mutable': [
      [
        'def add(to=[]):',
        '    to.append(1)',
        '    return len(to)',
        'if unknown:',
        '    add()',
        'self.a = nn.Conv2d(3, add(), 1)',
      ],
      4,
    ],
    'a name of the function around': [
      [
        'width = 1',
        'def widen():',
        '    nonlocal width',
        '    width = 2',
        'if unknown:',
        '    widen()',
        'self.a = nn.Conv2d(3, width, 1)',
      ],
      4,
    ],
    'an unknown context manager that holds a list': [
      ['layers = []', 'with unknown(layers):', '    pass', conv],
      0,
    ],
    'keys of a dictionary that may have more': [
      [
        "widths = {'a': 1}",
        'if unknown:',
        "    widths['b'] = 2",
        'self.a = nn.Conv2d(3, len(widths.keys()), 1)',
      ],
      4,
    ],
    'a loop of unknown length': [
      ['width = 1', 'while unknown:', '    width += 1', 'self.a = nn.Conv2d(3, width, 1)'],
      4,
    ],
  };
  for (const [what, [init, most]] of Object.entries(marked)) {
    it(`marks ${what}`, () => assertMarked(analysed(init), 0, most));
  }

  it('gives a layer behind something unknown no number of axes', () => {
    const analysis = analysed(['self.a = nn.Linear(4, 10)'], ['return self.a(unknown(x))']);
    assertMarked(analysis, 50, 50);
  });

  it('marks a view of which the axes are not known', () => {
    assertMarked(analysed(['self.a = nn.Conv2d(3, 8, 3)'], ['return self.a(x).flatten(unknown)']), 224, 224);
  });

  it('counts no layer behind an unknown product for certain', () => {
    assertMarked(analysed(['self.a = nn.Linear(32, 32)'], ['return self.a(x) @ unknown(x)']), 1056, 1056);
  });

  it('marks what forward gives where a statement failed that would have made a part of it', () => {
    const forward = ['a = self.a(x)', 'b = self.b(None.missing)', 'return a, b'];
    const init = ['self.a = nn.Conv2d(3, 8, 1)', 'self.b = nn.Conv2d(3, 8, 1)'];
    const analysis = analysed(init, forward);
    assertMarked(analysis, 32, 32);
  });

  it('reports no layer as unused that is chosen by the elements of a tensor', () => {
    const init = ["self.a = nn.ModuleDict({f'e{i}': nn.Linear(32, 32) for i in range(2)})"];
    const forward = [
      'y = torch.zeros_like(x)',
      'for i in (x.sum((0, 1, 3)) > 0).nonzero():',
      "    y = y + self.a[f'e{i[0]}'](x)",
      'return y',
    ];
    assertMarked(analysed(init, forward), 0, 2112);
  });

  it('goes through no list of modules for certain to which one may have been added', () => {
    for (const [kind, forward] of [
      ['ModuleList', ['for each in self.parts: x = each(x)', 'return self.b(x)']],
      ['Sequential', ['return self.b(self.parts(x))']],
    ] as const) {
      const init = [
        `self.parts = nn.${kind}()`,
        'self.parts.append([].made(3))',
        'self.b = nn.Conv2d(8, 8, 3)',
      ];
      const analysis = analysed(init, forward);
      assertMarked(analysis, 584, 584);
      assert.equal(analysis.networks.at(-1)?.totals.macs, 0, kind);
    }
  });

  it('misses no layer that was deleted under an unknown condition', () => {
    for (const deletes of ['del self.a', 'delattr(self, "a")', 'self._modules.pop("a")'])
      assertMarked(analysed(['self.a = nn.Conv2d(3, 8, 3)', 'if unknown.flag:', `    ${deletes}`]), 0, 0);
  });

  it('takes a context manager for one that swallows nothing where its generator catches nothing', () => {
    const text = (handler: string): Analysis =>
      analysed(
        ['self.a = nn.Conv2d(3, 8, 1)', 'with quiet(): self.kept = unknown + 1'],
        ['return self.a(x)'],
        `from contextlib import contextmanager\n@contextmanager\ndef quiet():\n    try:\n        yield\n    ${handler}: pass\n`,
      );
    assert.equal(text('finally').networks[0]?.totals.unknownLayers, 0);
    assert.equal(text('finally').networks[0]?.totals.params, 32);
  });

  it('keeps what is set on a module of which it is not known which constructor ran', () => {
    const norm = `class Norm(nn.BatchNorm2d):
    def __init__(self, n):
        try:
            super().__init__(n, eps=1e-5)
        except TypeError:
            super().__init__(n)
        self.act = nn.PReLU(8)
    def forward(self, x): return self.act(super().forward(x))
`;
    const before = `import torch\nfrom torch import nn\n${norm}`;
    const open = analysed(['self.a = nn.Sequential(nn.Conv2d(3, 8, 1), Norm(unknown))'], undefined, before);
    // 32 of the convolution and 8 of the activation; the normalization's own are not known.
    assertMarked(open, 32, 56);
    const known = analysed(['self.a = nn.Sequential(nn.Conv2d(3, 8, 1), Norm(8))'], undefined, before);
    assert.equal(known.networks.find(({ name }) => name === 'Net')?.totals.params, 32 + 16 + 8);
  });
});
