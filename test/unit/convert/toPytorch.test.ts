// Every network of the zoo as a PyTorch module: read back, it has the parameters, operations and output of the original.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { toPytorch } from '../../../server/src/languages/pytorch/write/toPytorch.js';
import type { Dim } from '../../../server/src/math/dim.js';
import { analyseFile, analyseText, networkOf } from '../../support/analyse.js';
import { analysePrototxt, netOf, onlyNetwork } from '../../support/prototxt.js';
import { analysePython } from '../../support/pytorch.js';

const zoo = Object.values(
  JSON.parse(readFileSync('test/fixtures/zoo.json', 'utf8')) as Record<string, string>,
);

describe('PyTorch modules', () => {
  for (const place of [...new Set(zoo)]) {
    const [file = '', name] = place.split('#');
    it(`${name} of ${file}`, () => {
      const original = networkOf(analyseFile(file), name);
      const text = toPytorch(original.network);
      const input = original.network.inputs[0]?.value.shape as readonly Dim[];
      const analysis = analysePython(text, { input });
      const errors = analysis.findings.filter(({ severity }) => severity === 'error');
      assert.deepEqual(
        errors.map(({ message, start, end }) => `${text.slice(start, end)}: ${message}`),
        [],
      );
      const [network] = analysis.networks;
      assert.ok(network, text);
      assert.equal(network.totals.params, original.totals.params);
      assert.equal(network.totals.macs, original.totals.macs);
      assert.deepEqual(
        network.network.outputs.at(-1)?.value.shape,
        original.network.outputs.at(-1)?.value.shape,
      );
    });
  }

  it('return the main output first', () => {
    const text = `net Two {
  input image: 3 x 8 x 8
  let stem = Conv(4, 3)
  output aux = stem -> Conv(2, 1)
  stem -> Conv(8, 3) -> Conv(5, 1)
  output main = it
}`;
    const original = networkOf(analyseText(text));
    const written = toPytorch(original.network);
    const [network] = analysePython(written, { input: [3, 8, 8] }).networks;
    assert.deepEqual([network?.depth, network?.totals.params], [original.depth, original.totals.params]);
    assert.deepEqual(network?.featureMap.field, original.featureMap.field);
  });

  it('are written as one would write them', () => {
    const text = `net Tiny {
  input image: 3 x 32 x 32
  conv1: Conv(16, kernel = 3, pad = same) -> BatchNorm -> ReLU
  add { | it | Conv(16, kernel = 3, pad = 1, bias = false) -> BatchNorm }
  ReLU -> GlobalAvgPool -> Flatten
  fc: Linear(10)
}`;
    assert.equal(
      toPytorch(networkOf(analyseText(text)).network),
      `"""Tiny, written by Fovea from main.fovea."""

import torch
from torch import Tensor, nn


# fovea: input 3x32x32
class Tiny(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU())
        self.residual = nn.Sequential(nn.Conv2d(16, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16))
        self.relu = nn.ReLU()
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(16, 10)

    def forward(self, x: Tensor) -> Tensor:
        x = self.conv1(x)
        x = x + self.residual(x)
        x = self.relu(x)
        x = self.avgpool(x)
        x = torch.flatten(x, 1)
        return self.fc(x)
`,
    );
  });

  it('make a block a class, whose parameters are what differs, and hand in what only some instances have', () => {
    const text = `block Unit(width, stride) {
  add {
    | Conv(width, 3, stride = stride, pad = 1) -> ReLU -> Conv(4 * width, 1)
    | if stride != 1 or it.channels != 4 * width { Shortcut(4 * width, stride) }
  }
}
block Shortcut(width, stride) { Conv(width, 1, stride = stride) -> BatchNorm }
net Small {
  input image: 8 x 32 x 32
  stage: for i in 0 ..< 4 { Unit(4, stride = if i == 0 then 2 else 1) }
  last: Unit(8, 2)
}`;
    const written = toPytorch(networkOf(analyseText(text)).network);
    assert.equal(written.match(/^class /gm)?.length, 3, written);
    for (const line of [
      'self, in_channels: int, width: int, stride: int, shortcut: nn.Module | None = None',
      'nn.Conv2d(in_channels, width, 3, stride=stride, padding=1),',
      'nn.Conv2d(width, 4 * width, 1),',
      'Unit(8, 4, 2, shortcut=Shortcut(8, 16)),',
      '*[Unit(16, 4, 1) for _ in range(3)],',
      'self.last = Unit(16, 8, 2, shortcut=Shortcut(16, 32))',
    ])
      assert.ok(written.includes(line), `${line} in\n${written}`);
  });

  it('write dense layers as a loop whose channels grow', () => {
    const { network } = networkOf(analyseFile('examples/densenet.fovea'), 'DenseNet121');
    assert.match(
      toPytorch(network),
      /self\.dense3 = nn\.Sequential\(\*\[DenseLayerB\(256 \+ 32 \* i\) for i in range\(24\)\]\)/,
    );
  });

  it('share a module between layers that share weights', () => {
    const original = analysePython(
      `import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(8, 8, 3, padding=1)

    def forward(self, x):
        return self.conv(torch.relu(self.conv(x)))
`,
      { input: [8, 16, 16] },
    ).networks[0]!;
    const written = toPytorch(original.network);
    assert.equal(written.match(/nn\.Conv2d/g)?.length, 1, written);
    const again = analysePython(written, { input: [8, 16, 16] }).networks[0]!;
    assert.equal(again.totals.params, original.totals.params);
    assert.equal(again.totals.macs, original.totals.macs);
  });

  it('do not let names of the text meet those of Python and PyTorch', () => {
    const text = `block F(i) { Conv(i, 3, pad = [[1, 0], [1, 0]]) -> ReLU }
net Tensor {
  input image: 8 x 16 x 16
  eval: F(8)
  x: F(16)
  self: Conv(4, 1) -> BatchNorm
}`;
    const original = networkOf(analyseText(text));
    const written = toPytorch(original.network);
    const analysis = analysePython(written, { input: [8, 16, 16] });
    assert.deepEqual(
      analysis.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message),
      [],
      written,
    );
    assert.equal(analysis.networks.at(-1)?.totals.params, original.totals.params, written);
    assert.doesNotMatch(written, /class (F|Tensor)\b/);
  });

  it('take pools of Caffe whose windows cover the map', () => {
    const original = networkOf(analyseFile('examples/lenet.prototxt'));
    const written = toPytorch(original.network);
    const input = original.network.inputs[0]?.value.shape as readonly Dim[];
    const again = analysePython(written, { input }).networks.at(-1);
    assert.equal(again?.totals.params, original.totals.params, written);
    assert.equal(again?.totals.macs, original.totals.macs);
  });
});

describe('Caffe to PyTorch', () => {
  const caffe = (...layers: readonly string[]): string =>
    toPytorch(onlyNetwork(analysePrototxt(netOf('8x6x6', ...layers))).network);

  it('BatchNorm and Scale are one layer', () => {
    const text = caffe(
      'BatchNorm data -> a { batch_norm_param { eps: 0.001 } }',
      'Scale a -> b { scale_param { bias_term: true } }',
    );
    assert.match(text, /nn\.BatchNorm2d\(8, eps=0\.001\)/);
    assert.doesNotMatch(text, /Scale/);
  });

  it('a Scale by itself is a learned factor', () => {
    assert.match(
      caffe('Scale data -> a { scale_param { bias_term: true } }'),
      /LearnedScale\(8, 1, 1, bias=True\)/,
    );
  });

  // lrn_layer.cpp and torch both divide alpha by the number of neighbours.
  it('the factor of LRN is the same in Caffe and in PyTorch', () => {
    assert.match(
      caffe('LRN data -> a { lrn_param { local_size: 3 alpha: 0.0003 beta: 0.5 } }'),
      /nn\.LocalResponseNorm\(3, alpha=0\.0003, beta=0\.5\)/,
    );
  });
});
