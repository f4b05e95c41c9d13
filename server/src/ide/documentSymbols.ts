// The outline of a file: its networks, blocks and what they hold.
import type { Analysis } from '../analysis/analysis.js';
import type { OutlineItem } from '../contract/language.js';

export type DocumentSymbol = OutlineItem;

export function documentSymbols(analysis: Analysis): readonly DocumentSymbol[] {
  return analysis.lowered.outline;
}
