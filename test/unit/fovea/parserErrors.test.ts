// What is wrong with a Fovea text, where, and what the tree still holds.
import assert from 'node:assert/strict';
import { parse } from '../../../server/src/languages/fovea/parser/parser.js';
import { dump } from '../../support/dump.js';
import { mark, marked } from '../../support/marked.js';

/** Compares findings with the marks under the lines of `source`, and the tree with `expected`. */
function check(source: string, expected?: string): void {
  const { text, marks } = marked(source.replace(/^\n/, ''));
  const { file, errors } = parse(text);
  const found = errors.map(({ start, end, code, message }) => {
    const told = marks.find((other) => other.start === start && other.code === code)?.message;
    return { start, end, code, message: told === undefined && marks.length > 0 ? undefined : message };
  });
  assert.equal(mark(text, found), mark(text, marks));
  if (expected !== undefined) assert.equal(dump(file), expected);
}

/** Applies every fix that a text's errors offer. */
function fixed(text: string): string {
  let result = text;
  for (const { fix } of parse(text).errors.reverse()) {
    if (fix !== undefined) result = result.slice(0, fix.start) + fix.text + result.slice(fix.end);
  }
  return result;
}

describe('errors of the Fovea parser', () => {
  it('keep to one statement', () => {
    check(
      `
net A {
  Conv(64, kernel = )
                  ^ missing-text: The value of \`kernel\` is missing after \`=\`.
  let x =
        ^ missing-text: A value is missing after \`=\`.
  it.
    ^ missing-text: A property is missing after \`.\`: such as \`channels\`, \`height\`, \`width\` or \`shape\`.
  ReLU -> -> Pool
          ^^ missing-text: A layer or value is missing before \`->\`.
  a b c
    ^ unexpected-text: \`b\` is not valid here: layers follow each other by \`->\`, or on a new line.
  Flatten ->
          ^^ missing-text
}`,
      '(net A {Conv(64, kernel=_); (let x _); it._; (-> ReLU _ Pool); a; (-> Flatten _)})',
    );
  });

  it('name the missing comma, the wrong colon and the wrong equals sign', () => {
    check(
      `
net A {
  Conv(64 3)
          ^ missing-text: A comma is missing before \`3\`.
  Conv(64,, 3)
          ^ missing-text: A value is missing before \`,\`.
  Conv(64, kernel: 3)
                 ^ unexpected-text: Named arguments use \`=\`: \`kernel = …\`.
  if a = 3 { B }
       ^ unexpected-text: Values are compared with \`==\`.
  x = 3
  ^ missing-text: Use \`let\` to name a value: \`let x = …\`.
  let y: 3
       ^ unexpected-text: Write \`=\` before the value.
  let z = a < b < c
                ^ unexpected-text
}`,
      '(net A {Conv(64, 3); Conv(64, 3); Conv(64, kernel=3); (if (== a 3) {B}); (let x 3); (let y 3); (let z (< (< a b) c))})',
    );
  });

  it('suggest the word that was meant', () => {
    check(
      `
nett A {
^^^^ misspelled-keyword: \`nett\` is not a keyword. Did you mean \`net\`?
  inptu image: 3 x 4 x 4
  ^^^^^ misspelled-keyword: \`inptu\` is not a keyword. Did you mean \`input\`?
  lte x = 3
  ^^^ misspelled-keyword
  fro i in x { A }
  ^^^ misspelled-keyword
  for i on x { A }
        ^^ misspelled-keyword
  repaet 3 { A }
  ^^^^^^ misspelled-keyword
}
blok B(a: itn) {}
^^^^ misspelled-keyword
          ^^^ unknown-type: \`itn\` is not a type: did you mean \`int\`?`,
      '(net A {(input image <3 4 4>); (let x 3); (for i x {A}); (for i x {A}); (repeat 3 {A})})\n(block B <a: itn> {})',
    );
  });

  it('tell how shapes are written', () => {
    check(
      `
net A {
  input a: 3, 224, 224
            ^ unexpected-text: The sizes of a shape are separated by \`x\`.
                 ^ unexpected-text
  input b: c x224x8
             ^^^^^^ unexpected-text: \`x224x8\` is a name: unless all sizes are numbers, write spaces around the \`x\`.
  input c: 3xh
            ^^ unexpected-text
  input d
        ^ missing-text
  input e: 3 x
             ^ missing-text: A size is missing after \`x\`: write a number, a name, or \`?\` for any.
  input
  ^^^^^ missing-text: The input's name is missing after \`input\`.
}`,
      '(net A {(input a <3 224 224>); (input b <c 224 8>); (input c <3 h>); (input d _); (input e <3>); (input _ _)})',
    );
  });

  it('tell what joins and labels need', () => {
    check(
      `
net A {
  stem { Conv }
  ^^^^ missing-text
  add { Conv }
        ^^^^ missing-text: Each branch of a join must start with \`|\`.
  add { | A | }
            ^ missing-text
  add {}
  ^^^^^^ missing-text: A join needs branches: \`| …\`, each on its own line.
  { | A | B }
  ^ missing-text
  | A
  ^ unexpected-text: A branch must be inside the braces of a join.
  conv:
      ^ missing-text: What the label names is missing after \`:\`.
  ...a
  ^^^ unexpected-text
}`,
      '(net A {stem: {Conv}; (join add | Conv); (join add | A | ); (join add); (join _ | A | B); A; conv: _; a})',
    );
  });

  it('tell what loops and conditions lack', () => {
    check(
      `
net A {
  for
  ^^^ missing-text
  for x
      ^ missing-text
  for x in y
           ^ missing-text: The body of \`for\` is missing after \`y\`: write \`{ … }\`.
  repeat { A }
         ^ missing-text: The number of rounds is missing before \`{\`.
  if { A }
     ^ missing-text: The condition is missing before \`{\`.
  A(if a)
       ^ missing-text
  let b = if a then 1
                    ^ missing-text: \`else\` is missing after \`1\`: write \`if … then … else …\`.
}`,
      '(net A {(for _ _ {}); (for x _ {}); (for x y {}); (repeat _ {A}); (if _ {A}); A((then-else a _ _)); (let b (then-else a 1 _))})',
    );
  });

  it('tell where things stand that stand elsewhere', () => {
    check(
      `
Conv(3) -> ReLU
^^^^^^^^^^^^^^^ misplaced-statement: Layers and statements must be inside a \`net\` or \`block\`: \`net Name { … }\`.
Pool
net A {
  const n = 3
  ^^^^^ misplaced-statement: A \`const\` must be outside nets and blocks. Use \`let\` here.
  block B { C }
  ^^^^^ misplaced-statement: A \`block\` cannot be inside another net or block: move it out.
  D
}
}
^ stray-bracket: Unmatched \`}\`: remove it.
net let {}
    ^^^ unexpected-text: \`let\` is a reserved word: choose another name.
net B(a, b = 2) = A(b)
      ^^^^^^^^ unexpected-text`,
      '(stray (-> Conv(3) ReLU))\n(stray Pool)\n(net A {(let n 3); D})\n(block B {C})\n(stray _)\n(net let {})\n(net B <a, b = 2> = A(b))',
    );
  });

  it('tell what numbers, strings and signs mean nothing', () => {
    check(
      `
const a = 64k
          ^^^ bad-number: \`64k\` is not a number: write \`K\` in upper case.
const b = 12px
          ^^^^ bad-number: \`12px\` is not a number: a number may end in K, M, G or T.
const c = 1e999
          ^^^^^ bad-number
const d = "a\\qb"
            ^^ bad-escape
const e = "abc
          ^^^^ unclosed-string: Unclosed string: add \`"\` on this line.
const f = 'abc'
          ^ bad-character
const g = 2 ** 3
            ^^ bad-character: Use \`^\` for powers.
const h = 3 ≤ 4
            ^ bad-character
const i = 3 @ 4
            ^ bad-character: \`@\` is not valid here: remove it.
              ^ unexpected-text
# a comment
^ bad-character: Comments start with \`//\`.
/* never closed
^^ unclosed-comment`,
      [
        ...['(const a 64000)', '(const b 12)', '(const c Infinity)', '(const d "aqb")', '(const e "abc")'],
        ...['(const f "abc")', '(const g (^ 2 3))', '(const h (<= 3 4))', '(const i 3)'],
      ].join('\n'),
    );
  });

  it('offer fixes that make the text right', () => {
    const text = `nett A(a: imt = 64k) {
  Conv(kernel: 3, 2 ** 4)
  inputt b: 3, 4
  x = 3
  stem { A }
  for i = 0 .. 3 { B -> C → D }
  C(3
}
# the end`;
    const right = `net A(a: int = 64K) {
  Conv(kernel = 3, 2 ^ 4)
  input b: 3 x 4
  let x = 3
  stem: { A }
  for i in 0 ..< 3 { B -> C -> D }
  C(3)
}
// the end`;
    assert.equal(fixed(text), right);
    assert.deepEqual(parse(right).errors, []);
  });
});

describe('recovery of the Fovea parser', () => {
  it('closes a parenthesis where the indentation says it ends', () => {
    check(
      `
net A {
  Conv(64, kernel =
      ^ unclosed-bracket: Unclosed \`(\`: add \`)\`.
                  ^ missing-text
  ReLU -> Pool(2)
  add {
    | Conv(64,
          ^ unclosed-bracket
      -> ReLU
    | Conv([1, 2
           ^ unclosed-bracket
  }
  Conv(64 -> ReLU
      ^ unclosed-bracket
}
net B { C }`,
      '(net A {Conv(64, kernel=_); (-> ReLU Pool(2)); (join add | (-> Conv(64) ReLU) | Conv([1, 2])); (-> Conv(64) ReLU)})\n(net B {C})',
    );
  });

  it('closes a body where the indentation says it ends', () => {
    check(
      `
net A {
  for i in x {
             ^ unclosed-bracket: Unclosed \`{\`: add \`}\`.
    Conv
  Flatten
}
net B {
  if a {
    add {
        ^ unclosed-bracket
      | C
      | D
  }
  E
}
net F {
  G
}`,
      '(net A {(for i x {Conv}); Flatten})\n(net B {(if a {(join add | C | D)}); E})\n(net F {G})',
    );
  });

  it('closes everything before a definition', () => {
    check(
      `
net A {
      ^ unclosed-bracket
  Conv
block B(a, {
       ^ unclosed-bracket
           ^ unclosed-bracket
import "x"
net C(a = [1 { D }
          ^ unclosed-bracket
const n = (1
          ^ unclosed-bracket
net E { F }`,
      '(net A {Conv})\n(block B <a> {})\n(import "x")\n(net C <a = [1]> {D})\n(const n (1))\n(net E {F})',
    );
  });

  it('takes indented lines for a body without its brace', () => {
    check(
      `
net A
    ^ missing-text: The body of net A is missing after \`A\`: write \`{ … }\`.
  for i in x
           ^ missing-text
    Conv
    ReLU
  }
  Pool
}
net B { C }`,
      '(net A {(for i x {Conv; ReLU}); Pool})\n(net B {C})',
    );
  });

  it('reads what a person types in the middle of a net', () => {
    const shown = (line: string): string => {
      const { file } = parse(`net A {\n  A\n  ${line}\n  B -> C\n}\nnet D { E }`);
      const [net, other] = file.items;
      assert.equal(dump(other!), '(net D {E})');
      return dump(net!)
        .replace(/^\(net A \{A; /, '')
        .replace(/; \(-> B C\)\}\)$/, '');
    };
    assert.equal(shown('Conv('), 'Conv()');
    assert.equal(shown('Conv(64, '), 'Conv(64)');
    assert.equal(shown('Conv(64, ker'), 'Conv(64, ker)');
    assert.equal(shown('Conv(64, pad = [1, '), 'Conv(64, pad=[1])');
    assert.equal(shown('Conv(it.'), 'Conv(it._)');
    assert.equal(shown('x: '), 'x: _');
    assert.equal(shown('let '), '(let  _)');
    assert.equal(shown('let x'), '(let x _)');
    assert.equal(shown('let x = if a '), '(let x (if a {}))');
    assert.equal(shown('let x = if a then'), '(let x (then-else a _ _))');
    assert.equal(shown('for i in '), '(for i _ {})');
    assert.equal(shown('add {'), '(join add)');
    assert.equal(shown('add { |'), '(join add | )');
    assert.equal(shown('report { year = '), '(report year=_)');
    assert.equal(shown('limit params'), '(limit (_ params _))');
    assert.equal(shown('expect conv1 ='), '(expect conv1 _)');
    assert.equal(shown('output y'), '(output _ y)');
    assert.equal(shown('input y:'), '(input y _)');
    assert.equal(shown('"abc'), '"abc"');
  });
});
