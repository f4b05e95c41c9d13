// `npm run bench:prototxt`: how fast Caffe files are read, and how fast a file of 10,000 lines follows its edits.
//
// To compare: dgschwend's Netscope takes 9.8–13.5 ms for parse and analysis of its ResNet-152 of 671 nodes (warm, Node 20,
// two cores), without receptive fields.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { build } from 'esbuild';
import type * as analysisModule from '../../server/src/analysis/analysis.js';
import type * as converter from '../../server/src/languages/prototxt/write/toPrototxt.js';
import type * as diagnosticsModule from '../../server/src/ide/diagnostics.js';
import type * as foveaLanguage from '../../server/src/languages/fovea/language.js';
import type * as prototxtLanguage from '../../server/src/languages/prototxt/language.js';
import type * as prototxtParser from '../../server/src/languages/prototxt/parser/parser.js';
import type * as sourceTextModule from '../../server/src/text/sourceText.js';
import { corpusMissing, corpusText } from '../corpus/corpus.js';

/** What is measured, bundled as it is shipped: a loader of TypeScript slows it down several times. */
const entry = `
  export { prototxt } from './server/src/languages/prototxt/language.js';
  export { parse } from './server/src/languages/prototxt/parser/parser.js';
  export { Analysis } from './server/src/analysis/analysis.js';
  export { diagnostics } from './server/src/ide/diagnostics.js';
  export { SourceText } from './server/src/text/sourceText.js';
  export { fovea } from './server/src/languages/fovea/language.js';
  export { toPrototxt } from './server/src/languages/prototxt/write/toPrototxt.js';
`;

type Engine = typeof prototxtLanguage &
  typeof prototxtParser &
  typeof analysisModule &
  typeof diagnosticsModule &
  typeof sourceTextModule &
  typeof foveaLanguage &
  typeof converter;

async function bundled(): Promise<Engine> {
  const folder = mkdtempSync(path.join(tmpdir(), 'fovea-bench-'));
  try {
    const outfile = path.join(folder, 'engine.mjs');
    const stdin = { contents: entry, resolveDir: process.cwd() };
    await build({ stdin, bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile });
    return (await import(pathToFileURL(outfile).href)) as Engine;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// As in the server.
setFlagsFromString('--no-allocation-site-pretenuring');

const rounds = 300;

/** Median and 95th percentile in milliseconds, warm. */
function measure(name: string, action: (round: number) => unknown): void {
  for (let round = 0; round < rounds; round++) action(round);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    action(round);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => times[Math.floor(times.length * share)]!.toFixed(2).padStart(7);
  console.log(`${name.padEnd(52)} median ${at(0.5)} ms   p95 ${at(0.95)} ms`);
}

const { Analysis, SourceText, diagnostics, fovea, parse, prototxt, toPrototxt } = await bundled();
const load = () => ({ problem: 'missing' }) as const;
const lowering = { resolve: (_: string, file: string) => file, load, overrides: {} };
const uri = 'file:///bench.prototxt';
let version = 0;
const analyse = (text: string) =>
  new Analysis(prototxt.lower(new SourceText(uri, ++version, text), lowering));

/** A network of the zoo written as prototxt, where the published files are not at hand. */
function converted(net: string): string {
  const source = new SourceText('file:///resnet.fovea', 1, readFileSync('examples/resnet.fovea', 'utf8'));
  const [network] = fovea.lower(source, { ...lowering, overrides: { network: net } }).networks;
  return toPrototxt(network!);
}

const published = 'KaimingHe+deep-residual-networks/prototxt/ResNet-152-deploy.prototxt';
const resnet = corpusMissing === undefined ? corpusText('caffe', published) : converted('ResNet152');
const googlenet =
  corpusMissing === undefined
    ? corpusText('caffe', 'BVLC+caffe/models/bvlc_googlenet/deploy.prototxt')
    : undefined;

function all(text: string): unknown {
  const analysis = analyse(text);
  const [network] = analysis.networks;
  return [network?.totals, network?.training, network?.depth, network?.featureMap, analysis.findings];
}

for (const [name, text] of [
  ['ResNet-152', resnet],
  ['GoogLeNet', googlenet],
] as const) {
  if (text === undefined) continue;
  const lines = text.split('\n').length;
  measure(`${name} (${lines} lines): parse`, () => parse(text));
  measure(`${name}: parse, lower, totals, fields, findings`, () => all(text));
}

// The second copy is a network of its own behind the first: it reads what the first gives, under other names.
const layers = resnet.slice(resnet.indexOf('layer'));
const copies = Math.ceil(10_000 / layers.split('\n').length) - 1;
const large = [
  resnet,
  ...Array.from({ length: copies }, (_, copy) =>
    layers.replaceAll(/"([\w/]+)"/g, (whole, name: string) =>
      /^[A-Z]/.test(name) || name === 'data' ? whole : `"${name}_${copy}"`,
    ),
  ),
].join('\n');
const middle = large.indexOf('num_output: 256', large.length / 2);
const lines = large.split('\n').length;
measure(`${lines} lines: from an edit to the diagnostics`, (round) => {
  // Joined, as the server does it.
  const edited = [large.slice(0, middle), `num_output: ${256 + (round % 2)}`, large.slice(middle + 15)].join(
    '',
  );
  return diagnostics(analyse(edited), uri);
});
