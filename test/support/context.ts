// What an analysis is told of the files around it, in tests that lower a text themselves.
import type { FindingContext } from '../../server/src/analysis/analysis.js';
import { insightFindings } from '../../server/src/analysis/insights/notes.js';
import type { Language, Overrides } from '../../server/src/contract/language.js';
import type { SourceText } from '../../server/src/text/sourceText.js';

/** The directives of the file itself count, as in the workspace. */
export const contextOf = (
  language: Language,
  source: SourceText,
  overrides: Overrides = {},
): FindingContext => ({
  uri: source.uri,
  directivesOf: (uri) => (uri === source.uri ? language.directives?.(source) : undefined),
  furtherFindings: insightFindings,
  asWritten: Object.keys(overrides).length === 0,
});
