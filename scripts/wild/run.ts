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

/** Milliseconds without an answer after which a process hangs. No file takes a hundredth of it on a quiet machine. */
const silence = 1_800_000;

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

/**
 * Reads all files in order in one process, and in another where that ends early. There is no limit of time: what one file
 * may take is counted in steps by the engine. `name` is for files that are left behind; `take` gets each result at once.
 */
export async function readAll(
  name: string,
  tasks: readonly Task[],
  take: (result: FileResult) => void = () => undefined,
): Promise<readonly FileResult[]> {
  const results: FileResult[] = [];
  const add = (result: FileResult): void => {
    results.push(result);
    take(result);
  };
  for (let rest = tasks; rest.length > 0; rest = tasks.slice(results.length)) {
    const list = path.join(cache, `tasks-${name}.json`);
    writeFileSync(list, JSON.stringify(rest));
    const crash = await readUntilEnd(list, add);
    const next = tasks[results.length];
    if (!next) break;
    const { file, network } = next;
    add({ file, network, networks: [], findings: [], seconds: 0, steps: 0, megabytes: 0, crash });
  }
  return results;
}

/** Why the process ended before it had read everything. */
async function readUntilEnd(list: string, take: (result: FileResult) => void): Promise<string> {
  const child = spawn(process.execPath, ['--max-old-space-size=4096', worker, list], {
    cwd: path.join(cache, 'packages'),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let problem: string | undefined;
  let hangs: NodeJS.Timeout | undefined;
  const watch = (): void => {
    clearTimeout(hangs);
    hangs = setTimeout(() => {
      problem = `no answer for ${silence / 60_000} minutes`;
      child.kill('SIGKILL');
    }, silence);
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
  clearTimeout(hangs);
  return problem ?? `the process ended with ${code}: ${errors.trim().slice(-500)}`;
}
