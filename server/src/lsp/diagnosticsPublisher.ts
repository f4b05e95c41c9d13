// Publishes the findings of open documents soon after each change, only ever those of the newest text.
import type { Connection } from 'vscode-languageserver';
import { diagnosticOf, diagnostics } from '../ide/diagnostics.js';
import { prepare } from '../ide/prepare.js';
import { SourceText } from '../text/sourceText.js';
import { importsOf } from '../workspace/imports.js';
import type { Snapshot } from '../workspace/snapshot.js';
import type { Workspace } from '../workspace/workspace.js';
import { cellOf, CellText, isShownIn } from './notebooks.js';
import type { Previews } from './previews.js';
import type { Settings } from './settings.js';
import { toDiagnostic, type FileLookup } from './toProtocol.js';
import { logs } from './messages.js';

/** Milliseconds; a slow analysis waits for as long as the last one took, but not longer than this. */
const longestDelay = 300;
/** Milliseconds in which nobody notices an analysis. */
const quick = 20;

export class DiagnosticsPublisher {
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** What is being analysed to be published; dropped where something newer is to be. */
  readonly #tokens = new Map<string, Token>();
  /** Milliseconds that the last analysis of a document took. */
  readonly #durations = new Map<string, number>();
  /** Configurations in which something is wrong, by the documents that are read under them. */
  readonly #configurations = new Map<string, string>();

  constructor(
    private readonly connection: Connection,
    private readonly workspace: Workspace,
    private readonly settings: () => Promise<Settings>,
    private readonly previews: Previews,
    /** A document of which previews were shown is analysed in full. */
    private readonly completed: () => void,
    /** The cells of a notebook, each with its lines. */
    private readonly viewsOf: (snapshot: Snapshot) => readonly Snapshot[],
  ) {}

  /** Changes that follow closely are taken together: while typing, only the newest text is analysed. */
  schedule(uri: string): void {
    this.#cancel(uri);
    const last = this.#durations.get(uri) ?? 0;
    // A quick analysis is run at once; the event loop takes up waiting changes and requests first.
    const delay = last < quick ? 0 : Math.min(last, longestDelay);
    const token = { isCancellationRequested: false };
    this.#tokens.set(uri, token);
    const publish = (): void => {
      this.#timers.delete(uri);
      void this.#publish(uri, token);
    };
    if (delay === 0) this.#timers.set(uri, setTimeout(publish, 0));
    else {
      const preview = (): void => {
        this.#timers.set(uri, setTimeout(publish, delay));
        void this.#publishPreview(uri, token);
      };
      this.#timers.set(uri, setTimeout(preview, 0));
    }
  }

  /** The document was closed: its findings leave the list of problems. */
  drop(uri: string, clientUri: string): void {
    this.#cancel(uri);
    this.#durations.delete(uri);
    this.previews.drop(uri);
    void this.connection.sendDiagnostics({ uri: clientUri, diagnostics: [] });
    const configuration = this.#configurations.get(uri);
    this.#configurations.delete(uri);
    if (configuration !== undefined) this.#clearConfiguration(configuration);
  }

  #cancel(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    const token = this.#tokens.get(uri);
    if (token) token.isCancellationRequested = true;
    this.#tokens.delete(uri);
  }

  /** What is wrong with the configuration of a document stands in that file; it goes when no open document has it. */
  #publishConfiguration(uri: string, snapshot: Snapshot): void {
    const { uri: now, findings } = snapshot.configuration;
    const before = this.#configurations.get(uri);
    if (now !== undefined && findings.length > 0) this.#configurations.set(uri, now);
    else this.#configurations.delete(uri);
    const lookup = fileLookup(snapshot, this.workspace);
    const lines = now === undefined ? undefined : lookup(now)?.lines;
    if (now !== undefined && lines && findings.length > 0) {
      const shown = findings.map((each) => toDiagnostic(diagnosticOf(each), lines, lookup));
      void this.connection.sendDiagnostics({ uri: lookup(now)?.clientUri ?? now, diagnostics: shown });
    }
    if (before !== undefined) this.#clearConfiguration(before);
  }

  #clearConfiguration(uri: string): void {
    if ([...this.#configurations.values()].includes(uri)) return;
    void this.connection.sendDiagnostics({
      uri: this.workspace.texts.document(uri)?.clientUri ?? uri,
      diagnostics: [],
    });
  }

  /** The findings of the network that is looked at, where those of all networks take long. */
  async #publishPreview(uri: string, token: Token): Promise<void> {
    try {
      const [snapshot, { insights = {} }] = await Promise.all([
        this.previews.of(uri, token),
        this.settings(),
      ]);
      if (!snapshot || token.isCancellationRequested || !this.#isNewest(snapshot, uri)) return;
      await this.#send(snapshot, uri, insights);
    } catch (error) {
      this.connection.console.error(logs.failed(logs.previewedDiagnostics, uri, stackOf(error)));
    }
  }

  async #publish(uri: string, token: Token): Promise<void> {
    try {
      const started = performance.now();
      const [snapshot, { insights = {} }] = await Promise.all([
        this.workspace.snapshot(uri, token),
        this.settings(),
      ]);
      // What waited for the same analysis is answered before the insights are worked out.
      if (performance.now() - started > quick) await new Promise(setImmediate);
      if (!snapshot || !(await this.#prepare(snapshot, uri, insights, token))) return;
      this.#durations.set(uri, performance.now() - started);
      const wasPreviewed = this.previews.took(uri, performance.now() - started);
      this.#publishConfiguration(uri, snapshot);
      await this.#send(snapshot, uri, insights);
      if (wasPreviewed) this.completed();
    } catch (error) {
      this.connection.console.error(logs.failed(logs.diagnostics, uri, stackOf(error)));
      // Those of an earlier text do not stay.
      const document = this.workspace.texts.document(uri);
      if (document) await this.connection.sendDiagnostics({ uri: document.clientUri, diagnostics: [] });
    } finally {
      if (this.#tokens.get(uri) === token) this.#tokens.delete(uri);
    }
  }

  /** Works out what the findings are made of, letting other requests through; whether they are still wanted then. */
  async #prepare(snapshot: Snapshot, uri: string, insights: Insights, token: Token): Promise<boolean> {
    const pace = this.workspace.pacing(uri);
    const isWanted = (): boolean => !token.isCancellationRequested && this.#isNewest(snapshot, uri);
    try {
      const steps = prepare(snapshot.analysis, insights);
      while (isWanted() && steps.next().done !== true) {
        const pause = pace.pause();
        if (pause) await pause;
      }
      return isWanted();
    } finally {
      pace.end();
    }
  }

  #isNewest({ source }: Snapshot, uri: string): boolean {
    return this.workspace.texts.document(uri)?.source === source;
  }

  async #send(snapshot: Snapshot, uri: string, insights: Insights): Promise<void> {
    const { source, analysis } = snapshot;
    const document = this.workspace.texts.document(uri);
    if (!document) return;
    const found = diagnostics(analysis, uri, importsOf(snapshot), insights);
    const cells = this.viewsOf(snapshot);
    const views = cells.length > 0 ? cells : [{ ...snapshot, source }];
    for (const view of views) {
      const own = found.filter(({ range }) => isShownIn(view.source, range.start));
      const lookup = fileLookup(view, this.workspace);
      await this.connection.sendDiagnostics({
        uri: view.source instanceof CellText ? view.source.place.clientUri : document.clientUri,
        version: view.source.version,
        diagnostics: own.map((each) => toDiagnostic(each, view.source.lineIndex, lookup)),
      });
    }
  }
}

interface Token {
  isCancellationRequested: boolean;
}

type Insights = NonNullable<Settings['insights']>;

/** What the texts of an analysis are called by the client. */
export function fileLookup(snapshot: Snapshot, workspace: Workspace): FileLookup {
  return (uri: string, offset = 0) => {
    const cell = uri === snapshot.source.uri ? cellOf(snapshot.source, offset) : undefined;
    if (cell) return cell;
    const text = snapshot.texts.get(uri);
    if (!(text instanceof SourceText)) return undefined;
    return { clientUri: workspace.texts.document(uri)?.clientUri ?? uri, lines: text.lineIndex };
  };
}

export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
