// `npm run fuzz:truncation`: torchvision's model files cut off at random places, as while they are typed: how much is still known.
// "whole": there are networks, and the output of each is known; "part": some of their layers are; "waiting": the classes that there are
// need arguments that nothing gives yet; "nothing": there is no class of a module yet, or none that can be read.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Analysis } from '../../server/src/analysis/analysis.js';
import type { Loaded } from '../../server/src/contract/language.js';
import { pytorch } from '../../server/src/languages/pytorch/language.js';
import { isUnknown } from '../../server/src/math/dim.js';
import { SourceText } from '../../server/src/text/sourceText.js';
import { uriOfPath } from '../../server/src/workspace/nodeFileSystem.js';
import { resolveUri } from '../../server/src/workspace/uri.js';
import { torchvisionFolder, torchvisionMissing } from '../support/torchvision.js';

const cuts = Number(process.argv[2] ?? 400);

/** Numbers in [0, 1) that are the same in each run (Park and Miller, 1988). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

if (torchvisionFolder === undefined) console.log(torchvisionMissing);
else {
  const folder = path.join(torchvisionFolder, 'models');
  const names = readdirSync(folder).filter(
    (name) => /^[a-z]\w*\.py$/.test(name) && name !== 'feature_extraction.py',
  );
  const loaded = new Map<string, Loaded>();
  const load = (uri: string): Loaded => {
    let text = loaded.get(uri);
    if (!text) {
      try {
        text = new SourceText(uri, 1, readFileSync(new URL(uri), 'utf8'));
      } catch {
        text = { problem: 'missing' };
      }
      loaded.set(uri, text);
    }
    return text;
  };
  const random = randomNumbers(20_260_601);
  const counts = { whole: 0, part: 0, waiting: 0, nothing: 0 };
  let slowest = 0;
  for (let round = 0; round < cuts; round++) {
    const uri = uriOfPath(path.join(folder, names[Math.floor(random() * names.length)] ?? ''));
    const whole = load(uri);
    if (!(whole instanceof SourceText)) continue;
    const text = whole.text.slice(0, Math.floor(random() * whole.text.length));
    const started = performance.now();
    const source = new SourceText(uri, 1, text);
    const analysis = new Analysis(pytorch.lower(source, { resolve: resolveUri, load, overrides: {} }));
    slowest = Math.max(slowest, performance.now() - started);
    const networks = analysis.networks.map(({ network }) => network);
    const nodes = networks.flatMap(({ body }) => body.nodes);
    const output = networks.map(({ outputs }) => outputs.at(-1)?.value.shape);
    if (networks.length > 0 && output.every((shape) => shape !== undefined && !isUnknown(shape)))
      counts.whole++;
    else if (nodes.some((node) => node.outputs.some(({ shape }) => !isUnknown(shape)))) counts.part++;
    else if ((analysis.lowered.templates ?? []).length > 0) counts.waiting++;
    else counts.nothing++;
  }
  console.log(
    `${cuts} cuts of ${names.length} files, none of which threw; the slowest took ${slowest.toFixed(0)} ms`,
  );
  for (const [name, count] of Object.entries(counts))
    console.log(`${name.padEnd(8)} ${((100 * count) / cuts).toFixed(1)} %`);
}
