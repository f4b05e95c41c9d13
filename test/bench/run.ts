// `npm run bench`: how fast the real server process answers, how much memory it takes, and how large the bundles are.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { languages } from '../../server/src/languages/registry.js';
import { LanguageServer } from '../support/languageServer.js';
import { measured, type Measured } from './texts.js';

/** Ends a measurement of edits early, in milliseconds, so that slow ones do not take for ever. */
const longest = 20_000;
const mostEdits = 160;
/** Edits before those that count: V8 has then compiled what they run through. */
const warmUp = 60;
const coldStarts = 7;

interface Spread {
  readonly median: number;
  readonly p95: number;
}

interface Result {
  readonly name: string;
  readonly lines: number;
  /** Milliseconds from opening to the first findings, in a server that has just started. */
  readonly open: number;
  /** Milliseconds from sending an edit to the findings of its version. */
  readonly edit: Spread;
  /** Milliseconds of a hover right after an edit, once its findings are there, and again. */
  readonly hover: Spread;
  /** Resident megabytes of the server afterwards. */
  readonly memory: number;
}

function spread(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { median: at(0.5), p95: at(0.95) };
}

async function timed<T>(action: () => Promise<T>): Promise<number> {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

async function measure({ name, text, edit: [before, after], hover }: Measured): Promise<Result> {
  const server = await LanguageServer.start();
  const uri = 'file:///bench.fovea';
  try {
    const open = await timed(async () => {
      await server.open(uri, text);
      await server.diagnostics(uri, 1);
    });
    const [edits, hovers]: [number[], number[]] = [[], []];
    const started = performance.now();
    for (let round = 0; round < mostEdits && performance.now() - started < longest; round++) {
      const [from, to] = round % 2 === 0 ? [before, after] : [after, before];
      edits.push(
        await timed(async () => {
          const version = await server.replace(uri, from, to);
          await server.diagnostics(uri, version);
        }),
      );
      hovers.push(await timed(() => server.hover(uri, hover)), await timed(() => server.hover(uri, hover)));
    }
    // Where edits take so long that there were few, there was time enough to compile.
    const warm = Math.min(warmUp, Math.floor(edits.length / 4));
    return {
      name,
      lines: text.split('\n').length,
      open,
      edit: spread(edits.slice(warm)),
      hover: spread(hovers.slice(2 * warm)),
      memory: residentMegabytes(server.process.pid),
    };
  } finally {
    await server.stop();
  }
}

/** From the process table of Linux; NaN elsewhere. */
function residentMegabytes(pid: number | undefined): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return NaN;
  }
}

/** Milliseconds from starting the process to its readiness, and to the first findings of AlexNet. */
async function coldStart(): Promise<{ readonly ready: Spread; readonly firstFindings: Spread }> {
  const text = readFileSync('examples/alexnet.fovea', 'utf8');
  const [ready, first]: [number[], number[]] = [[], []];
  for (let round = 0; round < coldStarts; round++) {
    const started = performance.now();
    const server = await LanguageServer.start();
    ready.push(performance.now() - started);
    await server.open('file:///alexnet.fovea', text);
    await server.diagnostics('file:///alexnet.fovea', 1);
    first.push(performance.now() - started);
    await server.stop();
  }
  return { ready: spread(ready), firstFindings: spread(first) };
}

/** The parts that a part cannot do without, itself included; what it loads later is not among them. */
function neededBy(part: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(part)) return found;
  found.add(part);
  const text = readFileSync(path.join('dist/parts', part), 'utf8');
  for (const [, other] of text.matchAll(/(?:from|import)\s*"\.\/([\w-]+\.mjs)"/g))
    neededBy(other ?? '', found);
  return found;
}

/** Kilobytes of each bundle, and of each of the parts that server and command line are made of. */
function bundleSizes(): Readonly<Record<string, number>> {
  const size = (file: string): number => statSync(path.join('dist', file)).size / 1000;
  const sizes: Record<string, number> = {};
  for (const name of ['extension.js', 'panel.js', 'panel.css']) sizes[name] = size(name);
  const server = neededBy('server.mjs');
  const sum = (parts: Iterable<string>): number =>
    [...parts].reduce((total, part) => total + size(`parts/${part}`), 0);
  sizes.server = sum(server);
  for (const { id } of languages) {
    const own = readdirSync('dist/parts').find(
      (part) =>
        part.startsWith('language-') && readFileSync(`dist/parts/${part}`, 'utf8').includes(`id:"${id}"`),
    );
    if (own !== undefined)
      sizes[`… and for ${id}`] = sum([...neededBy(own)].filter((part) => !server.has(part)));
  }
  return sizes;
}

const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

function print(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join('  '),
    );
  }
  console.log('');
}

const cold = await coldStart();
print([
  ['server', 'median', 'p95', 'aim'],
  ['start to ready', ms(cold.ready.median), ms(cold.ready.p95), '≤ 200 ms'],
  ['start to the first findings of AlexNet', ms(cold.firstFindings.median), ms(cold.firstFindings.p95), ''],
]);

const results: Result[] = [];
for (const each of measured) results.push(await measure(each));
print([
  ['network', 'lines', 'open', 'edit to findings', 'p95', 'aim', 'hover', 'p95', 'aim', 'memory'],
  ...results.map(({ name, lines, open, edit, hover, memory }) => [
    name,
    String(lines),
    ms(open),
    ms(edit.median),
    ms(edit.p95),
    name === 'ResNet-152' ? '≤ 10 ms' : '',
    ms(hover.median),
    ms(hover.p95),
    '≤ 2 ms',
    `${memory.toFixed(0)} MB`,
  ]),
]);

const bundles = bundleSizes();
print([
  ['bundle', 'size', 'aim'],
  ...Object.entries(bundles).map(([name, size]) => [
    name,
    `${size.toFixed(0)} kB`,
    name === 'server' ? '≤ 500 kB' : '',
  ]),
]);

const machine = { node: process.version, cpus: cpus().length, model: cpus()[0]?.model ?? '' };
mkdirSync('coverage', { recursive: true });
const file = path.join('coverage', 'bench.json');
writeFileSync(file, `${JSON.stringify({ machine, cold, results, bundles }, null, 2)}\n`);
console.log(`As JSON: ${file}`);
