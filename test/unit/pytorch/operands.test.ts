// What torch asks of inputs that meet, the batch among them; each line was run under PyTorch 1.13.
import assert from 'node:assert/strict';
import { analysePython, moduleText } from '../../support/pytorch.js';

/** The errors of a network that the file itself runs on a tensor of zeros. */
function errors(
  init: readonly string[],
  forward: readonly string[],
  input: string,
  signature = 'self, x',
): string[] {
  const text = `${moduleText(init, forward).replace('self, x', signature)}Net()(${input})\n`;
  return analysePython(text)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ code, start, end }) => `${code}: ${text.slice(start, end)}`);
}

const fed = (sizes: string): string => `torch.zeros(${sizes})`;

describe('inputs that meet', () => {
  it('do not broadcast where the batch meets another axis', () => {
    const gate = ['y = x.mean((2, 3))', 'return x * y'];
    assert.deepEqual(errors([], gate, fed('2, 8, 6, 5')), ['broadcast-mismatch: x * y']);
    assert.deepEqual(
      errors([], ['y = x.mean((2, 3))[:, :, None, None]', 'return x * y'], fed('2, 8, 6, 5')),
      [],
    );
    // As many channels as places: that is what torch computes too.
    assert.deepEqual(errors([], gate, fed('2, 8, 2, 8')), []);
    const table = ['self.p = nn.Parameter(torch.zeros(50, 1, 8))'];
    assert.deepEqual(errors(table, ['return x + self.p'], fed('4, 50, 8')), [
      'broadcast-mismatch: x + self.p',
    ]);
    assert.deepEqual(errors(table, ['return x + self.p[:, 0]'], fed('4, 50, 8')), []);
  });

  it('are not concatenated where their batches differ, nor along the batch where their features do', () => {
    const token = ['self.t = nn.Parameter(torch.zeros(1, 1, 8))'];
    const join = 'torch.cat([self.t, x], dim=1)';
    assert.deepEqual(errors(token, [`return ${join}`], fed('2, 5, 8')), [`concat-mismatch: ${join}`]);
    assert.deepEqual(errors(token, [`return ${join}`], fed('1, 5, 8')), []);
    const grown = 'torch.cat([self.t.expand(x.size(0), -1, -1), x], dim=1)';
    assert.deepEqual(errors(token, [`return ${grown}`], fed('2, 5, 8')), []);
    const rows = ['a, b = x[:, :3], x[:, 3:]', 'return torch.cat((a, b))'];
    assert.deepEqual(errors([], rows, fed('2, 5')), ['concat-mismatch: torch.cat((a, b))']);
  });

  it('have states of layers by batch by width', () => {
    for (const [state, isRefused] of [
      ['torch.zeros(4, x.size(0), 6)', false],
      ['torch.zeros(x.size(0), 4, 6)', true],
      ['torch.zeros(2, x.size(0), 6)', true],
      ['torch.zeros(4, 3, 6)', false],
      ['torch.zeros(4, 1, 6)', true],
      ['None', false],
    ] as const)
      assert.deepEqual(
        errors(
          ['self.r = nn.GRU(8, 6, 2, batch_first=True, bidirectional=True)'],
          [`return self.r(x, ${state})[0]`],
          fed('3, 5, 8'),
        ),
        isRefused ? [`operand-mismatch: self.r(x, ${state})`] : [],
        state,
      );
  });

  it('have masks of queries by keys', () => {
    const attention = ['self.a = nn.MultiheadAttention(8, 2, batch_first=True)'];
    for (const [mask, isRefused] of [
      ['attn_mask=torch.zeros(5, 5)', false],
      ['attn_mask=torch.zeros(6, 5, 5)', false],
      ['attn_mask=torch.zeros(3, 3)', true],
      ['key_padding_mask=torch.zeros(3, 5).bool()', false],
      ['key_padding_mask=torch.zeros(5, 3).bool()', true],
    ] as const)
      assert.deepEqual(
        errors(attention, [`return self.a(x, x, x, ${mask})[0]`], fed('3, 5, 8')),
        isRefused ? [`operand-mismatch: self.a(x, x, x, ${mask})`] : [],
        mask,
      );
    const decoder = ['self.d = nn.TransformerDecoderLayer(8, 2, 16)'];
    const inputs = `${fed('7, 2, 8')}, ${fed('9, 2, 8')}`;
    const masked = (n: string): string[] => [
      `m = torch.zeros(${n}, ${n})`,
      'return self.d(x, y, tgt_mask=m)',
    ];
    assert.deepEqual(errors(decoder, masked('x.size(0)'), inputs, 'self, x, y'), []);
    assert.deepEqual(errors(decoder, masked('x.size(1)'), inputs, 'self, x, y'), [
      'operand-mismatch: self.d(x, y, tgt_mask=m)',
    ]);
  });

  it('have targets that fit the scores', () => {
    for (const [loss, isRefused] of [
      ['F.mse_loss(x[:, :, 1:], x)', 'broadcast-mismatch'],
      ['F.mse_loss(x[:, :, :1], x)', undefined],
      ['F.binary_cross_entropy_with_logits(x[:, 0], x[:, 0, :1])', 'operand-mismatch'],
      ['F.cross_entropy(x, torch.zeros(2, 6, dtype=torch.long))', undefined],
      ['F.cross_entropy(x, torch.zeros(2, 5, dtype=torch.long))', 'operand-mismatch'],
      ['F.cross_entropy(x, x)', undefined],
      ['F.nll_loss(x[:, :, 0], torch.zeros(2, 1, dtype=torch.long))', 'operand-mismatch'],
      ['nn.CrossEntropyLoss()(x[:, :, 0], torch.zeros(2, dtype=torch.long))', undefined],
    ] as const)
      assert.deepEqual(
        errors([], [`return ${loss}`], fed('2, 5, 6')),
        isRefused ? [`${isRefused}: ${loss}`] : [],
        loss,
      );
  });

  it('are tensors, and not the output of a recurrent layer with its state', () => {
    const net = ['self.n = nn.Sequential(nn.LSTM(8, 6), nn.Linear(6, 2))'];
    assert.deepEqual(errors(net, ['return self.n(x)'], fed('3, 5, 8')), ['tuple-input: self.n(x)']);
    const own = ['self.r = nn.GRU(8, 6)', 'self.f = nn.Linear(6, 2)'];
    assert.deepEqual(errors(own, ['return self.f(self.r(x))'], fed('3, 5, 8')), [
      'tuple-input: self.f(self.r(x))',
    ]);
    assert.deepEqual(errors(own, ['return self.f(self.r(x)[0])'], fed('3, 5, 8')), []);
  });

  it('are not judged where a number was computed from the batch', () => {
    // Windows of Swin: how many there are is computed with a division.
    const forward = ['n = int(x.shape[0] / 2 * 2)', 'return x.view(n, -1, 8) + torch.zeros(n, 1, 8)'];
    assert.deepEqual(errors([], forward, fed('4, 5, 8')), []);
  });

  it('lose a batch of one example to squeeze()', () => {
    assert.deepEqual(errors([], ['return x.squeeze().softmax(dim=1)'], fed('1, 8, 1')), [
      'dimension-out-of-range: x.squeeze().softmax(dim=1)',
    ]);
    assert.deepEqual(errors([], ['return x.squeeze().softmax(dim=1)'], fed('2, 8, 1')), []);
  });
});

describe('a view', () => {
  const linear = ['self.f = nn.Linear(8, 8)'];
  const view = (...lines: string[]): string[] =>
    errors(linear, ['b, t, d = x.shape', 'x = self.f(x)', ...lines], fed('2, 5, 8'));

  it('of what was transposed needs a copy where it merges axes', () => {
    assert.deepEqual(view('return x.transpose(1, 2).view(b, -1)'), [
      'view-not-contiguous: x.transpose(1, 2).view(b, -1)',
    ]);
    assert.deepEqual(view('return x.view(b, t, 2, 4).transpose(1, 2).relu().view(b, t, d)').length, 1);
    assert.deepEqual(view('return x.transpose(1, 2).reshape(b, -1)'), []);
    assert.deepEqual(view('return x.transpose(1, 2).contiguous().view(b, -1)'), []);
    assert.deepEqual(view('return x.transpose(1, 2).view(b, 2, 4, t)'), []);
    assert.deepEqual(view('return x.transpose(1, 2).transpose(1, 2).view(b, -1)'), []);
    assert.deepEqual(view('return x.transpose(0, 1).unsqueeze(0).view(1, t, b, d)'), []);
  });

  it('of a convolution is judged where the file makes the input, and speaks of no other order in memory', () => {
    const conv = ['self.c = nn.Conv2d(3, 8, 1)'];
    const run = ['return self.c(x).permute(0, 2, 3, 1).view(x.size(0), -1)'];
    assert.equal(errors(conv, run, fed('2, 3, 4, 4')).length, 1);
    assert.deepEqual(
      errors([...conv, 'self.to(memory_format=torch.channels_last)'], run, fed('2, 3, 4, 4')),
      [],
    );
  });
});

describe('a view that joins parts of several examples', () => {
  const text = (loss: string): string => `${moduleText([], ['return x.view(-1, 64)'])}net = Net()\n${loss}\n`;
  const found = (loss: string): string[] =>
    analysePython(text(loss)).findings.map(
      ({ code, start, end }) => `${code}: ${text(loss).slice(start, end)}`,
    );

  it('is what is wrong where a loss is given another batch than its targets', () => {
    assert.deepEqual(found('F.cross_entropy(net(torch.zeros(8, 32)), torch.zeros(8, dtype=torch.long))'), [
      'elements-mismatch: x.view(-1, 64)',
    ]);
    assert.deepEqual(found('F.cross_entropy(net(torch.zeros(8, 32)), torch.zeros(4, dtype=torch.long))'), []);
    assert.deepEqual(found('net(torch.zeros(8, 32))'), []);
  });
});

describe('a layer that the top level runs', () => {
  const text = (sizes: string): string =>
    `import torch\nfrom torch import nn\nmix = nn.Conv1d(24, 6, 5)\nout = mix(torch.rand(${sizes}))\n`;

  it('is checked at its call', () => {
    const found = analysePython(text('3, 20, 90')).findings;
    assert.deepEqual(
      found.map(({ code, start }) => [code, text('3, 20, 90').slice(start, start + 4)]),
      [['channels-mismatch', 'mix(']],
    );
    assert.deepEqual(analysePython(text('3, 24, 90')).findings, []);
  });
});

describe('an annotation of forward', () => {
  const net = (annotation: string, features: string): string =>
    moduleText(
      ['self.c = nn.Conv2d(3, 8, 3)', `self.f = nn.Linear(${features}, 3)`],
      ['return self.f(self.c(x).flatten(1))'],
    ).replace('self, x', `self, x: ${annotation}`);

  it('states the input where it gives all sizes', () => {
    for (const annotation of [
      'Float[Tensor, "b 3 32 32"]',
      'jaxtyping.Float32[torch.Tensor, "*batch c=3 32 w=32"]',
      'TensorType["b", 3, 32, 32]',
      'Annotated[Tensor, "batch 3 32 32"]',
    ]) {
      const wrong = analysePython(net(annotation, '8 * 28 * 28'));
      assert.deepEqual(
        wrong.findings.map(({ code, severity }) => [code, severity]),
        [['features-mismatch', 'error']],
        annotation,
      );
      const right = analysePython(net(annotation, '8 * 30 * 30'));
      assert.deepEqual(right.findings, [], annotation);
      assert.deepEqual(right.networks[0]?.network.inputs[0]?.value.shape, [3, 32, 32]);
      assert.equal(right.networks[0]?.network.inputs[0]?.assumed, undefined);
    }
  });

  it('that names sizes only assumes them', () => {
    const { networks, findings } = analysePython(net('Float[Tensor, "b 3 h w"]', '8 * 30 * 30'));
    assert.deepEqual(findings, []);
    assert.deepEqual(networks[0]?.network.inputs[0]?.value.shape, [3, 32, 32]);
    assert.match(networks[0]?.network.inputs[0]?.assumed ?? '', /annotation/);
  });
});
