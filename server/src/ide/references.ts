// All places of the name at an offset.
import type { Analysis } from '../analysis/analysis.js';
import type { Span } from '../graph/graph.js';

/** In the order of the text; without the places where it is made unless they are asked for. */
export function references({ lowered }: Analysis, offset: number, withDefinitions: boolean): readonly Span[] {
  const found = lowered.occurrences?.(offset);
  if (!found) return [];
  const made = new Set(found.definitions.map(({ uri, start }) => `${uri}#${start}`));
  return found.all.filter(({ uri, start }) => withDefinitions || !made.has(`${uri}#${start}`));
}
