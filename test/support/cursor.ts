// Fovea text with a cursor, `$0`, for the tests of editor features.
import { defaultMemory } from '../../server/src/format/numbers.js';
import type { HoverSettings } from '../../server/src/ide/hover.js';
import { hoverIn, openMarked, uris, type Document } from './fixture.js';

export const mainUri = uris.fovea;

/** Analyses a text without its `$0`, whose place is the offset. */
export function atCursor(marked: string, files: Readonly<Record<string, string>> = {}): Document {
  const document = openMarked('fovea', marked, { files });
  if (document.offset < 0) throw new Error('The text has no $0.');
  return document;
}

/** The hover's Markdown at the cursor; empty where there is none. */
export function hoverAt(marked: string, settings: Partial<HoverSettings> = {}): string {
  const document = atCursor(marked);
  return hoverIn(document, document.offset, { ...defaultMemory, derivation: true, ...settings });
}
