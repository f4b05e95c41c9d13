// Completion and signature help at any place of any text: nothing throws, and what is replaced is a word at the cursor.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { completionsIn, signatureIn } from '../support/complete.js';
import { someFovea } from '../support/someFovea.js';

type Language = 'fovea' | 'prototxt';

function check(language: Language, text: string, at: number): void {
  const marked = `${text.slice(0, at)}$0${text.slice(at)}`;
  for (const { replace } of completionsIn(language, marked)) {
    assert.ok(replace.start <= at && at <= replace.end, `${at} is not in the word that is replaced`);
    assert.match(text.slice(replace.start, replace.end), /^[\p{L}\p{N}\p{M}_./-]*$/u);
  }
  signatureIn(language, marked);
}

const pieces = (words: string): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...words.split(' '), '\n', '"', '// c\n', '# c\n', '/*'), { maxLength: 40 })
    .map((parts) => parts.join(' '));

const anywhere = (texts: fc.Arbitrary<string>): fc.Arbitrary<[string, number]> =>
  texts
    .filter((text) => !text.includes('$0'))
    .chain((text) => fc.tuple(fc.constant(text), fc.integer({ min: 0, max: text.length })));

const fovea = fc.oneof(
  pieces('net A { } ( ) [ ] input x : 3 x 8 , Conv it . -> | let = add expect limit conv1 for in if block'),
  someFovea().map(({ text }) => text),
  fc.constant(readFileSync('examples/resnet.fovea', 'utf8')),
);
const prototxt = fc.oneof(
  pieces('layer { } name : "a" type: "Pooling" bottom pooling_param pool MAX [ ] , < >'),
  fc.constant(readFileSync('examples/lenet.prototxt', 'utf8')),
);

describe('completion at any place', () => {
  for (const [language, texts] of [
    ['fovea', fovea],
    ['prototxt', prototxt],
  ] as const) {
    it(`of ${language} neither throws nor replaces anything but a word`, () =>
      fc.assert(fc.property(anywhere(texts), ([text, at]) => check(language, text, at))));
  }
});
