// The findings of one file, ready to be shown in it.
import type { Analysis } from '../analysis/analysis.js';
import { catalogue, type FindingCode } from '../findings/catalogue.js';
import type { FindingKind, Severity } from '../findings/finding.js';
import type { Span } from '../graph/graph.js';
import type { Range } from '../text/range.js';

export interface Diagnostic {
  readonly range: Range;
  readonly severity: Severity;
  readonly code: FindingCode;
  readonly message: string;
  readonly related: readonly (Span & { readonly message: string })[];
  /** The text is not needed and may be shown faded. */
  readonly unnecessary: boolean;
}

/** Findings that lie in the file itself; those of files that it imports are shown in these. */
export function diagnostics(analysis: Analysis, uri: string): readonly Diagnostic[] {
  return analysis.findings
    .filter((finding) => finding.uri === uri)
    .map(({ start, end, severity, code, message, related }) => ({
      range: { start, end },
      severity,
      code,
      message,
      related,
      unnecessary: (catalogue[code] as FindingKind<never>).unnecessary ?? false,
    }));
}
