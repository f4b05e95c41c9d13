// The networks of all files of the workspace, read one file after the other beside the server: what a thread of its own does.
import { totalsText } from '../ide/networks.js';
import { languageOf } from '../languages/registry.js';
import type { Position } from '../text/lineIndex.js';
import { SourceText } from '../text/sourceText.js';
import type { Host } from '../workspace/host.js';
import { ReadPolicy } from '../workspace/readPolicy.js';
import { sourceFiles } from '../workspace/sourceFiles.js';
import { canonicalUri, resolveUri } from '../workspace/uri.js';
import { Workspace } from '../workspace/workspace.js';

export interface IndexedNetwork {
  readonly name: string;
  /** `25.6 M params · 4.09 G MACs · field 427 × 427`. */
  readonly totals: string;
  /** Of its declaration, and of the name in it. */
  readonly range: { readonly start: Position; readonly end: Position };
  readonly selectionRange: { readonly start: Position; readonly end: Position };
}

/** What the thread is asked for. */
export type IndexCommand =
  | {
      readonly kind: 'start';
      readonly folders: readonly string[];
      readonly trusted: boolean;
      readonly settings: unknown;
    }
  | { readonly kind: 'changed'; readonly uris: readonly string[] }
  | { readonly kind: 'stop' }
  /** Files that import a file, directly or through others. */
  | {
      readonly kind: 'users';
      readonly id: number;
      readonly uri: string;
      readonly folders: readonly string[];
      /** So many are enough. */
      readonly most: number;
    };

type UsersCommand = Extract<IndexCommand, { kind: 'users' }>;

/** What the thread answers. */
export type IndexEvent =
  | {
      readonly kind: 'file';
      readonly uri: string;
      readonly networks: readonly IndexedNetwork[];
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'end'; readonly isComplete: boolean }
  | { readonly kind: 'users'; readonly id: number; readonly uris: readonly string[] };

/** Files of a workspace that are read. */
const mostFiles = 5000;
/** Imports of imports that are followed to find them. */
const deepest = 3;

/** Lets commands that have come in through. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Reads the files that it is asked for; one run at a time, and what is changed meanwhile after it. */
export class NetworkIndexer {
  #run = 0;
  #workspace: Workspace | undefined;
  #waiting: string[] = [];
  /** The files that each file was read from. */
  readonly #reads = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly host: Host,
    private readonly send: (event: IndexEvent) => void,
  ) {}

  async receive(command: IndexCommand): Promise<void> {
    switch (command.kind) {
      case 'start': {
        const policy = new ReadPolicy(command.folders);
        policy.trusted = command.trusted;
        this.#workspace = new Workspace(this.host, policy);
        this.#workspace.configure(command.settings);
        const run = ++this.#run;
        const files = await sourceFiles(this.host, command.folders, mostFiles, () => run !== this.#run);
        return this.#read(files, run);
      }
      case 'changed': {
        const changed = new Set(command.uris.map(canonicalUri));
        this.#workspace?.forget([...changed]);
        const users = [...this.#reads].flatMap(([uri, reads]) =>
          [...reads].some((each) => changed.has(each)) ? [uri] : [],
        );
        this.#waiting.push(...new Set([...changed, ...users]));
        if (this.#waiting.length > 0) return this.#read(this.#waiting.splice(0), ++this.#run);
        return;
      }
      case 'stop':
        this.#run++;
        return this.send({ kind: 'end', isComplete: false });
      case 'users':
        return this.send({
          kind: 'users',
          id: command.id,
          uris: await this.#users(command),
        });
    }
  }

  async #read(files: readonly string[], run: number): Promise<void> {
    const workspace = this.#workspace;
    for (const [index, uri] of files.entries()) {
      await breathe();
      if (run !== this.#run || !workspace) {
        // A later run takes over what is left.
        this.#waiting.push(...files.slice(index));
        return;
      }
      const networks = await this.#networksOf(workspace, uri);
      this.send({ kind: 'file', uri, networks, done: index + 1, total: files.length });
    }
    this.send({ kind: 'end', isComplete: true });
  }

  async #networksOf(workspace: Workspace, uri: string): Promise<readonly IndexedNetwork[]> {
    try {
      const snapshot = await workspace.analyseFile(uri);
      if (!snapshot || 'problem' in snapshot) return [];
      const { analysis, source, texts } = snapshot;
      const reads = [...texts].flatMap(([each, text]) =>
        text instanceof SourceText && each !== uri ? [each] : [],
      );
      this.#reads.set(uri, new Set(reads));
      return analysis.networks.flatMap((network): IndexedNetwork[] => {
        const { site } = network.network;
        if (site.uri !== source.uri) return [];
        const lines = source.lineIndex;
        const rangeOf = ({ start, end }: { start: number; end: number }): IndexedNetwork['range'] => ({
          start: lines.positionAt(start),
          end: lines.positionAt(end),
        });
        return [
          {
            name: network.name,
            totals: totalsText(network),
            range: rangeOf(site),
            selectionRange: rangeOf(site.name),
          },
        ];
      });
    } catch {
      // What one file does must not end the others.
      return [];
    }
  }

  async #users({ uri, folders, most }: UsersCommand): Promise<readonly string[]> {
    const wanted = canonicalUri(uri);
    const entry = languageOf({ uri: wanted });
    const language = await entry?.load();
    if (!language) return [];
    const policy = new ReadPolicy(folders);
    const { texts } = new Workspace(this.host, policy);
    const importers = new Map<string, string[]>();
    for (const each of await sourceFiles(this.host, folders, mostFiles)) {
      if (languageOf({ uri: each }) !== entry) continue;
      const source = await texts.load(canonicalUri(each));
      if (!(source instanceof SourceText)) continue;
      for (const { specifier } of language.imports(source)) {
        const imported = resolveUri(source.uri, specifier);
        const known = importers.get(imported);
        if (known) known.push(source.uri);
        else importers.set(imported, [source.uri]);
      }
    }
    const found = new Set<string>();
    let level = [wanted];
    for (let depth = 0; depth < deepest && found.size < most; depth++) {
      level = level
        .flatMap((each) => importers.get(each) ?? [])
        .filter((each) => each !== wanted && !found.has(each));
      for (const each of level) found.add(each);
    }
    return [...found].slice(0, most);
  }
}
