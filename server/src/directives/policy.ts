// Which findings are shown and how severe they are: what a configuration, the command line and comments ask for.
import type { FindingCode } from '../findings/catalogue.js';
import type { Severity } from '../findings/finding.js';
import type { Finding } from '../graph/graph.js';

/** What a configuration says of findings, by their codes. */
export interface Policy {
  /** Only these; undefined: all. */
  readonly select?: ReadonlySet<FindingCode> | undefined;
  /** Not these. */
  readonly ignore?: ReadonlySet<FindingCode> | undefined;
  readonly severity?: ReadonlyMap<FindingCode, Severity> | undefined;
}

export const isShown = ({ select, ignore }: Policy, code: FindingCode): boolean =>
  (select?.has(code) ?? true) && !ignore?.has(code);

/** The finding with the severity that is asked for. What rests on an assumption stays information at most. */
export function withSeverity(found: Finding, { severity }: Policy): Finding {
  const wanted = severity?.get(found.code);
  if (wanted === undefined || wanted === found.severity) return found;
  const assumed = 'assumed' in found && found.assumed === true;
  if (assumed && (wanted === 'error' || wanted === 'warning')) return found;
  return { ...found, severity: wanted };
}
