// The axis of a stated input that is the batch: left out where that is certain, else all axes are told. Shapes and sums are PyTorch 1.13's.
import assert from 'node:assert/strict';
import { analysePython } from '../../support/pytorch.js';

interface Told {
  readonly inputs: readonly unknown[];
  readonly outputs: readonly unknown[];
  readonly macs: unknown;
  readonly unknown: number;
}

function told(text: string): Told {
  const { networks, findings } = analysePython(`import torch\nfrom torch import nn\n${text.trim()}\n`);
  const errors = findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  assert.deepEqual(errors, []);
  const [first, ...others] = networks;
  assert.ok(first && others.length === 0);
  const { network, totals } = first;
  return {
    inputs: network.inputs.map(({ value }) => value.shape),
    outputs: network.outputs.map(({ value }) => value.shape),
    macs: totals.macs,
    unknown: totals.unknownLayers,
  };
}

const recurrent = (unpacked: string, step: string, end: string): string => `
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3 + 6, 4 * 6, 3, padding=1)
    def cell(self, x, state):
        h, c = state
        i, f, o, g = torch.chunk(self.conv(torch.cat([x, h], dim=1)), 4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c
    def forward(self, x):
        ${unpacked} = x.shape
        state = (x.new_zeros(b, 6, h, w), x.new_zeros(b, 6, h, w))
        out = []
        ${step}
            state = self.cell(x_t, state)
            out.append(state[0])
        return ${end}
Net()(torch.randn(2, 5, 3, 8, 8))
`;
const macsOfCell = 9 * 9 * 24 * 64;

describe('the batch of stated inputs', () => {
  it('a recurrence over the first axis has its batch in the second', () => {
    for (const step of ['for x_t in x:', 'for i in range(t):\n            x_t = x[i]']) {
      const { inputs, outputs, macs } = told(recurrent('t, b, c, h, w', step, 'torch.stack(out)'));
      assert.deepEqual(inputs, [[2, 3, 8, 8]]);
      assert.deepEqual(outputs, [[2, 6, 8, 8]]);
      assert.equal(macs, 2 * macsOfCell);
    }
  });

  it('a recurrence over the second axis has it in the first, wherever the steps are stacked', () => {
    const step = 'for i in range(t):\n            x_t = x[:, i]';
    for (const end of ['torch.stack(out)', 'torch.stack(out, dim=1)']) {
      const { inputs, outputs, macs } = told(recurrent('b, t, c, h, w', step, end));
      assert.deepEqual(inputs, [[5, 3, 8, 8]]);
      assert.deepEqual(outputs, [[5, 6, 8, 8]]);
      assert.equal(macs, 5 * macsOfCell);
    }
  });

  it('what a function feeds is read alike', () => {
    const text = recurrent('t, b, c, h, w', 'for x_t in x:', 'torch.stack(out)').replace(
      'Net()(torch.randn(2, 5, 3, 8, 8))',
      'def main():\n    net = Net()\n    net(torch.randn(2, 5, 3, 8, 8))',
    );
    assert.deepEqual(told(text).outputs, [[2, 6, 8, 8]]);
  });

  it('attention over the first axis, as the layers of torch have it', () => {
    const { outputs, macs } = told(`
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(40, 16)
        self.encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(16, 2, 32), 2)
    def forward(self, x):
        mask = torch.triu(torch.ones(len(x), len(x)), 1).bool()
        return self.encoder(self.embed(x), mask)
Net()(torch.randint(0, 40, (11, 3)))
`);
    assert.deepEqual(outputs, [[11, 16]]);
    assert.equal(macs, 2 * 11 * (4 * 16 * 16 + 2 * 11 * 16 + 2 * 16 * 32));
  });

  it('nodes of a graph are no batch: all axes are told', () => {
    const { inputs, outputs, macs, unknown } = told(`
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(10, 8)
    def forward(self, x, edges):
        src, dst = edges
        h = self.fc(x)
        return torch.zeros(x.size(0), 8).index_add(0, dst, h[src]), h @ h.t()
Net()(torch.rand(9, 10), torch.randint(0, 9, (2, 30)))
`);
    assert.deepEqual(inputs, [
      [9, 10],
      [2, 30],
    ]);
    assert.deepEqual(outputs, [
      [9, 9],
      [9, 8],
    ]);
    assert.equal(macs, 9 * 10 * 8 + 9 * 9 * 8);
    assert.equal(unknown, 0);
  });

  it('figures that the whole batch has a part in are those of the whole', () => {
    const { outputs } = told(`
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(6, 3)
    def forward(self, x):
        return self.fc(x - x.mean(0)), x.t() @ x
Net()(torch.rand(5, 6))
`);
    assert.deepEqual(outputs, [
      [6, 6],
      [5, 3],
    ]);
  });

  it('examples that are taken one by one, and a batch that is doubled, are told as they are', () => {
    const { outputs, macs } = told(`
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 6, 3)
    def forward(self, x):
        one, two = self.conv(torch.cat([x, x])).chunk(2)
        return torch.stack([self.conv(each).mean((1, 2)) for each in x]), one - two
Net()(torch.rand(4, 3, 10, 10))
`);
    assert.deepEqual(outputs, [
      [4, 6, 8, 8],
      [4, 6],
    ]);
    assert.equal(macs, 3 * 4 * 27 * 6 * 64);
  });

  it('tensors in lists, tuples and dictionaries are inputs', () => {
    const net = (read: string): string => `
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(4, 6), nn.Linear(3, 6)
    def forward(self, given):
        x, z = ${read}
        return self.a(x) + self.b(z)
`;
    for (const [read, given] of [
      ['given', '[torch.rand(2, 4), torch.rand(2, 3)]'],
      ['given', '(torch.rand(2, 4), torch.rand(2, 3))'],
      ["given['x'], given['z'][0]", "{'x': torch.rand(2, 4), 'z': [torch.rand(2, 3)], 'n': 3}"],
    ] as const) {
      const { inputs, outputs, macs, unknown } = told(`${net(read)}Net()(${given})\n`);
      assert.deepEqual([inputs, outputs, macs, unknown], [[[4], [3]], [[6]], 7 * 6, 0], given);
    }
  });

  it('a list of images of several sizes', () => {
    const { inputs, outputs } = told(`
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 6, 3, padding=1)
    def forward(self, images):
        height, width = (max(each.shape[axis] for each in images) for axis in (1, 2))
        batch = images[0].new_zeros((len(images), 3, height, width))
        for each, place in zip(images, batch):
            place[:, :each.shape[1], :each.shape[2]].copy_(each)
        return self.conv(batch)
Net()([torch.rand(3, 10, 12), torch.rand(3, 8, 14)])
`);
    assert.deepEqual(inputs, [
      [3, 10, 12],
      [3, 8, 14],
    ]);
    assert.deepEqual(outputs, [[2, 6, 10, 14]]);
  });
});
