// Lowers a text of any language with its directives, and lists what is said of it.
import { Analysis } from '../../server/src/analysis/analysis.js';
import { SourceText } from '../../server/src/text/sourceText.js';
import { resolveUri } from '../../server/src/workspace/uri.js';
import { contextOf } from './context.js';
import { languageNamed } from './languages.js';

export type LanguageId = 'fovea' | 'prototxt' | 'python';

export function analyseAs(id: LanguageId, text: string): Analysis {
  const source = new SourceText(`file:///project/net.${id}`, 1, text);
  const language = languageNamed(id);
  const load = () => ({ problem: 'missing' }) as const;
  const lowered = language.lower(source, { resolve: resolveUri, load, overrides: {} });
  return new Analysis(lowered, contextOf(language, source));
}

/** Findings as `severity code: text at its place`. */
export const told = (id: LanguageId, text: string): readonly string[] =>
  analyseAs(id, text).findings.map(
    ({ severity, code, start, end }) => `${severity} ${code}: ${text.slice(start, end)}`,
  );

export const messages = (id: LanguageId, text: string): readonly string[] =>
  analyseAs(id, text).findings.map(({ code, message }) => `${code}: ${message}`);
