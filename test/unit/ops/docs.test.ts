// The generated pages of docs/ say what the code says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { catalogue } from '../../../server/src/findings/catalogue.js';
import { operators } from '../../../server/src/ops/registry.js';
import { analyseText } from '../../support/analyse.js';
import { findingsPage, operatorsPage, pages } from '../../../scripts/docs.mjs';

describe('documentation', () => {
  for (const [path, page] of Object.entries(pages)) {
    it(`${path} is what \`npm run docs\` writes`, () => {
      assert.equal(readFileSync(path, 'utf8'), page(), 'run `npm run docs`');
    });
  }

  it('names every operator and every finding', () => {
    const operatorNames = operatorsPage();
    for (const { name } of operators) assert.ok(operatorNames.includes(`\n### ${name}\n`), name);
    // Each has an example, whose network is right and gives what it claims.
    for (const section of operatorNames.split(/^### /m).slice(1)) {
      const [, text = ''] = /```fovea\n([^]*?)```/.exec(section) ?? [];
      const { findings, networks } = analyseText(text);
      assert.equal(networks.length, 1, section);
      const wrong = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
      assert.deepEqual(
        wrong.map(({ message }) => message),
        [],
        section,
      );
    }
    const codes = findingsPage();
    for (const code of Object.keys(catalogue)) assert.ok(codes.includes(`| \`${code}\` |`), code);
  });
});
