// Analyses a text of any language with its directives, and lists what is said of it.
import type { Analysis } from '../../server/src/analysis/analysis.js';
import { open, type LanguageId } from './fixture.js';

export type { LanguageId };

export const analyseAs = (id: LanguageId, text: string): Analysis =>
  open(id, text, { uri: `file:///project/net.${id}` }).analysis;

/** Findings as `severity code: text at its place`. */
export const told = (id: LanguageId, text: string): readonly string[] =>
  analyseAs(id, text).findings.map(
    ({ severity, code, start, end }) => `${severity} ${code}: ${text.slice(start, end)}`,
  );

export const messages = (id: LanguageId, text: string): readonly string[] =>
  analyseAs(id, text).findings.map(({ code, message }) => `${code}: ${message}`);
