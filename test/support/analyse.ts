// Analyses Fovea text, and files of the project, for tests.
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Analysis, NetworkAnalysis } from '../../server/src/analysis/analysis.js';
import type { Overrides } from '../../server/src/contract/language.js';
import { open } from './fixture.js';

/** Analyses `text` as `main.fovea`; `files` are its neighbours by name. */
export const analyseText = (
  text: string,
  overrides: Overrides = {},
  files: Readonly<Record<string, string>> = {},
): Analysis => open('fovea', text, { overrides, files }).analysis;

/** Analyses a file of the project, given relative to its root. */
export function analyseFile(path: string, overrides: Overrides = {}): Analysis {
  const read = (uri: string): string => readFileSync(fileURLToPath(uri), 'utf8');
  const uri = pathToFileURL(path).href;
  const language = path.endsWith('.prototxt') ? 'prototxt' : 'fovea';
  return open(language, read(uri), { uri, overrides, read }).analysis;
}

/** The only network of a text, or the one of that name. */
export function networkOf(analysis: Analysis, name?: string): NetworkAnalysis {
  const found = analysis.networks.find((each) => name === undefined || each.name === name);
  if (found === undefined) throw new Error(`no network ${name ?? ''}`);
  return found;
}
