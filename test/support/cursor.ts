// Text with a cursor, `$0`, for the tests of editor features.
import { analyseText } from './analyse.js';
import type { Analysis } from '../../server/src/analysis/analysis.js';
import { defaultMemory } from '../../server/src/format/numbers.js';
import { hover, type HoverSettings } from '../../server/src/ide/hover.js';

export const mainUri = 'test:/main.fovea';

export interface AtCursor {
  readonly analysis: Analysis;
  readonly text: string;
  readonly offset: number;
}

/** Analyses a text without its `$0`, whose place is the offset. */
export function atCursor(marked: string, files: Readonly<Record<string, string>> = {}): AtCursor {
  const offset = marked.indexOf('$0');
  if (offset < 0) throw new Error('The text has no $0.');
  const text = marked.slice(0, offset) + marked.slice(offset + 2);
  return { analysis: analyseText(text, {}, files), text, offset };
}

/** The hover's Markdown at the cursor; empty where there is none. */
export function hoverAt(marked: string, settings: Partial<HoverSettings> = {}): string {
  const { analysis, offset } = atCursor(marked);
  const all = { ...defaultMemory, derivation: true, ...settings };
  return hover(analysis, mainUri, offset, { settings: all, languageId: 'fovea' })?.markdown.text ?? '';
}
