// Analyses Fovea text for tests, with imports from a map of other texts or from the file system.
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Analysis, type NetworkAnalysis } from '../../server/src/analysis/analysis.js';
import type { Lowering, Overrides } from '../../server/src/contract/language.js';
import { fovea } from '../../server/src/languages/fovea/language.js';
import { prototxt } from '../../server/src/languages/prototxt/language.js';
import { contextOf } from './context.js';
import { resolveUri } from '../../server/src/workspace/uri.js';
import { SourceText } from '../../server/src/text/sourceText.js';

/** Analyses `text` as `main.fovea`; `files` are its neighbours by name. */
export function analyseText(
  text: string,
  overrides: Overrides = {},
  files: Readonly<Record<string, string>> = {},
): Analysis {
  return analyse(
    new SourceText('test:/main.fovea', 1, text),
    overrides,
    (uri) => files[uri.slice('test:/'.length)],
  );
}

/** Analyses a file of the project, given relative to its root. */
export function analyseFile(path: string, overrides: Overrides = {}): Analysis {
  const uri = pathToFileURL(path).href;
  const read = (each: string): string => readFileSync(fileURLToPath(each), 'utf8');
  return analyse(new SourceText(uri, 1, read(uri)), overrides, read);
}

function analyse(
  source: SourceText,
  overrides: Overrides,
  read: (uri: string) => string | undefined,
): Analysis {
  const lowering: Lowering = {
    resolve: resolveUri,
    load: (uri) => {
      const text = read(uri);
      return text === undefined ? { problem: 'missing' } : new SourceText(uri, 1, text);
    },
    overrides,
  };
  const language = source.uri.endsWith('.prototxt') ? prototxt : fovea;
  return new Analysis(language.lower(source, lowering), contextOf(language, source, overrides));
}

/** The only network of a text, or the one of that name. */
export function networkOf(analysis: Analysis, name?: string): NetworkAnalysis {
  const found = analysis.networks.find((each) => name === undefined || each.name === name);
  if (found === undefined) throw new Error(`no network ${name ?? ''}`);
  return found;
}
