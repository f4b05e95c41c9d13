// Networks in the styles in which people write them, each small, for tests that change them.

const imports = 'import torch\nfrom torch import nn\nimport torch.nn.functional as F\n';

const net = (before: string, init: string, forward: string, after = ''): string => {
  const indented = (text: string): string =>
    text
      .trim()
      .split('\n')
      .map((line) => `        ${line}\n`)
      .join('');
  return `${imports}${before}
class Net(nn.Module):
${after}    def __init__(self):
        super().__init__()
${indented(init)}
    def forward(self, x):
${indented(forward)}`;
};

export const someNetworks: Readonly<Record<string, string>> = {
  'a builder with flags': `${imports}
class Net(nn.Module):
    def __init__(self, width=8, deep=False, norm=True, bias=None):
        super().__init__()
        if bias is None:
            bias = not norm
        self.a = nn.Conv2d(3, width, 3, padding=1, bias=bias)
        self.n = nn.BatchNorm2d(width) if norm else nn.Identity()
        if deep:
            self.b = nn.Conv2d(width, 2 * width, 3)
        elif width > 4:
            self.b = nn.Conv2d(width, width, 1)
        else:
            raise ValueError(width)
    def forward(self, x):
        return self.b(F.relu(self.n(self.a(x))))
def small(pretrained=False, **kwargs):
    kwargs.setdefault('width', 8)
    model = Net(**kwargs)
    if pretrained:
        model.load_state_dict({})
    return model
def large(**kwargs):
    return Net(width=16, deep=True, **kwargs)
`,
  'loops that append': net(
    '',
    `
layers = []
inputs = 3
for index, width in enumerate([4, 8, 'M', 8]):
    if width == 'M':
        layers += [nn.MaxPool2d(2)]
        continue
    layers.append(nn.Conv2d(inputs, width, 3, padding=1))
    if index > 0:
        layers.extend([nn.BatchNorm2d(width), nn.ReLU()])
    inputs = width
self.features = nn.Sequential(*layers)
self.head = nn.Linear(inputs, 10)`,
    `
x = self.features(x)
return self.head(x.mean([2, 3]))`,
  ),
  'a configuration in a dictionary': net(
    "CONFIG = {'stem': dict(kernel_size=3, padding=1), 'stages': [(4, 1), (8, 2)]}\n",
    `
cfg = dict(CONFIG)
stem = cfg.get('stem', {})
cfg.update(last=16)
self.stem = nn.Conv2d(3, 4, **stem)
stages = []
before = 4
for width, repeat in cfg['stages']:
    for _ in range(repeat):
        stages.append(nn.Conv2d(before, width, 1))
        before = width
self.stages = nn.ModuleList(stages)
self.last = nn.Conv2d(before, cfg.pop('last', 4), 1)`,
    `
x = self.stem(x)
for stage in self.stages:
    x = stage(x)
return self.last(x)`,
  ),
  'tables and getattr': net(
    `
ACTS = {'relu': nn.ReLU, 'gelu': nn.GELU, 'prelu': nn.PReLU}
REGISTRY = {}
def register(name):
    def add(fn):
        REGISTRY[name] = fn
        return fn
    return add
@register('plain')
def plain(n):
    return nn.Conv2d(n, n, 3, padding=1)
@register('wide')
def wide(n):
    return nn.Sequential(nn.Conv2d(n, 2 * n, 1), nn.Conv2d(2 * n, n, 1))
`,
    `
self.act = ACTS['relu']()
self.one = REGISTRY['plain'](3)
self.norm = getattr(nn, 'BatchNorm2d')(3)
for i, name in enumerate(['plain', 'wide']):
    setattr(self, f'stage{i}', REGISTRY[name](3))
    self.add_module('extra%d' % i, nn.Conv2d(3, 3, 1))
self.names = [n for n, _ in self.named_children() if n.startswith('extra')]`,
    `
x = self.act(self.norm(self.one(x)))
for i in range(2):
    x = getattr(self, f'stage{i}')(x)
for n in self.names:
    x = self._modules[n](x)
return x`,
  ),
  'forward with branches and early returns': net(
    '',
    `
self.depth = 2
self.aux = True
self.a = nn.Conv2d(3, 8, 3, stride=2)
self.b = nn.Conv2d(8, 8, 3, padding=1)
self.c = nn.Conv2d(8, 16, 1)
self.fc = nn.Linear(16, 5)`,
    `
x = self.a(x)
outs = []
for i in range(self.depth):
    y = self.b(x)
    if i == 0:
        outs.append(y)
        x = x + y
    elif not self.aux:
        break
    else:
        x = y
if x.shape[1] != 8:
    return x
if self.aux:
    x = torch.cat([x, outs[0]], 1)[:, :8]
x = self.c(x)
if self.depth > 5:
    return x
x = F.adaptive_avg_pool2d(x, 1).flatten(1)
return self.fc(x)`,
  ),
  'try, with, while': net(
    `
try:
    from torch.nn import Mish as Act
    FAST = True
except ImportError:
    Act = nn.ReLU
    FAST = False
`,
    `
self.layers = nn.ModuleList()
width = 3
while width < 10:
    self.layers.append(nn.Conv2d(width, 2 * width, 1))
    width *= 2
    if len(self.layers) > 4:
        break
try:
    extra = {'bias': True}['bias']
except KeyError:
    extra = False
finally:
    self.done = 1
self.out = nn.Conv2d(width, 4, 1, bias=extra)
self.act = Act()`,
    `
with torch.no_grad():
    scale = 2
for layer in self.layers:
    x = layer(x)
x = self.act(self.out(x))
return F.avg_pool2d(x, scale)`,
  ),
  'comprehensions and nested functions': net(
    '',
    `
made = 0
def block(i, o, k=3):
    nonlocal made
    made += 1
    return nn.Sequential(nn.Conv2d(i, o, k, padding=k // 2), nn.ReLU())
widths = [w for w in (3, 4, 0, 8) if w]
self.blocks = nn.Sequential(*[block(a, b) for a, b in zip(widths, widths[1:])])
self.sides = nn.ModuleDict({str(w): nn.Conv2d(w, made, 1) for w in widths if w > 3})
picks = filter(lambda w: w > 3, widths)
self.last = nn.Conv2d(next(picks), sum(widths[:2]), 1)
self.count = max(widths)`,
    `
a = self.blocks[0](x)
outs = [self.last(a), self.sides['4'](a)]
b = self.blocks[1](a)
outs.append(self.sides['8'](b))
return torch.cat(outs, dim=1)`,
  ),
  'class attributes and a dataclass': net(
    `
from dataclasses import dataclass, field
from functools import partial
from collections import OrderedDict
@dataclass
class Config:
    width: int = 4
    depth: int = 2
    groups: int = 1
    act: type = nn.ReLU
    kernels: list = field(default_factory=lambda: [3, 1])
class Block(nn.Module):
    expansion = 2
    def __init__(self, cfg, stride=1, seen=[]):
        super().__init__()
        seen.append(stride)
        out = cfg.width * self.expansion
        conv = partial(nn.Conv2d, kernel_size=cfg.kernels[0], padding=cfg.kernels[0] // 2, groups=cfg.groups)
        self.body = nn.Sequential(OrderedDict([('conv', conv(cfg.width, out, stride=stride)), ('act', cfg.act())]))
        self.proj = nn.Conv2d(out, cfg.width, cfg.kernels[-1])
    def forward(self, x):
        return self.proj(self.body(x))
`,
    `
cfg = Config(groups=2)
self.stem = nn.Conv2d(3, cfg.width, 1)
self.blocks = nn.ModuleList([Block(cfg, 2 if i == 0 else 1) for i in range(cfg.depth)])
self.norm = self.NORM(cfg.width)
for m in self.modules():
    if isinstance(m, nn.Conv2d):
        nn.init.kaiming_normal_(m.weight)
        if m.bias is not None:
            nn.init.zeros_(m.bias)`,
    `
x = self.stem(x)
for b in self.blocks:
    x = b(x)
return self.norm(x)`,
    '    NORM = nn.BatchNorm2d\n',
  ),
  'aliases and generators': net(
    `
def widths(n, start=4):
    w = start
    for _ in range(n):
        yield w
        w *= 2
`,
    `
first = second = []
inputs = 3
for w in widths(2):
    first.append(nn.Conv2d(inputs, w, 1))
    inputs = w
second += [nn.ReLU(), nn.Conv2d(inputs, 4, 1)]
first[1:2] = [nn.Conv2d(4, 8, 3)]
table = {'a': first}
table['a'].insert(0, nn.BatchNorm2d(3))
del first[3]
first.reverse()
first.reverse()
todo = iter(first)
self.head = next(todo)
self.rest = nn.Sequential(*todo)
self.scale = nn.Parameter(torch.ones(4))`,
    `
x = self.rest(self.head(x))
x = x * self.scale.view(1, -1, 1, 1)
return x.flatten(2).transpose(1, 2)`,
  ),
  attention: net(
    '',
    `
dim, heads = 8, 2
self.patch = nn.Conv2d(3, dim, 4, stride=4)
self.pos = nn.Parameter(torch.zeros(1, 64, dim))
self.qkv = nn.Linear(dim, dim * 3, bias=False)
self.heads = heads
self.norm1, self.norm2 = nn.LayerNorm(dim), nn.LayerNorm(dim)
self.mlp = nn.Sequential(nn.Linear(dim, 4 * dim), nn.GELU(), nn.Dropout(0.1), nn.Linear(4 * dim, dim))`,
    `
x = self.patch(x).flatten(2).transpose(1, 2) + self.pos
B, N, C = x.shape
q, k, v = self.qkv(self.norm1(x)).reshape(B, N, 3, self.heads, C // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
attn = (q @ k.transpose(-2, -1)).softmax(dim=-1)
x = x + (attn @ v).transpose(1, 2).reshape(B, N, C)
return (x + self.mlp(self.norm2(x)))[:, 0]`,
  ),
  'a U-Net': net(
    `
def double(i, o, norm='batch'):
    seq = [nn.Conv2d(i, o, 3, padding=1)]
    if norm == 'batch':
        seq.append(nn.BatchNorm2d(o))
    elif norm == 'group':
        seq.append(nn.GroupNorm(2, o))
    seq.append(nn.ReLU(inplace=True))
    return nn.Sequential(*seq)
`,
    `
sizes = [4, 8, 16]
self.downs = nn.ModuleList()
self.ups = nn.ModuleList()
i = 3
for s in sizes:
    self.downs.append(double(i, s))
    i = s
for s in reversed(sizes[:-1]):
    self.ups.append(nn.ConvTranspose2d(i, s, 2, stride=2))
    self.ups.append(double(2 * s, s, norm='group'))
    i = s`,
    `
skips = []
for n, down in enumerate(self.downs):
    x = down(x)
    if n < len(self.downs) - 1:
        skips.append(x)
        x = F.max_pool2d(x, 2)
skips = skips[::-1]
for n in range(0, len(self.ups), 2):
    x = self.ups[n](x)
    skip = skips[n // 2]
    if x.shape != skip.shape:
        x = F.interpolate(x, size=skip.shape[2:])
    x = self.ups[n + 1](torch.cat((skip, x), dim=1))
return x`,
  ),
};
