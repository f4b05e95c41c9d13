// Texts that nobody should write: the server answers every request about them, and goes on.
import assert from 'node:assert/strict';
import { LanguageServer } from '../support/languageServer.js';

const net = (body: string): string => `net N {\n  input x: 3 x 32 x 32\n${body}\n}\n`;
const nested = (open: string, close: string, times: number): string =>
  open.repeat(times) + close.repeat(times);

const texts: readonly (readonly [name: string, text: string, finding: boolean])[] = [
  ['an empty file', '', false],
  ['one character', 'n', true],
  ['spaces', ' \n\t\r\n ', false],
  ['a byte order mark', '\uFEFF', false],
  ['NULs', '\0'.repeat(1000), true],
  ['NULs in a net', net('  Conv(4\0, 3)'), true],
  ['a lone surrogate', net('  Conv(4, 3) \uD800'), true],
  ['an unclosed string', 'import "abc', true],
  ['an unclosed comment', 'net N { /* ', true],
  ['10,000 nested parentheses', net(`  Conv(${nested('(', ')', 10_000)}, 3)`), true],
  ['10,000 nested blocks', net(nested('add { | ', '}', 10_000)), true],
  ['10,000 nested lists', `const x = ${nested('[', ']', 10_000)}`, true],
  ['10,000 unary minus', `const x = ${'-'.repeat(10_000)}1`, true],
  ['10,000 powers', `const x = ${'2 ^ '.repeat(10_000)}2`, true],
  ['a size of 0', net('  Conv(0, 3)'), true],
  ['a size of −1', net('  Conv(-1, 3)'), true],
  ['a size of 1e308', net('  Conv(1e308, 3)'), true],
  ['a size of 2^63', net('  Conv(2 ^ 63, 3)'), true],
  ['an input of size 0', 'net N {\n  input x: 0 x 0\n  ReLU\n}', true],
  ['groups 0', net('  Conv(4, 3, groups = 0)'), true],
  ['stride 0', net('  Conv(4, 3, stride = 0)'), true],
  ['endless recursion', `block B { B }\n${net('  B')}`, true],
  ['endless mutual recursion', `block A { B }\nblock B { A }\n${net('  A')}`, true],
  ['doubling recursion', `block B(n) { B(n + 1) -> B(n + 1) }\n${net('  B(0)')}`, true],
  ['a very long loop', net('  for i in 0 ..< 1000000000000 { ReLU }'), true],
  ['nested long loops', net('  repeat 100000 { repeat 100000 { repeat 100000 { ReLU } } }'), true],
  ['a repetition of −1', net('  repeat -1 { ReLU }'), true],
];

describe('bad input', () => {
  let server: LanguageServer;
  before(async () => {
    server = await LanguageServer.start();
  });
  after(() => server.stop());

  /** Asks everything about a text; gives its findings. */
  async function ask(uri: string, text: string): Promise<readonly unknown[]> {
    await server.open(uri, text);
    const { diagnostics } = await server.diagnostics(uri, 1);
    await server.hover(uri, 0);
    await server.hover(uri, Math.floor(text.length / 2));
    await server.hints(uri);
    await server.symbols(uri);
    await server.request('fovea/networkAt', { uri, position: server.position(uri, text.length) });
    await server.close(uri);
    assert.ok(server.running);
    assert.deepEqual(server.logged.splice(0), []);
    return diagnostics;
  }

  texts.forEach(([name, text, finding], index) => {
    it(`${name}: ${finding ? 'a finding' : 'nothing'}`, async () => {
      const found = await ask(`file:///bad/${index}.fovea`, text);
      assert.equal(found.length > 0, finding, JSON.stringify(found).slice(0, 500));
    });
  });

  for (const brackets of ['(', '[', '{', '{}', '()', ')', '}{']) {
    it(`5 MB of ${brackets}`, async () => {
      const found = await ask('file:///bad/large.fovea', brackets.repeat(5_000_000 / brackets.length));
      assert.notEqual(found.length, 0);
    });
  }

  it('answers a good file as if nothing had been', async () => {
    const uri = 'file:///good.fovea';
    await server.open(uri, net('  Conv(4, 3)'));
    assert.ok((await server.hover(uri, 'Conv')).includes('4 × 30 × 30'));
    assert.deepEqual((await server.diagnostics(uri, 1)).diagnostics, []);
  });
});
