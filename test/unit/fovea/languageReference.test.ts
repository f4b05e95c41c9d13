// The language reference: its examples are right, and it names every word of the language.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { JOIN_NAMES, MAX_HEIGHT, TYPE_NAMES } from '../../../server/src/languages/fovea/parser/ast.js';
import { functions } from '../../../server/src/languages/fovea/arithmetic.js';
import { measures } from '../../../server/src/directives/claims.js';
import { members } from '../../../server/src/languages/fovea/evaluate.js';
import { LIMITS } from '../../../server/src/languages/fovea/frame.js';
import { parse } from '../../../server/src/languages/fovea/parser/parser.js';
import { KEYWORDS } from '../../../server/src/languages/fovea/parser/tokens.js';
import { analyseText } from '../../support/analyse.js';

const reference = readFileSync(new URL('../../../docs/language.md', import.meta.url), 'utf8');

describe('docs/language.md', () => {
  const examples = [...reference.matchAll(/^```fovea(.*)\n([\s\S]*?)^```$/gm)];

  it('has examples', () => assert.ok(examples.length > 10));

  for (const [, mark = '', text = ''] of examples) {
    const name = /^(?:net|block|import) .*$/m.exec(text)?.[0] ?? text;
    it(`is right in the example with ${name}`, () => {
      assert.deepEqual(parse(text).errors, []);
      if (mark.includes('fragment')) return;
      const wrong = analyseText(text).findings.filter(({ severity }) => severity === 'error');
      assert.deepEqual(
        wrong.map(({ message }) => message),
        [],
      );
    });
  }

  it('names every reserved word, type, join, function, property and measure', () => {
    const words = [
      ...KEYWORDS.keys(),
      ...TYPE_NAMES,
      ...JOIN_NAMES,
      ...Object.keys(functions),
      ...Object.keys(members),
      ...Object.keys(measures),
    ];
    const missing = words.filter((word) => !new RegExp(`\`[^\`\n]*\\b${word}\\b[^\`\n]*\``).test(reference));
    assert.deepEqual(missing, []);
  });

  it('tells the limits', () => {
    for (const limit of [...Object.values(LIMITS), MAX_HEIGHT]) {
      assert.match(reference, new RegExp(`\\b${limit.toLocaleString('en')}\\b`));
    }
  });
});
