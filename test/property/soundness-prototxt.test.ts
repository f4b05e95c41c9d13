// What is not known in a prototxt marks every figure that depends on it: types, fields, data layers are made unknown.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { toPrototxt } from '../../server/src/languages/prototxt/write/toPrototxt.js';
import { analyseFile } from '../support/analyse.js';
import { analysePrototxt } from '../support/prototxt.js';
import { assertSound, edited, errorsOf, sequence, type Edit } from '../support/soundness.js';

/** Types that give what they are given, so that each may stand for another. */
const alike = ['ReLU', 'Sigmoid', 'BatchNorm', 'Scale', 'Dropout', 'PReLU', 'LRN'];

/** Texts of networks: those of the repository, and what the examples of the language are converted to. */
function programs(): readonly string[] {
  const files = readdirSync('examples');
  const own = files
    .filter((file) => file.endsWith('.prototxt'))
    .map((file) => readFileSync(`examples/${file}`, 'utf8'));
  const converted = files
    .filter((file) => file.endsWith('.fovea'))
    .flatMap((file) => analyseFile(`examples/${file}`).networks.slice(0, 2))
    .flatMap(({ network }) => {
      try {
        return [toPrototxt(network)];
      } catch {
        return [];
      }
    });
  return [...own, ...converted].filter((text) => text.length < 40_000);
}

interface Mutation {
  readonly unknown: Edit;
  readonly concretes: readonly Edit[];
}

/** All places in a text that may be made unknown, with what could stand there. */
function mutations(text: string): readonly Mutation[] {
  const found: Mutation[] = [];
  for (const match of text.matchAll(/type: "(\w+)"/g)) {
    const [whole, type = ''] = match;
    const [start, end] = [match.index, match.index + whole.length];
    const at = (by: string): Edit => ({ start, end, text: `type: "${by}"` });
    if (type === 'Input') found.push({ unknown: at('Python'), concretes: [at(type)] });
    else
      found.push({ unknown: at('FancyLayer'), concretes: (alike.includes(type) ? alike : [type]).map(at) });
  }
  for (const match of text.matchAll(
    /\b(kernel_size|stride|pad|num_output|group|dilation|axis|pool|bias_term): (\w+)/g,
  )) {
    const [whole, name = '', value = ''] = match;
    const [start, end] = [match.index, match.index + whole.length];
    const at = (by: string, given: string | number): Edit => ({ start, end, text: `${by}: ${given}` });
    const others = /^\d+$/.test(value) ? [value, Number(value) + 1, 2 * Number(value)] : [value];
    found.push({ unknown: at(`fancy_${name}`, value), concretes: others.map((each) => at(name, each)) });
  }
  return found;
}

describe('soundness of prototxt', () => {
  it('marks what depends on a layer, field or input that is not known', () => {
    const next = sequence(Number(process.env.FOVEA_SEED ?? 20_240_611));
    let [tried, compared] = [0, 0];
    for (const text of programs()) {
      const all = mutations(text);
      const chosen = Array.from({ length: Math.min(8, all.length) }, () => all[next(all.length)]);
      for (const mutation of chosen) {
        if (mutation === undefined) continue;
        const { unknown, concretes } = mutation;
        const open = analysePrototxt(edited(text, unknown));
        const what = `${unknown.text} at ${unknown.start} of ${text.slice(0, 30)}`;
        assert.deepEqual(errorsOf(open), [], what);
        const known = concretes
          .map((edit) => ({ edit, analysis: analysePrototxt(edited(text, edit)) }))
          .filter(({ analysis }) => errorsOf(analysis).length === 0);
        tried++;
        compared += assertSound(open, unknown, known, what);
      }
    }
    assert.ok(tried >= 80 && compared >= 1000, `${tried} unknowns, ${compared} layers compared`);
  });
});
