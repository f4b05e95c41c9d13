// The command line's process: gives the commands Node's terminal and disk.
import { realpathSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };
import type { Io } from './cli/io.js';
import { run } from './cli/run.js';
import {
  isFolder,
  joinPath,
  listFolder,
  nodeHost,
  pathOfUri,
  uriOfPath,
  writeText,
} from './workspace/nodeFileSystem.js';

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
  version: manifest.version,
  serve: async () => {
    // The server's bundle lies beside this one; the link in node_modules/.bin does not.
    const folder = path.dirname(realpathSync(process.argv[1] ?? ''));
    await import(pathToFileURL(path.join(folder, 'server.js')).href);
    await new Promise<never>(() => undefined);
  },
};

// Whoever reads us may have read enough: `fovea analyze … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

void run(process.argv.slice(2), io).then((status) => (process.exitCode = status));
