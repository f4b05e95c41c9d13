// What a finding is: a value with a code, data and a place; its sentence is made by the catalogue, once per code.

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What there is to say about one code: its severity, the sentence, and the documentation behind it. */
export interface FindingKind<Data> {
  readonly severity: Severity;
  /** What the finding means and where its rule comes from; shown in docs/findings.md. */
  readonly doc: string;
  /** One sentence or two: what was found, what was expected, what would fix it. */
  readonly message: (data: Data) => string;
  /** The text is not needed and may be shown faded. */
  readonly unnecessary?: true;
}

export function kind<Data>(definition: FindingKind<Data>): FindingKind<Data> {
  return definition;
}
