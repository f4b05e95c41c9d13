// Text with its expected findings written below the lines they are on: `// ^^^^ code: part of the message`.
import assert from 'node:assert/strict';
import type { Finding } from '../../server/src/graph/graph.js';
import { LineIndex } from '../../server/src/text/lineIndex.js';
import { analyseText } from './analyse.js';

interface Expected {
  readonly place: string;
  readonly code: string;
  readonly message: string;
}

const annotation = /^\s*\/\/[^^]*(\^+)\s*([\w-]+)(?::\s*(.*))?$/;

/**
 * Checks that `text` has exactly the findings that its annotation lines tell, `^` marking the characters above (of the
 * first line, where a finding spans several). Findings of a severity in `ignore` need not be told.
 */
export function checkFindings(
  text: string,
  {
    ignore = ['hint'],
    files = {},
  }: { ignore?: readonly string[]; files?: Readonly<Record<string, string>> } = {},
): void {
  const lines = text.split('\n');
  const expected: Expected[] = [];
  let above = 0;
  lines.forEach((line, number) => {
    const match = annotation.exec(line);
    if (match === null) {
      above = number;
      return;
    }
    const [, marks = '', code = '', message = ''] = match;
    const start = line.indexOf('^');
    expected.push({ place: `${above + 1}:${start + 1}-${start + 1 + marks.length}`, code, message });
  });
  const index = new LineIndex(text);
  const found = analyseText(text, {}, files)
    .findings.filter(({ uri, severity }) => uri === 'test:/main.fovea' && !ignore.includes(severity))
    .map((each) => ({ place: placeOf(each, index), code: each.code as string, message: each.message }));
  const shown = (each: Expected): string => `${each.place} ${each.code}`;
  assert.deepEqual(
    found.map(shown).sort(),
    expected.map(shown).sort(),
    found.map((each) => `${shown(each)}: ${each.message}`).join('\n'),
  );
  for (const each of expected) {
    const messages = found.filter((other) => shown(other) === shown(each)).map(({ message }) => message);
    assert.ok(
      messages.some((message) => message.includes(each.message)),
      `${shown(each)}: ${messages.join(' | ')}`,
    );
  }
}

function placeOf({ start, end }: Finding, index: LineIndex): string {
  const from = index.positionAt(start);
  const to = index.positionAt(Math.min(end, index.lineEnd(from.line)));
  return `${from.line + 1}:${from.character + 1}-${to.character + 1}`;
}
