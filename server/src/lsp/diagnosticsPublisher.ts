// Publishes the findings of open documents soon after each change, only ever those of the newest text.
import type { Connection } from 'vscode-languageserver';
import { diagnosticOf, diagnostics } from '../ide/diagnostics.js';
import { SourceText } from '../text/sourceText.js';
import { importsOf, type Snapshot, type Workspace } from '../workspace/workspace.js';
import type { Settings } from './settings.js';
import { toDiagnostic, type FileLookup } from './toProtocol.js';

/** Milliseconds; a slow analysis waits for as long as the last one took, but not longer than this. */
const longestDelay = 300;
/** Milliseconds in which nobody notices an analysis. */
const quick = 20;

export class DiagnosticsPublisher {
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** What is being analysed to be published; dropped where something newer is to be. */
  readonly #tokens = new Map<string, { isCancellationRequested: boolean }>();
  /** Milliseconds that the last analysis of a document took. */
  readonly #durations = new Map<string, number>();
  /** Configurations in which something is wrong, by the documents that are read under them. */
  readonly #configurations = new Map<string, string>();

  constructor(
    private readonly connection: Connection,
    private readonly workspace: Workspace,
    private readonly settings: () => Promise<Settings>,
  ) {}

  /** Changes that follow closely are taken together: while typing, only the newest text is analysed. */
  schedule(uri: string): void {
    this.#cancel(uri);
    const last = this.#durations.get(uri) ?? 0;
    // A quick analysis is run at once; the event loop takes up waiting changes and requests first.
    const delay = last < quick ? 0 : Math.min(last, longestDelay);
    this.#timers.set(
      uri,
      setTimeout(() => {
        this.#timers.delete(uri);
        void this.#publish(uri);
      }, delay),
    );
  }

  /** The document was closed: its findings leave the list of problems. */
  drop(uri: string, clientUri: string): void {
    this.#cancel(uri);
    this.#durations.delete(uri);
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

  async #publish(uri: string): Promise<void> {
    const token = { isCancellationRequested: false };
    this.#tokens.set(uri, token);
    try {
      const started = performance.now();
      const [snapshot, { insights }] = await Promise.all([
        this.workspace.snapshot(uri, token),
        this.settings(),
      ]);
      // What waited for the same analysis is answered before the insights are worked out.
      if (performance.now() - started > quick) await new Promise(setImmediate);
      const document = this.workspace.texts.document(uri);
      if (!snapshot || !document || token.isCancellationRequested) return;
      const found = diagnostics(snapshot.analysis, uri, importsOf(snapshot), insights);
      this.#durations.set(uri, performance.now() - started);
      this.#publishConfiguration(uri, snapshot);
      const { source } = snapshot;
      await this.connection.sendDiagnostics({
        uri: document.clientUri,
        version: source.version,
        diagnostics: found.map((each) =>
          toDiagnostic(each, source.lineIndex, fileLookup(snapshot, this.workspace)),
        ),
      });
    } catch (error) {
      this.connection.console.error(`Diagnostics of ${uri} failed: ${stackOf(error)}`);
      // Those of an earlier text do not stay.
      const document = this.workspace.texts.document(uri);
      if (document) await this.connection.sendDiagnostics({ uri: document.clientUri, diagnostics: [] });
    } finally {
      if (this.#tokens.get(uri) === token) this.#tokens.delete(uri);
    }
  }
}

/** What the texts of an analysis are called by the client. */
export function fileLookup(snapshot: Snapshot, workspace: Workspace): FileLookup {
  return (uri: string) => {
    const text = snapshot.texts.get(uri);
    if (!(text instanceof SourceText)) return undefined;
    return { clientUri: workspace.texts.document(uri)?.clientUri ?? uri, lines: text.lineIndex };
  };
}

export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
