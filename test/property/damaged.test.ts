// Texts of every language cut short, or with a character missing, at random places: nothing throws, and nothing that follows from an
// error of the syntax is a finding of its own.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../../server/src/graph/graph.js';
import { uriOfPath } from '../../server/src/workspace/nodeFileSystem.js';
import { open, type LanguageId } from '../support/fixture.js';
import { seeded } from '../support/random.js';
import { torchvisionFolder } from '../support/torchvision.js';

/** FOVEA_DAMAGED places are tried in each of FOVEA_FILES files, or in those that FOVEA_PATHS lists, separated by colons. */
const places = Number(process.env.FOVEA_DAMAGED ?? 3);
const files = Number(process.env.FOVEA_FILES ?? 4);
const seed = Number(process.env.FOVEA_SEED ?? 77);
const paths = process.env.FOVEA_PATHS?.split(':');

const languages: Readonly<Record<string, LanguageId>> = {
  '.fovea': 'fovea',
  '.prototxt': 'prototxt',
  '.py': 'python',
};
const syntax = /syntax/;

const inFolder = (folder: string, ending: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ending) && !name.startsWith('_'))
        .sort()
        .map((name) => path.join(folder, name))
    : [];

function filesOf(ending: string): readonly string[] {
  if (paths) return paths.filter((each) => each.endsWith(ending));
  const own = [...inFolder('examples', ending), ...inFolder('test/fixtures/features', ending)];
  const models =
    torchvisionFolder === undefined ? [] : inFolder(path.join(torchvisionFolder, 'models'), ending);
  return [...own, ...(ending === '.py' ? models : [])];
}

const texts = new Map<string, string | undefined>();
function read(uri: string): string | undefined {
  if (!texts.has(uri)) {
    let text: string | undefined;
    try {
      text = readFileSync(fileURLToPath(uri), 'utf8');
    } catch {
      // A file that is not there is one of the things that a text may ask for.
    }
    texts.set(uri, text);
  }
  return texts.get(uri);
}

function findingsOf(file: string, text: string): readonly Finding[] {
  const { ext } = path.parse(file);
  const { analysis } = open(languages[ext] as LanguageId, text, { uri: uriOfPath(path.resolve(file)), read });
  assert.deepEqual(analysis.lowered.internalErrors ?? [], [], file);
  return analysis.findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
}

/** A claim that does not hold gives the figure that it is of, which may be another one in another text. */
const keyOf = ({ code, message }: Finding): string =>
  code === 'limit-exceeded' ? code : `${code}: ${message}`;

/** What is reported of a damaged text that is neither its syntax, nor at the damage itself, nor reported of the whole text. */
function consequences(
  file: string,
  damaged: string,
  at: number,
  before: ReadonlySet<string>,
): readonly string[] {
  const found = findingsOf(file, damaged);
  // A text without errors of its syntax is another program: what is wrong in it may be anything.
  if (!found.some(({ code }) => syntax.test(code))) return [];
  const lineOf = (offset: number): number => damaged.slice(0, offset).split('\n').length;
  return found
    .filter(({ code }) => !syntax.test(code))
    .filter((each) => !before.has(keyOf(each)) && lineOf(each.start) !== lineOf(at))
    .map((each) => `${file} at ${at} (line ${lineOf(at)}): line ${lineOf(each.start)}: ${keyOf(each)}`);
}

describe('damaged texts', function () {
  this.timeout(600_000 + places * files * 20_000);

  const damages: Readonly<Record<string, (text: string, at: number) => string>> = {
    'cut short': (text, at) => text.slice(0, at),
    'lacking a character': (text, at) => text.slice(0, at) + text.slice(at + 1),
  };
  for (const ending of Object.keys(languages)) {
    for (const [name, damage] of Object.entries(damages)) {
      it(`${name}, in ${ending}, have errors of their syntax alone`, () => {
        const random = seeded(seed);
        const left = [...filesOf(ending)];
        const wrong: string[] = [];
        for (let count = 0; count < files && left.length > 0; count++) {
          const [file = ''] = left.splice(random.below(left.length), 1);
          const text = readFileSync(file, 'utf8');
          const before = new Set(findingsOf(file, text).map(keyOf));
          for (let each = 0; each < places; each++) {
            const at = random.below(text.length);
            wrong.push(...consequences(file, damage(text, at), at, before));
          }
        }
        assert.equal(wrong.join('\n'), '');
      });
    }
  }
});
