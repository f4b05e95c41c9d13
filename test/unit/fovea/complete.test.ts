// What may be written at a place of a Fovea text, and the signatures of calls.
import assert from 'node:assert/strict';
import { completionsIn, signatureIn } from '../../support/complete.js';

const within = (text: string): string => `/// Two layers.
block B(width, unit: block = ReLU) { Conv(width, 3) }
const K = 3
net A(classes = 10) {
  input image: 3 x 32 x 32
  conv1: Conv(16, 3)
  let y = it
${text}
}
`;
const items = (text: string) => completionsIn('fovea', within(text));
const labels = (text: string): readonly string[] => items(text).map(({ label }) => label);
const item = (text: string, label: string) => items(text).find((each) => each.label === label);

describe('completion in Fovea', () => {
  it('says what each layer makes of the current value', () => {
    const conv = item('  $0', 'Conv');
    // 3·3·16·64 + 64 weights; 3·3·16·64·28·28 multiply-accumulates.
    assert.equal(conv?.detail, '→ 16 × 28 × 28 · 2.32 k params · 1.81 M MACs');
    assert.equal(conv?.snippet, 'Conv(${1:16}, ${2:3})');
    assert.equal(item('  MaxPool(2) -> $0', 'Flatten')?.detail, '→ 3600');
    assert.equal(item('  Flatten -> Lin$0', 'Linear')?.detail, '→ 1000 · 14.4 M params · 14.4 M MACs');
  });

  it('puts layers that fit before those that do not, and own names first', () => {
    const found = labels('  Flatten -> $0');
    const place = (label: string): number => found.indexOf(label);
    assert.ok(
      place('y') < place('Linear') && place('B') < place('Linear') && place('Linear') < place('Conv'),
    );
    assert.ok(!found.includes('A'), 'a network is not proposed in itself');
  });

  it('proposes statements where one may begin', () => {
    assert.ok(labels('  $0').includes('repeat'));
    assert.ok(!labels('  ReLU -> $0').includes('repeat'));
    assert.deepEqual(
      completionsIn('fovea', '$0').map(({ label }) => label),
      ['net', 'block', 'operator', 'function', 'const', 'import'],
    );
  });

  it('proposes properties with their present values', () => {
    assert.deepEqual(
      items('  Conv(it.$0, 3)')
        .map(({ label, detail }) => [label, detail])
        .slice(0, 2),
      [
        ['channels', '= 16'],
        ['features', '= 30'],
      ],
    );
    assert.equal(item('  let z = y.h$0', 'height')?.detail, '= 30');
  });

  it('proposes arguments that are not given, and the words that they take', () => {
    const names = items('  Conv(16, 3, $0)').filter(({ kind }) => kind === 'argument');
    assert.deepEqual(
      names.map(({ label }) => label),
      ['stride', 'pad', 'dilation', 'groups', 'bias'],
    );
    assert.equal(names[0]?.snippet, 'stride = $0');
    assert.deepEqual(labels('  Conv(16, 3, pad = $0)').slice(0, 2), ['same', 'valid']);
    assert.ok(labels('  B(8, unit = $0)').includes('BatchNorm'));
    assert.deepEqual(item('  B($0)', 'width')?.snippet, 'width = $0');
    assert.equal(item('  Conv(16, ker$0 = 3)', 'kernel')?.snippet, undefined);
  });

  it('proposes measures and labels for claims', () => {
    assert.ok(labels('  expect $0').includes('params') && labels('  expect $0').includes('conv1'));
    assert.ok(labels('  limit conv1.$0').includes('macs'));
  });

  it('proposes nothing where a name is declared, in comments, texts and numbers', () => {
    for (const text of ['  let $0', '  // Co$0', '  /* $0 */', '  report { paper = "a$0" }', '  Conv(1$0)']) {
      assert.deepEqual(labels(text), [], text);
    }
  });

  it('replaces the whole word', () => {
    const conv = items('  Co$0nv(3)').find(({ label }) => label === 'Conv');
    assert.equal(conv && conv.replace.end - conv.replace.start, 4);
  });
});

describe('signature help in Fovea', () => {
  it('names the parameter that is being written', () => {
    const of = (text: string) => signatureIn('fovea', within(text));
    assert.equal(of('  Conv(16, $0)')?.active, 1);
    assert.equal(of('  Conv(16, 3, pad = $0)')?.active, 3);
    assert.equal(of('  B(8, unit = $0)')?.active, 1);
    assert.deepEqual(
      [of('  B(8$0)')?.label, of('  B(8$0)')?.doc],
      ['B(width, unit: block = ReLU)', 'Two layers.'],
    );
    assert.equal(of('  Conv(max(1, $0), 3)')?.label, 'max(a, b, …)');
    assert.equal(of('  ReLU $0'), undefined);
  });
});
