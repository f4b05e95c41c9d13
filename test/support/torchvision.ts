// Where the sources of torchvision lie that some tests read: FOVEA_TORCHVISION, or where scripts/torchvision.sh unpacks them.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Analysis } from '../../server/src/analysis/analysis.js';
import type { Loaded, Lowered, Overrides } from '../../server/src/contract/language.js';
import { pytorch } from '../../server/src/languages/pytorch/language.js';
import { SourceText } from '../../server/src/text/sourceText.js';
import { uriOfPath } from '../../server/src/workspace/nodeFileSystem.js';
import { resolveUri } from '../../server/src/workspace/uri.js';

const unpacked = path.join(import.meta.dirname, '../../.cache/torchvision/torchvision');
const folder = process.env.FOVEA_TORCHVISION ?? unpacked;

/** The package's folder, or undefined where it is absent. */
export const torchvisionFolder = existsSync(path.join(folder, 'models', 'resnet.py')) ? folder : undefined;

/** What to do where it is absent, in one line. */
export const torchvisionMissing = 'torchvision is not here; scripts/torchvision.sh brings its sources';

const texts = new Map<string, Loaded>();

function load(uri: string): Loaded {
  let loaded = texts.get(uri);
  if (!loaded) {
    try {
      loaded = new SourceText(uri, 1, readFileSync(new URL(uri), 'utf8'));
    } catch {
      loaded = { problem: 'missing' };
    }
    texts.set(uri, loaded);
  }
  return loaded;
}

/** A file among torchvision's models. */
export function torchvisionSource(file: string): SourceText {
  const source = load(uriOfPath(path.join(torchvisionFolder ?? '', 'models', file)));
  assert.ok(source instanceof SourceText);
  return source;
}

/** Analyses a file among torchvision's models, or another text in its place. */
export function analyseTorchvision(file: string, overrides: Overrides, text?: string): Analysis {
  const own = torchvisionSource(file);
  const source = text === undefined ? own : new SourceText(own.uri, 2, text);
  return new Analysis(pytorch.lower(source, { resolve: resolveUri, load, overrides }));
}

/** Lowers a file among torchvision's models under overrides. */
export const lowerTorchvision =
  (file: string) =>
  (overrides: Overrides): Lowered =>
    pytorch.lower(torchvisionSource(file), { resolve: resolveUri, load, overrides });
