// The parts of a prototxt that may be folded: messages and comments over several lines.
import type { Folding } from '../../contract/tokens.js';
import type { Message, Tree } from './parser/syntax.js';

export function foldingsOf({ root, comments }: Tree, text: string): readonly Folding[] {
  const found: Folding[] = [];
  const add = (start: number, end: number, kind: Folding['kind']): void => {
    if (text.slice(start, end).includes('\n')) found.push({ start, end, kind });
  };
  const visit = ({ fields }: Message): void => {
    for (const { start, end, value } of fields) {
      if (value.kind !== 'message') continue;
      const line = text.lastIndexOf('\n', end - 1);
      // The closing bracket stays in sight.
      add(start, line > start && /^\s*[}>]$/.test(text.slice(line, end)) ? line : end, undefined);
      visit(value);
    }
  };
  visit(root);
  let run: { start: number; end: number } | undefined;
  for (const { start, end } of comments) {
    if (run && text.slice(run.end, start).trim() === '' && !/\n.*\n/s.test(text.slice(run.end, start)))
      run.end = end;
    else {
      if (run) add(run.start, run.end, 'comment');
      run = { start, end };
    }
  }
  if (run) add(run.start, run.end, 'comment');
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}
