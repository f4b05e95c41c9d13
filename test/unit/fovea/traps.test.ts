// Texts that are valid and mean something else than they seem to, and mistakes that deserve one finding.
import assert from 'node:assert/strict';
import { analyseText, networkOf } from '../../support/analyse.js';

const net = (...lines: readonly string[]): string =>
  `net N {\n  input image: 3 x 32 x 32\n  ${lines.join('\n  ')}\n}`;

/** `severity code [text]` of every finding. */
const found = (text: string): readonly string[] =>
  analyseText(text).findings.map(
    ({ severity, code, start, end }) => `${severity} ${code} [${text.slice(start, end)}]`,
  );

describe('valid texts that mean something else', () => {
  it('a chain that ends in a named value', () => {
    const text = net('let skip = Conv(3, 1)', 'Conv(8, 3) -> BatchNorm -> ReLU -> skip', 'MaxPool(2)');
    assert.deepEqual(found(text), ['warning chain-dropped [skip]']);
    assert.match(analyseText(text).findings[0]?.message ?? '', /3 parts.*add\(it, skip\)/);
  });
  it('a layer that is named and then used as if it were a block', () =>
    assert.deepEqual(found(net('let a = Conv(3, 1)', 'let f = Conv(8, 3)', 'let u = a -> f', 'add(u, f)')), [
      'warning chain-dropped [f]',
    ]));
  it('no chain that begins with a named value, or ends in it', () =>
    assert.deepEqual(
      found(net('let a = Conv(3, 1)', 'a -> ReLU -> it -> Conv(8, 1)', 'a -> Conv(8, 1) -> ReLU')),
      [],
    ));
  it('no block that leaves what it is given', () =>
    assert.deepEqual(
      found(`block Same() { if it.channels > 5 { Conv(4, 1) } }\n${net('Conv(3, 1) -> Same -> ReLU')}`),
      ['hint unreachable-branch [Conv(4, 1)]'],
    ));
  it('input channels first, as in PyTorch', () => {
    assert.deepEqual(found(net('Conv(3, 64, 7, pad = 32)')), ['warning argument-order [Conv]']);
    assert.deepEqual(found(net('Conv(3, 16, 3, pad = 1)')), ['warning argument-order [Conv]']);
    assert.match(
      analyseText(net('Conv(3, 16, 3, pad = 1)')).findings[0]?.message ?? '',
      /Conv\(16, 3, pad = 1\)/,
    );
  });
  it('no large kernel that is meant', () => {
    assert.deepEqual(found(net('Conv(3, 31, pad = 15, groups = 3)', 'Conv(768, 16, 16)')), []);
    assert.deepEqual(found(net('Conv(3, 16, 16)')), []);
  });
  it('a product as a shape', () => {
    const text = 'net N {\n  input image: 3 * 32 * 32\n  Conv(8, 3)\n}';
    assert.deepEqual(found(text), ['error shape-product [3 * 32 * 32]']);
    assert.deepEqual(found('net N {\n  input image: 28 * 28\n  Linear(10)\n}'), []);
  });
  it('channels that come last', () => {
    assert.deepEqual(found('net N {\n  input image: 32 x 32 x 3\n  Conv(8, 3)\n}'), [
      'information channels-last [32 x 32 x 3]',
    ]);
    assert.deepEqual(found('net N {\n  input image: 32 x 32 x 32\n  Conv(8, 3)\n}'), []);
  });
  it('Linear without Flatten behind convolutions', () => {
    assert.deepEqual(found(net('Conv(8, 3) -> ReLU', 'Linear(10)')), ['warning flatten-missing [Linear]']);
    assert.deepEqual(found(net('Conv(8, 3) -> Flatten -> Linear(10)')), []);
    assert.deepEqual(found(net('Conv(8, 3) -> Linear(10, axis = -1)')), []);
  });
  it('no Linear on windows of tokens', () =>
    assert.deepEqual(found(net('Reshape([48, 8, 8]) -> Linear(16)')), []));
  it('a loop that counts where rows of two are meant', () => {
    assert.deepEqual(found(net('for a, b in [[8, 1], [16, 1]] { Conv(a + 1, 1) }')), [
      'information index-and-entry [a, b]',
    ]);
    assert.deepEqual(
      found(net('for i, row in [[8, 1], [16, 1]] {', 'let c, k = row', 'Conv(c, k)', '}')),
      [],
    );
  });
});

describe('mistakes of one cause', () => {
  it('a block by its name in another language', () => {
    const text = `def Unit(n) {\n  Conv(n, 3)\n}\n${net('Unit(4) -> Unit(8)')}`;
    assert.deepEqual(found(text), ['error syntax [def]']);
    assert.equal(networkOf(analyseText(text)).totals.params, 112 + 296);
  });
  it('return', () => assert.deepEqual(found(net('Flatten', 'return Linear(10)')), ['error syntax [return]']));
  it('parts of a row that do not match it', () =>
    assert.deepEqual(
      found(net('let rows = [[1, 16, 1, 1]]', 'for t, c, n in rows { Conv(c, 3, stride = t + n) }')),
      ['error wrong-count [t, c, n]'],
    ));
  it('a comment or a string that is not closed', () => {
    assert.deepEqual(found(`${net('Conv(8, 3)')}`.replace('Conv', '/* Conv')), ['error syntax [/*]']);
    assert.deepEqual(
      found(net('Conv(8, "3)')).filter((each) => each.includes('syntax')),
      ['error syntax ["3)]'],
    );
  });
  it('a name that is misspelt inside a join', () =>
    assert.deepEqual(found(net('let early = Conv(3, 1)', 'early -> ReLU', 'add(it, erly)')), [
      'error unknown-name [erly]',
    ]));
  it('a range as in Python', () => {
    const text = net('for i in range(2) { Conv(8, 3) }');
    assert.deepEqual(found(text), ['error unknown-name [range]']);
    assert.match(analyseText(text).findings[0]?.message ?? '', /0 \.\.< n/);
  });
  it('part of an operator’s name', () =>
    assert.match(
      analyseText(net('Flatten -> Lin(10)')).findings[0]?.message ?? '',
      /Did you mean `Linear`\?/,
    ));
});

describe('what is not known', () => {
  it('makes the depth a lower bound', () => {
    const depth = (text: string): readonly unknown[] => {
      const { depth, depthIsLeast } = networkOf(analyseText(text));
      return [depth, depthIsLeast];
    };
    assert.deepEqual(depth(net('Conv(4, 3) -> Fancy(3) -> Conv(4, 3)')), [2, true]);
    assert.deepEqual(depth('net N {\n  input image: 3 x ? x ?\n  Conv(4, 3)\n}'), [1, false]);
    assert.deepEqual(depth(net('Conv(4, 3)', 'let unread = Fancy(3)', 'Conv(4, 3)')), [2, false]);
  });
  it('names the parameter that another framework’s name stands for', () =>
    assert.deepEqual(
      analyseText(net('Conv(16, kernel_size=3, padding=1)')).findings.map(({ message }) => message),
      [
        '`Conv` has no parameter `kernel_size`. Did you mean `kernel`?',
        '`Conv` has no parameter `padding`. Did you mean `pad`?',
      ],
    ));
});
