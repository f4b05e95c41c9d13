// `node --import tsx test/bench/panel.ts`: from an edit to what is painted in the panel, and frame times while panning.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import type { ToPanel } from '../../media/panel/state/messages.js';
import { PanelPage } from '../panel/support/panelPage.js';
import { everyEdge, large } from './graphs.js';

const rounds = 15;
const allOpen = { level: 99, fold: 'none' };

interface Subject {
  readonly name: string;
  /** A path, or the text itself. */
  readonly file: string;
  readonly state: object;
  /** An edit that changes what is seen, and back. */
  readonly edit: readonly [from: string, to: string];
}

const subjects: readonly Subject[] = [
  {
    name: 'AlexNet',
    file: 'examples/alexnet.fovea',
    state: { network: 'AlexNet', ...allOpen },
    edit: ['Conv(96, kernel = 11', 'Conv(98, kernel = 11'],
  },
  {
    name: 'GoogLeNet',
    file: 'examples/googlenet.fovea',
    state: { network: 'GoogLeNet', ...allOpen },
    edit: ['conv1: Conv(64, 7', 'conv1: Conv(66, 7'],
  },
  {
    name: 'ResNet-152, all open',
    file: 'examples/resnet.fovea',
    state: { network: 'ResNet152', ...allOpen },
    edit: ['conv1: Conv(64, 7', 'conv1: Conv(66, 7'],
  },
  {
    name: 'DenseNet-201, every concat edge',
    file: everyEdge([6, 12, 48, 32]),
    state: allOpen,
    edit: ['input x: 64 x 56 x 56', 'input x: 64 x 57 x 57'],
  },
  {
    name: 'ResNet-1001, all open',
    file: 'examples/preactivation-resnet.fovea',
    state: { network: 'PreActResNet1001', ...allOpen },
    edit: ['input image: 3 x 32 x 32', 'input image: 3 x 33 x 33'],
  },
  {
    name: '49,000 layers, collapsed',
    file: large,
    state: { level: 0 },
    edit: ['input x: 8 x 16 x 16', 'input x: 8 x 17 x 17'],
  },
];

/** Milliseconds in the page from a message to the frame that shows it. */
const painted = (message: ToPanel): string => `(async () => {
  const svg = document.querySelector('.graph-svg');
  const started = performance.now();
  const changed = new Promise((resolve) => {
    const observer = new MutationObserver(() => (observer.disconnect(), resolve()));
    observer.observe(svg, { subtree: true, childList: true, attributes: true });
  });
  postMessage(${JSON.stringify(message)}, '*');
  await changed;
  await new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(0);
  }));
  return performance.now() - started;
})()`;

/** Milliseconds of each frame while the wheel turns. */
const panning = `(async () => {
  const svg = document.querySelector('.graph-svg');
  const { left, top, width, height } = svg.getBoundingClientRect();
  const frame = () => new Promise(requestAnimationFrame);
  const times = [];
  let before = await frame();
  for (let step = 0; step < 150; step++) {
    const options = { deltaY: step < 100 ? 14 : -14, bubbles: true, cancelable: true, clientX: left + width / 2, clientY: top + height / 2 };
    svg.dispatchEvent(new WheelEvent('wheel', options));
    const now = await frame();
    times.push(now - before);
    before = now;
  }
  return times;
})()`;

const at = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;

const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;

const rows: string[][] = [
  ['network', 'shown', 'message to painted', 'p95', 'with analysis', 'pan near', 'p95', 'pan whole', 'p95'],
];
for (const { name, file, state, edit } of subjects) {
  const panel = await PanelPage.open(file, { state, width: 900, height: 900 });
  panel.page.setDefaultTimeout(60_000);
  await panel.page.locator('.world > g > *').first().waitFor({ state: 'attached' });
  await panel.page.waitForTimeout(1500);
  const times: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const [from, to] = round % 2 === 0 ? edit : [edit[1], edit[0]];
    const started = performance.now();
    const message = panel.host.edit(from, to).next().value as ToPanel;
    const analysed = performance.now() - started;
    // The graph is drawn from the picture alone; the figures of all layers follow it.
    const time = (await panel.page.evaluate(painted(message))) as number;
    await panel.page.waitForTimeout(50);
    times.push(time);
    whole.push(analysed + time);
  }
  const shown = panel.host.picture().shown;
  const near = (await panel.page.evaluate(panning)) as number[];
  await panel.page.getByRole('button', { name: 'Show the whole graph' }).click();
  await panel.page.waitForTimeout(500);
  const far = (await panel.page.evaluate(panning)) as number[];
  rows.push([
    name,
    String(shown),
    ms(at(times, 0.5)),
    ms(at(times, 0.95)),
    ms(at(whole, 0.5)),
    ...[near, far].flatMap((frames) => [ms(at(frames, 0.5)), ms(at(frames, 0.95))]),
  ]);
  await panel.close();
}

const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
for (const row of rows) {
  console.log(
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join('  '),
  );
}

const built = buildSync({
  entryPoints: { panel: 'media/panel/main.tsx' },
  outdir: 'dist',
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'chrome122',
  write: false,
});
const script = built.outputFiles.find(({ path }) => path.endsWith('.js'))!;
console.log(
  `\npanel bundle, gzipped: ${(gzipSync(script.contents).length / 1024).toFixed(1)} KB (aim ≤ 120 KB)`,
);
console.log(`page: ${readFileSync('dist/panel.css').length} bytes of style sheet`);
