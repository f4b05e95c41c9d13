// The networks of the zoo on 3 × H × W: their formulas are what runs at random sizes give, and they accept what runs accept.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fovea } from '../../server/src/languages/fovea/language.js';
import { SourceText } from '../../server/src/text/sourceText.js';
import { resolveUri } from '../../server/src/workspace/uri.js';
import { checkAtRandom, type Lower } from '../support/formulas.js';
import { seeded } from '../support/random.js';

const count = Number(process.env.FOVEA_SIZES ?? 6);
const zoo = JSON.parse(readFileSync('test/fixtures/zoo.json', 'utf8')) as Readonly<Record<string, string>>;

const load = (uri: string): SourceText => new SourceText(uri, 1, readFileSync(fileURLToPath(uri), 'utf8'));

describe('formulas of the zoo', () => {
  for (const place of new Set(Object.values(zoo))) {
    it(place, () => {
      const [file = '', name = ''] = place.split('#');
      const source = load(pathToFileURL(file).href);
      const lower: Lower = (overrides) => fovea.lower(source, { resolve: resolveUri, load, overrides });
      const { wrong, accepted, text } = checkAtRandom(lower, name, '3xHxW', seeded(name.length + 5), count);
      if (process.env.FOVEA_SHOW) console.log(`      ${text}`);
      assert.deepEqual(wrong, []);
      assert.ok(accepted > 0);
    });
  }
});
