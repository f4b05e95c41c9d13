// What torch refuses although a shape could be computed, and what Python does; each line was run under PyTorch 1.13.
import assert from 'node:assert/strict';
import { analysePython, moduleText } from '../../support/pytorch.js';

function errors(text: string, input = [3, 32, 32]): string[] {
  return analysePython(text, { input })
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ code, start, end }) => `${code}: ${text.slice(start, end)}`);
}

const net = (init: readonly string[], forward: readonly string[], input?: number[]): string[] =>
  errors(moduleText(init, forward), input);

describe('what PyTorch refuses', () => {
  it('groups and heads that do not divide, where the layer is made, be it run or not', () => {
    for (const layer of ['nn.GroupNorm(3, 8)', 'nn.MultiheadAttention(400, 6)'])
      assert.deepEqual(net([`self.a = ${layer}`], ['return x']), [`not-divisible: ${layer}`]);
    assert.deepEqual(net(['self.a = nn.GroupNorm(3, 8)'], ['return self.a(x)'], [8, 4, 4]), [
      'not-divisible: nn.GroupNorm(3, 8)',
    ]);
    assert.deepEqual(net(['self.a = nn.GroupNorm(4, 8)'], ['return self.a(x)'], [8, 4, 4]), []);
    const caught = ['try: self.a = nn.GroupNorm(3, 8)', 'except ValueError: self.a = nn.GroupNorm(4, 8)'];
    assert.deepEqual(net(caught, ['return self.a(x)'], [8, 4, 4]), []);
  });

  it('a batch normalisation of another number of axes', () => {
    assert.deepEqual(net(['self.a = nn.BatchNorm2d(3)'], ['return self.a(x)'], [3]), [
      'rank-mismatch: self.a(x)',
    ]);
    assert.deepEqual(net(['self.a = nn.BatchNorm1d(3)'], ['return self.a(x)']), ['rank-mismatch: self.a(x)']);
    assert.deepEqual(net(['self.a = nn.BatchNorm1d(3)'], ['return self.a(x)'], [3]), []);
    assert.deepEqual(net(['self.a = nn.BatchNorm1d(3)'], ['return self.a(x)'], [3, 9]), []);
    const own = moduleText(['self.a = Own(3)'], ['return self.a(x)']).replace(
      'class Net',
      'class Own(nn.BatchNorm2d):\n    def _check_input_dim(self, input): pass\nclass Net',
    );
    assert.deepEqual(errors(own, [3]), []);
  });

  it('but nothing of the axes of what is unknown', () => {
    const init = ['self.a = nn.Conv2d(3, 8, 1)', 'self.b = nn.BatchNorm2d(8)', 'self.c = nn.Conv2d(8, 8, 1)'];
    const forward = [
      'from somewhere import mix',
      'x = self.b(self.a(mix(x)))',
      'return torch.cat([self.c(x), x], 1)',
    ];
    assert.deepEqual(net(init, forward), []);
    assert.deepEqual(net(init, [...forward.slice(0, 2), 'return x.flatten(2).permute(0, 2, 1)']), []);
  });

  it('but no view of a tensor without elements: anchors that a default leaves out', () => {
    const init = ['self.a = torch.tensor(()).float().view(0, -1, 2)', 'self.b = nn.Conv2d(3, 8, 1)'];
    assert.deepEqual(net(init, ['return self.b(x)']), []);
  });

  it('a pooling padded by more than half its window', () => {
    for (const [layer, isRefused] of [
      ['nn.MaxPool2d(2, padding=2)', true],
      ['nn.AvgPool2d(3, padding=2)', true],
      ['nn.MaxPool2d((3, 2), padding=(1, 1))', false],
      ['nn.MaxPool2d((3, 2), padding=(1, 2))', true],
      ['nn.MaxPool2d(3, 2, 1)', false],
    ] as const)
      assert.deepEqual(
        net([`self.a = ${layer}`], ['return self.a(x)']),
        isRefused ? ['argument-range: self.a(x)'] : [],
      );
  });

  it('a flattening that ends before it starts', () => {
    assert.deepEqual(net(['pass'], ['return torch.flatten(x, 3, 1)']), [
      'argument-range: torch.flatten(x, 3, 1)',
    ]);
    assert.deepEqual(net(['pass'], ['return torch.flatten(x, 1, 1)']), []);
    assert.deepEqual(net(['pass'], ['return x.flatten(-2, -1)']), []);
  });

  it('positions beyond an embedding', () => {
    const forward = ['return self.a(torch.arange(x.size(1)))'];
    assert.deepEqual(net(['self.a = nn.Embedding(64, 8)'], forward, [80]), [
      'argument-range: self.a(torch.arange(x.size(1)))',
    ]);
    assert.deepEqual(net(['self.a = nn.Embedding(80, 8)'], forward, [80]), []);
  });

  it('another number of values than a layer gives', () => {
    const lstm = ['self.a = nn.LSTM(4, 5)'];
    assert.deepEqual(net(lstm, ['y, h, c = self.a(x)', 'return y'], [7, 4]), ['values-unpacked: y, h, c']);
    assert.deepEqual(net(lstm, ['y, (h, c) = self.a(x)', 'return y'], [7, 4]), []);
    assert.deepEqual(net(lstm, ['y, *h = self.a(x)', 'return y'], [7, 4]), []);
  });

  it('a name that nothing binds', () => {
    assert.deepEqual(net(['self_a = nn.Linear(32, 4)'], ['return self_a(x)']), ['undefined-name: self_a']);
    for (const [before, forward] of [
      ['from other import *', 'return helper(x)'],
      ['if False:\n    helper = torch.relu', 'return helper(x)'],
      ['globals()["helper"] = torch.relu', 'return helper(x)'],
      ['def set():\n    global helper\n    helper = torch.relu', 'return helper(x)'],
      ['', 'return x.view(*map(ord, "a"))'],
      ['', 'helper = torch.relu; return helper(x)'],
      ['', 'return [y for y in (x, x)][0]'],
    ] as const) {
      const text = `${before}\n${moduleText(['pass'], [forward])}`;
      assert.deepEqual(
        errors(text).filter((each) => each.startsWith('undefined-name')),
        [],
        before || forward,
      );
    }
  });
});
