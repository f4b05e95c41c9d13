// The language server in a thread of Node: the process reads and writes messages beside it, so that they can be looked at during an analysis.
import process from 'node:process';
import { parentPort, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import {
  AbstractMessageWriter,
  type Message,
  type MessageReader,
  type MessageWriter,
  type RequestMessage,
} from 'vscode-languageserver/node';
import { Inbox } from './lsp/inbox.js';

/** What the thread is started with. */
export interface ServerThreadData {
  readonly server: true;
}

/** Runs `script`, which calls {@link threadTransport}, in a thread, and hands it the messages of a client. Ends the process when it ends. */
export function startServerThread(script: URL, reader: MessageReader, writer: MessageWriter): void {
  const workerData: ServerThreadData = { server: true };
  const worker = new Worker(script, { workerData, stdin: false, argv: process.argv.slice(2) });
  let wasShutDown = false;
  const end = (): never => process.exit(wasShutDown ? 0 : 1);
  worker.on('message', (message: Message) => void writer.write(message).catch(end));
  worker.on('exit', (code) => process.exit(code));
  worker.on('error', (error: unknown) => {
    process.stderr.write(
      `fovea: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(1);
  });
  reader.onClose(end);
  reader.listen((message) => {
    wasShutDown ||= (message as Partial<RequestMessage>).method === 'shutdown';
    worker.postMessage(message);
  });
}

class PortWriter extends AbstractMessageWriter implements MessageWriter {
  constructor(private readonly port: MessagePort) {
    super();
  }

  write(message: Message): Promise<void> {
    post(this.port, message);
    return Promise.resolve();
  }

  end(): void {
    // The process ends with the thread.
  }
}

/** What JSON leaves out, such as functions, is left out here as well. */
function post(port: MessagePort, message: object): void {
  try {
    port.postMessage(message);
  } catch {
    port.postMessage(JSON.parse(JSON.stringify(message)));
  }
}

/** The thread's side of the connection. */
export function threadTransport(): { readonly inbox: Inbox; readonly writer: MessageWriter } {
  const port = parentPort;
  if (!port) throw new Error('There is no thread that this one was started by.');
  const inbox = new Inbox({
    take: () => (receiveMessageOnPort(port) as { message: Message } | undefined)?.message,
    listen: (listener) => void port.on('message', listener),
    post: (message) => post(port, message),
  });
  return { inbox, writer: new PortWriter(port) };
}
