// The command line's process: gives the commands Node's terminal and disk.
import process from 'node:process';
import { isMainThread, workerData } from 'node:worker_threads';
import manifest from '../../package.json' with { type: 'json' };
import { checkInThreads, serveChecks, type ThreadData } from './checkThreads.js';
import type { Io } from './cli/io.js';
import { run } from './cli/commands/run.js';
import {
  isFolder,
  joinPath,
  listFolder,
  nodeHost,
  pathOfUri,
  uriOfPath,
  writeText,
} from './workspace/nodeFileSystem.js';
import { largestFile } from './workspace/host.js';
import { internal } from './cli/messages.js';

/** Ends early where more comes than any file may hold. */
async function readStandardInput(): ReturnType<Io['readStandardInput']> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestFile) return { problem: 'too-large' };
    chunks.push(chunk);
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks));
  return text.includes('\0') ? { problem: 'binary' } : { text };
}

const io: Io = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  host: nodeHost,
  uriOfPath,
  pathOfUri,
  joinPath,
  isFolder,
  listFolder,
  writeText,
  readStandardInput,
  version: manifest.version,
  debug: (process.env.FOVEA_DEBUG ?? '') !== '',
  checkInThreads: (args, files) => checkInThreads(new URL(import.meta.url), args, files),
  serve: async () => {
    await import('./main.js');
    await new Promise<never>(() => undefined);
  },
};

// Whoever reads us may have read enough: `fovea analyze … | head`. Or the disk that a report goes to is full.
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') process.exit();
  process.stderr.write(`fovea: ${internal.output(message)}\n`);
  process.exit(2);
});

if (isMainThread) void run(process.argv.slice(2), io).then((status) => (process.exitCode = status));
else void serveChecks(workerData as ThreadData, io);
