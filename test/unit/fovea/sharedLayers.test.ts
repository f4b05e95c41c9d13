// Layers that are applied at several places with the same weights.
import assert from 'node:assert/strict';
import { analyseText, networkOf } from '../../support/analyse.js';
import { figuresOf } from '../../support/figures.js';
import { toFovea } from '../../../server/src/languages/fovea/write/toFovea.js';
import { toPytorch } from '../../../server/src/languages/pytorch/write/toPytorch.js';

function read(text: string) {
  const analysis = analyseText(text);
  const errors = analysis.findings
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);
  const found = networkOf(analysis);
  return { found, network: found.network, totals: found.totals, errors };
}

const two = (...lines: readonly string[]): string =>
  `block Pair(w) { Conv(w, 3, pad = 1) -> BatchNorm -> Conv(w, 3, pad = 1) }\nnet A {\n  input x: 16 x 8 x 8\n  ${lines.join('\n  ')}\n}\n`;

/** 16 · 16 · 9 weights and 16 biases. */
const conv = 2_320;

describe('shared layers', () => {
  it('count their weights once, and their cost at each use', () => {
    const { totals, errors } = read(two('shared c = Conv(16, 3, pad = 1)', 'c -> ReLU -> c'));
    assert.deepEqual([totals.params, totals.macs, errors], [conv, 2 * 16 * 16 * 9 * 64, []]);
  });

  it('hold for the blocks within them', () => {
    const { totals } = read(two('shared p = Pair(16)', 'p -> p -> Pair(16)'));
    assert.equal(totals.params, 2 * (2 * conv + 32));
  });

  it('are those of one instance of a block', () => {
    const block = 'block Twice { shared c = Conv(16, 3, pad = 1); c; c }\n';
    assert.equal(read(block + two('Twice -> Twice')).totals.params, 2 * conv);
    assert.equal(read(block + two('shared t = Twice', 't -> t -> Twice')).totals.params, 2 * conv);
  });

  it('have one shape, and one body that they are used in', () => {
    assert.match(read(two('shared c = Conv(16, 3)', 'c', 'Conv(8, 1) -> c')).errors.join(), /has shape/);
    const block = 'block Uses(c) { c }\n';
    assert.match(read(block + two('shared c = Conv(16, 3)', 'Uses(c)')).errors.join(), /can only be used/);
  });

  it('tie the first tensor of other layers', () => {
    const text =
      'net A {\n  input tokens: 12\n  shared table = Embedding(100, 8)\n  table -> Linear(8)\n  Linear(100, bias = false, tied = table)\n}\n';
    const { totals, errors } = read(text);
    assert.deepEqual([totals.params, totals.macs, errors], [872, 12 * (64 + 800), []]);
    const product = text.replace(
      'Linear(100, bias = false, tied = table)',
      'MatMul(it, (table.weight -> Permute([1, 0])))',
    );
    assert.equal(read(product).totals.params, 872);
    assert.match(read(text.replace('Linear(100', 'Linear(90')).errors.join(), /has shape/);
  });

  it('come back from Fovea and PyTorch text with equal figures', () => {
    for (const text of [
      two('shared c = Conv(16, 3, pad = 1)', 'add { | c -> ReLU -> c | it }'),
      two('shared p = Pair(16)', 'p -> ReLU -> p'),
      'net A {\n  input tokens: 12\n  shared table = Embedding(100, 8)\n  table -> Linear(8)\n  Linear(100, bias = false, tied = table)\n}\n',
    ]) {
      const before = read(text);
      const after = read(toFovea(before.network));
      assert.deepEqual(figuresOf(after.found), figuresOf(before.found));
    }
  });

  it('are attributes and tied weights in PyTorch', () => {
    const { network } = read(
      'net A {\n  input tokens: 12\n  shared table = Embedding(100, 8)\n  table -> Linear(8)\n  Linear(100, bias = false, tied = table)\n}\n',
    );
    const written = toPytorch(network);
    assert.match(
      written,
      /self\.fc_2 = nn\.Linear\(8, 100, bias=False\)\n\s+self\.fc_2\.weight = self\.embedding\.weight/,
    );
    // Instances of a block that share weights would come out with weights of their own.
    assert.throws(
      () => toPytorch(read(two('shared p = Pair(16)', 'p -> p')).network),
      /its weights are those of/,
    );
  });
});
