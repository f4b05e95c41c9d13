// Findings as the command line prints them: a line each, or JSON.
import type { Analysis } from '../analysis/analysis.js';
import { insightFindings } from '../analysis/insights/notes.js';
import type { Finding, Span } from '../graph/graph.js';
import { NotebookText } from '../text/notebook.js';
import { printableLine } from '../text/printable.js';
import { SourceText } from '../text/sourceText.js';
import type { Snapshot } from '../workspace/snapshot.js';
import type { Io } from './io.js';
import { notebookPlace } from './messages.js';
import type { Options } from './options.js';
import type { FindingJson, LinePosition } from './reports.js';

export function placeOf({ uri, start, end, path }: Span, snapshot: Snapshot): LinePosition {
  const place = path === undefined ? {} : { place: path.join('/') };
  const text = snapshot.texts.get(uri);
  if (!(text instanceof SourceText)) return { line: 1, column: 1, endLine: 1, endColumn: 1, ...place };
  const from = text.lineIndex.positionAt(start);
  const to = text.lineIndex.positionAt(Math.max(start, end - 1));
  return {
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
    ...place,
  };
}

/** In a notebook, the cell and the line in it: ` (cell 3, line 2)`. */
function cellText({ uri, start }: Span, { texts }: Snapshot): string {
  const text = texts.get(uri);
  const cell = text instanceof NotebookText ? text.cellAt(start) : undefined;
  if (!cell || !text) return '';
  const line = cell.text.slice(0, start - cell.start).split('\n').length;
  return ` (${notebookPlace(cell.number, line)})`;
}

/** `file:line:col: severity code message`; in a model that is no text `file:graph/0: severity code message`. */
export function findingLine(finding: Finding, snapshot: Snapshot, io: Io): string {
  const { line, column, place = `${line}:${column}` } = placeOf(finding, snapshot);
  const { severity, code, message, uri } = finding;
  return printableLine(
    `${io.pathOfUri(uri)}:${place}: ${severity} ${code} ${message}${cellText(finding, snapshot)}`,
  );
}

/** `file` is given where the finding lies in another file than the one asked for. */
export function findingToJson(finding: Finding, snapshot: Snapshot, io: Io): FindingJson {
  const { severity, code, message, uri, related, assumed } = finding;
  return {
    severity,
    code,
    message,
    ...(assumed && { assumed }),
    ...(uri !== snapshot.source.uri && { file: io.pathOfUri(uri) }),
    ...placeOf(finding, snapshot),
    ...(related.length > 0 && {
      related: related.map((each) => ({
        message: each.message,
        ...(each.uri !== snapshot.source.uri && { file: io.pathOfUri(each.uri) }),
        ...placeOf(each, snapshot),
      })),
    }),
  };
}

/** What is wrong with the configuration that the file was read under. */
export const configurationFindings = ({ configuration }: Snapshot): readonly Finding[] =>
  configuration.findings;

/** All findings, with those of insights unless `--no-insights` leaves them out. */
export function shownFindings(analysis: Analysis, options: Options): readonly Finding[] {
  const { findings } = analysis;
  if (options.flag('no-insights')) return findings;
  return [...findings, ...analysis.shown(insightFindings(analysis.networks))].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  );
}

export const hasErrors = (findings: readonly Finding[]): boolean =>
  findings.some(({ severity }) => severity === 'error');
