// Runs the reading of files in processes of their own, so that one that crashes or hangs is an answer too.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { root } from '../paths.mjs';
import type { FileResult, Task } from './results.js';

export const cache = path.join(root, '.cache', 'wild');
const worker = path.join(cache, 'worker.mjs');

/** Milliseconds without an answer after which a process hangs. */
const silence = 180_000;

/** Bundles what the processes run; run once before {@link readAll}. */
export async function prepare(): Promise<void> {
  mkdirSync(cache, { recursive: true });
  await build({
    entryPoints: [path.join(root, 'scripts', 'wild', 'worker.ts')],
    outfile: worker,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    keepNames: true,
    sourcemap: true,
    logLevel: 'warning',
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
}

export interface Limits {
  /** Milliseconds for all tasks. */
  readonly ceiling: number;
  /** Further arguments of Node. */
  readonly node?: readonly string[];
}

/** Reads all files in order in one process, and in another where that ends early. `name` is for files that it leaves. */
export async function readAll(
  name: string,
  tasks: readonly Task[],
  { ceiling, node = [] }: Limits,
): Promise<readonly FileResult[]> {
  const deadline = Date.now() + ceiling;
  const results: FileResult[] = [];
  for (let rest = tasks; rest.length > 0; rest = tasks.slice(results.length)) {
    const list = path.join(cache, `tasks-${name}.json`);
    writeFileSync(list, JSON.stringify(rest));
    const problem = await readUntil(list, node, deadline, (result) => results.push(result));
    const next = tasks[results.length];
    if (!next) break;
    const late = Date.now() >= deadline;
    const crash = late ? 'not reached in time' : problem;
    for (const { file, network } of late ? tasks.slice(results.length) : [next]) {
      results.push({ file, network, networks: [], findings: [], seconds: 0, steps: 0, megabytes: 0, crash });
    }
  }
  return results;
}

/** Why the process ended before it had read everything. */
async function readUntil(
  list: string,
  node: readonly string[],
  deadline: number,
  take: (result: FileResult) => void,
): Promise<string> {
  const child = spawn(process.execPath, ['--max-old-space-size=4096', ...node, worker, list], {
    cwd: path.join(cache, 'packages'),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let problem: string | undefined;
  const stop = (why: string): void => {
    problem = why;
    child.kill('SIGKILL');
  };
  const ceiling = setTimeout(() => stop('not reached in time'), Math.max(0, deadline - Date.now()));
  let hangs: NodeJS.Timeout | undefined;
  const watch = (): void => {
    clearTimeout(hangs);
    hangs = setTimeout(() => stop(`no answer for ${silence / 1000} s`), silence);
  };
  watch();
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors = (errors + data.toString()).slice(-2000)));
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  for await (const line of createInterface({ input: child.stdout })) {
    watch();
    // The last line of a process that was ended may be a part.
    if (line.endsWith('}')) take(JSON.parse(line) as FileResult);
  }
  const code = await ended;
  clearTimeout(ceiling);
  clearTimeout(hangs);
  return problem ?? `the process ended with ${code}: ${errors.trim().slice(-500)}`;
}
