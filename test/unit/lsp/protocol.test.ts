// docs/protocol.md and docs/cli.md are not stale: they name every message and command that there is.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { defaultSettings, readSettings } from '../../../server/src/lsp/settings.js';
import { fovea } from '../../support/terminal.js';

const read = (file: string): string => readFileSync(file, 'utf8');

describe('docs/protocol.md', () => {
  const docs = read('docs/protocol.md');
  const protocol = read('server/src/lsp/protocol.ts');

  for (const [, message] of protocol.matchAll(/^export const \w+ = '(fovea\/\w+)'/gm)) {
    it(`has a section on ${message}`, () => {
      assert.ok(docs.includes(`### \`${message}\`: `));
    });
  }

  it('names no message that there is not', () => {
    for (const [, message] of docs.matchAll(/`(fovea\/\w+)`/g)) assert.ok(protocol.includes(`'${message}'`));
  });

  it('tells settings by their names and defaults', () => {
    const { contributes } = JSON.parse(read('package.json')) as {
      contributes: { configuration: { properties: Record<string, { default: unknown }> } };
    };
    for (const [, name, preset] of docs.matchAll(/^\| `(fovea\.[\w.]+)` \| `?(\w+)`? \|/gm)) {
      assert.equal(String(contributes.configuration.properties[name!]?.default), preset, name);
    }
    assert.deepEqual(readSettings(undefined), defaultSettings);
    assert.deepEqual(readSettings({ numberType: 'float8', batchSize: -1, hover: 3 }), defaultSettings);
  });
});

describe('docs/cli.md', () => {
  it('has every command of the help', async () => {
    const docs = read('docs/cli.md').replaceAll('\\|', '|');
    const { out } = await fovea(['--help']);
    for (const [usage] of out.matchAll(/fovea (analyze|check|export|compare|lsp) .*/g)) {
      assert.ok(docs.includes(`\`${usage}\``), usage);
    }
  });
});
