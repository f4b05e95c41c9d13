// The networks of the workspace as far as they have been read: for the client's list, for workspace symbols, and for block files.
import { SymbolKind, type Connection, type WorkspaceSymbol } from 'vscode-languageserver';
import type { Host } from '../workspace/host.js';
import { canonicalUri } from '../workspace/uri.js';
import { NetworkIndexer, type IndexCommand, type IndexedNetwork, type IndexEvent } from './networkIndex.js';
import {
  indexedNotification,
  indexRequest,
  type IndexedFile,
  type IndexedParams,
  type IndexParams,
} from './protocol.js';

/** What reads files beside the server. */
export interface IndexThread {
  readonly send: (command: IndexCommand) => void;
  readonly listen: (listener: (event: IndexEvent) => void) => void;
  readonly end: () => void;
}

/** Where a host has no threads, files are read between requests. */
function withoutThread(host: Host): IndexThread {
  let listener: (event: IndexEvent) => void = () => undefined;
  const indexer = new NetworkIndexer(host, (event) => listener(event));
  return {
    send: (command) => void indexer.receive(command),
    listen: (own) => void (listener = own),
    end: () => void indexer.receive({ kind: 'stop' }),
  };
}

/** Milliseconds between two messages about progress. */
const rest = 100;
/** Symbols that one answer lists. */
const mostSymbols = 200;

export class WorkspaceNetworks {
  #thread: IndexThread | undefined;
  readonly #files = new Map<string, readonly IndexedNetwork[]>();
  #state: 'none' | 'reading' | 'done' = 'none';
  #unsent: IndexedFile[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #progress = { done: 0, total: 0 };
  /** Whether the client has asked for the list, and wants it kept up to date. */
  #isWatched = false;
  #nextId = 0;
  readonly #asked = new Map<number, (uris: readonly string[]) => void>();

  constructor(
    private readonly connection: Connection,
    private readonly host: Host,
    private readonly workspace: () => { folders: readonly string[]; trusted: boolean; settings: unknown },
    private readonly startThread: (() => IndexThread) | undefined,
  ) {}

  listen(): void {
    const { connection } = this;
    connection.onRequest(indexRequest, ({ run }: IndexParams) => {
      this.#isWatched ||= run;
      if (run) this.#start();
      else this.#thread?.send({ kind: 'stop' });
      return null;
    });
    connection.onWorkspaceSymbol(({ query }) => {
      if (this.#state === 'none') this.#start();
      return this.#symbols(query);
    });
  }

  /** Files have changed on disk. */
  changed(uris: readonly string[]): void {
    if (this.#state === 'none') return;
    const { folders } = this.workspace();
    const own = uris.map(canonicalUri).filter((uri) => folders.some((folder) => uri.startsWith(folder)));
    if (own.length === 0) return;
    this.#state = 'reading';
    this.#thread?.send({ kind: 'changed', uris: own });
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#thread?.end();
  }

  /** Files of the workspace that import a file, directly or through others, at most so many. */
  usersOf(uri: string, most: number): Promise<readonly string[]> {
    const { folders } = this.workspace();
    const id = this.#nextId++;
    const answer = new Promise<readonly string[]>((resolve) => this.#asked.set(id, resolve));
    this.#own().send({ kind: 'users', id, uri, folders, most });
    return answer;
  }

  #own(): IndexThread {
    if (!this.#thread) {
      this.#thread = this.startThread?.() ?? withoutThread(this.host);
      this.#thread.listen((event) => this.#receive(event));
    }
    return this.#thread;
  }

  #start(): void {
    this.#state = 'reading';
    this.#files.clear();
    this.#own().send({ kind: 'start', ...this.workspace() });
  }

  #receive(event: IndexEvent): void {
    if (event.kind === 'users') {
      this.#asked.get(event.id)?.(event.uris);
      this.#asked.delete(event.id);
      return;
    }
    if (event.kind === 'end') {
      this.#state = 'done';
      // A thread that has ended answers nothing any more.
      if (!event.isComplete) for (const resolve of this.#asked.values()) resolve([]);
      if (!event.isComplete) this.#asked.clear();
      return this.#post(true);
    }
    const { uri, networks, done, total } = event;
    const isKnown = this.#files.has(uri);
    if (networks.length > 0) this.#files.set(uri, networks);
    else this.#files.delete(uri);
    if (networks.length > 0 || isKnown) this.#unsent.push({ uri, networks });
    this.#progress = { done, total };
    this.#timer ??= setTimeout(() => this.#post(false), rest);
  }

  #post(isDone: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const files = this.#unsent.splice(0);
    if (!this.#isWatched) return;
    const params: IndexedParams = { files, ...this.#progress, isDone };
    void this.connection.sendNotification(indexedNotification, params);
  }

  /** Those whose names hold the letters of a query in their order. */
  #symbols(query: string): WorkspaceSymbol[] {
    const letters = [...query.toLowerCase()];
    const fits = (name: string): boolean => {
      let at = 0;
      for (const each of name.toLowerCase()) if (each === letters[at]) at++;
      return at === letters.length;
    };
    return [...this.#files]
      .flatMap(([uri, networks]) =>
        networks
          .filter(({ name }) => fits(name))
          .map(({ name, totals, selectionRange: { start, end } }) => ({
            name,
            kind: SymbolKind.Class,
            containerName: totals,
            location: { uri, range: { start, end } },
          })),
      )
      .slice(0, mostSymbols);
  }
}
