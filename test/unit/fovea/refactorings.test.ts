// Refactorings: each does what its doc comment shows, with equal figures before and after where the network stays the same.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { refactorings } from '../../../server/src/ide/actions/refactorings.js';
import { fixAll } from '../../../server/src/ide/actions/fixAll.js';
import { foveaRefactorings } from '../../../server/src/languages/fovea/refactorings/registry.js';
import { applied, open } from '../../support/fixture.js';

const folder = 'server/src/languages/fovea/refactorings';
const files = readdirSync(folder)
  .map((file) => ({ file, source: readFileSync(`${folder}/${file}`, 'utf8') }))
  .filter(({ source }) => /: FoveaRefactoring = /.test(source));

/** The texts that a doc comment shows. */
const shown = (source: string): readonly string[] =>
  [...source.matchAll(/^ \* ```fovea.*\n([\s\S]*?)^ \* ```$/gm)].map(([, lines = '']) =>
    lines.replace(/^ \* ?/gm, ''),
  );

/** What is offered for a text in which « and » stand around the selection, and what each makes of it. */
function offered(marked: string) {
  const start = marked.indexOf('«');
  const text = marked.replace(/[«»]/g, '');
  const selection = { start, end: marked.indexOf('»') - 1 };
  const { analysis, language, uri } = open('fovea', text);
  const before = analysis.networks.map(({ totals }) => [totals.params, totals.macs]);
  return refactorings({ analysis, language, text }, uri, selection).map((each) => {
    const after = applied(text, each.edits);
    const again = open('fovea', after).analysis;
    return {
      ...each,
      text: after,
      before,
      after: again.networks.map(({ totals }) => [totals.params, totals.macs]),
      errors: again.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    };
  });
}

describe('refactorings of Fovea', () => {
  it('are all registered, and listed in the README', () => {
    assert.deepEqual(
      files.map(({ file }) => file.replace('.ts', '')).sort(),
      foveaRefactorings.map(({ name }) => name).sort(),
    );
    const readme = readFileSync('README.md', 'utf8');
    assert.deepEqual(
      foveaRefactorings.filter(({ name }) => !readme.includes(`\`${name}\``)).map(({ name }) => name),
      [],
    );
  });

  const other = new Set(['padSame.ts', 'splitKernel.ts', 'insertBottleneck.ts']);
  for (const { file, source } of files)
    it(`${file} does what it shows`, () => {
      const [before, after] = shown(source);
      assert.ok(before && after);
      const found = offered(before).find(({ text }) => text === after);
      assert.ok(
        found,
        offered(before)
          .map(({ title, text }) => `${title}\n${text}`)
          .join('\n'),
      );
      if (source.includes('fragment')) return;
      assert.deepEqual(found.errors, []);
      if (!other.has(file)) assert.deepEqual(found.after, found.before);
    });

  const within = (lines: string, head = ''): string =>
    `${head}net A(width = 8) {\n  input x: 16 x 8 x 8\n${lines}\n}\n`;
  const titles = (text: string): readonly string[] => offered(text).map(({ title }) => title);

  it('extract nothing that others need the names of', () => {
    assert.ok(
      !titles(within('  «let skip = it\n  ReLU»\n  add(it, skip)')).some((each) =>
        each.startsWith('Extract'),
      ),
    );
    assert.ok(
      !titles(within('  «c: Conv(16, 3)»\n  expect c.params = 2_320')).some((each) =>
        each.startsWith('Extract'),
      ),
    );
  });

  it('hand tensors and numbers to the block that they extract', () => {
    const [found] = offered(within('  let skip = it\n  «Conv(2 * width, 3, pad = 1)\n  add(it, skip)»'));
    assert.match(
      found!.text,
      /^block Part\(width, skip\) \{\n {2}Conv\(2 \* width, 3, pad = 1\)\n {2}add\(it, skip\)\n\}/,
    );
    assert.deepEqual([found!.errors, found!.after], [[], found!.before]);
  });

  it('inline defaults, and keep apart what a name would catch', () => {
    const head = 'block B(n, k = 3) {\n  let m = n\n  Conv(m, k)\n}\n';
    const [found] = offered(within('  B«»(4)', head));
    assert.match(found!.text, /\{\n {4}let m = 4\n {4}Conv\(m, 3\)\n {2}\}/);
    assert.deepEqual(found!.after, found!.before);
    assert.deepEqual(
      titles(within('  let m = 4\n  B«»(m)', head)).filter((each) => each.startsWith('Inline')),
      [],
    );
    assert.deepEqual(
      titles(within('  B«»(it.channels)', head)).filter((each) => each.startsWith('Inline')),
      [],
    );
  });

  it('fold runs of several statements', () => {
    const [found] = offered(within('  «»Conv(16, 3, pad = 1)\n  ReLU\n  Conv(16, 3, pad = 1)\n  ReLU'));
    assert.match(found!.text, /repeat 2 \{\n {4}Conv\(16, 3, pad = 1\)\n {4}ReLU\n {2}\}/);
    assert.deepEqual(found!.after, found!.before);
  });

  it('write branches only of values that start where the join does', () => {
    assert.ok(
      !titles(within('  let a = Conv(16, 1)\n  ReLU\n  «»add(a, it)')).includes(
        'Write the named values as branches',
      ),
    );
    assert.ok(
      !titles(within('  let a = Conv(16, 1)\n  «»add(a, a)')).includes('Write the named values as branches'),
    );
  });

  it('are none in a text with an error of syntax, and lose no character', () => {
    assert.deepEqual(titles(within('  «Conv(16, 3»')), []);
    for (const { text } of offered(within('  // why\n  «Conv(16, 3) /* how */\n  ReLU»'))) {
      assert.ok(text.includes('// why') && text.includes('/* how */'), text);
    }
  });

  it('mend at once what has one meaning', () => {
    const text = within("  Conv(16, kernel: 3) # first\n  Conv(2 ** 3, 3, pad = 'same')");
    const { analysis, language, uri } = open('fovea', text);
    const all = fixAll({ analysis, language, text }, uri);
    assert.ok(all);
    assert.equal(
      applied(text, all.edits),
      within('  Conv(16, kernel = 3) // first\n  Conv(2 ^ 3, 3, pad = "same")'),
    );
  });
});
