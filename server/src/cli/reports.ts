// What `check` says of one file, as plain data that threads hand to one another.
import type { Severity } from '../findings/finding.js';

/** A place in a file: 1-based, in UTF-16 code units; the end is that of the last character. */
export interface LinePosition {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The way to it in a model that is no text, such as `graph/0`; line and column are 1 then. */
  readonly place?: string;
}

export interface RelatedJson extends LinePosition {
  readonly message: string;
  /** Where it lies in another file than the finding. */
  readonly file?: string;
}

/** A finding as `--json` gives it. */
export interface FindingJson extends LinePosition {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly assumed?: boolean;
  /** Given where the finding lies in another file than the one asked for. */
  readonly file?: string;
  readonly related?: readonly RelatedJson[];
}

/** A finding of `check`, whose file is always given. */
export type FileFinding = FindingJson & { readonly file: string };

export interface FileReport {
  readonly findings: readonly {
    readonly severity: Severity;
    readonly line: string;
    readonly json: FileFinding;
  }[];
  /** What goes to standard error. */
  readonly errors: string;
  /** Whether Fovea itself failed on the file. */
  readonly failed: boolean;
}
