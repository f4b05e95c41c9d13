// `?` in place of a number: what is said of it, and what may be written instead.
import assert from 'node:assert/strict';
import { codeActions } from '../../../server/src/ide/actions/codeActions.js';
import { open } from '../../support/fixture.js';
import { applied } from '../../support/fixture.js';

const net = (...lines: readonly string[]): string =>
  `net A {\n  input x: 8 x 16 x 16\n  ${lines.join('\n  ')}\n}\n`;

/** What is said of each `?`, and other findings by their codes. */
const told = (text: string): readonly string[] =>
  open('fovea', text).analysis.findings.map(({ code, message }) => (code === 'open-value' ? message : code));

describe('an open number in Fovea', () => {
  it('must be what groups divide', () => {
    // 4 · 8 / 4 · 9 + 4 = 76 parameters; 4 · 2 · 9 · 14 · 14 = 14,112 MACs for 4 channels.
    assert.deepEqual(told(net('Conv(?, 3, groups = 4)', 'limit params <= 100')), [
      'These numbers fit: 4. With 4, `A` has 76 parameters and 14,112 MACs.',
    ]);
    const [any] = told(net('Conv(?, 3, groups = 4)'));
    assert.match(any ?? '', /^Any multiple of 4 from 4 on fits \(tried up to 4,096\)\./);
  });

  it('must be what a join, an expectation and heads require', () => {
    assert.match(
      told(net('add { | Conv(?, 3, pad = 1) | Conv(24, 1) }'))[0] ?? '',
      /^These numbers fit: 24\. /,
    );
    assert.match(
      told(net('let width = ?', 'Conv(2 * width, 1)', 'expect shape = 12 x 16 x 16'))[0] ?? '',
      /^These numbers fit: 6\. /,
    );
    assert.match(told(net('Conv(8, ?)', 'expect shape = 8 x 10 x 10'))[0] ?? '', /^These numbers fit: 7\. /);
  });

  it('may have no solution, or stand beside another one', () => {
    assert.deepEqual(told(net('Conv(?, 3, groups = 4)', 'limit params <= 3')), [
      'No number up to 4,096 fits here: something is wrong with each, or a claim fails.',
    ]);
    assert.deepEqual(told(net('Conv(?, 3)', 'Conv(?, 3)')), [
      'No number is found for this `?` alone. Replace all but one `?` with numbers.',
      'No number is found for this `?` alone. Replace all but one `?` with numbers.',
    ]);
    assert.deepEqual(told('const width = ?\n'), ['No network of the file uses this `?`.']);
  });

  it('is written by a quick fix, the largest first', () => {
    const text = net('Conv(?, 3, groups = 4)', 'limit params <= 250');
    const { analysis, language, uri } = open('fovea', text);
    const at = text.indexOf('?');
    const fixes = codeActions({ analysis, language, text }, uri, { start: at, end: at });
    assert.deepEqual(
      fixes.map(({ title }) => title),
      [
        'Write 12 (228 params, 42.3 k MACs)',
        'Write 8 (152 params, 28.2 k MACs)',
        'Write 4 (76 params, 14.1 k MACs)',
      ],
    );
    assert.deepEqual(told(applied(text, fixes[0]?.edits ?? [])), []);
  });
});
