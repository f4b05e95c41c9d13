// Every editor feature over every language: the answers are those in test/fixtures/features; UPDATE=1 accepts new ones.
import { readFileSync } from 'node:fs';
import { everyFeature } from '../../support/features.js';
import { open, snapshot, type LanguageId } from '../../support/fixture.js';

const folder = 'test/fixtures/features';

const files: Readonly<Record<LanguageId, readonly [main: string, ...others: readonly string[]]>> = {
  fovea: ['main.fovea', 'blocks.fovea'],
  prototxt: ['main.prototxt'],
  python: ['main.py', 'blocks.py'],
};

describe('every editor feature', () => {
  for (const [id, [main, ...others]] of Object.entries(files)) {
    it(`answers as before in ${main}`, () => {
      const read = (name: string): string => readFileSync(`${folder}/${name}`, 'utf8');
      const document = open(id as LanguageId, read(main), {
        uri: `file:///project/${main}`,
        files: Object.fromEntries(others.map((name) => [name, read(name)])),
      });
      snapshot(`${folder}/${main}.txt`, everyFeature(document));
    });
  }
});
