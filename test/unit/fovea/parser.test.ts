// What right Fovea texts parse to.
import assert from 'node:assert/strict';
import { parse } from '../../../server/src/languages/fovea/parser/parser.js';
import { dump } from '../../support/dump.js';

/** Parses a right text and compares its tree. */
function check(text: string, expected: string): void {
  const { file, errors } = parse(text);
  assert.deepEqual(errors, []);
  assert.equal(dump(file), expected);
}

/** The same for one expression. */
function checkValue(text: string, expected: string): void {
  check(`const X = ${text}`, `(const X ${expected})`);
}

/** The same for the statements of a body. */
function checkBody(text: string, expected: string): void {
  check(`net A {\n${text}\n}`, `(net A {${expected}})`);
}

describe('the Fovea parser', () => {
  it('reads a file without anything', () => {
    check('', '');
    check('  \n// only this\n', '');
  });

  it('reads imports, constants, nets and blocks', () => {
    check('import "a/b.fovea"', '(import "a/b.fovea")');
    check('import { A, B } from "b.fovea"', '(import {A, B} "b.fovea")');
    check('const classes = 1_000', '(const classes 1000)');
    check('net A {}\nblock B() {}', '(net A {})\n(block B {})');
    check('net A\n{\n}', '(net A {})');
  });

  it('reads parameters with types and defaults', () => {
    check(
      'block B(width, depth: int, unit: block = C, sizes: list of int = [1, 2]) {}',
      '(block B <width, depth: int, unit: block = C, sizes: list of int = [1, 2]> {})',
    );
    check('block B(\n  a,\n  b = 3,\n) {}', '(block B <a, b = 3> {})');
  });

  it('reads variants, with figures of their own', () => {
    check('net R50 = ResNet(depths = [3, 4])', '(net R50 = ResNet(depths=[3, 4]))');
    check('net R = ResNet { report { year = 2015 } }', '(net R = ResNet {(report year=2015)})');
    check('block W = Unit(width = 64, depth = 2 ^ 3)', '(block W = Unit(width=64, depth=(^ 2 3)))');
  });

  it('ends a statement at the line, and goes on at `->`, an operator or a bracket', () => {
    checkBody('A -> B\nC', '(-> A B); C');
    checkBody('A; B;; C', 'A; B; C');
    checkBody('A\n  -> B\n  // between\n  -> C', '(-> A B C)');
    checkBody('A ->\n  B', '(-> A B)');
    checkBody('let x = 1 +\n  2', '(let x (+ 1 2))');
    checkBody('A(\n1\n,\nb\n=\n2\n)\nB', 'A(1, b=2); B');
    checkBody('let x = a\n-b\n[1]\n(2)', '(let x a); (- b); [1]; (2)');
  });

  it('names elements, groups and loops by labels', () => {
    checkBody('c: Conv(3) -> ReLU -> p: Pool', '(-> c: Conv(3) ReLU p: Pool)');
    checkBody('stage[i][j + 1]: Conv', 'stage[i][(+ j 1)]: Conv');
    checkBody('stem: { A\nB }', 'stem: {A; B}');
    checkBody('s: for i in x { A }', 's: (for i x {A})');
    checkBody('s: repeat 2 { A } -> t: if a { B }', '(-> s: (repeat 2 {A}) t: (if a {B}))');
  });

  it('reads let, input and output', () => {
    checkBody('let skip = it', '(let skip it)');
    checkBody('let a, b = Split(2)', '(let a,b Split(2))');
    checkBody('input image: 3 x 224 x 224', '(input image <3 224 224>)');
    checkBody('output aux (training) = a -> Head(3)', '(output-training aux (-> a Head(3)))');
    checkBody('output main = it', '(output main it)');
    checkBody('output = it', '(output _ it)');
    checkBody('output Linear(3) -> Softmax', '(output _ (-> Linear(3) Softmax))');
    checkBody('output logits', '(output _ logits)');
  });

  it('reads shapes', () => {
    const shape = (text: string, expected: string): void =>
      checkBody(`input a: ${text}`, `(input a <${expected}>)`);
    shape('3x227x227', '3 227 227');
    shape('3 × 227×227', '3 227 227');
    shape('c x 32x32', 'c 32 32');
    shape('x x x', 'x x');
    shape('(2 * c) x ? x ?', '((* 2 c)) ? ?');
    shape('? x 10', '? 10');
    shape('128', '128');
    shape('size', 'size');
    shape('[3, 4]', '[3, 4]');
  });

  it('reads expectations, limits and reports', () => {
    checkBody('expect conv1 = 96 x 55 x 55', '(expect conv1 <96 55 55>)');
    checkBody('expect s[1].c.params = 34_944', '(expect s[1].c.params 34944)');
    checkBody('expect macs = 2 * 3', '(expect macs (* 2 3))');
    checkBody('limit params <= 61M, s.macs < 1G', '(limit (<= params 61000000) (< s.macs 1000000000))');
    checkBody('limit params <= 1,\n  macs <= 2', '(limit (<= params 1) (<= macs 2))');
    checkBody('report { year = 2012, paper = "x" }', '(report year=2012 paper="x")');
    checkBody('report {\n  input = 3\n\n  b = [1,\n  2],\n}', '(report input=3 b=[1, 2])');
  });

  it('takes the words that begin statements for names elsewhere', () => {
    checkBody(
      'input -> A\noutput.channels\nA(limit, report = expect)',
      '(-> input A); output.channels; A(limit, report=expect)',
    );
    checkBody('limit: Conv\nreport(3)', 'limit: Conv; report(3)');
    checkBody('add {\n| input\n| it\n}', '(join add | input | it)');
  });

  it('reads loops and conditions', () => {
    checkBody('repeat 3 { A }', '(repeat 3 {A})');
    checkBody('for i, x in [1, 2] { A(x) }', '(for i,x [1, 2] {A(x)})');
    checkBody('for i in 0 ..< n + 1 { A }', '(for i (..< 0 (+ n 1)) {A})');
    checkBody('for i in 1 ..= 3 { A }', '(for i (..= 1 3) {A})');
    checkBody('if a { A }\nelse if b == 2 { B }\nelse\n{ C }', '(if a {A} (== b 2) {B} else {C})');
    checkBody('A -> if a { B } -> for i in x { C } -> D', '(-> A (if a {B}) (for i x {C}) D)');
  });

  it('reads joins, their branches and what is nested in them', () => {
    checkBody('add {\n| A -> B\n  -> C\n| it\n}', '(join add | (-> A B C) | it)');
    checkBody('add { | A | B -> C }', '(join add | A | (-> B C))');
    checkBody('add\n{\n| A\n| B\n}', '(join add | A | B)');
    checkBody('concat(axis = 1) { | y | it }', '(join concat(axis=1) | y | it)');
    checkBody('A -> mul { | b: B | C } -> D', '(-> A (join mul | b: B | C) D)');
    checkBody('add { | add { | A | it } | it }', '(join add | (join add | A | it) | it)');
    checkBody('add { | survive(0.8): A -> B | it }', '(join add | survive(0.8): (-> A B) | it)');
    checkBody('add { | survive(p): c: A | d[1]: B }', '(join add | survive(p): c: A | d[1]: B)');
    checkBody('mean { | ...F(1) | ...(A -> F(2)) }', '(join mean | ...F(1) | ...((-> A F(2))))');
    checkBody('add {\n| A\n  B\n  let c = it\n| it\n}', '(join add | A; B; (let c it) | it)');
    checkBody(
      'add { | if a { A } | for i in x { B } | { C } }',
      '(join add | (if a {A}) | (for i x {B}) | {C})',
    );
    checkBody('concat(it, skip, ...rest)', 'concat(it, skip, ...rest)');
  });

  it('knows the braces of a head from those of a join', () => {
    checkBody('if add { A }', '(if add {A})');
    checkBody('for x in columns { A }', '(for x columns {A})');
    checkBody('for x in f(add { | A | B }) { C }', '(for x f((join add | A | B)) {C})');
  });

  it('ranks operators as mathematics does', () => {
    checkValue('1 + 2 * 3 - 4', '(- (+ 1 (* 2 3)) 4)');
    checkValue('-2 ^ 2', '(- (^ 2 2))');
    checkValue('2 ^ 3 ^ 2', '(^ 2 (^ 3 2))');
    checkValue('2 ^ -1 * 3', '(* (^ 2 (- 1)) 3)');
    checkValue('64 * 2 ^ i', '(* 64 (^ 2 i))');
    checkValue('not a == b and c or d', '(or (and (not (== a b)) c) d)');
    checkValue('!a && b || c', '(or (and (not a) b) c)');
    checkValue('a + 1 < b % 2', '(< (+ a 1) (% b 2))');
    checkValue('0 ..< a + 1', '(..< 0 (+ a 1))');
    checkValue('(1 + 2) * 3', '(* ((+ 1 2)) 3)');
  });

  it('reads conditions as values', () => {
    checkValue('if a > 0 then 1 else if b then 2 else 3', '(then-else (> a 0) 1 (then-else b 2 3))');
    checkValue('1 + if a then 2 else 3 + 4', '(+ 1 (then-else a 2 (+ 3 4)))');
    checkBody('A(if a\n then 1\n else 2)', 'A((then-else a 1 2))');
    checkBody('A -> if a then B else C -> D', '(-> A (then-else a B C) D)');
  });

  it('reads members, indices and calls', () => {
    checkValue('it.channels / 2', '(/ it.channels 2)');
    checkValue('xs[0][i + 1].shape', 'xs[0][(+ i 1)].shape');
    checkValue('units[i](64, 3)', 'units[i](64, 3)');
    checkValue('max(1, min(2, 3))', 'max(1, min(2, 3))');
    checkValue('A(64, kernel = [3, 1], in = 2,)', 'A(64, kernel=[3, 1], in=2)');
    checkValue('A(Conv(3) -> ReLU)', 'A((-> Conv(3) ReLU))');
  });

  it('reads lists, tuples and sizes', () => {
    checkValue('[1, [2, 3], ...more]', '[1, [2, 3], ...more]');
    checkValue('(1, 2)', '[1, 2]');
    checkValue('(1)', '(1)');
    checkValue('[]', '[]');
    checkValue('11x11x3', '11x11x3');
    checkValue('3×3', '3x3');
  });

  it('reads names of every script', () => {
    checkValue('größe + 幅 + _x1', '(+ (+ größe 幅) _x1)');
    checkValue('𝑥 * 2', '(* 𝑥 2)');
  });

  it('attaches doc comments to what follows, or at the end of a line to what it is about', () => {
    const { file } = parse(`/// Not this one.

/// A net
///  of two lines.
net A(
  /// How wide.
  width,
  depth = 3,  /// How deep.
  last = 4    /// The last.
) {
  /// The picture.
  input image: 3 x 2 x 2
  let y = it  /// The rest.
}
const N = 3 /// A number.`);
    const net = file.items[0]!;
    assert.ok(net.kind === 'Net' && net.body !== null);
    assert.equal(net.doc?.text, 'A net\n of two lines.');
    assert.deepEqual(
      net.parameters.map((parameter) => parameter.doc?.text),
      ['How wide.', 'How deep.', 'The last.'],
    );
    assert.deepEqual(
      net.body.statements.map((statement) => 'doc' in statement && statement.doc?.text),
      ['The picture.', 'The rest.'],
    );
    const constant = file.items[1]!;
    assert.ok(constant.kind === 'Const');
    assert.equal(constant.doc?.text, 'A number.');
  });
});
