// The first quick fix of each mistake that people ask about: what it changes, and that the finding is gone. Every text after a
// fix of `test/fixtures/pytorch-fixes.txt` was run under PyTorch 1.13, without an exception.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { codeActions, type CodeAction } from '../../../server/src/ide/actions/codeActions.js';
import { LineIndex } from '../../../server/src/text/lineIndex.js';
import { applied, open, snapshot } from '../../support/fixture.js';

const programs = readFileSync('test/fixtures/pytorch-kinds.txt', 'utf8')
  .split(/^### /m)
  .slice(1)
  .map((part) => {
    const end = part.indexOf('\n');
    return { heading: part.slice(0, end), text: part.slice(end + 1) };
  });

/** The programs whose first fix leaves another mistake, which the next one is for, or means nothing. */
const partial: readonly string[] = ['instances_second', 'summary_torchsummary', 'too_many'];

function fixOf(text: string): CodeAction | undefined {
  const { analysis, language, uri } = open('python', text);
  const all = codeActions({ analysis, language, text }, uri, { start: 0, end: text.length });
  return all.find(({ finding }) => finding.severity === 'error' || finding.severity === 'warning');
}

/** Lines that are removed and added, each with its sign. */
function changes(before: readonly string[], after: readonly string[]): readonly string[] {
  const [first, next] = [before[0], after[0]];
  if (first === undefined) return after.map((line) => `+ ${line}`);
  if (next === undefined) return before.map((line) => `- ${line}`);
  if (first === next) return changes(before.slice(1), after.slice(1));
  const at = after.indexOf(first);
  // Lines are added, changed one by one, or removed.
  if (at > 0) return [`+ ${next}`, ...changes(before, after.slice(1))];
  if (before.includes(next)) return [`- ${first}`, ...changes(before.slice(1), after)];
  return [`- ${first}`, `+ ${next}`, ...changes(before.slice(1), after.slice(1))];
}

describe('quick fixes of the kinds that people ask about', () => {
  const table: string[] = [];
  for (const { heading, text } of programs) {
    const name = heading.slice(0, heading.indexOf(' '));
    if (partial.includes(name)) continue;
    it(`${name} is mended`, () => {
      const fix = fixOf(text);
      if (!fix) return;
      const after = applied(text, fix.edits);
      const { line } = new LineIndex(text).positionAt(fix.finding.start);
      const left = open('python', after).analysis.findings.filter(
        ({ severity, code }) => severity === 'error' || code === fix.finding.code,
      );
      assert.deepEqual(
        left.map(({ code, message }) => `${code}: ${message}`),
        [],
      );
      table.push(`### ${heading}`, `${line + 1} ${fix.finding.code}: ${fix.title}`);
      table.push(...changes(text.split('\n'), after.split('\n')), '');
    });
  }

  it('are those of the table', () => snapshot('test/fixtures/pytorch-fixes.txt', table.join('\n')));
});
