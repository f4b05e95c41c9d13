// What torch offers beside layers: numbers that tensors keep, biases that are taken away, hooks, containers, einops.
import assert from 'node:assert/strict';
import { analysePython, moduleText } from '../../support/pytorch.js';

interface Figures {
  readonly shape: unknown;
  readonly params: unknown;
  readonly macs: unknown;
  readonly unknown: number;
}

/** The figures of the only network, and no findings. */
function figures(text: string, input: readonly number[]): Figures {
  const analysis = analysePython(text, { input });
  assert.deepEqual(
    analysis.findings.map(({ code, message }) => `${code} ${message}`),
    [],
  );
  const [network] = analysis.networks;
  assert.ok(network);
  const { totals } = network;
  return {
    shape: network.network.outputs.at(-1)?.value.shape,
    params: totals.params,
    macs: totals.macs,
    unknown: totals.unknownLayers,
  };
}

const shapeOf = (init: readonly string[], forward: readonly string[], input: readonly number[]): unknown => {
  const { shape, unknown } = figures(moduleText(init, forward), input);
  assert.equal(unknown, 0);
  return shape;
};
const paramsOf = (init: readonly string[], forward: readonly string[], input: readonly number[]): unknown =>
  figures(moduleText(init, forward), input).params;

/** The length of a convolution's output where its width is what an expression gives. */
const numberOf = (expression: string, ...before: readonly string[]): unknown =>
  (
    shapeOf(
      [...before, `self.a = nn.Conv1d(2, int(${expression}), 1)`],
      ['return self.a(x)'],
      [2, 5],
    ) as number[]
  )[0];

describe('numbers that tensors keep', () => {
  // Values by PyTorch 1.13.
  for (const [expression, value] of [
    ['torch.linspace(0, 0.1, 4).split([2, 2])[1][1].item() * 100', 10],
    ['sum(torch.linspace(8, 64, 8).long().tolist())', 288],
    ['torch.arange(1, 7).reshape(2, 3)[1, -1]', 6],
    ['torch.arange(6).view(2, 3).t()[2].sum()', 7],
    ['torch.stack([torch.tensor([1, 2]), torch.tensor([3, 4])])[:, 1].prod().item()', 8],
    ['torch.cat([torch.ones(2, 2), torch.zeros(1, 2)]).sum(0)[0] + 1', 3],
    ['torch.tensor([3, 1, 2]).sort(descending=True)[0][0]', 3],
    ['torch.tensor([3, 9, 2]).argmax() + 1', 2],
    ['torch.tensor([2, 2, 5]).unique().sum()', 7],
    ['len(torch.tensor([0, 1, 1]).nonzero()) + 1', 3],
    ['torch.tensor([4, 5, 6])[torch.tensor([0, 1, 1]) > 0].sum()', 11],
    ['torch.arange(5).cumsum(0)[-1]', 10],
    ['torch.tensor([4., 9.]).sqrt().max()', 3],
    ['torch.tensor([7]).div(2, rounding_mode="floor").item()', 3],
    ['torch.tril(torch.ones(3, 3)).sum().item()', 6],
    ['torch.meshgrid(torch.arange(2), torch.arange(3), indexing="ij")[1].sum()', 6],
    ['torch.where(torch.tensor([True, False]), 5, 6)[1]', 6],
    ['torch.eye(4).sum()', 4],
    ['torch.full((2,), 3).clamp(max=2).sum()', 4],
    ['torch.tensor(2.5).round().item()', 2],
    ['max(x for x in torch.tensor([1, 4]))', 4],
    ['(torch.tensor([1, 2]) == torch.tensor([1, 3])).sum() + 1', 2],
  ] as const) {
    it(expression, () => assert.equal(numberOf(expression), value));
  }

  it('change in place, and where they are seen through a view', () => {
    assert.equal(numberOf('t.sum()', 't = torch.zeros(3)', 't[1] = 4', 't[-1] += 1'), 5);
    assert.equal(numberOf('t.sum()', 't = torch.ones(3)', 't.add_(2)'), 9);
    assert.equal(numberOf('t.sum()', 't = torch.ones(3)', 't.fill_(2)', 'u = t.clone()', 'u.zero_()'), 6);
    const text = moduleText(
      ['t = torch.ones(3)', 't[:2].mul_(5)', 'self.a = nn.Conv1d(2, int(t.sum()), 1)'],
      ['return self.a(x)'],
    );
    assert.equal(analysePython(text, { input: [2, 5] }).networks[0]?.totals.unknownLayers, 1);
  });
});

describe('layers of torch', () => {
  it('may be initialised again, all that learn something', () => {
    const init = [
      'self.a = nn.Linear(4, 4)',
      'for each in [nn.LayerNorm(4), nn.GroupNorm(1, 4), nn.RMSNorm(4), nn.PReLU(), nn.GRU(4, 4), nn.LSTMCell(4, 4),',
      '             nn.Bilinear(2, 2, 2), nn.EmbeddingBag(3, 4), nn.InstanceNorm1d(4), nn.BatchNorm1d(4), self.a]:',
      '    each.reset_parameters()',
      'nn.MultiheadAttention(4, 2)._reset_parameters()',
      'self.b = nn.Linear(4, 4)',
    ];
    assert.equal(paramsOf(init, ['return self.b(self.a(x))'], [4]), 40);
  });
});

describe('parts without elements', () => {
  it('leave no trace in a join, as of rotary embeddings over all of a head', () => {
    const forward = [
      'turned, kept = x[..., : self.size], x[..., self.size :]',
      'return self.a(torch.cat([turned, kept], dim=-1))',
    ];
    assert.deepEqual(figures(moduleText(['self.size = 4', 'self.a = nn.Linear(4, 2)'], forward), [3, 4]), {
      shape: [3, 2],
      params: 10,
      macs: 24,
      unknown: 0,
    });
  });
});

describe('what programs ask about compilation', () => {
  it('is that they run as they are written', () => {
    const forward = [
      'if torch.compiler.is_compiling() or torch.compiler.is_exporting(): return x',
      'return torch.baddbmm(x, batch1=self.a(x), batch2=x, beta=0.5)',
    ];
    const init = ['self.a = torch.compiler.disable(nn.Linear(4, 4))'];
    assert.deepEqual(shapeOf(init, forward, [4, 4]), [4, 4]);
  });
});

describe('layers that are fused', () => {
  // By PyTorch 2.15: fused, the layers have a bias and the normalisations are gone.
  it('have a bias, and the normalisation is gone', () => {
    const init = [
      'from torch.nn.utils.fusion import fuse_conv_bn_eval, fuse_linear_bn_eval',
      'self.a = nn.Conv2d(3, 8, 3, bias=False)',
      'self.b = nn.BatchNorm2d(8)',
      'self.c = nn.Linear(8, 4, bias=False)',
      'self.a = fuse_conv_bn_eval(self.a.eval(), self.b.eval())',
      'self.c = fuse_linear_bn_eval(self.c.eval(), nn.BatchNorm1d(4).eval())',
      'del self.b',
    ];
    assert.equal(paramsOf(init, ['return self.c(self.a(x).mean((2, 3)))'], [3, 32, 32]), 260);
  });

  it('may be deleted by __delattr__', () => {
    const init = [
      'self.a = nn.Conv2d(3, 8, 1)',
      'self.b = nn.Conv2d(3, 8, 1)',
      "self.__delattr__('b')",
      "object.__delattr__(self, 'b') if hasattr(self, 'b') else None",
    ];
    assert.equal(paramsOf(init, ["return self.b(x) if hasattr(self, 'b') else self.a(x)"], [3, 4, 4]), 32);
  });
});

describe('einsum', () => {
  it('accumulates only over letters that are summed', () => {
    // By torch.utils.flop_counter of PyTorch 2.15: an outer product is one element by element.
    const macsOf = (equation: string): unknown =>
      figures(
        moduleText(
          ['self.w = nn.Parameter(torch.zeros(4, 5))'],
          [`return torch.einsum('${equation}', x, self.w)`],
        ),
        [3, 4],
      ).macs;
    assert.deepEqual([macsOf('bld,dn->bln'), macsOf('bld,dn->bldn')], [60, 0]);
  });
});

describe('tensors whose elements are all one number', () => {
  it('are known whatever the batch is, as a mask of ones is', () => {
    const init = ['self.a = nn.Linear(4, 4)', 'self.b = nn.Linear(4, 4)'];
    const mask = 'mask = torch.ones(x.shape[:2], device=x.device).to(torch.bool)';
    const forward = [mask, 'return self.a(x) if mask.all() and not (mask == 0).any() else self.b(x)'];
    assert.equal(analysePython(moduleText(init, forward), { input: [6, 4] }).networks[0]?.totals.params, 20);
    const changed = [mask, 'mask[0, 3] = False', ...forward.slice(1)];
    const [network] = analysePython(moduleText(init, changed), { input: [6, 4] }).networks;
    assert.ok(network && network.totals.unknownLayers > 0);
  });
});

describe('layers of torch that are changed', () => {
  it('count what they learn once a bias is set to None', () => {
    const lift = 'self.c = nn.Conv2d(3, 8, 3, bias=False)';
    const forward = ['return self.n(self.c(x))'];
    for (const [norm, own] of [
      ['nn.BatchNorm2d(8)', 8],
      ['nn.GroupNorm(2, 8)', 8],
      ['nn.InstanceNorm2d(8, affine=True)', 8],
      ['nn.LayerNorm([8, 14, 14])', 8 * 14 * 14],
    ] as const) {
      assert.equal(
        paramsOf([lift, `self.n = ${norm}`, 'self.n.bias = None'], forward, [3, 16, 16]),
        216 + own,
        norm,
      );
      assert.equal(
        paramsOf(
          [lift, `self.n = ${norm}`, 'self.n.register_parameter("weight", None)'],
          forward,
          [3, 16, 16],
        ),
        216 + own,
        norm,
      );
    }
    assert.equal(paramsOf(['self.n = nn.RMSNorm(8)'], ['return self.n(x)'], [4, 8]), 8);
  });

  it('are learned where a view shows them as they are', () => {
    for (const view of [
      'view(4)',
      'reshape(-1)',
      'flatten(0)',
      'permute(0)',
      'squeeze()',
      'expand(4)',
      'float()',
      'clone()',
      'view_as(x[0, 0])',
    ])
      assert.equal(
        paramsOf(['self.s = nn.Parameter(torch.ones(4))'], [`return x * self.s.${view}`], [3, 4]),
        4,
        view,
      );
  });

  it('are learned where they are what a layer reads', () => {
    const init = [
      'self.s = nn.Parameter(torch.ones(1, 6, 4))',
      'self.a = nn.MultiheadAttention(4, 2, bias=False, batch_first=True)',
    ];
    for (const read of [
      'F.layer_norm(self.s, (4,))',
      'F.linear(self.s, self.a.out_proj.weight)',
      'F.avg_pool1d(self.s, 1)',
      'F.dropout(self.s)',
      'F.relu(self.s)',
      'F.softmax(self.s, -1)',
      'F.pad(self.s, (0, 0))',
      'F.interpolate(self.s, size=4)',
      'F.normalize(self.s)',
      'F.group_norm(self.s, 2)',
    ])
      assert.equal(paramsOf(init, [`return self.a(x, x, x)[0] + ${read}.sum()`], [3, 4]), 24 + 64, read);
  });

  it('depend on scales and shifts that are computed', () => {
    const text = moduleText(
      ['self.c = nn.Conv2d(3, 8, 3, bias=False)', 'self.s = nn.Linear(3, 8)'],
      ['s = self.s(x.mean((2, 3)))[0]', 'return F.layer_norm(self.c(x).permute(0, 2, 3, 1), (8,), s, None)'],
    );
    assert.equal(figures(text, [3, 16, 16]).params, 216 + 32);
  });

  it('run their hooks', () => {
    const init = [
      'self.a = nn.Linear(4, 6)',
      'self.b = nn.Linear(3, 5)',
      'self.a.register_forward_hook(lambda m, i, o: o[..., :3])',
      'self.b.register_forward_pre_hook(lambda m, i: (i[0] * 2,))',
      'self.b.register_forward_hook(lambda m, i, o: None).remove()',
    ];
    assert.deepEqual(shapeOf(init, ['return self.b(self.a(x))'], [7, 4]), [7, 5]);
  });

  it('take their input sizes from the first input where they are lazy', () => {
    const init = [
      'self.a = nn.LazyConv2d(8, 3, padding=1)',
      'self.b = nn.LazyBatchNorm2d()',
      'self.c = nn.LazyLinear(10)',
    ];
    const forward = ['return self.c(self.b(self.a(x)).flatten(1))'];
    assert.equal(paramsOf(init, forward, [3, 4, 4]), 3 * 8 * 9 + 8 + 16 + 128 * 10 + 10);
  });

  it('compute parametrised weights, which are learned once', () => {
    const text = `
import torch
from torch import nn
from torch.nn.utils import parametrize
class Symmetric(nn.Module):
    def forward(self, w):
        return w.triu() + w.triu(1).transpose(-1, -2)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        parametrize.register_parametrization(self.a, 'weight', Symmetric())
    def forward(self, x):
        return self.a(x)
`;
    const { params, macs } = figures(text, [3, 4]);
    assert.deepEqual([params, macs], [20, 48]);
  });

  it('are kept in containers of every kind', () => {
    const init = [
      'self.s = nn.Sequential(nn.Linear(4, 4), nn.ReLU())',
      'self.s.insert(1, nn.Linear(4, 4))',
      'self.s += [nn.Linear(4, 2)]',
      'self.s.pop(0)',
      'self.l = nn.ModuleList([nn.Identity(3, a=2)]) + nn.ModuleList([nn.Linear(2, 2)])',
      'self.p = nn.ParameterList([torch.zeros(2), torch.zeros(2)])',
      'self.d = nn.ParameterDict({"scale": nn.Parameter(torch.ones(2))})',
    ];
    const forward = [
      'x = self.s(x)',
      'for m in self.l: x = m(x)',
      'return x * self.p[0] + self.p[-1] * self.d["scale"]',
    ];
    assert.equal(paramsOf(init, forward, [3, 4]), 20 + 10 + 6 + 4 + 2);
  });
});

describe('the machine that a program runs on', () => {
  const text = (layer: string): string => `
import torch
from torch import nn
device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 6)
        self.b = ${layer}
        if torch.cuda.is_available():
            self.cuda()
    def forward(self, x):
        if torch.cuda.is_available():
            x = x.cuda()
        return self.b(self.a(x.to(device)))
if torch.backends.mps.is_available():
    torch.backends.cudnn.benchmark = True
net = Net().to(device)
if torch.cuda.device_count() > 1:
    net = nn.DataParallel(net)
net(torch.randn(2, 4))
`;

  it('changes no figure where both ways agree, and is told where they do not', () => {
    assert.deepEqual(figures(text('nn.ReLU()'), [4]), { shape: [6], params: 30, macs: 24, unknown: 0 });
    const either = analysePython(text('nn.Linear(6, 6) if torch.cuda.is_available() else nn.Identity()'), {
      input: [4],
    });
    assert.deepEqual(either.findings, []);
    // The layer that forward runs, and what the module may register besides.
    assert.equal(either.networks[0]?.totals.unknownLayers, 2);
  });
});

describe('functions of torch', () => {
  it("take NumPy's names of their parameters", () => {
    const forward = [
      'a = torch.max(x, axis=1, keepdims=True)[0]',
      'b = torch.sum(input=x, axis=1, keepdims=True)',
      'return torch.stack([a, b], axis=1)',
    ];
    assert.deepEqual(
      shapeOf(['self.a = nn.Conv2d(2, 2, 1)'], ['x = self.a(x)', ...forward], [2, 4, 4]),
      [2, 1, 4, 4],
    );
  });

  it('attend with weights and masks that are computed', () => {
    const init = [
      'self.qkv = nn.Linear(8, 24)',
      'self.m = nn.Linear(2, 2)',
      'self.register_buffer("c", torch.zeros(5, 5, 2))',
    ];
    const forward = [
      'q, k, v = self.qkv(x).unflatten(-1, (3, 2, 4)).permute(2, 0, 3, 1, 4)',
      'return F.scaled_dot_product_attention(q, k, v, self.m(self.c).permute(2, 0, 1)[None])',
    ];
    // 216 and 6 parameters; 5·8·24 for the projections, 25·2·2 for the mask, 2·(25·4 + 25·4) for the attention.
    const { params, macs } = figures(moduleText(init, forward), [5, 8]);
    assert.deepEqual([params, macs], [222, 960 + 100 + 400]);
    const both = [
      'self.a = nn.MultiheadAttention(8, 2, kdim=6, vdim=4, batch_first=True)',
      'self.k = nn.Linear(8, 6)',
      'self.v = nn.Linear(8, 4)',
    ];
    assert.equal(
      paramsOf(both, ['return self.a(x, self.k(x), self.v(x))[0]'], [5, 8]),
      64 + 48 + 32 + 24 + 72 + 54 + 36,
    );
  });

  it('resize what has no batch of its own', () => {
    const init = ['self.c = nn.Conv2d(3, 8, 4, 4)', 'self.p = nn.Parameter(torch.zeros(1, 8, 7, 7))'];
    const forward = ['x = self.c(x)', 'return x + F.interpolate(self.p, size=x.shape[-2:], mode="bicubic")'];
    assert.deepEqual(shapeOf(init, forward, [3, 32, 32]), [8, 8, 8]);
    const top =
      'import torch\nimport torch.nn.functional as F\ny = F.interpolate(torch.randn(1, 3, 8, 8), size=(6, 4))\n';
    const chain = `${top}y = F.conv2d(F.max_pool2d(F.conv2d(y, torch.randn(5, 3, 1, 1)), 2), torch.randn(7, 5, 2, 2))\n`;
    assert.deepEqual(analysePython(chain).findings, []);
  });

  it('pad by negative amounts, and by some of either sign', () => {
    const pad = (amounts: string): unknown =>
      shapeOf(['self.c = nn.Conv2d(3, 4, 1)'], [`return F.pad(self.c(x), ${amounts})`], [3, 8, 8]);
    assert.deepEqual(pad('(-1, 1, -2, 1)'), [4, 7, 8]);
    assert.deepEqual(pad('(-1, -1)'), [4, 8, 6]);
    assert.deepEqual(pad('(0, 0, 0, 0, 1, -2)'), [3, 8, 8]);
  });

  it('convolve each example with weights of its own', () => {
    const init = ['self.s = nn.Linear(4, 4)', 'self.w = nn.Parameter(torch.zeros(6, 4, 3, 3))'];
    const forward = [
      'b, c, h, w = x.shape',
      's = self.s(x.mean((2, 3))).view(b, 1, c, 1, 1)',
      'weight = (self.w[None] * s).view(b * 6, c, 3, 3)',
      'return F.conv2d(x.view(1, b * c, h, w), weight, padding=1, groups=b).view(b, 6, h, w)',
    ];
    const found = figures(moduleText(init, forward), [4, 8, 8]);
    assert.deepEqual(found, { shape: [6, 8, 8], params: 20 + 216, macs: 16 + 216 * 64, unknown: 0 });
  });

  it('look up by several tensors, and write into others', () => {
    const init = ['self.c = nn.Linear(4, 4)', 'self.t = nn.Parameter(torch.zeros(3, 5, 2))'];
    assert.deepEqual(
      shapeOf(init, ['i = torch.arange(4)', 'return self.c(x) + self.t[i % 3, i][:, 0]'], [6, 4]),
      [6, 4],
    );
    assert.deepEqual(
      shapeOf(
        [init[0] as string],
        ['y = self.c(x)', 'return y[torch.arange(x.shape[0]), y.argmax(1)[:, 0]]'],
        [6, 4],
      ),
      [4],
    );
    const written = ['y = torch.zeros_like(x)', 'y[:, 1:] = self.c(x)[:, 1:]', 'return y'];
    assert.equal(paramsOf(['self.c = nn.Linear(4, 4)'], written, [6, 4]), 20);
  });

  it('give sizes that are not known where nothing tells them', () => {
    const text = moduleText(
      ['self.c = nn.Conv2d(3, 8, 1)'],
      [
        'import nowhere',
        'x = self.c(nowhere.stem(x)).permute(0, 2, 3, 1)',
        'b, h, w, c = x.shape',
        'y = x.view(b, h // 7, 7, w // 7, 7, c)',
        'return x.reshape(-1, 16, h // 8, 8, w // 8, 8)',
      ],
    );
    assert.deepEqual(analysePython(text, { input: [3, 56, 56] }).findings, []);
  });
});

describe('einops', () => {
  const lift = 'self.l = nn.Linear(4, 4)';
  const run = (expression: string, input: readonly number[]): unknown =>
    shapeOf(
      [lift, 'from einops import rearrange, reduce, repeat, einsum'],
      ['from einops import rearrange, reduce, repeat, einsum', 'x = self.l(x)', `return ${expression}`],
      input,
    );

  // Shapes by einops 0.8 on a batch of 2, which is left out.
  for (const [expression, input, shape] of [
    ["rearrange(x, 'b ... d -> b (...) d')", [3, 5, 4], [15, 4]],
    ["rearrange(x, 'b n (h d) -> b h n d', h=2)", [5, 4], [2, 5, 2]],
    ["rearrange(x, '... (h d) -> ... h d', h=2)", [3, 5, 4], [3, 5, 2, 2]],
    ["rearrange(x, 'b c ... -> b ... c')", [3, 5, 4], [5, 4, 3]],
    ["rearrange(x, 'b n d -> b 1 n d')", [5, 4], [1, 5, 4]],
    ["reduce(x, 'b (h a) d -> b h d', 'mean', a=2)", [6, 4], [3, 4]],
    ["reduce(x, 'b ... d -> b d', 'max')", [3, 5, 4], [4]],
    ["repeat(x, 'b n d -> b (n r) d', r=3)", [5, 4], [15, 4]],
    ["repeat(x[:, 0], 'b d -> b n d', n=7)", [5, 4], [7, 4]],
    ["einsum(x, x, 'batch one d, batch two d -> batch one two')", [5, 4], [5, 5]],
  ] as const) {
    it(expression, () => assert.deepEqual(run(expression, input), shape));
  }

  it('packs, unpacks and mixes', () => {
    const init = [
      'self.t = nn.Parameter(torch.randn(4))',
      'from einops.layers.torch import EinMix',
      "self.m = EinMix('b n (h d) -> b n (h e)', weight_shape='h d e', bias_shape='h e', h=2, d=2, e=3)",
    ];
    const forward = [
      'from einops import pack, repeat, unpack',
      "x, ps = pack([repeat(self.t, 'd -> b d', b=x.shape[0]), x], 'b * d')",
      "t, x = unpack(self.m(x), ps, 'b * d')",
      'return x',
    ];
    assert.deepEqual(figures(moduleText(init, forward), [5, 4]), {
      shape: [5, 6],
      params: 4 + 12 + 6,
      macs: 72,
      unknown: 0,
    });
  });
});

describe('tensors that others make', () => {
  it('have the sizes or the elements that new and Tensor are given', () => {
    // Shapes by PyTorch 1.13.
    for (const [made, shape] of [
      ['x.new(x)', [2, 3]],
      ['x.new([7.0, 8.0, 9.0])', [3]],
      ['x.new(4, 5)', [4, 5]],
      ['x.new(torch.zeros(4, 5).size())', [4, 5]],
      ['torch.Tensor(torch.zeros(4))', [4]],
    ] as const)
      assert.deepEqual(
        figures(moduleText([], [`y = ${made}`, 'return y + x.sum()']), [2, 3]).shape,
        shape,
        made,
      );
  });
});

describe('attention of queries that are the same for all examples', () => {
  // As in DETR; parameters by PyTorch 2.15, multiply-accumulates by its counter of operations.
  const init = (first: boolean): string[] => [
    `self.a = nn.MultiheadAttention(32, 4, batch_first=${first ? 'True' : 'False'})`,
    'self.q = nn.Parameter(torch.rand(10, 32))',
  ];
  it('attend to each other and to what is given', () => {
    for (const first of [true, false]) {
      const forward = [
        `q = self.q.unsqueeze(${first ? 0 : 1})`,
        'q, _ = self.a(q, q, q, need_weights=False)',
        ...(first ? [] : ['x = x.transpose(0, 1)']),
        'y, w = self.a(q, x, x)',
        first ? 'return y' : 'return y.transpose(0, 1)',
      ];
      assert.deepEqual(figures(moduleText(init(first), forward), [6, 32]), {
        shape: [10, 32],
        params: 4544,
        macs: 10 * 32 * 32 * 4 + 2 * 10 * 10 * 32 + (2 * 10 + 2 * 6) * 32 * 32 + 2 * 10 * 6 * 32,
        unknown: 0,
      });
    }
  });

  it('are several examples where they say so', () => {
    const forward = [
      'q = torch.zeros(10, 3, 32) + self.q[:, None]',
      'return self.a(q, q, q)[0].sum() + x.sum()',
    ];
    assert.equal(figures(moduleText(init(false), forward), [6, 32]).params, 4544);
  });
});
