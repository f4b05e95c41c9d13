// Mends at once what has one safe fix: a fix that only writes what the text already means.
import type { FindingCode } from '../../findings/catalogue.js';
import type { Fix, TextEdit } from '../../contract/rewriter.js';
import type { FixContext } from './action.js';
import { codeActions } from './codeActions.js';
import { actionTitles } from '../texts.js';

/** Findings whose first fix changes no meaning: another notation of what was understood. */
const safe: ReadonlySet<FindingCode> = new Set<FindingCode>(['syntax', 'deprecated-field']);

/** The first fixes of all such findings of a file that do not overlap; undefined where there are none. */
export function fixAll(context: FixContext, uri: string): Fix | undefined {
  const whole = { start: 0, end: context.text.length };
  const edits: TextEdit[] = [];
  const seen = new Set<string>();
  for (const { finding, edits: own } of codeActions(context, uri, whole)) {
    const key = `${finding.code}@${finding.start}-${finding.end}`;
    if (!safe.has(finding.code) || seen.has(key)) continue;
    seen.add(key);
    const isFree = own.every(
      (edit) => edit.uri === uri && edits.every((other) => edit.end < other.start || other.end < edit.start),
    );
    if (isFree) edits.push(...own);
  }
  return edits.length === 0 ? undefined : { title: actionTitles.fixAll, edits };
}
