// What a format of `check` makes its text of.
import type { Severity } from '../../findings/finding.js';
import type { FileFinding } from '../reports.js';

export interface Checked {
  /** Each place once, in the order of the files and of their lines. */
  readonly findings: readonly FileFinding[];
  readonly counts: Readonly<Record<Severity, number>>;
  /** The files that were read. */
  readonly files: readonly string[];
  /** Files that were not, by the reason; `atLeast` where folders were passed over whole. */
  readonly skipped: { readonly files: number; readonly atLeast?: true } & Readonly<
    Record<string, number | true>
  >;
  readonly version: string;
}

/** The whole output, which is one document. */
export type Format = (checked: Checked) => string;
