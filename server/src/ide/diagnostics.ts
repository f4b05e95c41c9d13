// The findings of one file, ready to be shown in it.
import type { Analysis } from '../analysis/analysis.js';
import { insightFindings, type InsightSettings } from '../analysis/insights/notes.js';
import { catalogue, type FindingCode } from '../findings/catalogue.js';
import type { FindingKind, Severity } from '../findings/finding.js';
import { finding, type Finding, type Span } from '../graph/graph.js';
import { fileName } from '../text/fileName.js';
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

/** An import statement and the files that it draws in. */
export interface ImportedFiles extends Range {
  readonly files: ReadonlySet<string>;
}

/**
 * Findings that lie in the file itself; the errors of files that it imports are summed up where it imports them, each
 * at the first import that draws its file in. What insights say stands behind.
 */
export function diagnostics(
  analysis: Analysis,
  uri: string,
  imports: readonly ImportedFiles[] = [],
  insights: InsightSettings = {},
): readonly Diagnostic[] {
  const { findings } = analysis;
  const own = findings.filter((each) => each.uri === uri);
  const foreign = findings.filter((each) => each.uri !== uri && each.severity === 'error');
  const summaries: Finding[] = [];
  const reported = new Set<Finding>();
  for (const { start, end, files } of foreign.length > 0 ? imports : []) {
    const errors = foreign.filter((each) => files.has(each.uri) && !reported.has(each));
    const [first] = errors;
    if (!first) continue;
    errors.forEach((each) => reported.add(each));
    summaries.push(
      finding(
        {
          code: 'import-has-errors',
          data: { file: fileName(first.uri), errors: errors.length, first: first.message },
        },
        { uri, start, end },
        errors.slice(0, 10),
      ),
    );
  }
  const insight = insightFindings(analysis.networks, insights).filter((each) => each.uri === uri);
  return [...own, ...analysis.shown([...summaries, ...insight])].map(diagnosticOf);
}

/** A finding, as it is shown in its file. */
export const diagnosticOf = ({ start, end, severity, code, message, related }: Finding): Diagnostic => ({
  range: { start, end },
  severity,
  code,
  message,
  related,
  unnecessary: (catalogue[code] as FindingKind<never>).unnecessary ?? false,
});
