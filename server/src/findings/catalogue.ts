// The only list of finding codes; each family of codes has a file of its own.
import type { FindingKind, Severity } from './finding.js';
import { argumentFindings } from './arguments.js';
import { configurationFindings } from './configuration.js';
import { directiveFindings } from './directives.js';
import { insightFindings } from './insights.js';
import { languageFindings } from './language.js';
import { networkFindings } from './network.js';
import { schemaFindings } from './schema.js';
import { shapeFindings } from './shapes.js';
import { sourceFindings } from './source.js';

export const catalogue = {
  ...shapeFindings,
  ...argumentFindings,
  ...networkFindings,
  ...languageFindings,
  ...directiveFindings,
  ...configurationFindings,
  ...schemaFindings,
  ...insightFindings,
  ...sourceFindings,
};

export type FindingCode = keyof typeof catalogue;
export type FindingData<Code extends FindingCode> =
  (typeof catalogue)[Code] extends FindingKind<infer Data> ? Data : never;

/** A code with its data, not yet placed in a text. */
export type Problem = {
  [Code in FindingCode]: { readonly code: Code; readonly data: FindingData<Code> };
}[FindingCode];

export function messageOf({ code, data }: Problem): string {
  return (catalogue[code].message as (data: unknown) => string)(data);
}

export function severityOf(code: FindingCode): Severity {
  return catalogue[code].severity;
}
