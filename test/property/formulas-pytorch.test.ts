// Programs on named sizes: what they accept, in words, and that runs at random sizes agree with the formulas.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pythonConditions, regionText } from '../../server/src/math/region.js';
import { pytorch } from '../../server/src/languages/pytorch/language.js';
import { SourceText } from '../../server/src/text/sourceText.js';
import { uriOfPath } from '../../server/src/workspace/nodeFileSystem.js';
import { resolveUri } from '../../server/src/workspace/uri.js';
import { checkAtRandom, onNames, type Lower } from '../support/formulas.js';
import { seeded } from '../support/random.js';

const folder = path.join(import.meta.dirname, '../fixtures/formulas');

function lowerOf(file: string): Lower {
  const name = path.join(folder, file);
  const source = new SourceText(uriOfPath(name), 1, readFileSync(name, 'utf8'));
  return (overrides) =>
    pytorch.lower(source, { resolve: resolveUri, load: () => ({ problem: 'missing' }), overrides });
}

const alike = '⌊(H − 31)/32⌋·⌊(W − 31)/32⌋ = 36; H = W: 223 to 254';

const programs: readonly (readonly [file: string, network: string, input: string, accepts: string])[] = [
  ['unet.py', 'UNet', '3xHxW', 'H and W divisible by 16'],
  ['alexnet.py', 'Alex', '3xHxW', `any H and W from 63 on; ${alike}`],
  ['alexnet.py', 'Alex2', '3xHxW', `any H and W from 63 on; ${alike}`],
  ['alexnet.py', 'Alex3', '3xHxW', `any H and W from 63 on; ${alike}`],
  ['gpt.py', 'GPT', 'T', 'T ≤ 1,024'],
  ['gpt.py', 'GPT2', 'T', 'T ≤ 1,024'],
  ['sizes.py', 'Net100', '3xHxW', 'any H and W from 16 on; ⌊(H − 12)/4⌋·⌊(W − 12)/4⌋ = 484; H = W: 100 to 103'],
  ['sizes.py', 'PadOdd', '3xHxW', 'any H and W'],
  ['sizes.py', 'PadTo', '3xHxW', 'any H and W'],
  ['sizes.py', 'Guard', '3xHxW', 'H and W divisible by 32'],
  ['sizes.py', 'Guard', 'CxHxW', 'C = 3; H and W divisible by 32'],
  ['sizes.py', 'Guard', 'HxHxH', 'no size'],
  ['sizes.py', 'Never', '3xHxW', 'no size'],
]; // prettier-ignore

describe('formulas of programs', () => {
  for (const [file, network, input, accepts] of programs) {
    it(`${network} on ${input}: ${accepts}`, () => {
      const lower = lowerOf(file);
      const { formulas } = onNames(lower, network, input);
      assert.equal(regionText(formulas.region), accepts);
      if (accepts === 'no size') return;
      assert.ok(formulas.isComplete);
      const { wrong } = checkAtRandom(lower, network, input, seeded(accepts.length), 20);
      assert.deepEqual(wrong, []);
    });
  }

  it('takes hints for which the network works, and keeps those that are stated', () => {
    const sizes = (input: string): object => onNames(lowerOf('sizes.py'), 'Net100', input).formulas.symbols;
    assert.deepEqual(sizes('3xHxW'), { H: 100, W: 100 });
    assert.deepEqual(sizes('3xH=101xW'), { H: 101, W: 100 });
  });

  it('writes what is required as Python does', () => {
    const { region } = onNames(lowerOf('unet.py'), 'UNet', '3xHxW').formulas;
    assert.deepEqual(pythonConditions(region), ['H % 16 == 0', 'W % 16 == 0']);
  });
});
