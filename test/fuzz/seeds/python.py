# Python that model files are made of, for fuzzing: containers, loops, comprehensions, indices, joins, attention.
import math
from collections import OrderedDict
from dataclasses import dataclass, field

import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclass
class Config:
    widths: list = field(default_factory=lambda: [16, 32])
    heads: int = 4
    rate: float = 0.1


def block(channels, out, stride=1, **options):
    layers = [nn.Conv2d(channels, out, 3, stride, 1, bias=False), nn.BatchNorm2d(out)]
    layers += [nn.ReLU(inplace=True)] if options.get('act', True) else []
    return nn.Sequential(*layers)


class Residual(nn.Module):
    def __init__(self, channels, groups=1):
        super().__init__()
        self.a = block(channels, channels)
        self.b = nn.Sequential(OrderedDict(conv=nn.Conv2d(channels, channels, 3, padding=1, groups=groups)))

    def forward(self, x):
        return F.relu(x + self.b(self.a(x)))


class Net(nn.Module):
    """A network of many kinds of layers."""

    def __init__(self, config: Config = Config(), classes: int = 10):
        super().__init__()
        self.stem = block(3, config.widths[0], stride=2)
        self.stages = nn.ModuleList()
        for before, after in zip(config.widths, config.widths[1:] + [64]):
            self.stages.append(nn.Sequential(Residual(before), block(before, after, stride=2)))
        self.up = nn.ConvTranspose2d(64, 32, 2, 2)
        self.scale = nn.Parameter(torch.ones(1, 32, 1, 1) / math.sqrt(32))
        self.attention = nn.MultiheadAttention(32, config.heads, batch_first=True)
        self.head = nn.Linear(32, classes)

    def forward(self, x):
        b, c, h, w = x.shape
        x = self.stem(x[:, :, ::2, : w // 2])
        features = []
        for index, stage in enumerate(self.stages):
            x = stage(x)
            if index % 2 == 0:
                features.append(F.max_pool2d(x, 2))
        x = self.up(x) * self.scale
        x = torch.cat([x, F.interpolate(x, scale_factor=1, mode='nearest')], dim=1)
        x, _ = x.chunk(2, dim=1)
        x = x.flatten(2).transpose(1, 2)
        x = x + self.attention(x, x, x)[0]
        return self.head(x.mean(1)), {'features': [f.view(b, -1) for f in features]}


def net(pretrained=False, **kwargs):
    try:
        model = Net(**kwargs)
    except TypeError as error:
        raise ValueError(f'{error!r:>10}') from error
    return model
