// Ways in which public networks use torch, written small, beside PyTorch itself: shapes and parameters.
import assert from 'node:assert/strict';
import { isUnknown } from '../../server/src/math/dim.js';
import { analysePython } from '../support/pytorch.js';
import { askTorch } from './torch.js';

interface Idiom {
  readonly text: string;
  /** Without the batch. */
  readonly input: readonly number[];
}

const batch = 2;

const write = (classes: string, init: string, forward: string): string =>
  [
    'import math\nimport torch\nfrom torch import nn\nimport torch.nn.functional as F\nfrom collections import OrderedDict',
    classes,
    'class Net(nn.Module):\n    def __init__(self):\n        super().__init__()',
    ...init.split('\n').map((line) => `        ${line}`),
    '    def forward(self, x):',
    ...forward.split('\n').map((line) => `        ${line}`),
    '',
  ].join('\n');

const idioms: Readonly<Record<string, Idiom>> = {
  'standardised weights': {
    input: [3, 9, 9],
    text: write(
      `class StdConv(nn.Conv2d):
    def forward(self, x):
        w = self.weight
        v, m = torch.var_mean(w, dim=[1, 2, 3], keepdim=True, unbiased=False)
        return F.conv2d(x, (w - m) / torch.sqrt(v + 1e-5), self.bias, self.stride, self.padding, self.dilation, self.groups)`,
      'self.c = StdConv(3, 8, 3, stride=2, padding=1)',
      'return self.c(x)',
    ),
  },
  'batch normalisation and activation in one': {
    input: [3, 8, 8],
    text: write(
      `class BatchNormAct2d(nn.BatchNorm2d):
    def __init__(self, features):
        super().__init__(features)
        self.drop, self.act = nn.Identity(), nn.ReLU()
    def forward(self, x):
        if self.training or not self.track_running_stats:
            raise RuntimeError
        x = F.batch_norm(x, self.running_mean, self.running_var, self.weight, self.bias, False, 0.1, self.eps)
        return self.act(self.drop(x))`,
      'self.c, self.n = nn.Conv2d(3, 8, 1), BatchNormAct2d(8)',
      'return self.n(self.c(x))',
    ),
  },
  'layer norm of maps, group norm of one group': {
    input: [8, 5, 5],
    text: write(
      `class LayerNorm2d(nn.LayerNorm):
    def forward(self, x):
        return F.layer_norm(x.permute(0, 2, 3, 1), self.normalized_shape, self.weight, self.bias, self.eps).permute(0, 3, 1, 2)
class GroupNorm1(nn.GroupNorm):
    def __init__(self, channels, **kwargs):
        super().__init__(1, channels, **kwargs)
    def forward(self, x):
        return F.group_norm(x, self.num_groups, self.weight, self.bias, self.eps)`,
      'self.a, self.b = LayerNorm2d(8), GroupNorm1(8)',
      'return self.b(self.a(x))',
    ),
  },
  'blur pooling with a buffer': {
    input: [6, 9, 9],
    text: write(
      `class BlurPool(nn.Module):
    def __init__(self, channels, size=3, stride=2):
        super().__init__()
        self.channels, self.stride = channels, stride
        self.padding = [((stride - 1) + (size - 1)) // 2] * 4
        coeffs = torch.tensor([1., 2., 1.])
        blur = (coeffs[:, None] * coeffs[None, :])[None, None, :, :].repeat(channels, 1, 1, 1)
        self.register_buffer('filt', blur / blur.sum(), persistent=False)
    def forward(self, x):
        return F.conv2d(F.pad(x, self.padding, 'reflect'), self.filt, stride=self.stride, groups=self.channels)`,
      'self.p = BlurPool(6)',
      'return self.p(x)',
    ),
  },
  'same padding by computed numbers': {
    input: [3, 11, 14],
    text: write(
      `def same(x, k, s, d=(1, 1)):
    ih, iw = x.size()[-2:]
    ph = max((math.ceil(ih / s[0]) - 1) * s[0] + (k[0] - 1) * d[0] + 1 - ih, 0)
    pw = max((math.ceil(iw / s[1]) - 1) * s[1] + (k[1] - 1) * d[1] + 1 - iw, 0)
    return F.pad(x, [pw // 2, pw - pw // 2, ph // 2, ph - ph // 2])
class ConvSame(nn.Conv2d):
    def forward(self, x):
        x = same(x, self.weight.shape[-2:], self.stride, self.dilation)
        return F.conv2d(x, self.weight, self.bias, self.stride, (0, 0), self.dilation, self.groups)`,
      'self.c = ConvSame(3, 4, (3, 5), stride=(2, 3), bias=False)',
      'return self.c(x)',
    ),
  },
  'rotary embeddings': {
    input: [6, 16],
    text: write(
      `def rotate(x):
    a, b = x[..., ::2], x[..., 1::2]
    return torch.stack([-b, a], -1).flatten(-2)`,
      `self.q, self.k = nn.Linear(16, 16), nn.Linear(16, 16)
inv = 1.0 / (10000 ** (torch.arange(0, 8, 2).float() / 8))
f = torch.einsum('i,j->ij', torch.arange(6).float(), inv)
self.register_buffer('cos', f.repeat_interleave(2, dim=-1).cos())
self.register_buffer('sin', f.repeat_interleave(2, dim=-1).sin())`,
      `b, n, c = x.shape
q, k = [l(x).view(b, n, 2, 8).transpose(1, 2) for l in (self.q, self.k)]
q, k = [t * self.cos[:n] + rotate(t) * self.sin[None, None, :n] for t in (q, k)]
return (q @ k.transpose(-2, -1)).softmax(-1)`,
    ),
  },
  'windows with relative positions': {
    input: [8, 8, 8],
    text: write(
      `def partition(x, w):
    b, h, wd, c = x.shape
    return x.view(b, h // w, w, wd // w, w, c).permute(0, 1, 3, 2, 4, 5).contiguous().view(-1, w * w, c)
def reverse(x, w, h, wd):
    b = int(x.shape[0] / (h * wd / w / w))
    return x.view(b, h // w, wd // w, w, w, -1).permute(0, 1, 3, 2, 4, 5).contiguous().view(b, h, wd, -1)`,
      `self.table = nn.Parameter(torch.zeros(49, 2))
coords = torch.stack(torch.meshgrid([torch.arange(4), torch.arange(4)], indexing='ij')).flatten(1)
rel = (coords[:, :, None] - coords[:, None, :]).permute(1, 2, 0).contiguous()
rel[:, :, 0] += 3
rel[:, :, 1] += 3
rel[:, :, 0] *= 7
self.register_buffer('index', rel.sum(-1))
self.width = int(self.index.max()) + 1
self.qkv = nn.Linear(8, 24)
self.out = nn.Linear(8, self.width)
mask = torch.zeros(1, 8, 8, 1)
count = 0
for h in (slice(0, -4), slice(-4, -2), slice(-2, None)):
    for w in (slice(0, -4), slice(-4, -2), slice(-2, None)):
        mask[:, h, w, :] = count
        count += 1
m = partition(mask, 4).squeeze(-1)
m = m.unsqueeze(1) - m.unsqueeze(2)
self.register_buffer('mask', m.masked_fill(m != 0, -100.0).masked_fill(m == 0, 0.0))`,
      `x = torch.roll(x.permute(0, 2, 3, 1), shifts=(-2, -2), dims=(1, 2))
w = partition(x, 4)
B, N, C = w.shape
q, k, v = self.qkv(w).reshape(B, N, 3, 2, C // 2).permute(2, 0, 3, 1, 4).unbind(0)
a = q @ k.transpose(-2, -1) + self.table[self.index.view(-1)].view(N, N, -1).permute(2, 0, 1).unsqueeze(0)
a = (a.view(B // 4, 4, 2, N, N) + self.mask.unsqueeze(1).unsqueeze(0)).view(-1, 2, N, N)
y = (F.softmax(a, dim=-1) @ v).transpose(1, 2).reshape(B, N, C)
return self.out(torch.roll(reverse(y, 4, 8, 8), (2, 2), (1, 2)))`,
    ),
  },
  'causal attention with a mask of its own': {
    input: [5, 12],
    text: write(
      '',
      `self.qkv = nn.Linear(12, 36, bias=False)
self.register_buffer('tril', torch.tril(torch.ones(8, 8)))`,
      `b, t, c = x.shape
q, k, v = self.qkv(x).chunk(3, dim=-1)
a = torch.bmm(q, k.transpose(1, 2)) * c ** -0.5
a = a.masked_fill(self.tril[:t, :t] == 0, float('-inf'))
a = torch.softmax(a, dim=-1)
causal = torch.triu(torch.ones(t, t, dtype=torch.bool, device=x.device), diagonal=1)
return torch.einsum('bij,bjd->bid', a.masked_fill(causal, 0.), v)`,
    ),
  },
  'einsum with dots and without an output': {
    input: [3, 4, 5],
    text: write(
      '',
      'self.w, self.u = nn.Parameter(torch.zeros(5, 7)), nn.Parameter(torch.zeros(4, 3))',
      `y = torch.einsum('...d,de->...e', x, self.w)
z = torch.einsum('bhtd,bhsd->bhts', y, y)
return torch.einsum('bhts,hk->btsk', z, self.u.T[:3])`,
    ),
  },
  'the k best, gathered': {
    input: [10, 6],
    text: write(
      '',
      'self.s, self.f = nn.Linear(6, 1), nn.Linear(6, 4)',
      `score, index = self.s(x).squeeze(-1).topk(3, dim=1)
y = torch.gather(self.f(x), 1, index.unsqueeze(-1).expand(-1, -1, 4))
order = torch.argsort(score, dim=1)
return y * score.sort(dim=1).values.unsqueeze(-1) + order.float().unsqueeze(-1).cumsum(1)`,
    ),
  },
  'transforms of Fourier': {
    input: [4, 8, 10],
    text: write(
      '',
      'self.w = nn.Parameter(torch.zeros(4, 8, 6, 2))',
      `y = torch.fft.rfft2(x, dim=(2, 3), norm='ortho')
y = y * torch.view_as_complex(self.w)
return torch.fft.irfft2(y, s=(8, 10), dim=(2, 3), norm='ortho')`,
    ),
  },
  'a spectrogram': {
    input: [400],
    text: write(
      '',
      "self.register_buffer('window', torch.hann_window(64))\nself.c = nn.Conv1d(33, 5, 3)",
      `s = torch.stft(x, 64, hop_length=16, window=self.window, return_complex=True)
return self.c(s.abs().pow(2).clamp(min=1e-5).log())`,
    ),
  },
  'containers, changed': {
    input: [6],
    text: write(
      '',
      `self.a = nn.Sequential(OrderedDict([('one', nn.Linear(6, 6)), ('act', nn.ReLU())]))
self.a.add_module('two', nn.Linear(6, 4))
self.a = nn.Sequential(*self.a[:1], *self.a[2:])
self.a.append(nn.LayerNorm(4))
self.l = nn.ModuleList([nn.Linear(4, 4)] * 2)
self.l.extend([nn.Linear(4, 4)])
self.l.insert(0, nn.Identity(54, unused=0.1))
self.l += [nn.Linear(4, 4, bias=False)]
self.d = nn.ModuleDict({'x': nn.Linear(4, 2)})
self.d.update({'y': nn.Linear(4, 3)})
self.p = nn.ParameterList([nn.Parameter(torch.zeros(i + 1)) for i in range(3)])
self.q = nn.ParameterDict({'z': nn.Parameter(torch.zeros(3))})`,
      `x = self.a(x)
for m in reversed(self.l[1:]): x = m(x)
parts = [m(x) for k, m in self.d.items() if k in self.d]
return torch.cat(parts, -1).sum(-1, keepdim=True) + self.q['z'] + self.p[2]`,
    ),
  },
  'the API of modules': {
    input: [3, 8, 8],
    text: write(
      '',
      `self.stem = nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.BatchNorm2d(4))
self.head = nn.Linear(4, len(list(self.named_parameters())))
self.extra = nn.Linear(sum(p.numel() for p in self.stem.parameters()), len(self.state_dict()))
self.apply(lambda m: nn.init.zeros_(m.bias) if hasattr(m, 'bias') and m.bias is not None else None)
for n, m in self.named_modules():
    if isinstance(m, nn.Conv2d): nn.init.kaiming_normal_(m.weight, mode='fan_out', nonlinearity='relu')
for p in self.head.parameters(): p.requires_grad = False
self.head.requires_grad_(False)
self.size = self.get_submodule('stem.0').get_parameter('weight').shape[0]
self.other = nn.Linear(self.size + len(list(self.buffers())), sum(1 for _ in self.children()))`,
      'return self.head(self.stem(x).mean([2, 3]))',
    ),
  },
  'forward that is set later': {
    input: [3, 8, 8],
    text: write(
      'def run(self, x):\n    return self.c(x).flatten(1)',
      'self.c = nn.Conv2d(3, 4, 3)\nself.forward = run.__get__(self)\nself.old = nn.ReLU().to("cpu").eval()',
      'return x',
    ),
  },
  'weights that are normalised': {
    input: [3, 8, 8],
    text: write(
      '',
      'self.a = nn.utils.weight_norm(nn.Conv2d(3, 4, 3))\nself.b = nn.utils.spectral_norm(nn.Conv2d(4, 5, 3))',
      'return self.b(self.a(x))',
    ),
  },
  'losses in forward': {
    input: [6],
    text: write(
      '',
      'self.l, self.loss = nn.Linear(6, 4), nn.CrossEntropyLoss(reduction="none")',
      `y = self.l(x)
t = torch.zeros(y.shape[0], dtype=torch.long)
return y * self.loss(y, t)[:, None] + F.mse_loss(y, torch.zeros_like(y))`,
    ),
  },
  'masks and indices': {
    input: [7, 6],
    text: write(
      '',
      'self.l = nn.Linear(6, 6)\nself.pos = nn.Parameter(torch.zeros(1, 10, 6))\nself.cls = nn.Parameter(torch.zeros(1, 1, 6))',
      `b, n, _ = x.shape
x = torch.cat([self.cls.expand(b, -1, -1), self.l(x)], dim=1) + self.pos[:, : n + 1]
keep = torch.arange(n + 1) % 2 == 0
y = x[:, keep]
i, j = torch.triu_indices(4, 4, offset=1)
z = y[:, i] * y[:, j]
last = x[torch.arange(b), torch.full((b,), n)]
return torch.cat([z, last.unsqueeze(1), x[:, [0, -1]]], 1)`,
    ),
  },
  'functions of shapes': {
    input: [4, 6, 8],
    text: write(
      '',
      'self.c = nn.Conv2d(4, 4, 1)',
      `x = self.c(x)
x = x.unfold(2, 3, 1).movedim(-1, 1).flip(-1).rot90(1, (3, 4)).swapaxes(1, 2)
x = torch.cat(torch.tensor_split(x, 3, dim=-1)[:2], -1)
x = x.unflatten(1, (2, 2)).narrow(1, 0, 1).select(1, 0).squeeze(1)
x = torch.hstack([x, x]).tile(1, 1, 1, 1, 2)
return x.amax(dim=(-1, -2))`,
    ),
  },
  'numbers that shape the network': {
    input: [3, 16],
    text: write(
      '',
      `rates = [r.tolist() for r in torch.linspace(0, 0.1, 6).split([1, 2, 3])]
widths = (torch.arange(3) * 2.5 + 4).round().int().tolist()
self.b = nn.ModuleList()
for w, stage in zip(widths, rates):
    for r in stage:
        self.b.append(nn.Linear(16, w * 4) if r > 0.03 else nn.Linear(16, w))
boundaries = torch.tensor([1, 5, 9]).diff().cumsum(0)
self.head = nn.Linear(16, int(boundaries[-1]))
self.t = nn.Parameter(torch.Tensor((0,)))
self.e = nn.Embedding(int(torch.prod(torch.tensor([3, 4]))), 5)`,
      'return self.head(x) * self.t',
    ),
  },
  hooks: {
    input: [6],
    text: write(
      '',
      `self.a, self.b = nn.Linear(6, 8), nn.Linear(4, 3)
self.a.register_forward_hook(lambda m, i, o: o[:, :4])
self.b.register_forward_pre_hook(lambda m, i: (i[0].relu(),))`,
      'return self.b(self.a(x))',
    ),
  },
  'a transformer with masks': {
    input: [5, 8],
    text: write(
      '',
      `layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True, norm_first=True)
self.e = nn.TransformerEncoder(layer, 2, norm=nn.LayerNorm(8))
self.a = nn.MultiheadAttention(8, 2, kdim=8, vdim=8, add_bias_kv=True, batch_first=True)
self.q = nn.Parameter(torch.zeros(3, 8))`,
      `m = torch.triu(torch.full((5, 5), float('-inf')), diagonal=1)
y = self.e(x, mask=m)
z, w = self.a(self.q.unsqueeze(0).repeat(x.shape[0], 1, 1), y, y)
return torch.cat([z, w.new_zeros(w.shape[0], w.shape[1], 2), w], -1)`,
    ),
  },
  'resizing what has no batch': {
    input: [8, 12, 12],
    text: write(
      '',
      `self.p = nn.Parameter(torch.zeros(1, 17, 8))
self.bias = nn.Parameter(torch.zeros(7, 7, 2))
self.seq = nn.Parameter(torch.zeros(1, 8, 6))
self.vol = nn.Parameter(torch.zeros(1, 2, 3, 3, 3))`,
      `tok, grid = self.p[:, :1], self.p[:, 1:]
g = int(math.sqrt(grid.shape[1]))
grid = grid.reshape(1, g, g, -1).permute(0, 3, 1, 2)
grid = F.interpolate(grid.float(), size=x.shape[-2:], mode='bicubic', antialias=True, align_corners=False)
grid = grid.permute(0, 2, 3, 1).flatten(1, 2)
b = F.interpolate(self.bias.permute(2, 0, 1).unsqueeze(0), scale_factor=2.0, mode='bilinear')
s = F.interpolate(self.seq, size=9, mode='linear')
v = F.interpolate(self.vol, size=(2, 4, 5), mode='trilinear')
y = torch.cat([tok.expand(x.shape[0], -1, -1), x.flatten(2).transpose(1, 2) + grid], 1)
return y + b.mean() + s.mean() + v.mean()`,
    ),
  },
  'a function with a gradient of its own, checkpoints, decorators': {
    input: [6],
    text: write(
      `from torch.utils.checkpoint import checkpoint
class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.sigmoid(x)
@torch.no_grad()
def scale(x):
    with torch.autocast(device_type='cpu', enabled=False):
        return x / x.norm(dim=-1, keepdim=True).clamp_min(1e-6)
@torch.jit.script_if_tracing
def shift(x): return torch.jit.annotate(torch.Tensor, x) + 1`,
      'self.a = nn.Linear(6, 4)',
      'return shift(scale(Swish.apply(checkpoint(self.a, x, use_reentrant=False))))',
    ),
  },
};

describe('idioms beside PyTorch', () => {
  const names = Object.keys(idioms);
  it(`${names.length} of ${names.length} have the shape and the parameters that PyTorch gives them`, () => {
    const all = Object.values(idioms);
    const answers = askTorch(all.map(({ text, input }) => ({ text, inputs: [[batch, ...input]] })));
    const wrong = all.flatMap(({ text, input }, index) => {
      const { error, outputs, params } = answers[index] ?? {};
      const name = names[index] ?? '';
      if (error !== undefined) return [`${name}: PyTorch: ${error}`];
      const analysis = analysePython(text, { network: 'Net', input });
      const found = analysis.findings.filter(({ severity }) => severity === 'error');
      if (found.length > 0) return [`${name}: ${found.map(({ message }) => message).join(' ')}`];
      const [network] = analysis.networks;
      const shape = network?.network.outputs.at(-1)?.value.shape;
      if (!network || shape === undefined) return [`${name}: no network`];
      if (isUnknown(shape)) return [`${name}: unknown: ${shape.unknown}`];
      const expected = outputs?.[0]?.slice(1) ?? [];
      if (shape.join() !== expected.join())
        return [`${name}: ${shape.join(' × ')}, not ${expected.join(' × ')}`];
      if (network.totals.unknownLayers > 0)
        return [`${name}: ${network.totals.unknownLayers} unknown layers`];
      return network.training.params === params
        ? []
        : [`${name}: ${network.training.params} parameters, not ${params}`];
    });
    assert.deepEqual(wrong, []);
  });
});
