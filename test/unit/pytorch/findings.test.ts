// What is told of slips: at the line of forward, with the line that made the layer beside it; and nothing where all is well.
import assert from 'node:assert/strict';
import { analysePython, moduleText } from '../../support/pytorch.js';

const input = { input: [3, 32, 32] };

/** The findings of severity error and warning as `code: text at its place`. */
function told(text: string): string[] {
  return analysePython(text, input)
    .findings.filter(({ severity }) => severity === 'error' || severity === 'warning')
    .filter(({ code }) => code !== 'misaligned-receptive-field')
    .map(({ code, start, end }) => `${code}: ${text.slice(start, end)}`);
}

const net = (init: readonly string[], forward: readonly string[]): string[] =>
  told(moduleText(init, forward));

describe('findings of PyTorch files', () => {
  it('a linear layer made for other features', () => {
    const text = moduleText(
      ['self.conv = nn.Conv2d(3, 8, 3)', 'self.fc = nn.Linear(100, 10)'],
      ['x = self.conv(x)', 'x = torch.flatten(x, 1)', 'return self.fc(x)'],
    );
    const { findings } = analysePython(text, input);
    const found = findings.find(({ code }) => code === 'features-mismatch');
    assert.ok(found);
    assert.equal(text.slice(found.start, found.end), 'self.fc(x)');
    assert.match(found.message, /100 input features.*7,200/);
    assert.deepEqual(
      found.related.map(({ start, end, message }) => `${text.slice(start, end)}: ${message}`),
      ['nn.Linear(100, 10): Linear is made here'],
    );
  });

  it('a convolution and a normalisation made for other channels', () => {
    assert.deepEqual(
      net(['self.a = nn.Conv2d(3, 8, 3)', 'self.b = nn.Conv2d(16, 8, 3)'], ['return self.b(self.a(x))']),
      ['channels-mismatch: self.b(self.a(x))'],
    );
    assert.deepEqual(
      net(['self.a = nn.Conv2d(3, 8, 3)', 'self.b = nn.BatchNorm2d(16)'], ['return self.b(self.a(x))']),
      ['channels-mismatch: self.b(self.a(x))'],
    );
  });

  it('sums and concatenations of different shapes', () => {
    const convs = ['self.a = nn.Conv2d(3, 8, 3)', 'self.b = nn.Conv2d(3, 8, 5)'];
    assert.deepEqual(net(convs, ['return self.a(x) + self.b(x)']), ['shape-mismatch: self.a(x) + self.b(x)']);
    assert.deepEqual(net(convs, ['return torch.cat([self.a(x), self.b(x)], 1)']), [
      'shape-mismatch: torch.cat([self.a(x), self.b(x)], 1)',
    ]);
  });

  it('a product of matrices that do not fit', () => {
    assert.deepEqual(net(['self.a = nn.Linear(32, 8)'], ['a = self.a(x)', 'return a @ a']), [
      'inner-size-mismatch: a @ a',
    ]);
  });

  it('a view of another number of elements', () => {
    assert.deepEqual(net(['self.a = nn.Conv2d(3, 8, 3)'], ['return self.a(x).view(x.size(0), 8, 31, 30)']), [
      'elements-mismatch: self.a(x).view(x.size(0), 8, 31, 30)',
    ]);
    assert.deepEqual(net(['self.a = nn.Conv2d(3, 8, 3)'], ['return self.a(x).view(-1, 7000)']), [
      'elements-mismatch: self.a(x).view(-1, 7000)',
    ]);
  });

  it('a position beyond an axis', () => {
    const text = moduleText(['self.a = nn.Conv2d(3, 8, 3)'], ['return self.a(x)[:, 8]']);
    assert.deepEqual(told(text), ['index-out-of-range: self.a(x)[:, 8]']);
    assert.equal(
      analysePython(text, input).findings.find(({ severity }) => severity === 'error')?.message,
      'Position 8 is out of range along channels of size 8: valid positions are −8 to 7.',
    );
    assert.deepEqual(net(['self.a = nn.Conv2d(3, 8, 3)'], ['return self.a(x)[:, -8]']), []);
  });

  it('nothing of convolutions whose input nobody knows', () => {
    const made = [
      'self.a = nn.Conv2d(3, 8, 3)',
      'self.b = nn.Conv2d(8, 16, 3)',
      'self.c = nn.BatchNorm2d(16)',
    ];
    const text = moduleText(made, ['y = batches()', 'return self.c(self.b(self.a(y))).permute(0, 2, 3, 1)']);
    assert.deepEqual(told(`from elsewhere import batches\n${text}`), []);
  });

  it('a shape that is unpacked to another number of names', () => {
    const conv = ['self.a = nn.Conv2d(3, 8, 3)'];
    assert.deepEqual(net(conv, ['x = self.a(x)', 'B, C, L = x.size()', 'return x']), [
      'shape-unpacked: B, C, L',
    ]);
    assert.deepEqual(net(conv, ['x = self.a(x)', 'B, C, H, W, D = x.shape', 'return x']), [
      'shape-unpacked: B, C, H, W, D',
    ]);
    assert.deepEqual(
      net(conv, ['x = self.a(x)', 'B, *_ = x.shape', 'C, H, W = x.shape[1:]', 'return x']),
      [],
    );
  });

  it('a float where a whole number is needed', () => {
    assert.deepEqual(net(['self.a = nn.Conv2d(3, 32 / 4, 3)'], ['return self.a(x)']), [
      'float-size: nn.Conv2d(3, 32 / 4, 3)',
    ]);
  });

  it('a missing super().__init__()', () => {
    const text = moduleText(['self.a = nn.Conv2d(3, 8, 3)'], ['return self.a(x)']).replace(
      'super().__init__()',
      'pass',
    );
    assert.deepEqual(
      told(text).map((each) => each.split(':')[0]),
      ['missing-super-init'],
    );
    assert.equal(analysePython(text, input).networks[0]?.totals.params, 224);
  });

  it('a layer that is used but never made, with the name that was meant', () => {
    const text = moduleText(
      ['self.conv1 = nn.Conv2d(3, 8, 3)'],
      ['x = self.conv1(x)', 'x = self.conv2(x)', 'return x'],
    );
    const { findings } = analysePython(text, input);
    assert.deepEqual(
      findings
        .filter(({ severity }) => severity === 'error')
        .map(({ message, start, end }) => `${text.slice(start, end)}: ${message}`),
      ['self.conv2: `Net` has no attribute `conv2`. Did you mean `conv1`?'],
    );
    const block = moduleText(
      ['self.conv1 = nn.Conv2d(3, 3, 3)'],
      ['return self.conv2(self.conv1(x))'],
      'Block',
    );
    const twice = moduleText(['self.a = Block()', 'self.b = Block()'], ['return self.b(self.a(x))']);
    assert.deepEqual(told(block + twice), ['missing-layer: self.conv2']);
  });

  it('layers and parameters that forward does not reach', () => {
    assert.deepEqual(
      net(['self.a = nn.Conv2d(3, 8, 3)', 'self.b = nn.Conv2d(3, 8, 3)'], ['return self.a(x)']),
      ['unused-layer: nn.Conv2d(3, 8, 3)'],
    );
    assert.deepEqual(
      net(['self.a = nn.Conv2d(3, 8, 3)', 'self.p = nn.Parameter(torch.zeros(4))'], ['return self.a(x)']),
      ['unused-weights: nn.Parameter(torch.zeros(4))'],
    );
  });

  it('no parts of a layer that another method runs, and no constants', () => {
    const init = [
      'self.a = nn.Conv2d(3, 8, 3)',
      'self.back = nn.Sequential(nn.Conv2d(8, 3, 3), nn.Sequential(nn.Conv2d(3, 3, 1)))',
      'self.most = nn.Parameter(torch.zeros(1), requires_grad=False)',
    ];
    const decode = '    def decode(self, z):\n        return self.back(z)\n';
    assert.deepEqual(told(`${moduleText(init, ['return self.a(x)'])}${decode}`), []);
  });

  it('no parameters that forward uses only when it is given more', () => {
    const init = ['self.a = nn.Conv2d(3, 8, 3)', 'self.mask = nn.Parameter(torch.zeros(8, 1, 1))'];
    const text = moduleText(init, ['x = self.a(x)', 'return x if where is None else x * self.mask']);
    assert.deepEqual(told(text.replace('forward(self, x)', 'forward(self, x, where=None)')), []);
    // Those of a layer of the file's own, which is not reached.
    const causal = moduleText(
      ['self.a = nn.Conv2d(3, 8, 3)', 'self.time = Causal(8, 8, 3)'],
      ['x = self.a(x)', 'return x if cache is None else self.time(x)'],
    ).replace('forward(self, x)', 'forward(self, x, cache=None)');
    const layer = 'class Causal(nn.Conv1d):\n    def forward(self, x): return super().forward(x)\n\n\n';
    assert.deepEqual(told(causal.replace('class ', `${layer}class `)), []);
  });

  it('layers and parameters that nothing registers: in plain lists and dictionaries, or made by forward', () => {
    const layers = '[nn.Linear(4, 4) for _ in range(2)]';
    const forward = ['for each in self.a: x = each(x)', 'return x'];
    const text = moduleText(
      [`self.a = ${layers}`, 'self.b = nn.Linear(4, 4)'],
      ['x = self.b(x)', ...forward],
    );
    const { findings, networks } = analysePython(text, { input: [4] });
    assert.deepEqual(
      findings.map(({ code, severity, message }) => `${severity} ${code} ${message}`),
      [
        'warning unregistered-layer The 40 parameters in `a` are not registered, so an optimizer over `parameters()` does not ' +
          'train them. Use an `nn.ModuleList`.',
      ],
    );
    // PyTorch 1.13: sum(p.numel() for p in Net().parameters()) == 20
    assert.deepEqual([networks[0]?.training.params, networks[0]?.totals.params], [20, 60]);
    assert.deepEqual(net([`self.a = {"x": nn.Linear(32, 4)}`], ['return self.a["x"](x)']), [
      'unregistered-layer: nn.Linear(32, 4)',
    ]);
    assert.deepEqual(
      net(
        ['self.a = [nn.Parameter(torch.ones(32)), nn.Parameter(torch.ones(32))]'],
        ['return x * self.a[1]'],
      ),
      ['unregistered-layer: nn.Parameter(torch.ones(32))'],
    );
    assert.deepEqual(net(['pass'], ['return nn.Linear(32, 4)(x)']), ['unregistered-layer: nn.Linear(32, 4)']);
  });

  it('not layers that are registered too, that are frozen, hidden on purpose, or have no parameters', () => {
    const list = '[nn.Linear(32, 32), nn.Linear(32, 32)]';
    const forward = ['return self.a[1](self.a[0](x))'];
    for (const init of [
      [`self.a = ${list}`, 'self.b = nn.Sequential(*self.a)'],
      [`self.a = ${list}`, 'for i, each in enumerate(self.a): self.add_module(str(i), each)'],
      [`self.a = ${list}`, 'for each in self.a: each.requires_grad_(False)'],
      ['self.b = nn.Linear(32, 32)', 'self.a = [self.b, nn.ReLU()]'],
      [`self.a = nn.ModuleList(${list})`],
    ])
      assert.deepEqual(net(init, forward), [], init.join('; '));
    assert.deepEqual(net(['self.a = [nn.Linear(32, 32)]'], ['return self.a[0](x)']), []);
    assert.deepEqual(net(['self.a = None'], ['self.a = nn.Linear(32, 32)', 'return self.a(x)']), []);
  });

  it('a misspelt __init__ of a class that the file makes, which therefore has no layers', () => {
    const text = moduleText(['self.conv = nn.Conv2d(3, 8, 3)'], ['return self.conv(x)']).replaceAll(
      '__init__',
      '_init_',
    );
    assert.deepEqual(told(`${text}net = Net()\n`), ['missing-layer: self.conv']);
    assert.deepEqual(told(text), []);
  });

  it('a kernel that is larger than what is left', () => {
    assert.deepEqual(net(['self.a = nn.Conv2d(3, 8, 40)'], ['return self.a(x)']), [
      'kernel-exceeds-input: self.a(x)',
    ]);
  });

  it('no unused layers where forward requires an input that nothing states', () => {
    const text = moduleText(
      ['self.a = nn.Conv2d(3, 8, 3)', 'self.b = nn.ModuleList([nn.Conv2d(3, 8, 3)])'],
      ['for layer, one in zip(self.b, others): x = x + layer(one)', 'return x'],
    ).replace('(self, x)', '(self, x, others)');
    assert.deepEqual(told(text), []);
  });

  it('nothing of tensors without elements, and of images that are enlarged one by one', () => {
    const conv = ['self.a = nn.Conv2d(3, 8, 3)'];
    assert.deepEqual(net(conv, ['y = -torch.linspace(0, 1, 0) + 1', 'return self.a(x)']), []);
    const none = ['p = x[:, :, :1].repeat(1, 1, self.a.kernel_size[0] - 3, 1)'];
    assert.deepEqual(net(conv, [...none, 'return self.a(torch.cat([p, x], 2))']), []);
    const each =
      "F.interpolate(i[None], scale_factor=2.0, mode='bilinear', recompute_scale_factor=True)[0] for i in x";
    assert.deepEqual(net(conv, [`y = [${each}]`, 'return self.a(x)']), []);
    const stated = 'F.interpolate(torch.zeros(1, 3, 9, 9), scale_factor=2.0, recompute_scale_factor=True)';
    assert.deepEqual(net(conv, [`return self.a(${stated})`]), []);
  });

  it('nothing of the layers that a base without any leaves to its subclasses', () => {
    assert.deepEqual(net(['self.frozen = False'], ['return self.decoder(self.encoder(x))']), []);
  });

  it('what a layer of torch has, but its stub does not, is no missing layer; a slip of a name is', () => {
    const lstm = ['self.a = nn.LSTM(32, 8, batch_first=True)'];
    assert.deepEqual(net(lstm, ['self.a.some_method()', 'return self.a(x[:, 0])[0]']), []);
    assert.deepEqual(net(lstm, ['y = self.a.hidden_sizes', 'return self.a(x[:, 0])[0]']), [
      'missing-layer: self.a.hidden_sizes',
    ]);
  });

  it('a rank that is not known is not guessed behind a linear layer', () => {
    assert.deepEqual(
      net(['self.a = nn.Linear(8, 4)'], ['y = torch.lobpcg(x, 4)', 'return self.a(y).permute(1, 0, 2)']),
      [],
    );
  });

  it('nothing of what a class derived from a layer of torch has from it', () => {
    const norm =
      'class Norm(nn.LayerNorm):\n    def __init__(self):\n        super().__init__(8)\n' +
      '        self.reset_something()\n    def forward(self, x):\n        return x\n';
    assert.deepEqual(told(`import torch\nfrom torch import nn\n${norm}`), []);
  });

  it('no layer is missing that the class sets under a condition', () => {
    const text = (condition: string): string =>
      moduleText([`${condition}`, '    self.net = nn.Linear(4, 2)'], ['return self.net(x)']);
    assert.deepEqual(told(text('if self.training is None:')), []);
    assert.equal(told(moduleText(['self.nets = nn.Linear(4, 2)'], ['return self.net(x)'])).length, 1);
  });

  it('no attribute is missing that other methods set, that is declared, or that is set from outside', () => {
    const init = ['self.a = nn.Conv2d(3, 8, 3)'];
    const forward = ['return self.a(x) + self.late'];
    const text = moduleText(init, forward);
    assert.deepEqual(told(text), ['missing-layer: self.late']);
    for (const more of [
      '    def reset(self):\n        self.late = torch.zeros(1)\n',
      '    def reset(self):\n        self.register_buffer("late", torch.zeros(1))\n',
      'def prepare(net):\n    net.late = 1\n',
    ])
      assert.deepEqual(told(`${text}\n${more}`), [], more);
    assert.deepEqual(told(moduleText([...init, 'self.late: torch.Tensor'], forward)), []);
    // What forward sets only behind where it reads it is not there.
    assert.equal(
      told(moduleText(init, ['x = self.a(x) + self.late', 'self.late = x', 'return x'])).length,
      1,
    );
  });

  it('no number of axes where a size that may be 1 is taken away', () => {
    const text = [
      'import torch.nn as nn',
      'from somewhere import depth',
      'class Net(nn.Module):',
      '    def __init__(self):',
      '        super().__init__()',
      '        self.a = nn.Conv3d(3, 8, (depth, 4, 4), (depth, 4, 4))',
      '    def forward(self, x):',
      '        b, c, h, w = self.a(x).squeeze(2).shape',
      '        return x',
    ].join('\n');
    assert.deepEqual(analysePython(text).findings, []);
  });

  it('an exception that the program raises', () => {
    const text = moduleText(['raise ValueError("groups must be 1")'], ['return x']);
    assert.deepEqual(
      told(text).map((each) => each.split(':')[0]),
      ['raises-exception'],
    );
  });

  it('no exception of a base that refuses to be made for itself', () => {
    const base = moduleText(['assert self.width is not None, "set width"'], ['return x'], 'Base');
    const text = (derived: string): string =>
      base.replace('nn.Module):', 'nn.Module):\n    width = None') + derived;
    assert.deepEqual(
      told(text('')).map((each) => each.split(':')[0]),
      ['raises-exception'],
    );
    assert.deepEqual(told(text('class Net(Base):\n    width = 6\n')), []);
  });

  it('nothing that depends on something unknown', () => {
    const init = ['self.a = nn.Conv2d(3, 8, 3)', 'self.fc = nn.Linear(5, 2)'];
    assert.deepEqual(
      net(init, ['import somewhere', 'x = somewhere.mix(self.a(x))', 'return self.fc(x)']),
      [],
    );
    assert.deepEqual(
      net(init, ['from somewhere import mix', 'if mix():', '    x = self.a(x)', 'return self.fc(x)']),
      [],
    );
    assert.deepEqual(
      net(init, ['from somewhere import mix', 'for i in mix():', '    x = self.a(x)', 'return self.fc(x)']),
      [],
    );
  });

  it('nothing in a file that imports no torch', () => {
    const { networks, findings } = analysePython('class Net:\n  def forward(self, x): return x +\n');
    assert.deepEqual([networks.length, findings.length], [0, 0]);
  });
});

describe('branches that see the input at different places', () => {
  const misaligned = (init: readonly string[], forward: readonly string[], input: number[]): string[] =>
    analysePython(moduleText(init, forward), { input })
      .findings.filter(({ code }) => code === 'misaligned-receptive-field')
      .map(({ message }) => message);

  it('are told, but not where they are causal: padded in front and cut behind, or cut in front', () => {
    const conv = ['self.a = nn.Conv1d(8, 8, 3, padding=4, dilation=2)'];
    assert.deepEqual(misaligned(conv, ['return self.a(x)[:, :, :-4] + x'], [8, 40]), []);
    const valid = ['self.a = nn.Conv1d(8, 8, 3, dilation=2)'];
    assert.deepEqual(misaligned(valid, ['return self.a(x) + x[:, :, 4:]'], [8, 40]), []);
    assert.equal(misaligned(valid, ['return self.a(x) + x[:, :, :-4]'], [8, 40]).length, 1);
    // An image has no direction of time.
    const image = ['self.a = nn.Conv2d(3, 3, 3, padding=2)'];
    assert.equal(misaligned(image, ['return self.a(x)[:, :, :-2, :-2] + x'], [3, 9, 9]).length, 1);
  });

  it('are not told of parts of one value: differences of neighbours are meant', () => {
    const conv = ['self.a = nn.Conv2d(3, 4, 3, padding=1)'];
    const forward = (join: string): string[] => ['x = self.a(x)', `return ${join}`];
    for (const join of [
      'x[..., 1:] - x[..., :-1]',
      'torch.sub(x[:, :, 2:, 1:-1], x[:, :, :-2, 1:-1])',
      'torch.cat([x[:, :, 0::2, 0::2], x[:, :, 1::2, 0::2]], 1)',
      'x - F.pad(x, (2, 0))[..., :-2]',
    ])
      assert.deepEqual(misaligned(conv, forward(join), [3, 16, 16]), [], join);
    assert.equal(misaligned(conv, ['return self.a(x)[..., 2:] + x[..., :1, :, :-2]'], [3, 16, 16]).length, 1);
  });

  it('are not told of filters written by hand, whose weights are computed', () => {
    // As kornia's gaussian_blur2d does it, along both axes, with as many taps as it likes.
    const init = ['self.a = nn.Conv2d(3, 4, 3, padding=1)', 'self.w = nn.Parameter(torch.ones(41))'];
    const forward = [
      'x = self.a(x)',
      'w = torch.softmax(self.w, 0)',
      'for axis, padding in ((-1, (20, 20, 0, 0)), (-2, (0, 0, 20, 20))):',
      '    padded = F.pad(x, padding)',
      '    x = padded.narrow(axis, 0, 32) * w[0]',
      '    for tap in range(1, 41):',
      '        x.addcmul_(padded.narrow(axis, tap, 32), w[tap, None, None, None])',
      'return x',
    ];
    assert.deepEqual(misaligned(init, forward, [3, 32, 32]), []);
  });

  it('are not told of videos that are padded in front in time', () => {
    const init = ['self.a = nn.Conv3d(4, 4, 3, padding=(0, 1, 1))'];
    const forward = ["return self.a(F.pad(x, (0, 0, 0, 0, 2, 0), mode='replicate')) + x"];
    assert.deepEqual(misaligned(init, forward, [4, 5, 8, 8]), []);
    const height = ['self.a = nn.Conv3d(4, 4, 3, padding=(1, 0, 1))'];
    const other = ["return self.a(F.pad(x, (0, 0, 2, 0, 0, 0), mode='replicate')) + x"];
    assert.equal(misaligned(height, other, [4, 5, 8, 8]).length, 1);
  });

  it('are not told where a size was only rounded up behind a fractional stride', () => {
    // A block of HiFi-GAN's generator: everything in it is padded alike.
    const init = [
      'self.up = nn.ConvTranspose1d(8, 4, 16, 8, padding=4)',
      'self.a = nn.Conv1d(4, 4, 7, padding=9, dilation=3)',
      'self.b = nn.Conv1d(4, 4, 3, padding=1)',
    ];
    const forward = ['x = self.up(x)', 'x = x + self.b(self.a(x))', 'return x + self.b(self.a(x))'];
    assert.deepEqual(misaligned(init, forward, [8, 16]), []);
  });
});
