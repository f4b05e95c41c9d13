// What `check` says of one file, as plain data that threads hand to one another.
import type { Severity } from '../findings/finding.js';

export interface FileReport {
  readonly findings: readonly {
    readonly severity: Severity;
    readonly line: string;
    readonly json: object;
  }[];
  /** What goes to standard error. */
  readonly errors: string;
  /** Whether Fovea itself failed on the file. */
  readonly failed: boolean;
}
