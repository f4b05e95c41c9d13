// Where the name at an offset is made.
import type { Analysis } from '../analysis/analysis.js';
import type { Span } from '../graph/graph.js';

export interface DefinitionLink {
  /** The name under the cursor. */
  readonly span: Span;
  readonly targets: readonly Span[];
}

/** The declarations of the classes or blocks that the name at an offset stands for. */
export function typeDefinition({ lowered }: Analysis, offset: number): DefinitionLink | undefined {
  const kinds = lowered.kinds?.(offset);
  return kinds && { span: kinds.span, targets: kinds.classes.map(({ nameSpan }) => nameSpan) };
}

/** The methods that run when the name at an offset is called. */
export function implementation({ lowered }: Analysis, offset: number): DefinitionLink | undefined {
  const kinds = lowered.kinds?.(offset);
  return kinds && { span: kinds.span, targets: kinds.runs };
}

/** Undefined where there is no name, or nothing is known of where it is made. */
export function definition({ lowered }: Analysis, offset: number): DefinitionLink | undefined {
  const found = lowered.occurrences?.(offset);
  if (found) return { span: found.span, targets: found.definitions };
  const described = lowered.describe(offset);
  return described?.definition && { span: described.span, targets: [described.definition] };
}
