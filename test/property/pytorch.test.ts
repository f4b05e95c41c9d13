// Files that are cut off anywhere, or edited at random: no crash, and as much is known as can be.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analysePython } from '../support/pytorch.js';

const text = `
import torch
from torch import nn
import torch.nn.functional as F

class Block(nn.Module):
    def __init__(self, in_planes, planes, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(in_planes, planes, kernel_size=3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(planes)
        self.conv2 = nn.Conv2d(planes, planes, kernel_size=3, stride=1, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(planes)
        self.shortcut = nn.Sequential()
        if stride != 1 or in_planes != planes:
            self.shortcut = nn.Sequential(
                nn.Conv2d(in_planes, planes, kernel_size=1, stride=stride, bias=False),
                nn.BatchNorm2d(planes),
            )

    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        out += self.shortcut(x)
        return F.relu(out)

class ResNet(nn.Module):
    def __init__(self, num_blocks=[2, 2], num_classes=10):
        super().__init__()
        self.in_planes = 16
        self.conv1 = nn.Conv2d(3, 16, kernel_size=3, padding=1, bias=False)
        self.layer1 = self._make_layer(16, num_blocks[0], stride=1)
        self.layer2 = self._make_layer(32, num_blocks[1], stride=2)
        self.linear = nn.Linear(32, num_classes)

    def _make_layer(self, planes, num_blocks, stride):
        strides = [stride] + [1] * (num_blocks - 1)
        layers = []
        for stride in strides:
            layers.append(Block(self.in_planes, planes, stride))
            self.in_planes = planes
        return nn.Sequential(*layers)

    def forward(self, x):
        out = self.layer2(self.layer1(self.conv1(x)))
        out = F.avg_pool2d(out, 16)
        return self.linear(out.view(out.size(0), -1))
`;

const input = { input: [3, 32, 32] };

/** Everything that an editor asks for is there, or unknown for a reason. */
function survives(program: string): ReturnType<typeof analysePython> {
  const analysis = analysePython(program, input);
  for (const network of analysis.networks) {
    assert.ok(network.totals.params >= 0);
    assert.ok(network.depth >= 0);
    void network.featureMap;
  }
  assert.ok(Array.isArray(analysis.findings));
  return analysis;
}

describe('PyTorch files that are being typed', () => {
  it('are read wherever they are cut off', () => {
    let forward = 0;
    let layers = 0;
    const cuts = 150;
    for (let cut = 0; cut < cuts; cut++) {
      const { networks } = survives(text.slice(0, Math.floor(((cut + 1) * text.length) / cuts)));
      if (networks.some(({ network }) => network.body.nodes.length > 0)) forward++;
      else if (networks.length > 0) layers++;
    }
    // The network's class begins behind half of the text, and its forward at the end.
    assert.ok(
      forward + layers >= cuts * 0.45,
      `${forward} of ${cuts} give a forward, ${layers} more the layers alone`,
    );
  });

  it('are read after random edits', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.nat(text.length),
            fc.nat(40),
            fc.constantFrom(
              '',
              '(',
              ')',
              '[',
              ':',
              '\n',
              '\n    ',
              'self',
              '=',
              ' / ',
              '"',
              "'''",
              '#',
              '\\',
              'x',
              '0',
              '.',
              ',',
            ),
          ),
          { minLength: 1, maxLength: 4 },
        ),
        (edits) => {
          let program = text;
          for (const [at, length, inserted] of edits)
            program = program.slice(0, at) + inserted + program.slice(at + length);
          survives(program);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('are read whatever they hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (tail) => {
        survives(`import torch\n${tail}`);
      }),
      { numRuns: 200 },
    );
  });
});
