// The parts of a Fovea text that may be folded: brackets and comments over several lines, imports that stand together.
import type { Folding } from '../../contract/tokens.js';
import type { SourceText } from '../../text/sourceText.js';
import { parsed } from './modules.js';
import { isCloser, isOpener } from './parser/tokens.js';

export function foldingsOf(source: SourceText): readonly Folding[] {
  const { file, tokens } = parsed(source);
  const { text } = source;
  const found: Folding[] = [];
  const add = (start: number, end: number, kind: Folding['kind']): void => {
    if (text.slice(start, end).includes('\n')) found.push({ start, end, kind });
  };
  const open: number[] = [];
  const { kinds, starts, ends, count, comments } = tokens;
  for (let index = 0; index < count; index++) {
    const kind = kinds[index]!;
    if (isOpener(kind)) open.push(starts[index]!);
    else if (isCloser(kind)) {
      const start = open.pop();
      // The closing bracket stays in sight.
      if (start !== undefined) add(start, lastLineBefore(text, starts[index]!, ends[index]!), undefined);
    }
  }
  // Comments on lines of their own that follow each other are one.
  let run: { start: number; end: number } | undefined;
  for (const { start, end } of comments) {
    const isGoingOn = run && /^\r?\n?[ \t]*$/.test(text.slice(run.end, start));
    if (run && isGoingOn) run.end = end;
    else {
      if (run) add(run.start, run.end, 'comment');
      run = { start, end };
    }
  }
  if (run) add(run.start, run.end, 'comment');
  const imports = file.items.filter(({ kind }) => kind === 'Import');
  const [first] = imports;
  const last = imports.at(-1);
  if (first && last) add(first.start, last.end, 'imports');
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The end of the line before the one that a closing bracket begins; that of the bracket where it begins none. */
function lastLineBefore(text: string, closer: number, end: number): number {
  const line = text.lastIndexOf('\n', closer - 1);
  return line >= 0 && text.slice(line + 1, closer).trim() === '' ? line : end;
}
