// Every network of the zoo as a PyTorch module: read back, it has the parameters, operations and output of the original.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { toPytorch } from '../../../server/src/convert/toPytorch.js';
import type { Dim } from '../../../server/src/math/dim.js';
import { analyseFile, analyseText, networkOf } from '../../support/analyse.js';
import { analysePython } from '../../support/pytorch.js';

const zoo = Object.values(
  JSON.parse(readFileSync('test/fixtures/zoo.json', 'utf8')) as Record<string, string>,
);

describe('PyTorch modules', function () {
  this.timeout(60_000);

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
});
