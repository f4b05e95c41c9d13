// Operators and functions that a file defines, comprehensions, and parts that `let` names.
import assert from 'node:assert/strict';
import { analyseText, networkOf } from '../../support/analyse.js';
import { parse } from '../../../server/src/languages/fovea/parser/parser.js';
import { dump } from '../../support/dump.js';

/** What a net with these lines gives after definitions: its output, its totals and the messages of its findings. */
function read(definitions: string, ...lines: readonly string[]) {
  const text = `${definitions}\nnet A {\n  input x: 16 x 8 x 8\n  ${lines.join('\n  ')}\n}\n`;
  const analysis = analyseText(text);
  const { network, totals } = networkOf(analysis);
  return {
    shape: network.outputs.at(-1)?.value.shape,
    params: totals.params,
    macs: totals.macs,
    unknown: totals.unknownLayers,
    messages: analysis.findings
      .filter(({ severity }) => severity === 'error' || severity === 'warning')
      .map(({ message }) => message),
  };
}

const whole =
  'operator Twist(channels: int, factor = 2) {\n  let own = factor * it.channels\n  out = channels x it.height x it.width\n  params = own * channels\n  macs = own * channels * it.height * it.width\n}';

describe('operators of one’s own', () => {
  it('state what comes out, parameters and costs', () => {
    const { shape, params, macs, unknown, messages } = read(whole, 'Twist(4)', 'Twist(8, factor = 1)');
    assert.deepEqual(shape, [8, 8, 8]);
    // 2 · 16 · 4 + 1 · 4 · 8, at 64 places each.
    assert.deepEqual([params, macs, unknown], [160, 160 * 64, 0]);
    assert.deepEqual(messages, []);
  });

  it('leave unknown what they do not state, and later layers keep what their own text says', () => {
    const { shape, params, unknown, messages } = read('operator Odd {}', 'Odd -> Conv(8, 1) -> Conv(4, 1)');
    assert.equal(unknown, 3);
    assert.ok(Array.isArray(shape) && shape[0] === 4);
    assert.equal(params, 8 * 4 + 4);
    assert.deepEqual(messages, []);
  });

  it('have open sizes, several results and several inputs', () => {
    const odd = 'operator Boxes {\n  out = ? x 5\n  out = inputs[1].shape\n  params = 0\n  macs = 0\n}';
    const { shape, params, messages } = read(
      odd,
      'let y = Conv(4, 1)',
      'let a, b = Boxes(it, y)',
      'b -> Flatten',
    );
    assert.deepEqual([shape, params], [[256], 68]);
    assert.ok(
      messages.every((each) => /`a`/.test(each)),
      messages.join(),
    );
  });

  it('are reported where a fact is none, and where they have layers', () => {
    assert.deepEqual(read('operator Odd { size = 3; params = -1 }', 'Odd').messages, [
      'An operator does not state `size`, but `out`, `params` and `macs`.',
      '`params` must be a whole number from 0 up, not −1.',
    ]);
    assert.equal(read('operator Odd { Conv(3, 3) }', 'Odd').messages.length, 1);
  });

  it('never take their arguments for those of blocks', () => {
    assert.match(read(whole, 'Twist').messages.join(), /channels/);
    assert.match(read(whole, 'Twist(4, fcator = 1)').messages.join(), /Did you mean `factor`/);
  });
});

describe('functions of numbers', () => {
  it('compute what an expression or a body says', () => {
    const functions =
      'function half(n) = floor(n / 2)\nfunction clip(n, least = 8) {\n  let own = half(n)\n  if own < least then least else own\n}';
    assert.deepEqual(read(functions, 'Conv(clip(40), 1)').shape, [20, 8, 8]);
    assert.deepEqual(read(functions, 'Conv(clip(4), 1)').shape, [8, 8, 8]);
    assert.deepEqual(read(functions, 'Conv(clip(4, least = 3), 1)').shape, [3, 8, 8]);
  });

  it('round as makeDivisible of MobileNet does', () => {
    // torchvision.models._utils._make_divisible for 8: 17 → 16, 20 → 24, 21 → 24, 10 → 16, 3 → 8.
    const text =
      'function makeDivisible(v, d = 8) {\n  let near = max(d, floor((v + d / 2) / d) * d)\n  if near < 0.9 * v then near + d else near\n}';
    for (const [from, to] of [
      [17, 16],
      [20, 24],
      [21, 24],
      [10, 16],
      [3, 8],
    ])
      assert.deepEqual(read(text, `Conv(makeDivisible(${from}), 1)`).shape, [to, 8, 8], `${from}`);
  });

  it('call themselves, and end', () => {
    assert.deepEqual(
      read('function f(n) = if n <= 1 then 1 else n * f(n - 1)', 'Conv(f(4), 1)').shape,
      [24, 8, 8],
    );
    assert.deepEqual(read('function f(n) = f(n + 1)', 'Conv(f(4), 1)').messages, [
      'The function `f` calls itself without end.',
    ]);
  });

  it('take no tensors and have a value', () => {
    assert.match(read('function f(n) = 1', 'Conv(f(it), 1)').messages.join(), /For tensors, use a `block`/);
    assert.match(read('function f(n) { let m = n }', 'Conv(f(1), 1)').messages.join(), /has no value/);
  });
});

describe('lists made from lists', () => {
  it('have a value for each entry, or for those that a test keeps', () => {
    assert.deepEqual(read('', 'for w in [4 * i for i in 1 ..= 3] { Conv(w, 1) }').shape, [12, 8, 8]);
    assert.deepEqual(read('', 'Conv(sum([i for i in 0 ..< 6 if i % 2 == 1]), 1)').shape, [9, 8, 8]);
    assert.deepEqual(read('', 'Conv(sum([a * b for [a, b] in [[1, 2], [3, 4]]]), 1)').shape, [14, 8, 8]);
    assert.deepEqual(read('', 'Conv(sum([i * each for i, each in [5, 6, 7]]), 1)').shape, [20, 8, 8]);
    assert.deepEqual(read('', 'concat(...[it for i in 0 ..< 3])').shape, [48, 8, 8]);
  });

  it('are no loops in brackets', () =>
    assert.equal(dump(parse('const a = [b for c in d if e]').file), '(const a (comprehension b c d e))'));

  it('let names their parts', () => {
    assert.deepEqual(read('', 'let [a, b] = [3, 4]', 'Conv(a * b, 1)').shape, [12, 8, 8]);
    assert.equal(read('', 'let [a, b] = [3, 4, 5]', 'Conv(a * b, 1)').messages.length, 1);
  });
});
