// Modules that use much of Python, for comparing Fovea's interpreter with CPython.
export interface Program {
  readonly text: string;
  /** What makes the network. */
  readonly expression: string;
  /** Without the batch. */
  readonly input: readonly number[];
}

const residual = `
import math
from collections import OrderedDict
from functools import partial
from typing import Callable, List, Optional, Type, Union
import torch
from torch import nn, Tensor
import torch.nn.functional as F

def conv3x3(inside: int, outside: int, stride: int = 1, *, groups: int = 1) -> nn.Conv2d:
    """3x3 convolution with padding"""
    return nn.Conv2d(inside, outside, kernel_size=3, stride=stride, padding=1, groups=groups, bias=False)

def make_divisible(value: float, divisor: int = 8) -> int:
    rounded = max(divisor, int(value + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * value else rounded

class Base(nn.Module):
    expansion: int = 1
    def __init__(self, inside, planes, stride=1, norm: Optional[Callable[..., nn.Module]] = None, **kwargs):
        super().__init__()
        norm = norm or nn.BatchNorm2d
        outside = planes * self.expansion
        self.body = self.make_body(inside, planes, stride, norm, **kwargs)
        self.shortcut = nn.Sequential() if stride == 1 and inside == outside else nn.Sequential(
            OrderedDict([('conv', nn.Conv2d(inside, outside, 1, stride, bias=False)), ('norm', norm(outside))]))
    def make_body(self, *args, **kwargs):
        raise NotImplementedError
    @property
    def gain(self):
        return math.sqrt(2.0)
    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.body(x) * self.gain + self.shortcut(x), inplace=True)

class Basic(Base):
    def make_body(self, inside, planes, stride, norm, drop=0.0):
        layers = [conv3x3(inside, planes, stride), norm(planes), nn.ReLU(inplace=True)]
        if drop: layers += [nn.Dropout(drop)]
        layers.extend([conv3x3(planes, planes), norm(planes)])
        return nn.Sequential(*layers)

class Bottle(Base):
    expansion = 4
    def make_body(self, inside, planes, stride, norm, drop=0.0, groups=1):
        width = make_divisible(planes * 1.1)
        steps = [(inside, width, 1, 1), (width, width, 3, stride), (width, planes * self.expansion, 1, 1)]
        found = []
        for index, (a, b, k, s) in enumerate(steps):
            found.append((f'conv{index}', nn.Conv2d(a, b, k, s, k // 2, bias=False, groups=groups if k == 3 else 1)))
            found.append((f'norm{index}', norm(b)))
            if index < len(steps) - 1:
                found.append((f'act{index}', nn.ReLU()))
        return nn.Sequential(OrderedDict(found))

class Net(nn.Module):
    def __init__(self, block: Type[Union[Basic, Bottle]], depths: List[int], classes: int = 10, width=16):
        super(Net, self).__init__()
        self.inside = width
        norm = partial(nn.BatchNorm2d, eps=1e-3, momentum=0.01)
        self.stem = nn.Sequential(conv3x3(3, width), norm(width), nn.ReLU())
        for stage, (depth, planes) in enumerate(zip(depths, [width * 2 ** i for i in range(len(depths))]), start=1):
            self.add_module('layer%d' % stage, self._make(block, planes, depth, stride=1 if stage == 1 else 2, norm=norm))
        self.stages = len(depths)
        self.head = nn.Linear(self.inside, classes)
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight, mode='fan_out', nonlinearity='relu')
            elif isinstance(m, (nn.BatchNorm2d, nn.GroupNorm)):
                nn.init.constant_(m.weight, 1)
                nn.init.constant_(m.bias, 0)
    def _make(self, block, planes, depth, stride, norm):
        layers = []
        for s in [stride] + [1] * (depth - 1):
            layers.append(block(self.inside, planes, s, norm, **({'drop': 0.1} if s > 1 else {})))
            self.inside = planes * block.expansion
        return nn.Sequential(*layers)
    def forward(self, x):
        x = self.stem(x)
        for stage in range(1, self.stages + 1):
            x = getattr(self, f'layer{stage}')(x)
        x = F.adaptive_avg_pool2d(x, (1, 1))
        return self.head(torch.flatten(x, 1))
`;

const transformer = `
import math
from dataclasses import dataclass, field
import torch
import torch.nn as nn
from torch.nn import functional as F

@dataclass
class Config:
    block_size: int = 32
    vocab_size: int = 65
    n_layer: int = 2
    n_head: int = 4
    n_embd: int = 32
    dropout: float = 0.0
    bias: bool = True
    rates: list = field(default_factory=lambda: [0.0, 0.1])

class LayerNorm(nn.Module):
    def __init__(self, ndim, bias):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(ndim))
        self.bias = nn.Parameter(torch.zeros(ndim)) if bias else None
    def forward(self, input):
        return F.layer_norm(input, self.weight.shape, self.weight, self.bias, 1e-5)

class Attention(nn.Module):
    def __init__(self, config):
        super().__init__()
        assert config.n_embd % config.n_head == 0
        self.c_attn = nn.Linear(config.n_embd, 3 * config.n_embd, bias=config.bias)
        self.c_proj = nn.Linear(config.n_embd, config.n_embd, bias=config.bias)
        self.n_head, self.n_embd = config.n_head, config.n_embd
        self.register_buffer("bias", torch.tril(torch.ones(config.block_size, config.block_size))
                             .view(1, 1, config.block_size, config.block_size))
    def forward(self, x):
        B, T, C = x.size()
        q, k, v = self.c_attn(x).split(self.n_embd, dim=2)
        q, k, v = (t.view(B, T, self.n_head, C // self.n_head).transpose(1, 2) for t in (q, k, v))
        att = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
        att = att.masked_fill(self.bias[:, :, :T, :T] == 0, float('-inf'))
        att = F.softmax(att, dim=-1)
        y = (att @ v).transpose(1, 2).contiguous().view(B, T, C)
        return self.c_proj(y)

class MLP(nn.Module):
    def __init__(self, config, rate):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(config.n_embd, 4 * config.n_embd), nn.GELU(),
                                 nn.Linear(4 * config.n_embd, config.n_embd), nn.Dropout(rate))
    def forward(self, x): return self.net(x)

class Block(nn.Module):
    def __init__(self, config, rate):
        super().__init__()
        self.ln_1 = LayerNorm(config.n_embd, bias=config.bias)
        self.attn = Attention(config)
        self.ln_2 = LayerNorm(config.n_embd, bias=config.bias)
        self.mlp = MLP(config, rate)
    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))

class GPT(nn.Module):
    def __init__(self, config: Config = Config()):
        super().__init__()
        self.config = config
        self.transformer = nn.ModuleDict(dict(
            wpe=nn.Linear(8, config.n_embd),
            h=nn.ModuleList([Block(config, rate) for _, rate in zip(range(config.n_layer), config.rates)]),
            ln_f=LayerNorm(config.n_embd, bias=config.bias),
        ))
        self.lm_head = nn.Linear(config.n_embd, config.vocab_size, bias=False)
    def forward(self, x, targets=None):
        t = x.size(1)
        if t > self.config.block_size:
            raise ValueError(f"a sequence of {t}, block size is only {self.config.block_size}")
        x = self.transformer.wpe(x)
        for block in self.transformer.h:
            x = block(x)
        x = self.transformer.ln_f(x)
        return self.lm_head(x[:, [-1], :]) if targets is None else self.lm_head(x)
`;

const cells = `
import torch
from torch import nn
from itertools import chain, product

SPEC = """
conv 8 3 1
pool
conv 16 3 2
cat 0 2
conv 32 1 1
"""

def parse(text):
    for line in text.strip().splitlines():
        kind, *numbers = line.split()
        yield kind, tuple(int(n) for n in numbers)

class Concat(nn.Module):
    def __init__(self, *sources):
        super().__init__()
        self.sources = sources

class Net(nn.Module):
    def __init__(self, spec=SPEC):
        super().__init__()
        self.layers = nn.ModuleList()
        widths, current = [], 3
        for index, (kind, numbers) in enumerate(parse(spec)):
            match kind:
                case 'conv':
                    width, kernel, stride = numbers
                    layer = nn.Sequential(nn.Conv2d(current, width, kernel, stride, padding=(kernel - 1) // 2), nn.SiLU())
                    current = width
                case 'pool':
                    layer = nn.MaxPool2d(2)
                case 'cat':
                    layer = Concat(*numbers)
                    current = sum(widths[n] for n in numbers)
                case _:
                    raise KeyError(kind)
            self.layers.append(layer)
            widths.append(current)
        self.scales = nn.ParameterList([nn.Parameter(torch.ones(1)) for _ in range(3)])
        self.register_buffer('grid', torch.tensor([[x, y] for x, y in product(range(2), repeat=2)]))
    def forward(self, x):
        kept = {}
        for i, layer in enumerate(self.layers):
            if isinstance(layer, Concat):
                smallest = min(kept[s].shape[-1] for s in layer.sources)
                x = torch.cat([nn.functional.adaptive_max_pool2d(kept[s], smallest) for s in layer.sources], 1)
            else:
                x = layer(x)
            kept[i] = x
        while x.shape[-1] > 2:
            x = nn.functional.avg_pool2d(x, kernel_size=2)
        for scale in reversed(list(self.scales)):
            x = x * scale
        a, *_, b = x.chunk(4, dim=1)
        return (a + b)[..., ::2, 0] if any(p.requires_grad for p in chain(self.parameters())) else x
`;

export const programs: Readonly<Record<string, Program>> = {
  'residual blocks, inherited': { text: residual, expression: 'Net(Basic, [2, 1, 1])', input: [3, 32, 32] },
  'bottlenecks of a table': {
    text: residual,
    expression: 'Net(Bottle, [1, 2], classes=7)',
    input: [3, 16, 16],
  },
  'a transformer with a dataclass': {
    text: transformer,
    expression: 'GPT(Config(n_layer=2, bias=False))',
    input: [12, 8],
  },
  'layers of a text': { text: cells, expression: 'Net()', input: [3, 32, 32] },
};
