// What a quick fix is: for a finding of certain codes, edits of the text that do away with it.
import type { Analysis } from '../../analysis/analysis.js';
import type { FindingCode } from '../../findings/catalogue.js';
import type { Finding } from '../../graph/graph.js';
import type { Language } from '../../contract/language.js';
import type { Fix } from '../../contract/rewriter.js';

export interface FixContext {
  readonly analysis: Analysis;
  readonly language: Language;
  /** The text in which the finding lies. */
  readonly text: string;
}

/** The doc comment of each action holds a text before and after it, which tests run. */
export interface Action {
  /** That of its file. */
  readonly name: string;
  readonly codes: readonly FindingCode[];
  readonly fixes: (finding: Finding, context: FixContext) => readonly Fix[];
}
