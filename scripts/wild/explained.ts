// Warnings, and errors of releases, that are right, each with the reason: explained-warnings.json.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import type { FoundFinding } from './results.js';

export interface Explanation {
  readonly code: string;
  /** Within the folder of packages. */
  readonly file: string;
  /** The line as in the file, without the blanks around it. */
  readonly text: string;
  readonly why: string;
  /** Whether it is a mistake of the release. */
  readonly bug?: boolean;
}

function explanations(): readonly Explanation[] {
  const file = path.join(root, 'scripts', 'wild', 'explained-warnings.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Explanation[]) : [];
}

/** What must not be among findings, and explanations of nothing. `files` are those that were read, where not all were. */
export function explain(
  findings: readonly FoundFinding[],
  files?: readonly string[],
): {
  readonly errors: readonly FoundFinding[];
  readonly unexplained: readonly FoundFinding[];
  readonly stale: readonly Explanation[];
} {
  const all = explanations();
  const keyOf = ({ code, file, text }: Pick<Explanation, 'code' | 'file' | 'text'>): string =>
    [code, file, text].join('\n');
  const known = new Set(all.map(keyOf));
  const bugs = new Set(all.filter(({ bug }) => bug === true).map(keyOf));
  const found = new Set(findings.map(keyOf));
  return {
    errors: findings.filter((each) => each.severity === 'error' && !bugs.has(keyOf(each))),
    unexplained: findings.filter((each) => each.severity === 'warning' && !known.has(keyOf(each))),
    stale: all.filter((each) => !found.has(keyOf(each)) && files?.includes(each.file) !== false),
  };
}
