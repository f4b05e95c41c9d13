// All places of the name at an offset.
import type { Analysis } from '../analysis/analysis.js';
import type { Span } from '../graph/graph.js';
import type { Range } from '../text/range.js';

export interface Highlight {
  readonly range: Range;
  /** Whether what the name stands for is made here. */
  readonly makes: boolean;
}

/** All places of the name at an offset in one file. */
export function highlights({ lowered }: Analysis, uri: string, offset: number): readonly Highlight[] {
  const found = lowered.occurrences?.(offset);
  if (!found) return [];
  const made = new Set(found.definitions.map((each) => `${each.uri}#${each.start}`));
  return found.all
    .filter((each) => each.uri === uri)
    .map(({ start, end }) => ({ range: { start, end }, makes: made.has(`${uri}#${start}`) }));
}

/** In the order of the text; without the places where it is made unless they are asked for. */
export function references({ lowered }: Analysis, offset: number, withDefinitions: boolean): readonly Span[] {
  const found = lowered.occurrences?.(offset);
  if (!found) return [];
  const made = new Set(found.definitions.map(({ uri, start }) => `${uri}#${start}`));
  return found.all.filter(({ uri, start }) => withDefinitions || !made.has(`${uri}#${start}`));
}
