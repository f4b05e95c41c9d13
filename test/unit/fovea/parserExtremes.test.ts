// Texts that nobody would write: the parser must come through each with a tree and a finding.
import assert from 'node:assert/strict';
import { MAX_HEIGHT, type Node } from '../../../server/src/languages/fovea/parser/ast.js';
import { parse } from '../../../server/src/languages/fovea/parser/parser.js';
import { forEachChild } from '../../../server/src/languages/fovea/parser/walk.js';
import { dump } from '../../support/dump.js';

function height(node: Node): number {
  let below = 0;
  forEachChild(node, (child) => (below = Math.max(below, height(child))));
  return below + 1;
}

/** Parses, walks the whole tree, and gives the codes of what was found. */
function codes(text: string): string[] {
  const { file, errors } = parse(text);
  assert.ok(height(file) <= MAX_HEIGHT * 6);
  return [...new Set(errors.map((error) => error.code))].sort();
}

describe('the Fovea parser, at its limits', () => {
  const length = 200_000;

  it('skips what is nested too deep, and reads on after it', () => {
    const deep = (open: string, close: string): void => {
      const text = `net A {\n  ${open.repeat(10_000)}1${close.repeat(10_000)} -> B\n  C\n}\nnet D { E }`;
      const { file, errors } = parse(text);
      assert.deepEqual(
        errors.map((error) => error.code),
        ['nested-too-deep'],
        open,
      );
      assert.ok(height(file) <= MAX_HEIGHT * 6);
      const [net, other] = file.items;
      assert.ok(net?.kind === 'Net' && net.body !== null);
      assert.equal(net.body.statements.length, 2);
      assert.equal(dump(other!), '(net D {E})');
    };
    deep('(', ')');
    deep('[', ']');
    deep('{', '}');
    deep('f(', ')');
    deep('a[', ']');
    deep('add { | ', '}');
    deep('if a { ', '}');
    deep('repeat 2 { ', '}');
    deep('if a { 1 } else { ', '}');
    deep('(1 + ', ')');
  });

  it('gives up operators without end, and the other statements stay', () => {
    const long = (text: string): void => {
      const { file, errors } = parse(`net A {\n  let x = ${text}\n  B\n}`);
      assert.deepEqual([...new Set(errors.map((error) => error.code))], ['nested-too-deep']);
      assert.match(dump(file), /; B\}\)$/);
    };
    long('- '.repeat(10_000) + '1');
    long('not '.repeat(10_000) + '1');
    long('1' + ' + 1'.repeat(10_000));
    long('2' + ' ^ 2'.repeat(10_000));
    long('a' + '.a'.repeat(10_000));
    long('a' + '()'.repeat(10_000));
    long('if a then b else '.repeat(10_000) + 'c');
  });

  it('takes chains, lists, branches and alternatives of any length', () => {
    assert.deepEqual(codes(`net A { A${' -> A'.repeat(10_000)} }`), []);
    assert.deepEqual(codes(`const a = [${'1, '.repeat(10_000)}]`), []);
    assert.deepEqual(codes(`net A { add {${' | A'.repeat(10_000)} } }`), []);
    assert.deepEqual(codes(`net A { if a {}${' else if a {}'.repeat(10_000)} }`), []);
    assert.deepEqual(codes(`net A { input a: 1${'x1'.repeat(10_000)} }`), []);
  });

  it('takes any number of brackets', () => {
    for (const text of ['(', '[', '{', ')', '}', '([{', '{[(', '([)]', '}{', 'net A {', '{\n', '(\n ']) {
      assert.notDeepEqual(codes(text.repeat(length / text.length)), [], text);
    }
  });

  it('takes any number of anything else', () => {
    const texts = [
      'if ',
      'a:',
      '|',
      '->',
      '"',
      "'",
      '\\',
      '/*',
      '///',
      '\0',
      '\ud800',
      'é',
      '1',
      '3x',
      '#',
      '...',
      '\r',
    ];
    for (const text of texts) codes(text.repeat(length / text.length));
    for (const text of texts) codes(`net A {\n${text.repeat(length / text.length)}`);
  });

  it('takes characters that are none', () => {
    assert.deepEqual(codes('\0'), ['bad-character']);
    assert.deepEqual(codes('net A { \ud800 B }'), ['bad-character']);
    assert.deepEqual(codes('net A { B \udc00'), ['bad-character', 'unclosed-bracket']);
    assert.equal(dump(parse('net A { B\0\u0001 -> C }').file), '(net A {(-> B C)})');
  });

  it('keeps numbers exact at any size', () => {
    const value = (text: string): string => dump(parse(`const a = ${text}`).file).slice(9, -1);
    assert.equal(value('9007199254740991'), '9007199254740991');
    assert.equal(value('9007199254740993'), '9007199254740993n');
    assert.equal(value('9223372036854775808'), '9223372036854775808n');
    assert.equal(value('1.5K'), '1500');
    assert.equal(value('0.1K'), '100');
    assert.equal(value('61M'), '61000000');
    assert.equal(value('2T'), '2000000000000');
    assert.equal(value('12345.678M'), '12345678000');
    assert.equal(value('1e3'), '1000');
    assert.equal(value('2.5e-1'), '0.25');
    assert.equal(value('1.0'), '1');
    assert.equal(value('.5'), '0.5');
    assert.equal(value('1e20'), '100000000000000000000n');
    assert.equal(value('0e99999'), '0');
    assert.equal(value('1e-400'), '0');
    assert.equal(value(`1e308`), `1${'0'.repeat(308)}n`);
    assert.deepEqual(codes('const a = 1e401'), ['bad-number']);
    assert.deepEqual(codes(`const a = ${'9'.repeat(100_000)}`), ['bad-number']);
  });
});

describe('offsets in UTF-16', () => {
  /** The text of the first node of a kind. */
  function textOf(text: string, kind: Node['kind']): string {
    let found: Node | undefined;
    const visit = (node: Node): void => {
      if (found === undefined && node.kind === kind) found = node;
      forEachChild(node, visit);
    };
    visit(parse(text).file);
    assert.ok(found !== undefined);
    return text.slice(found.start, found.end);
  }

  it('are right after emoji, Chinese, combining marks and a byte order mark', () => {
    assert.equal(textOf('\ufeffnet A { Conv(3) }', 'Call'), 'Conv(3)');
    assert.equal(textOf('// 🧠🧠 网络\nnet A { /* 👩‍👩‍👧 */ Conv(3) }', 'Call'), 'Conv(3)');
    assert.equal(textOf('net A { report { t = "🧠 网络 é" } }', 'String'), '"🧠 网络 é"');
    assert.equal(textOf('net A { 卷积(3) -> b }', 'Call'), '卷积(3)');
    assert.equal(textOf('net A { 𝑓(3) -> b }', 'Call'), '𝑓(3)');
  });

  it('and lines are right with CRLF, lone CR and tabs', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['net A {', '\tA', '\t// end', '\tB', '\t  -> C', '}', ''].join(end);
      const { file, errors } = parse(text);
      assert.deepEqual(errors, []);
      assert.equal(dump(file), '(net A {A; (-> B C)})');
      assert.equal(textOf(text, 'Chain'), `B${end}\t  -> C`);
    }
  });

  it('start a file with a definition although a byte order mark stands before it', () => {
    const { file } = parse('\ufeffnet A {\n  (\nnet B { C }');
    assert.equal(dump(file), '(net A {(_)})\n(net B {C})');
  });
});
