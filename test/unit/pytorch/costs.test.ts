// What layers of PyTorch cost that look things up, pack sequences, spread over distributions or are frozen.
import assert from 'node:assert/strict';
import { trainingMemory } from '../../../server/src/analysis/memory.js';
import { summaryToJson } from '../../../server/src/cli/networkJson.js';
import { networkFacts } from '../../../server/src/ide/networkFacts.js';
import { analysePython, moduleText } from '../../support/pytorch.js';

function networkOf(init: readonly string[], forward: readonly string[], input: readonly number[]) {
  const { networks, findings } = analysePython(moduleText(init, forward), { input });
  const [network] = networks;
  assert.ok(network);
  assert.deepEqual(
    findings
      .filter(({ severity }) => severity === 'error' || severity === 'warning')
      .map(({ message }) => message),
    [],
  );
  assert.equal(network.totals.unknownLayers, 0);
  return network;
}

describe('costs of PyTorch files', () => {
  it('count the table of an EmbeddingBag, whatever it does with a bag', () => {
    for (const mode of ['sum', 'mean', 'max']) {
      const init = [`self.bag = nn.EmbeddingBag(1000, 16, mode='${mode}')`, 'self.fc = nn.Linear(16, 4)'];
      const { totals, network } = networkOf(init, ['return self.fc(self.bag(x))'], [9]);
      assert.deepEqual([totals.params, totals.macs], [1000 * 16 + 16 * 4 + 4, 16 * 4]);
      assert.deepEqual(network.outputs.at(-1)?.value.shape, [4]);
    }
    const offsets = ['return self.bag(x.flatten(), torch.zeros(5, dtype=torch.long))'];
    const { totals } = networkOf(['self.bag = nn.EmbeddingBag(10, 3)'], offsets, [4]);
    assert.equal(totals.params, 30);
  });

  it('count products of what does not depend on the input, as PyTorch runs them every time', () => {
    const init = ["self.register_buffer('f', torch.arange(16.0)[:, None])", 'self.fc = nn.Linear(16, 16)'];
    const angles = 'angles = (self.f @ torch.arange(float(x.shape[1]))[None]).transpose(0, 1)';
    const { totals } = networkOf(init, [angles, 'return self.fc(x) * angles.cos()'], [9, 16]);
    assert.equal(totals.macs, 16 * 9 + 9 * 16 * 16);
  });

  it('follow both parameters of a distribution, by position or by keyword', () => {
    const init = ['self.a = nn.Linear(10, 5)', 'self.b = nn.Linear(10, 5)', 'self.v = nn.Linear(10, 1)'];
    for (const made of [
      'Normal(self.a(x), self.b(x))',
      'Normal(loc=self.a(x), scale=self.b(x))',
      'Beta(concentration1=self.a(x), concentration0=self.b(x))',
      'Uniform(self.a(x), high=self.b(x))',
      'Independent(torch.distributions.Normal(self.a(x), scale=self.b(x)), 1)',
    ]) {
      const { totals } = networkOf(init, [`return torch.distributions.${made}, self.v(x)`], [10]);
      assert.deepEqual([totals.params, totals.macs], [121, 110], made);
    }
    const sampled = networkOf(
      init.slice(0, 2),
      ['d = torch.distributions.Normal(self.a(x), self.b(x))', 'return d.rsample()'],
      [10],
    );
    assert.deepEqual([sampled.totals.macs, sampled.network.outputs.at(-1)?.value.shape], [100, [5]]);
    const chosen = ['d = torch.distributions.Categorical(logits=self.a(x))', 'return d.log_prob(d.sample())'];
    assert.equal(networkOf(init.slice(0, 1), chosen, [10]).totals.macs, 50);
  });

  it('pass packed sequences through recurrent layers as padded ones', () => {
    const init = ['self.rnn = nn.GRU(8, 6, batch_first=True)', 'self.fc = nn.Linear(6, 3)'];
    const rnn = 3 * 6 * (8 + 6);
    const forward = (unpack: string) => [
      'from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence',
      'lengths = torch.full((x.shape[0],), 7)',
      'packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)',
      'out, h = self.rnn(packed)',
      unpack,
    ];
    const padded = networkOf(
      init,
      forward('return self.fc(pad_packed_sequence(out, batch_first=True)[0])'),
      [7, 8],
    );
    assert.deepEqual(padded.network.outputs.at(-1)?.value.shape, [7, 3]);
    assert.equal(padded.totals.macs, 7 * rnn + 7 * 6 * 3);
    const state = networkOf(init, forward('return self.fc(h[-1])'), [7, 8]);
    assert.equal(state.totals.macs, 7 * rnn + 6 * 3);
    const data = networkOf(init, forward('return self.fc(out.data)'), [7, 8]);
    assert.equal(data.totals.macs, 7 * rnn + 7 * 6 * 3);
  });

  it('give --input to each input of the same name', () => {
    const text = moduleText(['self.a = nn.Linear(6, 2)'], ['return self.a(x1) - self.a(x2)']).replace(
      'forward(self, x)',
      'forward(self, x1, x2)',
    );
    const [network] = analysePython(text, { input: [6] }).networks;
    assert.deepEqual(
      network?.network.inputs.map(({ value }) => value.shape),
      [[6], [6]],
    );
    assert.equal(network?.totals.macs, 24);
  });
});

describe('registered parameters of unknown size', () => {
  const unreached = (...lines: readonly string[]) =>
    networkOf(
      ['import os', 'self.head = nn.Linear(4, 2)', 'self.aux = nn.Linear(4, os.getpid())', ...lines],
      ['if self.training: x = x + self.aux(x).sum()', 'return self.head(x)'],
      [4],
    );

  it('make the number with training outputs a lower bound, although forward does not reach them', () => {
    const { totals, training } = unreached();
    assert.deepEqual([totals.params, totals.unknownLayers], [10, 0]);
    assert.deepEqual([training.params, training.unknownLayers], [10, 1]);
  });

  it('are marked in hovers and in JSON, frozen ones too', () => {
    const settings = { numberType: 'float32', batchSize: 1 } as const;
    for (const network of [unreached(), unreached('self.aux.requires_grad_(False)')]) {
      const [, text] = networkFacts(network, settings).find(([row]) => row === 'with training outputs') ?? [];
      assert.match(String(text), /≥ 10 parameters/);
      const { training } = summaryToJson(network, { ...settings, devices: [] }) as {
        training: Record<string, unknown>;
      };
      assert.equal(training.unknownLayers, 1);
      assert.equal(typeof training.unknown, 'string');
    }
  });

  it('may be parameters that an unknown branch of forward adds', () => {
    const { training } = networkOf(
      ['self.head = nn.Linear(4, 2)'],
      ['import os', 'if os.getpid() > 5:', '    self.more = nn.Linear(4, 4)', 'return self.head(x)'],
      [4],
    );
    assert.ok(training.unknownLayers > 0);
  });
});

describe('frozen weights', () => {
  const init = ['self.back = nn.Sequential(nn.Linear(8, 4), nn.ReLU())', 'self.head = nn.Linear(4, 2)'];
  const trainableWith = (...lines: readonly string[]) =>
    networkOf([...init, ...lines], ['return self.head(self.back(x))'], [8]);

  it('are those whose gradients a program switches off', () => {
    for (const [trainable, ...lines] of [
      [46],
      [10, 'for p in self.back.parameters():', '    p.requires_grad = False'],
      [10, 'for p in self.back.parameters():', '    p.requires_grad_(False)'],
      [10, 'self.back.requires_grad_(False)'],
      [46, 'self.back.requires_grad_(False)', 'self.back.requires_grad_()'],
      [
        4,
        'for name, p in self.named_parameters():',
        "    p.requires_grad = 'bias' in name and 'head' not in name",
      ],
      [44, 'self.head.bias = nn.Parameter(torch.zeros(2), requires_grad=False)'],
    ] as const) {
      assert.equal(trainableWith(...lines).trainable, trainable, lines.join('\n'));
    }
  });

  it('have no gradient and no state of the optimiser', () => {
    const network = trainableWith('self.back.requires_grad_(False)');
    const memory = trainingMemory(network, 'adam', 'float32', 1);
    assert.deepEqual([memory?.weights, memory?.gradients, memory?.state], [46 * 4, 10 * 4, 2 * 10 * 4]);
  });

  it('are unknown where it is not known which', () => {
    const network = trainableWith('import os', 'self.back.requires_grad_(os.getpid() > 5)');
    assert.equal(typeof network.trainable, 'object');
    assert.equal(trainingMemory(network, 'sgd', 'float32', 1), undefined);
  });
});
