// Text-format protobuf: every form of a field, and recovery where the text is broken.
import assert from 'node:assert/strict';
import { numberOf } from '../../../server/src/languages/prototxt/parser/characters.js';
import { parse } from '../../../server/src/languages/prototxt/parser/parser.js';
import type { Message } from '../../../server/src/languages/prototxt/parser/syntax.js';

/** `a=1 b{c=x}`. */
const dump = ({ fields }: Message): string =>
  fields
    .map(({ name, value }) =>
      value.kind === 'message'
        ? `${name}{${dump(value)}}`
        : `${name}=${value.kind === 'missing' ? '' : value.kind === 'string' ? JSON.stringify(value.text) : value.text}`,
    )
    .join(' ');

const check = (text: string, expected: string): void => {
  const { root, problems } = parse(text);
  assert.deepEqual([dump(root), problems], [expected, []]);
};

/** The tree, and what is underlined. */
const broken = (text: string, expected: string, ...underlined: readonly string[]): void => {
  const { root, problems } = parse(text);
  assert.equal(dump(root), expected);
  assert.deepEqual(
    problems.map(({ start, end }) => text.slice(start, end)),
    underlined,
  );
};

describe('text-format protobuf', () => {
  it('reads scalars, words and strings', () => check('a: 1 b: true c: "x" d: MAX', 'a=1 b=true c="x" d=MAX'));
  it('reads messages with and without a colon, in either brackets', () =>
    check('a { b: 1 } c: { d: 2 } e < f: 3 > g: < >', 'a{b=1} c{d=2} e{f=3} g{}'));
  it('reads lists as repeated fields', () =>
    check('a: [1, 2,3] b: [] c: [{ d: 1 }, { d: 2 }] e [{}]', 'a=1 a=2 a=3 c{d=1} c{d=2} e{}'));
  it('joins strings that stand next to each other', () => check(`a: "x" 'y'\n "z"`, 'a="xyz"'));
  it('resolves escapes', () => check(String.raw`a: "\x41\102\n\"\'\\\u00e9"`, 'a="AB\\n\\"\'\\\\é"'));
  it('passes over separators and comments', () => check('a: 1; b: 2, # c: 3\nd: 4 # e', 'a=1 b=2 d=4'));
  it('skips extensions and Any', () =>
    check('[ext.name]: 3 a: 1 [type.googleapis.com/x.Y] { b: 2 } c: 3', 'a=1 c=3'));
  it('reads numbers in all forms', () => {
    check(
      'a: -1.5e-3 b: .5f c: 0x1F d: - 3 e: 017 f: inf g: -inf h: 1.',
      'a=-1.5e-3 b=.5f c=0x1F d=-3 e=017 f=inf g=-inf h=1.',
    );
    assert.deepEqual(['-1.5e-3', '.5f', '0x1F', '-3', '017', '-inf', '1.', '-0x10'].map(numberOf), [
      -0.0015,
      0.5,
      31,
      -3,
      15,
      -Infinity,
      1,
      -16,
    ]);
    assert.ok(Number.isNaN(numberOf('1x')));
  });

  it('goes on behind a layer that is not closed', () =>
    broken(
      'layer {\n  name: "a"\n  p {\n    k: 3\nlayer { name: "b" }',
      'layer{name="a" p{k=3}} layer{name="b"}',
      'layer',
    ));
  it('goes on at the end of the text', () => broken('layer { name: "a" p {', 'layer{name="a" p{}}', 'p'));
  it('goes on behind a value that is missing', () =>
    broken('layer { kernel_size:\n stride: 2 }', 'layer{kernel_size= stride=2}', 'kernel_size'));
  it('goes on behind a name alone', () => broken('layer { kern }', 'layer{kern=}', 'kern'));
  it('takes what a colon or an equals sign should have told', () => {
    broken('a "x" b: 1', 'a="x" b=1', 'a');
    broken('a = 3', 'a=3', '=');
  });
  it('ends a string with its line', () => broken('a: "x\nb: 1', 'a="x" b=1', '"x'));
  it('tells a bracket that closes nothing', () => broken('a: 1 } b: 2', 'a=1 b=2', '}'));
  it('tells a message without a name', () => broken('{ a: 1 }', 'a=1', '{', '}'));
  it('tells what is no field', () => broken('%% what is this\na: 1', 'a=1', '%% what is this'));
  it('tells a list that is not closed', () => broken('a: [1, 2\nb: 3', 'a=1 a=2 b=3', '['));
  it('tells a number that is none', () => broken('a: 1x b: 2', 'a=1x b=2', '1x'));
  it('reads no deeper than protobuf does', () => {
    const { problems } = parse('a {'.repeat(100_000));
    assert.match(problems[0]!.message, /nested more than 100 levels/);
  });
  it('gives the place of each comment once', () => {
    const text = '# fovea: input 3x4x5\na: "x # no comment" # Fovea:  phase TRAIN \n"y" # another\n';
    assert.deepEqual(
      parse(text).comments.map(({ start, end }) => text.slice(start, end)),
      ['# fovea: input 3x4x5', '# Fovea:  phase TRAIN ', '# another'],
    );
  });
});
