// `npm run wild -- --repeat [PACKAGE…]`: checks packages three times, the second beside busy processes, the third with false clocks,
// and compares what is printed byte by byte.
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../paths.mjs';
import { cache } from './run.js';

const falseClock = pathToFileURL(path.join(root, 'test/support/falseClock.mjs')).href;

/** Processes beside which the second run takes place. */
const busyProcesses = 4;

interface Run {
  readonly name: string;
  readonly busy: number;
  /** How many times as fast as they should the clocks run. */
  readonly clock?: number;
}

const runs: readonly Run[] = [
  { name: 'alone', busy: 0 },
  { name: `beside ${busyProcesses} busy processes`, busy: busyProcesses },
  { name: 'with clocks 20 times too fast', busy: 0, clock: 20 },
];

export interface Repeated {
  readonly name: string;
  readonly bytes: number;
  /** The runs that printed something else than the first. */
  readonly different: readonly string[];
}

/** Checks paths within the folder of packages once for each run. @throws Error where the command line does not end on its own */
export async function repeat(name: string, paths: readonly string[]): Promise<Repeated> {
  const outputs: string[] = [];
  let bytes = 0;
  for (const run of runs) {
    const { hash, length } = await checked(paths, run);
    outputs.push(hash);
    bytes = length;
  }
  const different = runs.filter((_, index) => outputs[index] !== outputs[0]).map((run) => run.name);
  return { name, bytes, different };
}

async function checked(
  paths: readonly string[],
  { busy, clock }: Run,
): Promise<{ hash: string; length: number }> {
  const beside = Array.from({ length: busy }, () =>
    spawn(process.execPath, ['-e', 'for (;;) {}'], { stdio: 'ignore' }),
  );
  try {
    const preload = clock === undefined ? [] : ['--import', falseClock];
    const env = { ...process.env, ...(clock !== undefined && { FALSE_CLOCK: String(clock) }) };
    const command = [...preload, path.join(root, 'dist/cli.js'), 'check', '--json', ...paths];
    return await outputOf(
      spawn(process.execPath, command, {
        cwd: path.join(cache, 'packages'),
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
  } finally {
    for (const each of beside) each.kill();
  }
}

function outputOf(child: ChildProcess): Promise<{ hash: string; length: number }> {
  return new Promise((resolve, reject) => {
    const hash = createHash('sha256');
    let length = 0;
    child.stdout?.on('data', (part: Buffer) => {
      hash.update(part);
      length += part.length;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal !== null || code === null || code > 1)
        reject(new Error(`check ended with ${signal ?? code}`));
      else resolve({ hash: hash.digest('hex'), length });
    });
  });
}
