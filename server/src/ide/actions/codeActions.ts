// The quick fixes for the findings at a place.
import { insightFindings, type InsightSettings } from '../../analysis/insights/notes.js';
import type { Finding } from '../../graph/graph.js';
import type { Range } from '../../text/range.js';
import type { Fix } from '../../contract/rewriter.js';
import type { FixContext } from './action.js';
import { actions } from './registry.js';

export interface CodeAction extends Fix {
  /** What it does away with. */
  readonly finding: Finding;
}

/** Fixes of all findings that touch a range of a file, in the order of the text. */
export function codeActions(
  context: FixContext,
  uri: string,
  { start, end }: Range,
  insights: InsightSettings = {},
): readonly CodeAction[] {
  const { analysis } = context;
  return [...analysis.findings, ...analysis.shown(insightFindings(analysis.networks, insights))]
    .filter((each) => each.uri === uri && each.start <= end && each.end >= start)
    .flatMap((finding) =>
      [
        ...actions
          .filter(({ codes }) => codes.includes(finding.code))
          .flatMap((action) => action.fixes(finding, context)),
        ...(context.language.fixes?.(finding, context.text) ?? []),
      ].map((fix) => ({ ...fix, finding })),
    );
}
