// The real server process, and a small client that talks to it over stdio as any editor would.
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type DocumentSymbol,
  type Hover,
  type InitializeResult,
  type InlayHint,
  type MarkupContent,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type ServerCapabilities,
} from 'vscode-languageserver/node';
import type { InitializationOptions } from '../../server/src/lsp/protocol.js';

/** What a client like VS Code can do, as far as the server asks. */
const fullCapabilities: ClientCapabilities = {
  textDocument: {
    hover: { contentFormat: ['markdown', 'plaintext'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
  },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    inlayHint: { refreshSupport: true },
  },
};

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  /** URIs. */
  readonly folders?: readonly string[];
  /** The `fovea` section of the settings. */
  readonly settings?: unknown;
  /** Answers to the server's requests, by method. */
  readonly requests?: Readonly<Record<string, (params: never) => unknown>>;
  readonly command?: readonly string[];
  readonly options?: InitializationOptions;
}

export class LanguageServer {
  readonly #texts = new Map<string, { version: number; text: string }>();
  readonly #published: PublishDiagnosticsParams[] = [];
  readonly #waiting = new Set<() => void>();
  settings: unknown;
  /** Requests of the server, by method, in the order in which they came. */
  /** What the server says that it can do. */
  capabilities: ServerCapabilities = {};
  readonly received: string[] = [];
  /** What the server logged: failures of features, for the most part. */
  readonly logged: string[] = [];

  private constructor(
    readonly process: ChildProcess,
    readonly connection: ProtocolConnection,
  ) {}

  static async start(options: ClientOptions = {}): Promise<LanguageServer> {
    const [program = process.execPath, ...args] = options.command ?? [
      process.execPath,
      path.resolve('dist/server.js'),
      '--stdio',
    ];
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
      undefined,
    );
    const server = new LanguageServer(child, connection);
    server.settings = options.settings ?? null;
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      server.#published.push(params);
      for (const wake of server.#waiting) wake();
    });
    const answers: ClientOptions['requests'] = {
      'workspace/configuration': () => [server.settings],
      'client/registerCapability': () => null,
      'workspace/inlayHint/refresh': () => null,
      ...options.requests,
    };
    for (const [method, answer] of Object.entries(answers)) {
      connection.onRequest(method, (params: never) => {
        server.received.push(method);
        return answer(params);
      });
    }
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      server.logged.push(message);
    });
    child.once('exit', () => {
      for (const wake of server.#waiting) wake();
    });
    connection.listen();
    const initialized = await connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: options.capabilities ?? fullCapabilities,
      initializationOptions: options.options,
      workspaceFolders: (options.folders ?? []).map((uri) => ({ uri, name: uri })),
    });
    server.capabilities = initialized.capabilities;
    await connection.sendNotification('initialized', {});
    return server;
  }

  async open(uri: string, text: string, languageId = 'fovea'): Promise<void> {
    this.#texts.set(uri, { version: 1, text });
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  async close(uri: string): Promise<void> {
    this.#texts.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** Replaces the first `before` of a document by `after`, and gives the new version. */
  async replace(uri: string, before: string, after: string): Promise<number> {
    const document = this.#texts.get(uri)!;
    const start = document.text.indexOf(before);
    if (start < 0) throw new Error(`There is no ${before} in ${uri}`);
    const range = { start: this.position(uri, start), end: this.position(uri, start + before.length) };
    document.text = document.text.slice(0, start) + after + document.text.slice(start + before.length);
    document.version++;
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: document.version },
      contentChanges: [{ range, text: after }],
    });
    return document.version;
  }

  text(uri: string): string {
    return this.#texts.get(uri)!.text;
  }

  /** The position of an offset, or of the first `text` in the document, one character in. */
  position(uri: string, at: number | string): Position {
    const { text } = this.#texts.get(uri)!;
    const offset = typeof at === 'number' ? at : text.indexOf(at) + 1;
    const before = text.slice(0, offset).split('\n');
    return { line: before.length - 1, character: before.at(-1)!.length };
  }

  /** The text of the hover; empty where there is none. */
  async hover(uri: string, at: number | string): Promise<string> {
    const answer = await this.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri },
      position: this.position(uri, at),
    });
    return answer ? (answer.contents as MarkupContent).value : '';
  }

  async hints(uri: string): Promise<InlayHint[]> {
    return this.connection.sendRequest('textDocument/inlayHint', {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: this.position(uri, this.text(uri).length) },
    });
  }

  /** The texts of the hints of a document, whether or not their labels are in parts. */
  async hintTexts(uri: string): Promise<string[]> {
    const hints = await this.hints(uri);
    return hints.map(({ label }) =>
      typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
    );
  }

  async symbols(uri: string): Promise<DocumentSymbol[]> {
    return this.connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri } });
  }

  async request<Result>(method: string, params: unknown): Promise<Result> {
    return this.connection.sendRequest(method, params as object);
  }

  /** All findings of a document that were published until now, oldest first. */
  published(uri: string): readonly PublishDiagnosticsParams[] {
    return this.#published.filter((each) => each.uri === uri);
  }

  /** Waits for findings of a document, those of a version where one is given, that `holds` accepts. */
  async diagnostics(
    uri: string,
    version?: number,
    holds: (params: PublishDiagnosticsParams) => boolean = () => true,
  ): Promise<PublishDiagnosticsParams> {
    for (;;) {
      const found = this.published(uri).findLast(
        (each) => (version === undefined || each.version === version) && holds(each),
      );
      if (found) return found;
      if (!this.running) throw new Error('The server has ended.');
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  get running(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Ends the process as the protocol asks, and gives its exit status. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.process.once('exit', resolve));
    if (!this.running) return this.process.exitCode;
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const status = await ended;
    this.connection.dispose();
    return status;
  }
}
