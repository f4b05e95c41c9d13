// Reads the networks of a workspace in a thread of Node, so that requests are answered meanwhile.
import { parentPort, Worker } from 'node:worker_threads';
import { NetworkIndexer, type IndexCommand, type IndexEvent } from './lsp/networkIndex.js';
import type { IndexThread } from './lsp/workspaceNetworks.js';
import { nodeHost } from './workspace/nodeFileSystem.js';

/** What a thread is started with. */
export interface IndexThreadData {
  readonly index: true;
}

/** Megabytes; a thread that needs more ends, and the list of networks stays as it is. */
const memory = 1024;

/** Starts a thread that runs `script`, which calls {@link serveIndex}. */
export function startIndexThread(script: URL): IndexThread {
  const workerData: IndexThreadData = { index: true };
  const worker = new Worker(script, {
    workerData,
    stdin: false,
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  worker.unref();
  return {
    send: (command) => worker.postMessage(command),
    listen: (listener) => {
      worker.on('message', (event: IndexEvent) => listener(event));
      worker.on('error', () => listener({ kind: 'end', isComplete: false }));
    },
    end: () => void worker.terminate(),
  };
}

export function serveIndex(): void {
  const indexer = new NetworkIndexer(nodeHost, (event) => parentPort?.postMessage(event));
  parentPort?.on('message', (command: IndexCommand) => void indexer.receive(command));
}
