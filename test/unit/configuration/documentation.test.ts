// docs/configuration.md: every key and directive is there, and its examples are right.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { keys, networkKeys } from '../../../server/src/configuration/declaration.js';
import { readConfiguration } from '../../../server/src/configuration/read.js';
import { measures } from '../../../server/src/directives/claims.js';
import { readDirectives } from '../../../server/src/directives/directive.js';

const page = readFileSync('docs/configuration.md', 'utf8');
const row = (name: string): string | undefined =>
  page.split('\n').find((line) => line.startsWith(`| \`${name}\` |`));

describe('docs/configuration.md', () => {
  it('has every key and every measure', () => {
    for (const name of [...Object.keys(keys), ...Object.keys(networkKeys), ...Object.keys(measures)])
      assert.ok(row(name), name);
  });

  it('has examples of keys that fit', () => {
    for (const [declared, table] of [
      [keys, ''],
      [networkKeys, '[networks.A]\n'],
    ] as const)
      for (const key of Object.keys(declared))
        for (const [, example = ''] of (row(key) ?? '').matchAll(/`((?:\w|-)+ = [^`]+)`/g))
          assert.deepEqual(readConfiguration('file:///fovea.toml', table + example)?.findings, [], example);
    for (const [, toml = ''] of page.matchAll(/```toml\n(.*?)```/gs))
      assert.deepEqual(readConfiguration('file:///fovea.toml', toml)?.findings, []);
  });

  it('has an example of every directive, which is understood', () => {
    const own = { phase: () => undefined, stage: () => undefined };
    for (const word of ['input', 'args', 'limit', 'expect', 'ignore', 'phase', 'stage']) {
      const example = /`(# fovea: [^`]+)`/.exec(row(word) ?? '')?.[1] ?? '';
      const { directives, problems } = readDirectives(example, [{ start: 0, end: example.length }], '#', own);
      assert.deepEqual(problems, [], example);
      assert.equal(directives[0]?.word, word);
    }
  });
});
