// Figures of what networks of today are made of, against PyTorch's own parameter shapes and the sums written out.
import assert from 'node:assert/strict';
import type { Dim } from '../../../server/src/math/dim.js';
import { toFovea } from '../../../server/src/languages/fovea/write/toFovea.js';
import { analysePython, moduleText } from '../../support/pytorch.js';

function figures(init: readonly string[], forward: readonly string[], input: readonly Dim[]) {
  const analysis = analysePython(moduleText(init, forward), { input });
  const [network] = analysis.networks;
  assert.ok(network);
  assert.deepEqual(
    analysis.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
  const { params, macs, unknownLayers } = network.totals;
  assert.equal(unknownLayers, 0);
  return { params, macs, output: network.network.outputs.at(-1)?.value.shape, network };
}

describe('figures of PyTorch files', () => {
  it('attention by hand: views, transpositions and products with the batch in its place', () => {
    const { params, macs, output } = figures(
      ['self.qkv = nn.Linear(64, 192)', 'self.proj = nn.Linear(64, 64)'],
      [
        'B, T, C = x.shape',
        'q, k, v = self.qkv(x).split(C, dim=2)',
        'q = q.view(B, T, 4, C // 4).transpose(1, 2)',
        'k = k.view(B, T, 4, C // 4).transpose(1, 2)',
        'v = v.view(B, T, 4, C // 4).transpose(1, 2)',
        'y = torch.softmax(q @ k.transpose(-2, -1) * (C // 4) ** -0.5, dim=-1) @ v',
        'return self.proj(y.transpose(1, 2).reshape(B, T, C))',
      ],
      [10, 64],
    );
    assert.equal(params, 64 * 192 + 192 + 64 * 64 + 64);
    assert.equal(macs, 10 * 64 * 192 + 2 * 4 * 10 * 10 * 16 + 10 * 64 * 64);
    assert.deepEqual(output, [10, 64]);
  });

  it('nn.MultiheadAttention, whether the batch comes first or second', () => {
    for (const [options, forward] of [
      ['batch_first=True', 'return self.a(x, x, x)[0]'],
      ['batch_first=False', 'x = x.transpose(0, 1)\n        return self.a(x, x, x)[0].transpose(0, 1)'],
    ]) {
      const { params, macs, output } = figures(
        [`self.a = nn.MultiheadAttention(64, 4, ${options})`],
        [forward ?? ''],
        [10, 64],
      );
      assert.equal(params, 4 * (64 * 64 + 64));
      assert.equal(macs, 4 * 10 * 64 * 64 + 2 * 10 * 10 * 64);
      assert.deepEqual(output, [10, 64]);
    }
  });

  it('windows that are folded into the batch and come back', () => {
    const { macs, output } = figures(
      ['self.a = nn.Linear(8, 8, bias=False)'],
      [
        'B, C, H, W = x.shape',
        'x = x.view(B, C, H // 4, 4, W // 4, 4).permute(0, 2, 4, 3, 5, 1).reshape(-1, 16, C)',
        'x = self.a(x)',
        'x = x.view(B, H // 4, W // 4, 4, 4, C).permute(0, 5, 1, 3, 2, 4)',
        'return x.reshape(B, C, H, W)',
      ],
      [8, 16, 16],
    );
    assert.equal(macs, 16 * 16 * 8 * 8);
    assert.deepEqual(output, [8, 16, 16]);
  });

  it('LSTM: 4·h·(in + h) weights and 8·h biases for each direction and layer', () => {
    const { params, macs, output } = figures(
      ['self.a = nn.LSTM(32, 16, num_layers=2, bidirectional=True, batch_first=True)'],
      ['y, (h, c) = self.a(x)', 'return y[:, -1]'],
      [5, 32],
    );
    const layer = (width: number): number => 2 * (4 * 16 * (width + 16) + 8 * 16);
    assert.equal(params, layer(32) + layer(32));
    assert.equal(macs, 5 * 2 * (2 * 4 * 16 * (32 + 16)));
    assert.deepEqual(output, [32]);
  });

  it('a module that runs twice, and tied weights, learn once', () => {
    const twice = figures(['self.a = nn.Linear(32, 32)'], ['return self.a(self.a(x))'], [32]);
    assert.equal(twice.params, 32 * 32 + 32);
    assert.equal(twice.macs, 2 * 32 * 32);
    for (const affine of ['True', 'False']) {
      const norm = figures(
        [`self.a = nn.BatchNorm1d(32, affine=${affine})`],
        ['return self.a(torch.relu(self.a(x)))'],
        [32],
      );
      // A running mean and a running variance for each of 32 channels.
      assert.equal(norm.network.totals.statistics, 64);
    }
    assert.deepEqual(
      twice.network.network.body.nodes.map((node) => node.qualifiedName),
      ['a', 'a#2'],
    );
    const tied = figures(
      [
        'self.e = nn.Embedding(100, 32)',
        'self.o = nn.Linear(32, 100, bias=False)',
        'self.o.weight = self.e.weight',
      ],
      ['return self.o(self.e(x))'],
      [7],
    );
    assert.equal(tied.params, 3200);
    assert.equal(tied.network.training.params, 3200);
  });

  it('einops patterns and class tokens', () => {
    const text = `from einops import rearrange, repeat\n${moduleText(
      [
        'self.p = nn.Linear(48, 32)',
        'self.c = nn.Parameter(torch.zeros(1, 1, 32))',
        'self.e = nn.Parameter(torch.zeros(1, 65, 32))',
      ],
      [
        "x = self.p(rearrange(x, 'b c (h p) (w q) -> b (h w) (p q c)', p=4, q=4))",
        "x = torch.cat([repeat(self.c, '1 1 d -> b 1 d', b=x.shape[0]), x], dim=1)",
        'return (x + self.e)[:, 0]',
      ],
    )}`;
    const [network] = analysePython(text, { input: [3, 32, 32] }).networks;
    assert.equal(network?.totals.params, 48 * 32 + 32 + 32 + 65 * 32);
    assert.deepEqual(network.network.outputs[0]?.value.shape, [32]);
  });

  it('a channel shuffle, behind which places are still told apart', () => {
    const { network, output } = figures(
      ['self.a = nn.Conv2d(8, 8, 3, padding=1)', 'self.b = nn.Conv2d(8, 8, 3, padding=1)'],
      [
        'x = self.a(x)',
        'B, C, H, W = x.size()',
        'x = x.view(B, 2, C // 2, H, W).transpose(1, 2).contiguous().view(B, -1, H, W)',
        'return self.b(x).mean([2, 3])',
      ],
      [8, 16, 16],
    );
    assert.deepEqual(output, [8]);
    const { field } = network.featureMap;
    assert.deepEqual(field?.kind === 'local' && field.axes, [
      { size: 5, stride: 1, padding: 2 },
      { size: 5, stride: 1, padding: 2 },
    ]);
  });

  it('weight_norm adds a magnitude for each slice of a weight (torch.nn.utils.weight_norm, Salimans and Kingma, 2016)', () => {
    const { params, macs, network } = figures(
      [
        'self.a = nn.utils.weight_norm(nn.Conv1d(3, 8, 5))',
        'self.b = nn.utils.parametrizations.weight_norm(nn.ConvTranspose1d(8, 4, 4), dim=1)',
        'self.c = nn.utils.weight_norm(nn.Linear(4, 7), dim=None)',
        'self.d = nn.utils.remove_weight_norm(nn.utils.weight_norm(nn.Linear(7, 2)))',
      ],
      ['return self.d(self.c(self.b(self.a(x)).transpose(1, 2)))'],
      [3, 20],
    );
    const [a, b, c, d] = [3 * 5 * 8 + 8 + 8, 8 * 4 * 4 + 4 + 4, 4 * 7 + 7 + 1, 7 * 2 + 2];
    assert.equal(params, a + b + c + d);
    assert.equal(network.training.params, params);
    assert.equal(macs, 3 * 5 * 8 * 16 + 8 * 4 * 4 * 16 + 19 * 4 * 7 + 19 * 7 * 2);
    // Such a layer is none that another language can say.
    assert.throws(() => toFovea(network.network), /a: its weights are computed, or normalised/);
  });

  it('tensors made by their class: numbers are sizes, a list holds elements', () => {
    const { params, output } = figures(
      [
        'self.a = nn.Parameter(torch.Tensor(5, 8))',
        'self.b = nn.Parameter(torch.FloatTensor(8).uniform_(-1, 1))',
        'self.c = nn.Parameter(torch.FloatTensor([1.0, 2.0]))',
      ],
      ['return F.linear(x + self.b, self.a).unsqueeze(-1) * self.c'],
      [8],
    );
    assert.equal(params, 5 * 8 + 8 + 2);
    assert.deepEqual(output, [5, 2]);
  });

  it('functions with a gradient of their own do forwards what they say', () => {
    const { macs, output } = figures(
      [
        'class Twice(torch.autograd.Function):',
        '    @staticmethod',
        '    def forward(ctx, x, w):',
        '        ctx.save_for_backward(x)',
        '        return x @ w',
        'self.f = Twice.apply',
        'self.w = nn.Parameter(torch.zeros(8, 3))',
      ],
      ['return self.f(x, self.w)'],
      [8],
    );
    assert.equal(macs, 8 * 3);
    assert.deepEqual(output, [3]);
  });

  it('cells, bilinear layers and distances: parameters and shapes of PyTorch 1.13', () => {
    const { params, macs, output } = figures(
      ['self.c = nn.LSTMCell(10, 20)', 'self.g = nn.GRUCell(20, 20)', 'self.b = nn.Bilinear(20, 20, 5)'],
      ['h, c = self.c(x)', 'h, c = self.c(x, (h, c))', 'return self.b(h, self.g(h))'],
      [10],
    );
    assert.equal(params, 7085);
    assert.equal(macs, 2 * 4 * 20 * (10 + 20) + 3 * 20 * (20 + 20) + 5 * 20 * 20);
    assert.deepEqual(output, [5]);
  });

  it('indices of a pooling, an unpooling, a fold and samples at a grid: parameters and shapes of PyTorch 1.13', () => {
    const segmented = figures(
      [
        'self.c = nn.Conv2d(3, 8, 3, padding=1)',
        'self.pool = nn.MaxPool2d(2, 2, return_indices=True)',
        'self.unpool = nn.MaxUnpool2d(2, 2)',
        'self.d = nn.Conv2d(8, 4, 3, padding=1)',
      ],
      ['x, i = self.pool(self.c(x))', 'return self.d(self.unpool(x, i))'],
      [3, 32, 32],
    );
    assert.deepEqual([segmented.params, segmented.output], [516, [4, 32, 32]]);
    const folded = figures(
      [
        'self.u = nn.Unfold(4, stride=4)',
        'self.l = nn.Linear(48, 32)',
        'self.f = nn.Fold((32, 32), 4, stride=4)',
      ],
      ['return self.f(self.l(self.u(x).transpose(1, 2)).transpose(1, 2))'],
      [3, 32, 32],
    );
    assert.deepEqual([folded.params, folded.output], [1568, [2, 32, 32]]);
    const transformed = figures(
      ['self.fc = nn.Linear(3 * 32 * 32, 6)', 'self.c = nn.Conv2d(3, 8, 3)'],
      [
        'theta = self.fc(x.flatten(1)).view(-1, 2, 3)',
        'return self.c(F.grid_sample(x, F.affine_grid(theta, x.size())))',
      ],
      [3, 32, 32],
    );
    assert.deepEqual([transformed.params, transformed.output], [18662, [8, 30, 30]]);
  });

  it('an empty tensor of one axis stands among tensors of any rank, as torch.cat has it', () => {
    const { output } = figures([], ['return torch.cat([torch.empty(0), x, x], dim=1)'], [4, 5]);
    assert.deepEqual(output, [8, 5]);
  });

  it('files beside it', () => {
    const blocks =
      'from torch import nn\nclass Block(nn.Module):\n  def __init__(self, c):\n    super().__init__()\n    self.conv = nn.Conv2d(c, c, 3, padding=1)\n  def forward(self, x): return self.conv(x) + x\n';
    const text =
      'from torch import nn\nfrom .blocks import Block\nclass Net(nn.Sequential):\n  def __init__(self): super().__init__(Block(3), Block(3))\n';
    const [network] = analysePython(text, { input: [3, 8, 8] }, { 'blocks.py': blocks }).networks;
    assert.equal(network?.totals.params, 2 * (3 * 3 * 9 + 3));
  });

  it('an import that only one way of an unknown condition reads is known behind it', () => {
    const text = `
import torch
from torch import nn
from torch.nn import functional as F
from nowhere import flag

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)

    def forward(self, x):
        x = self.conv(x)
        if flag:
            x = F.relu(x)
        return F.adaptive_avg_pool2d(x, 1).flatten(1)
`;
    const [network] = analysePython(text, { input: [3, 32, 32] }).networks;
    assert.deepEqual(network?.network.outputs.at(-1)?.value.shape, [8]);
  });

  it('a learned tensor that forward gives, alone or in a dictionary', () => {
    const init = ['self.a = nn.Linear(4, 2)', 'self.p = nn.Parameter(torch.zeros(3, 5))'];
    for (const end of ['return self.a(x), self.p', "return {'logits': self.a(x), 'codes': self.p}"])
      assert.equal(figures(init, [end], [4]).params, 4 * 2 + 2 + 3 * 5);
  });

  it('a reduction that lists an axis twice, which PyTorch refuses, gives nothing known', () => {
    const text = moduleText(['self.a = nn.Conv2d(3, 4, 1)'], ['return self.a(x).mean(dim=[2, 2])']);
    const [network] = analysePython(text, { input: [3, 8, 8] }).networks;
    assert.ok((network?.totals.unknownLayers ?? 0) > 0);
  });

  it('a transposed convolution gives the size that it is asked for', () => {
    const init = [
      'self.a = nn.Conv2d(3, 8, 3, stride=2, padding=1)',
      'self.b = nn.ConvTranspose2d(8, 3, 3, 2, 1)',
    ];
    for (const size of ['x.size()', 'x.shape[-2:]'])
      for (const side of [17, 18]) {
        const { output, macs } = figures(
          init,
          [`return self.b(self.a(x), output_size=${size})`],
          [3, 18, side],
        );
        assert.deepEqual(output, [3, 18, side]);
        assert.equal(macs, 2 * 27 * 8 * 9 * 9);
      }
  });

  it('a convolution over an axis that holds the batch gives nothing certain, and ends', () => {
    const text = moduleText(
      ['self.a = nn.Conv1d(8, 4, 1)'],
      ['y = self.a(x.permute(1, 2, 0, 3).reshape(3, 8, -1))', 'return y + torch.relu(y)'],
    );
    const { networks, findings } = analysePython(text, { input: [3, 8, 5] });
    assert.deepEqual(
      findings.filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.ok((networks[0]?.totals.unknownLayers ?? 0) > 0);
  });
});
