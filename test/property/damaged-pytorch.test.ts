// Files of torchvision cut short at random places, or with a character missing: nothing throws, and apart from the syntax no error is
// reported but in the definition that is damaged.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { seeded } from '../support/random.js';
import {
  analyseTorchvision,
  torchvisionFolder,
  torchvisionMissing,
  torchvisionSource,
} from '../support/torchvision.js';

/** FOVEA_DAMAGED places are tried in each of FOVEA_FILES files. */
const places = Number(process.env.FOVEA_DAMAGED ?? 2);
const files = Number(process.env.FOVEA_FILES ?? 6);
const seed = Number(process.env.FOVEA_SEED ?? 77);

/** Where the definition at the left margin begins that a place lies in: damage to its indentation changes what follows in it. */
const definitionAt = (text: string, at: number): number =>
  Math.max(...['\ndef ', '\nclass ', '\n@'].map((opening) => text.lastIndexOf(opening, at)));

/** What is reported wrongly of a damaged text. A name that is cut short may be unknown, wherever it is read. */
function wrong(name: string, text: string, damaged: string, at: number): readonly string[] {
  const line = (offset: number): number => damaged.slice(0, offset).split('\n').length;
  const word = (/\w*$/.exec(text.slice(0, at))?.[0] ?? '') + (/^\w*/.exec(text.slice(at))?.[0] ?? '');
  const { findings, lowered } = analyseTorchvision(name, {}, damaged);
  assert.deepEqual(lowered.internalErrors ?? [], [], `${name} at ${at}`);
  const errors = findings.filter(({ severity }) => severity === 'error');
  // A text without errors of its syntax is another program: what is wrong in it may be anything.
  if (!errors.some(({ code }) => code === 'python-syntax')) return [];
  return errors
    .filter(({ code }) => code !== 'python-syntax')
    .filter(({ start }) => definitionAt(damaged, start) !== definitionAt(damaged, at))
    .filter(({ message }) => word === '' || !message.includes(word))
    .map(
      ({ code, message, start }) =>
        `${name} at ${at} (line ${line(at)}): line ${line(start)}: ${code}: ${message}`,
    );
}

describe('damaged PyTorch programs', function () {
  this.timeout(30_000 + places * files * 4000);

  const tryAll = (damage: (text: string, at: number) => string): string => {
    const random = seeded(seed);
    const names = readdirSync(path.join(torchvisionFolder ?? '', 'models')).filter(
      (name) => name.endsWith('.py') && !name.startsWith('_'),
    );
    const found: string[] = [];
    for (let count = 0; count < files; count++) {
      const [name] = names.splice(random.below(names.length), 1);
      if (name === undefined) break;
      const { text } = torchvisionSource(name);
      for (let each = 0; each < places; each++) {
        const at = random.below(text.length);
        found.push(...wrong(name, text, damage(text, at), at));
      }
    }
    return found.join('\n');
  };

  before(function () {
    if (torchvisionFolder !== undefined) return;
    console.log(`      not run: ${torchvisionMissing}`);
    this.skip();
  });

  it('that are cut short have errors at their ends alone', () => {
    assert.equal(
      tryAll((text, at) => text.slice(0, at)),
      '',
    );
  });

  it('that lack a character have errors there alone', () => {
    assert.equal(
      tryAll((text, at) => text.slice(0, at) + text.slice(at + 1)),
      '',
    );
  });
});
