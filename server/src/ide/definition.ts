// Where the name at an offset is made.
import type { Analysis } from '../analysis/analysis.js';
import type { Span } from '../graph/graph.js';

export interface DefinitionLink {
  /** The name under the cursor. */
  readonly span: Span;
  readonly targets: readonly Span[];
}

/** Undefined where there is no name, or nothing is known of where it is made. */
export function definition({ lowered }: Analysis, offset: number): DefinitionLink | undefined {
  const found = lowered.occurrences?.(offset);
  if (found) return { span: found.span, targets: found.definitions };
  const described = lowered.describe(offset);
  return described?.definition && { span: described.span, targets: [described.definition] };
}
