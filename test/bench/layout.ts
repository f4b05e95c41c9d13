// `node --import tsx test/bench/layout.ts`: pictures and their layout, beside @dagrejs/dagre on the same graphs in the same run.
import { createRequire } from 'node:module';
import type { NetworkAnalysis } from '../../server/src/analysis/analysis.js';
import { Layouts } from '../../server/src/layout/layOut.js';
import type { PictureFrame, Picture, View } from '../../server/src/picture/model.js';
import { analyseFile, analyseText, networkOf } from '../support/analyse.js';
import { dagreLines } from '../support/crossings.js';
import { everything, picture } from '../support/pictures.js';
import { everyEdge, large } from './graphs.js';

const runs = 15;
/** dagre is not asked for frames with more edges: a dense block of 48 layers took it three minutes. */
const mostForDagre = 1000;

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
}

function timed(action: () => unknown): number {
  const started = performance.now();
  action();
  return performance.now() - started;
}

const repeat = (action: () => unknown): number => median(Array.from({ length: runs }, () => timed(action)));

const zoo = (file: string, name: string): NetworkAnalysis =>
  networkOf(analyseFile(`examples/${file}.fovea`), name);

const subjects: readonly (readonly [NetworkAnalysis, View])[] = [
  [zoo('alexnet', 'AlexNet'), everything],
  [zoo('googlenet', 'GoogLeNet'), everything],
  [zoo('resnet', 'ResNet152'), everything],
  [zoo('densenet', 'DenseNet201'), everything],
  [networkOf(analyseText(everyEdge([6, 12, 48, 32]))), everything],
  [deepest(), everything],
  [networkOf(analyseText(large)), {}],
];

/** The deepest residual network of the examples. */
function deepest(): NetworkAnalysis {
  const { networks } = analyseFile('examples/preactivation-resnet.fovea');
  return [...networks].sort((a, b) => b.depth - a.depth)[0]!;
}

/** The same frames with one more edge in the last one that is laid out: what an edit leaves to do. */
function edited(made: Picture): Picture {
  const frames = made.frames.map((frame, index) => {
    const [edge, ...others] = frame.edges;
    if (index !== (made.frames.length > 1 ? 1 : 0) || !edge) return frame;
    return { ...frame, edges: [{ ...edge, labelled: !edge.labelled, shape: '1' }, ...others] };
  });
  return { ...made, frames };
}

const { version } = createRequire(import.meta.url)('@dagrejs/dagre/package.json') as { version: string };
console.log(
  `milliseconds, median of ${runs}; Node ${process.version}; dagre ${version} with the same frames, each once\n`,
);
console.log('| network | items | picture | layout, nothing known | all known | one frame edited | dagre |');
console.log('| --- | --: | --: | --: | --: | --: | --: |');
for (const [network, view] of subjects) {
  const build = repeat(() => picture(network, view));
  const made = picture(network, view);
  const fresh = repeat(() => new Layouts().layOut(made));
  const layouts = new Layouts();
  layouts.layOut(made);
  const known = repeat(() => layouts.layOut(made));
  const other = edited(made);
  const afterEdit = median(
    Array.from({ length: runs }, () => {
      const again = new Layouts();
      again.layOut(made);
      return timed(() => again.layOut(other));
    }),
  );
  const frames: readonly PictureFrame[] = made.frames;
  const possible = frames.every(({ edges }) => edges.length <= mostForDagre);
  const dagre = possible ? timed(() => frames.forEach(dagreLines)).toFixed(0) : 'not tried';
  const cells = [made.shown, ...[build, fresh, known, afterEdit].map((time) => time.toFixed(1)), dagre];
  console.log(`| ${network.name} | ${cells.join(' | ')} |`);
}
