// What is not known in a text of the language marks every figure that depends on it: operators, arguments, blocks, imports.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import type { Node } from '../../server/src/languages/fovea/parser/ast.js';
import { LIMITS } from '../../server/src/languages/fovea/frame.js';
import { parse } from '../../server/src/languages/fovea/parser/parser.js';
import { forEachChild } from '../../server/src/languages/fovea/parser/walk.js';
import { analyseText, networkOf } from '../support/analyse.js';
import { assertSound, edited, errorsOf, sequence, type Edit } from '../support/soundness.js';

const alike = ['ReLU', 'Sigmoid', 'BatchNorm', 'GELU', 'Dropout', 'LayerNorm'];
const pools = ['MaxPool', 'AvgPool'];
const joins = ['add', 'mul', 'max', 'mean'];

interface Mutation {
  readonly unknown: Edit;
  readonly concretes: readonly Edit[];
}

/** Names of layers, numbers and conditions that may be made unknown, with what could stand there. */
function mutations(text: string): readonly Mutation[] {
  const found: Mutation[] = [];
  const visit = (node: Node): void => {
    const { start, end } = node;
    const at = (by: string): Edit => ({ start, end, text: by });
    if (node.kind === 'Expect' || node.kind === 'Limit' || node.kind === 'Report') return;
    if (node.kind === 'Call' && node.callee.kind === 'Name') {
      const { name, start: from, end: to } = node.callee;
      const callee = (by: string): Edit => ({ start: from, end: to, text: by });
      const group = [alike, pools, joins].find((each) => each.includes(name)) ?? [name];
      found.push({ unknown: callee('Fancy'), concretes: group.map(callee) });
      for (const argument of node.arguments) {
        if (!argument.name || argument.value.kind === 'Spread') continue;
        const { start: first, end: last, name: own } = argument.name;
        const named = (by: string): Edit => ({ start: first, end: last, text: by });
        found.push({ unknown: named('fancy'), concretes: [named(own)] });
      }
    } else if (node.kind === 'Number') {
      const value = Number(text.slice(start, end));
      const others = Number.isInteger(value) ? [value, value + 1, 2 * value] : [value];
      found.push({ unknown: at('(fancy)'), concretes: others.map((each) => at(String(each))) });
    } else if (node.kind === 'If') {
      const [arm] = node.arms;
      const { start: from, end: to } = arm?.test ?? node;
      const test = (by: string): Edit => ({ start: from, end: to, text: by });
      found.push({
        unknown: test('fancy'),
        concretes: [test(text.slice(from, to)), test('true'), test('false')],
      });
    }
    forEachChild(node, visit);
  };
  visit(parse(text).file);
  return found;
}

/** Errors that are the unknown itself. */
const itself = ['unknown-name', 'unknown-argument', 'import-failed'];

/** Unknowns tried in each file; FOVEA_SOUNDNESS multiplies them. */
const mutationsOfFile = 4 * Number(process.env.FOVEA_SOUNDNESS ?? 1);

describe('soundness of the language', function () {
  this.timeout(600_000 + 15_000 * mutationsOfFile);

  it('marks what depends on an operator, an argument, a number or a condition that is not known', () => {
    const next = sequence(Number(process.env.FOVEA_SEED ?? 77));
    let [tried, compared] = [0, 0];
    for (const file of readdirSync('examples').filter((each) => each.endsWith('.fovea'))) {
      const text = readFileSync(`examples/${file}`, 'utf8');
      const all = mutations(text);
      for (let index = 0; index < mutationsOfFile; index++) {
        const mutation = all[next(all.length)];
        if (mutation === undefined) continue;
        const { unknown, concretes } = mutation;
        const open = analyseText(edited(text, unknown));
        const what = `${unknown.text} for ${text.slice(unknown.start, unknown.end)} at ${unknown.start} of ${file}`;
        assert.deepEqual(errorsOf(open, [...itself, 'assertion-failed']), [], what);
        const known = concretes
          .map((edit) => ({ edit, analysis: analyseText(edited(text, edit)) }))
          .filter(({ analysis }) => errorsOf(analysis, ['assertion-failed']).length === 0);
        tried++;
        compared += assertSound(open, unknown, known, what);
      }
    }
    assert.ok(tried >= 40 && compared >= 500, `${tried} unknowns, ${compared} layers compared`);
  });

  it('marks what depends on an import that cannot be read', () => {
    const library = 'block Unit(n) { Conv(n, 3, pad = 1) -> ReLU }\nconst width = 8';
    const text =
      'import { Unit, width } from "library.fovea"\nnet N { input image: 3 x 8 x 8\nConv(4, 3) -> Unit(width) -> Conv(2 * width, 1) -> add { | it | Unit(2 * width) } -> Conv(5, 1) -> Conv(6, 1) }';
    const missing = analyseText(text);
    assert.deepEqual(errorsOf(missing, itself), []);
    assert.deepEqual(
      errorsOf(missing).map((each) => each.slice(0, 13)),
      ['import-failed'],
    );
    const edit = { start: text.length, end: text.length, text: '' };
    const known = { edit, analysis: analyseText(text, {}, { 'library.fovea': library }) };
    assert.ok(assertSound(missing, edit, [known], 'missing import') >= 2);
    assert.equal(networkOf(missing).totals.params, 3 * 9 * 4 + 4 + 5 * 6 + 6);
    const all = analyseText(text.replace('{ Unit, width } from ', ''));
    assert.deepEqual(
      errorsOf(all).map((each) => each.slice(0, 13)),
      ['import-failed'],
    );
  });

  it('marks a network that is larger than what is evaluated', () => {
    const loop = (rounds: number): string =>
      `net N { input image: 3 x 8 x 8\nConv(4, 3)\nrepeat ${rounds} { Conv(4, 3, pad = 1) }\nConv(5, 1) }`;
    const analysis = analyseText(loop(LIMITS.layers + 1));
    const { totals } = networkOf(analysis);
    assert.ok(totals.unknownLayers > 0 && totals.params >= 112);
  });
});
