// The language server's process: `--stdio` for any editor, `--node-ipc` for VS Code. The server itself runs in a thread of it.
import process from 'node:process';
import { Transform } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { isMainThread, workerData } from 'node:worker_threads';
import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { serveIndex, startIndexThread, type IndexThreadData } from './indexThread.js';
import { FrameGuard } from './lsp/framing.js';
import { startServerThread, threadTransport, type ServerThreadData } from './serverThread.js';
import { printableLine } from './text/printable.js';
import { nodeHost } from './workspace/nodeFileSystem.js';
import { framing } from './lsp/messages.js';

// What is known of a text lives until its next edit. V8 would take that for long, and place the next one where dead texts
// pile up, each holding the next, until a slow collection: edits of large files took a third longer.
setFlagsFromString('--no-allocation-site-pretenuring');

const transports = ['--stdio', '--node-ipc', '--socket', '--pipe'];
if (
  isMainThread &&
  !process.argv.some((argument) => transports.some((transport) => argument.startsWith(transport)))
) {
  process.argv.push('--stdio');
}

/** Standard input, as long as it is made of messages; else there is nothing that could be waited for. */
function guardedInput(): Transform {
  const guard = new FrameGuard();
  const guarded = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      const complaint = guard.complaintAbout(chunk);
      if (complaint === undefined) return done(null, chunk);
      process.stderr.write(`fovea: ${framing.serverEnds(printableLine(complaint))}\n`);
      process.exit(1);
    },
  });
  return process.stdin.pipe(guarded);
}

const isInThread = (workerData as Partial<ServerThreadData> | undefined)?.server === true;

/** In a debugger the server runs in the process that it is attached to; sockets and pipes are the protocol library's own. */
const runsInProcess =
  !['--stdio', '--node-ipc'].some((each) => process.argv.includes(each)) ||
  process.execArgv.some((each) => each.startsWith('--inspect'));

async function serve(): Promise<void> {
  const { startServer } = await import('./lsp/server.js');
  const transport = isInThread ? threadTransport() : undefined;
  const connection = transport
    ? createConnection(ProposedFeatures.all, transport.inbox, transport.writer)
    : process.argv.includes('--stdio')
      ? createConnection(ProposedFeatures.all, guardedInput(), process.stdout)
      : createConnection(ProposedFeatures.all);
  // Whatever was missed: the editor's other requests must still be answered.
  process.on('uncaughtException', (error) => connection.console.error(error.stack ?? error.message));
  process.on('unhandledRejection', (reason) => connection.console.error(String(reason)));
  startServer(connection, nodeHost, () => startIndexThread(new URL(import.meta.url)), transport?.inbox);
}

function serveInThread(): void {
  const script = new URL(import.meta.url);
  if (process.argv.includes('--stdio')) {
    startServerThread(
      script,
      new StreamMessageReader(guardedInput()),
      new StreamMessageWriter(process.stdout),
    );
  } else startServerThread(script, new IPCMessageReader(process), new IPCMessageWriter(process));
}

if (isInThread || (isMainThread && runsInProcess)) void serve();
else if (isMainThread) serveInThread();
else if ((workerData as Partial<IndexThreadData> | undefined)?.index) serveIndex();
