"""ResNet for CIFAR-10 (He et al., "Deep residual learning for image recognition", 2016, section 4.2).

Fovea reads this file as it stands and never runs it: rest the mouse on a layer, or press "Open graph" above a builder.
"""

import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor


class Shortcut(nn.Module):
    """Option A of the paper: every other pixel, and channels of zeros, so that a shortcut has no parameters."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.channels = channels

    def forward(self, x: Tensor) -> Tensor:
        missing = self.channels - x.shape[1]
        return F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, missing // 2, missing // 2))


class BasicBlock(nn.Module):
    def __init__(self, in_channels: int, channels: int, stride: int = 1) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channels, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.shortcut = Shortcut(channels) if stride != 1 else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        return F.relu(out + self.shortcut(x))


class ResNet(nn.Module):
    def __init__(self, blocks: int, num_classes: int = 10) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = self.stage(16, 16, blocks, stride=1)
        self.layer2 = self.stage(16, 32, blocks, stride=2)
        self.layer3 = self.stage(32, 64, blocks, stride=2)
        self.fc = nn.Linear(64, num_classes)

    @staticmethod
    def stage(in_channels: int, channels: int, blocks: int, stride: int) -> nn.Sequential:
        first = BasicBlock(in_channels, channels, stride)
        return nn.Sequential(first, *[BasicBlock(channels, channels) for _ in range(blocks - 1)])

    def forward(self, x: Tensor) -> Tensor:
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.layer3(self.layer2(self.layer1(out)))
        out = F.adaptive_avg_pool2d(out, 1).flatten(1)
        return self.fc(out)


# fovea: input 3x32x32
def resnet20() -> ResNet:
    return ResNet(3)


# fovea: input 3x32x32
def resnet56() -> ResNet:
    return ResNet(9)


# fovea: input 3x32x32
def resnet110() -> ResNet:
    return ResNet(18)
