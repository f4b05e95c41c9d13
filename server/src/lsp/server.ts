// The language server: hands the messages of a connection to the workspace and the editor features.
import {
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  WatchKind,
  type CancellationToken,
  type CompletionList,
  type Connection,
  type DidChangeTextDocumentParams,
  type Disposable,
  type FileSystemWatcher,
  type InitializeParams,
  type InitializeResult,
  type Position,
  type SignatureHelp,
} from 'vscode-languageserver';
import { networkAt } from '../ide/networkAt.js';
import { languageOf, languages } from '../languages/registry.js';
import type { FileResult, Host } from '../workspace/host.js';
import { isWithin } from '../workspace/readPolicy.js';
import { configurationNames } from '../workspace/configurations.js';
import { canonicalUri } from '../workspace/uri.js';
import type { Snapshot } from '../workspace/snapshot.js';
import { Workspace } from '../workspace/workspace.js';
import { DiagnosticsPublisher, fileLookup, stackOf } from './diagnosticsPublisher.js';
import { capabilitiesFor } from './capabilities.js';
import { completionAnswer, resolvedItem, signatureAnswer } from './completion.js';
import { listenToFormatting, registerFormatting } from './formatting.js';
import { giveAnswer, networksAnswer } from './networks.js';
import { figuresAnswer, fileFiguresAnswer, pictureAnswer } from './pictures.js';
import {
  figuresRequest,
  fileFiguresRequest,
  giveRequest,
  networkAtRequest,
  networksRequest,
  pictureRequest,
  readFileRequest,
  trustNotification,
  type FileFiguresParams,
  type FileFiguresResult,
  type FiguresResult,
  type GiveParams,
  type GiveResult,
  type NetworkAt,
  type NetworkAtParams,
  type NetworkParams,
  type NetworksParams,
  type NetworksResult,
  type PictureParams,
  type PictureResult,
  type ReadFileParams,
  type InitializationOptions,
} from './protocol.js';
import type { Inbox } from './inbox.js';
import { pacerOf } from './pacer.js';
import { Prompts } from './prompts.js';
import { Notebooks } from './notebooks.js';
import { Previews } from './previews.js';
import { Readable } from './readable.js';
import { Renamer } from './renaming.js';
import { defaultSettings, readSettings, type Settings } from './settings.js';
import { listenToLinks } from './links.js';
import { listenToOutlining } from './outlining.js';
import { FileMover } from './movingFiles.js';
import { listenToNavigation, type Answer } from './navigation.js';
import type { FileLookup } from './toProtocol.js';
import { BlockUsers } from './blockUsers.js';
import { listenToShown } from './shown.js';
import { WorkspaceNetworks, type IndexThread } from './workspaceNetworks.js';
import { features, logs, refusals } from './messages.js';

/**
 * Serves a client until it goes; `startThread` starts what reads the workspace beside it. `disk` reads `file:` URIs; all others are asked of the
 * client. `inbox` is what the connection reads from, where it can be looked through during an analysis.
 */
export function startServer(
  connection: Connection,
  disk: Host,
  startThread?: () => IndexThread,
  inbox?: Inbox,
): void {
  const server = new Server(connection, disk, startThread, inbox);
  server.listen();
}

class Server {
  readonly #workspace: Workspace;
  readonly #publisher: DiagnosticsPublisher;
  readonly #previews: Previews;
  readonly #notebooks: Notebooks;
  readonly #networks: WorkspaceNetworks;
  readonly #blocks: BlockUsers;
  #capabilities: InitializeParams['capabilities'] = {};
  /** Those of the client that it says lenses may run. */
  #commands: ReadonlySet<string> = new Set();
  #settings: Promise<Settings> = Promise.resolve(defaultSettings);
  /** The same where they are there; undefined while the client is asked for them. */
  #settingsNow: Settings | undefined = defaultSettings;
  readonly #prompts = new Prompts(
    () => this.#phase === 'serving',
    (method, error) => this.connection.console.error(logs.failed(method, '', stackOf(error))),
  );
  readonly #readable: Readable;
  #phase: 'waiting' | 'serving' | 'ended' = 'waiting';

  constructor(
    private readonly connection: Connection,
    disk: Host,
    startThread: (() => IndexThread) | undefined,
    inbox: Inbox | undefined,
  ) {
    const readFile: Host['readFile'] = (uri, folders) =>
      uri.startsWith('file:') ? disk.readFile(uri, folders) : this.#askClient(uri);
    const { readFileNow, readBytes } = disk;
    this.#readable = new Readable(disk);
    this.#workspace = new Workspace(
      { readFile, ...(readFileNow && { readFileNow }), ...(readBytes && { readBytes }) },
      this.#readable.policy,
    );
    if (inbox) inbox.prompt = this.#prompts;
    this.#workspace.pacing = pacerOf(connection, () => inbox?.attend());
    this.#workspace.onInternalError = (uri, error) =>
      connection.console.error(logs.internal(uri, stackOf(error)));
    this.#previews = new Previews(this.#workspace);
    this.#publisher = new DiagnosticsPublisher(
      connection,
      this.#workspace,
      () => this.#settings,
      this.#previews,
      () => this.#refresh(),
      (snapshot) => this.#notebooks.viewsOf(snapshot),
    );
    this.#networks = new WorkspaceNetworks(
      connection,
      disk,
      () => ({
        folders: this.#readable.folders,
        trusted: this.#readable.policy.isTrusted,
        settings: this.#workspace.settings,
      }),
      startThread,
    );
    this.#blocks = new BlockUsers(this.#workspace, this.#networks, () => this.#refresh());
    this.#notebooks = new Notebooks(
      this.#workspace,
      (uri, isNew) => {
        const looking = isNew ? this.#readable.open(uri) : undefined;
        if (looking) void looking.then(() => this.#changed([uri], [uri]));
        else this.#changed([uri], [uri]);
      },
      (uri, cells) => {
        if (uri !== undefined) {
          this.#readable.close(uri);
          this.#publisher.drop(canonicalUri(uri), uri);
          this.#changed([uri], []);
        }
        for (const cell of cells) void connection.sendDiagnostics({ uri: cell, diagnostics: [] });
      },
    );
  }

  listen(): void {
    const { connection } = this;
    connection.onInitialize((params) => {
      this.#phase = 'serving';
      return this.#initialize(params);
    });
    connection.onShutdown(() => {
      this.#phase = 'ended';
      this.#networks.end();
    });
    connection.onInitialized(() => this.#initialized());
    connection.onDidChangeConfiguration(({ settings }) => {
      this.#loadSettings((settings as { fovea?: unknown } | null)?.fovea);
      this.#refresh();
      for (const { source } of this.#workspace.texts.documents) this.#publisher.schedule(source.uri);
    });
    this.#listenToDocuments();
    this.#listenToRequests();
    connection.listen();
  }

  #initialize(params: InitializeParams): InitializeResult {
    this.#capabilities = params.capabilities;
    this.#commands = commandsOf(params.capabilities.experimental);
    const { workspaceFolders, rootUri } = params;
    this.#readable.setFolders(workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []));
    const options = params.initializationOptions as Partial<InitializationOptions> | null | undefined;
    this.#readable.trusted = options?.workspaceTrusted !== false;
    this.#settingsNow = readSettings(params.initializationOptions);
    this.#settings = Promise.resolve(this.#settingsNow);
    return {
      capabilities: capabilitiesFor(params.capabilities),
      serverInfo: { name: 'fovea' },
    };
  }

  #initialized(): void {
    const { workspace } = this.#capabilities;
    this.#loadSettings(undefined);
    this.#quietly(registerFormatting(this.connection, this.#capabilities));
    if (workspace?.configuration && workspace.didChangeConfiguration?.dynamicRegistration) {
      this.#quietly(
        this.connection.client.register(DidChangeConfigurationNotification.type, { section: 'fovea' }),
      );
    }
    if (workspace?.workspaceFolders) {
      this.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        this.#readable.changeFolders(
          added.map(({ uri }) => uri),
          removed.map(({ uri }) => uri),
        );
        this.#allChanged();
      });
    }
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      const watchers = languages
        .flatMap(({ extensions, fileNames = [] }) => [...extensions.map((each) => `*${each}`), ...fileNames])
        .map((name): FileSystemWatcher => ({ globPattern: `**/${name}` }));
      watchers.push(...configurationNames.map((name) => ({ globPattern: `**/${name}` })));
      // Of a folder that comes, goes or moves, some clients report only that, and nothing of what is in it.
      watchers.push({ globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete });
      this.#quietly(
        this.connection.client
          .register(DidChangeWatchedFilesNotification.type, { watchers })
          .then(() => (this.#workspace.texts.watched = (uri) => this.#isWatched(uri))),
      );
    }
  }

  /** Clients watch the folders that they have open, for the endings that we asked for. */
  #isWatched(uri: string): boolean {
    return (
      isWithin(uri, this.#readable.folders) &&
      (languageOf({ uri }) !== undefined || configurationNames.some((name) => uri.endsWith(`/${name}`)))
    );
  }

  #listenToDocuments(): void {
    const { connection } = this;
    const workspace = this.#workspace;
    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
      workspace.open(uri, languageId, version, text);
      const looking = this.#readable.open(uri);
      if (looking) void looking.then(() => this.#changed([uri], [uri]));
      else this.#changed([uri], [uri]);
    });
    const change = ({
      textDocument: { uri, version },
      contentChanges,
    }: DidChangeTextDocumentParams): void => {
      workspace.change(uri, version, contentChanges);
      const edited = contentChanges.findLast((each) => 'range' in each);
      const lines = workspace.texts.document(uri)?.source.lineIndex;
      if (edited && lines) this.#previews.look(uri, lines.offsetAt(edited.range.start));
      this.#changed([uri], [uri]);
    };
    connection.onDidChangeTextDocument(this.#prompts.notification('textDocument/didChange', change));
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      workspace.close(uri);
      this.#readable.close(uri);
      this.#publisher.drop(canonicalUri(uri), uri);
      this.#changed([uri], []);
    });
    this.#notebooks.listen(connection);
    connection.onDidChangeWatchedFiles(({ changes }) => {
      const uris = changes.map(({ uri }) => uri);
      this.#blocks.forget();
      this.#networks.changed(uris);
      this.#changed(workspace.forget(uris), []);
    });
  }

  /** Publishes anew what is known to depend on files that changed. */
  #changed(uris: readonly string[], documents: readonly string[]): void {
    const own = new Set(documents.map(canonicalUri));
    const others = this.#workspace.dependentsOf(uris).filter((uri) => !own.has(uri));
    for (const uri of [...own, ...others]) this.#publisher.schedule(uri);
    // The client asks anew for the hints and lenses of a document that it changed, but not for those of its dependents.
    if (others.length > 0) this.#refresh();
  }

  /** What every open document is made from may have changed. */
  #allChanged(): void {
    const all = [...this.#workspace.texts.documents];
    this.#changed(
      [],
      all.map(({ clientUri }) => clientUri),
    );
    if (all.length > 0) this.#refresh();
  }

  #listenToRequests(): void {
    const { connection } = this;
    const answer: Answer = (...question) => this.#answer(...question);
    listenToShown(connection, answer, {
      workspace: this.#workspace,
      previews: this.#previews,
      prompts: this.#prompts,
      blocks: this.#blocks,
      capabilities: () => this.#capabilities,
      commands: () => this.#commands,
    });
    const lookupOf = (snapshot: Snapshot): FileLookup => fileLookup(snapshot, this.#workspace);
    listenToNavigation(connection, answer, lookupOf, (...file) => this.#blocks.importersOf(...file));
    listenToLinks(connection, answer, lookupOf);
    listenToOutlining(connection, answer);

    connection.onRequest(networkAtRequest, ({ uri, position }: NetworkAtParams, token: CancellationToken) =>
      this.#answer<NetworkAt | null>(features.networkAt, uri, token, null, (snapshot, settings) => {
        const { analysis, source } = snapshot;
        const found = networkAt(analysis, source.uri, offsetIn(snapshot, position), settings);
        return found ? { ...found, details: found.details.text } : null;
      }),
    );
    connection.onNotification(trustNotification, () => {
      this.#readable.trusted = true;
      this.#allChanged();
    });
    connection.onCompletion(({ textDocument, position }, token) =>
      this.#answer<CompletionList | null>('Completion', textDocument.uri, token, null, (snapshot) =>
        completionAnswer(snapshot, offsetIn(snapshot, position), this.#capabilities),
      ),
    );
    connection.onCompletionResolve((item) => resolvedItem(item, this.#capabilities));
    connection.onSignatureHelp(({ textDocument, position }, token) =>
      this.#answer<SignatureHelp | null>(features.signatureHelp, textDocument.uri, token, null, (snapshot) =>
        signatureAnswer(snapshot, offsetIn(snapshot, position), this.#capabilities),
      ),
    );
    listenToFormatting(connection, this.#workspace, (feature, uri, answer) =>
      this.#guarded(feature, uri, [], answer),
    );
    new Renamer(connection, this.#workspace, (...file) => this.#blocks.importersOf(...file)).listen(
      (uri, answer) => this.#guarded(features.rename, uri, null, answer),
    );
    new FileMover(connection, this.#workspace, (...file) => this.#blocks.importersOf(...file)).listen(
      (uri, answer) => this.#guarded(features.fileRenames, uri, null, answer),
    );
    this.#networks.listen();
    this.#listenToNetworks();
    this.#listenToPanel();
  }

  #listenToNetworks(): void {
    const { connection } = this;
    connection.onRequest(networksRequest, ({ uri }: NetworksParams, token: CancellationToken) =>
      this.#answer<NetworksResult>('Networks', uri, token, [], networksAnswer),
    );
    connection.onRequest(giveRequest, (params: GiveParams, token: CancellationToken) =>
      this.#answer<GiveResult | null>('Give', params.uri, token, null, (snapshot) =>
        giveAnswer(snapshot, params),
      ),
    );
  }

  #listenToPanel(): void {
    const { connection } = this;
    connection.onRequest(pictureRequest, (params: PictureParams, token: CancellationToken) =>
      this.#answer<PictureResult | null>('Picture', params.textDocument.uri, token, null, (snapshot) =>
        pictureAnswer(this.#workspace, snapshot, params),
      ),
    );
    connection.onRequest(figuresRequest, (params: NetworkParams, token: CancellationToken) =>
      this.#answer<FiguresResult | null>(
        'Figures',
        params.textDocument.uri,
        token,
        null,
        (snapshot, settings) => figuresAnswer(this.#workspace, snapshot, params, settings),
      ),
    );
    connection.onRequest(
      fileFiguresRequest,
      (params: FileFiguresParams): Promise<FileFiguresResult | ResponseError<void>> =>
        this.#guarded<FileFiguresResult>(logs.fileFigures, params.uri, [], async () => {
          // The client asks for this very file; what it imports is another question.
          this.#readable.policy.grantFile(params.uri);
          return fileFiguresAnswer(this.#workspace, params, await this.#settings);
        }),
    );
  }

  /** Answers a request from the newest text. */
  #answer<Result>(
    feature: string,
    uri: string,
    token: CancellationToken,
    empty: Result,
    answer: (snapshot: Snapshot, settings: Settings) => Result | Promise<Result>,
    /** Whether the network that is looked at will do where the others take long. */
    isEarly = false,
  ): Promise<Result | ResponseError<void>> {
    const isOffered = this.#prompts.offer(() => {
      const settings = this.#readable.settled ? undefined : this.#settingsNow;
      const snapshot = settings && this.#workspace.standing(this.#notebooks.documentOf(uri));
      return snapshot && settings && { value: answer(this.#notebooks.viewOf(uri, snapshot), settings) };
    });
    if (isOffered) return Promise.resolve(empty);
    return this.#guarded(feature, uri, empty, async () => {
      const { settled } = this.#readable;
      if (settled) await settled;
      // The text first: while the client is still sending its settings, edits may follow.
      const document = this.#notebooks.documentOf(uri);
      const text = async (): Promise<Snapshot | undefined> =>
        (isEarly && (await this.#previews.of(document, token))) || this.#workspace.snapshot(document, token);
      const [snapshot, settings] = await Promise.all([text(), this.#settings]);
      if (token.isCancellationRequested) {
        return new ResponseError<void>(LSPErrorCodes.RequestCancelled, refusals.cancelled(feature));
      }
      if (!snapshot) return empty;
      // What has nothing to wait for is answered in the same turn.
      const result = answer(this.#notebooks.viewOf(uri, snapshot), settings);
      return result instanceof Promise ? await result : result;
    });
  }

  /** A feature that fails is logged and answers empty: one bad answer must not end the others. */
  async #guarded<Result>(
    feature: string,
    uri: string,
    empty: Result,
    answer: () => Promise<Result | ResponseError<void>>,
  ): Promise<Result | ResponseError<void>> {
    const refused = this.#refusal();
    if (refused) return refused;
    try {
      return await answer();
    } catch (error) {
      this.connection.console.error(logs.failed(feature, uri, stackOf(error)));
      return empty;
    }
  }

  /** What the protocol wants said to requests before the client has introduced itself, and after it has taken its leave. */
  #refusal(): ResponseError<void> | undefined {
    if (this.#phase === 'serving') return undefined;
    return this.#phase === 'waiting'
      ? new ResponseError(ErrorCodes.ServerNotInitialized, refusals.notInitialized)
      : new ResponseError(ErrorCodes.InvalidRequest, refusals.shutDown);
  }

  /** `sent` is what a client without workspace/configuration sends along with a change. */
  #loadSettings(sent: unknown): void {
    const take = (section: unknown): Settings => {
      this.#settingsNow = readSettings(section);
      // What a language reads of the settings may change what it says of every open file.
      if (this.#workspace.configure(section)) this.#allChanged();
      return this.#settingsNow;
    };
    if (this.#capabilities.workspace?.configuration) {
      const before = this.#settings;
      this.#settingsNow = undefined;
      this.#settings = this.connection.workspace.getConfiguration('fovea').then(take, () => before);
    } else if (sent !== undefined) this.#settings = Promise.resolve(take(sent));
  }

  /** Asks for hints and lenses to be asked for anew. */
  #refresh(): void {
    const { inlayHint, codeLens } = this.#capabilities.workspace ?? {};
    if (inlayHint?.refreshSupport) this.#quietly(this.connection.languages.inlayHint.refresh());
    if (codeLens?.refreshSupport) this.#quietly(this.connection.sendRequest(CodeLensRefreshRequest.type));
  }

  async #askClient(uri: string): Promise<FileResult> {
    const params: ReadFileParams = { uri };
    return this.connection.sendRequest<FileResult>(readFileRequest, params);
  }

  /** A client that refuses a registration or a refresh does without. */
  #quietly(request: Promise<Disposable | unknown>): void {
    request.catch((error: unknown) => this.connection.console.warn(String(error)));
  }
}

function commandsOf(experimental: unknown): ReadonlySet<string> {
  const { commands } = (experimental as { commands?: { commands?: unknown } } | undefined)?.commands ?? {};
  return new Set(Array.isArray(commands) ? commands.filter((each) => typeof each === 'string') : []);
}

function offsetIn({ source }: Snapshot, position: Position): number {
  return source.lineIndex.offsetAt(position);
}
