// One small network in the three ways in which people write it, and the facts that all three share.
import assert from 'node:assert/strict';
import { analysePython } from '../../support/pytorch.js';

const sequential = `
import torch.nn as nn

def make_net(num_classes=10):
    return nn.Sequential(
        nn.Conv2d(3, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1), nn.BatchNorm2d(64), nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(64 * 8 * 8, num_classes),
    )  # fovea: input 3x32x32
`;

const blocks = `
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, kernel_size=3, padding=1)
        self.bn = nn.BatchNorm2d(out_channels)
        self.act = nn.ReLU(inplace=True)
        self.pool = nn.MaxPool2d(2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.pool(self.act(self.bn(self.conv(x))))

# fovea: input 3x32x32
class Net(nn.Module):
    def __init__(self, widths=(32, 64), num_classes=10):
        super().__init__()
        layers = []
        channels = 3
        for width in widths:
            layers.append(Block(channels, width))
            channels = width
        self.features = nn.Sequential(*layers)
        self.classifier = nn.Linear(channels * 8 * 8, num_classes)

    def forward(self, x):
        x = self.features(x)
        return self.classifier(x.view(x.size(0), -1))
`;

const functional = `
import torch
import torch.nn as nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.conv1 = nn.Conv2d(3, 32, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(32)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.bn2 = nn.BatchNorm2d(64)
        self.fc = nn.Linear(64 * 8 * 8, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 2)
        x = F.max_pool2d(F.relu(self.bn2(self.conv2(x))), 2)
        x = torch.flatten(x, 1)
        return self.fc(x)

if __name__ == '__main__':
    net = Net()
    print(net(torch.randn(2, 3, 32, 32)).shape)
`;

/** 3·3·3·32 + 32 + 2·32 + 3·3·32·64 + 64 + 2·64 + 64·8·8·10 + 10. */
const params = 60_554;

describe('a CIFAR network in three styles', () => {
  const styles: readonly (readonly [string, string, string, readonly string[]])[] = [
    ['Sequential', sequential, 'make_net', ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']],
    [
      'classes with blocks',
      blocks,
      'Net',
      [
        ...['conv', 'bn', 'act', 'pool'].map((name) => `features.0.${name}`),
        ...['conv', 'bn', 'act', 'pool'].map((name) => `features.1.${name}`),
        'view',
        'classifier',
      ],
    ],
    [
      'functional',
      functional,
      'Net',
      ['conv1', 'bn1', 'relu', 'max_pool2d', 'conv2', 'bn2', 'relu_1', 'max_pool2d_1', 'flatten', 'fc'],
    ],
  ];
  for (const [style, text, name, names] of styles) {
    it(style, () => {
      const analysis = analysePython(text);
      assert.deepEqual(
        analysis.networks.map((network) => network.name),
        [name],
      );
      const [network] = analysis.networks;
      assert.ok(network);
      const { totals, network: graph } = network;
      assert.equal(totals.params, params);
      assert.equal(totals.macs, 3 * 3 * 3 * 32 * 32 * 32 + 3 * 3 * 32 * 64 * 16 * 16 + 64 * 8 * 8 * 10);
      assert.equal(totals.statistics, 2 * 32 + 2 * 64);
      assert.equal(network.depth, 3);
      assert.deepEqual(
        graph.body.nodes.map((node) => node.qualifiedName),
        names,
      );
      assert.deepEqual(graph.outputs.at(-1)?.value.shape, [10]);
      assert.deepEqual(
        analysis.findings.filter(({ severity }) => severity === 'error' || severity === 'warning'),
        [],
      );
      const { field } = network.featureMap;
      assert.deepEqual(field?.kind === 'local' && field.axes[0], { size: 10, stride: 4, padding: 3 });
    });
  }

  it('takes arguments and inputs of the command line', () => {
    const [network] = analysePython(blocks, {
      network: 'Net',
      input: [3, 64, 64],
      arguments: { widths: '[8, 16, 32]', num_classes: '100' },
    }).networks;
    assert.deepEqual(network?.network.outputs[0]?.value.shape, [100]);
    assert.equal(network.depth, 4);
  });
});
