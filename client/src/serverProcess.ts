// The server's process, which is ours to end when it does not answer.
import { fork, type ChildProcess } from 'node:child_process';
import { IPCMessageReader, IPCMessageWriter, type MessageTransports } from 'vscode-languageclient/node';

/** Milliseconds that a server that was asked to end has for it. */
const patience = 3000;

export class ServerProcess {
  #child: ChildProcess | undefined;

  constructor(
    private readonly module: string,
    private readonly execArgv: readonly string[],
    /** Takes what the process writes besides its messages. */
    private readonly log: (text: string) => void,
  ) {}

  /** Starts the process, and gives the two ends of its channel. */
  start(): MessageTransports {
    const child = fork(this.module, ['--node-ipc'], { execArgv: [...this.execArgv], silent: true });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.log(text));
    }
    this.#child = child;
    return { reader: new IPCMessageReader(child), writer: new IPCMessageWriter(child) };
  }

  /** Kills the process, and resolves when whoever listens to it has heard of that. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    child.kill('SIGKILL');
    await closed;
  }

  /** After the client has asked it to end. */
  dispose(): void {
    setTimeout(() => void this.kill(), patience).unref();
  }
}
