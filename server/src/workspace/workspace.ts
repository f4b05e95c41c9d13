// Analyses of files, each made from exactly one version of every text it depends on, and kept as long as those hold.
import type { Language, Loaded, Overrides } from '../contract/language.js';
import { readableFoldersOf } from '../contract/folders.js';
import { Cancelled } from '../contract/steps.js';
import { languageOf, sourceOf, type LanguageEntry } from '../languages/registry.js';
import { SourceText } from '../text/sourceText.js';
import { Configurations, type ConfigurationOptions } from './configurations.js';
import { neverCancelled, type CancellationToken, type Host } from './host.js';
import { Imports } from './imports.js';
import { withoutPause } from './pacing.js';
import type { ReadPolicy } from './readPolicy.js';
import {
  analyse,
  analyseInSteps,
  sameTexts,
  type FindingsAlone,
  type Snapshot,
  type Texts,
} from './snapshot.js';
import { TextStore, type ReadTexts, type TextChange } from './textStore.js';
import { canonicalUri } from './uri.js';

/** Internal errors that are known to be reported; beyond that they may be reported again. */
const mostReportedErrors = 1000;

/** Analyses of files that no editor has open which are kept. */
const mostOthers = 4;

/** Once a language is loaded there is nothing to wait for, which keeps an answer in one turn of the event loop. */
const loadedLanguages = new Map<LanguageEntry, Language>();

async function loadLanguage(entry: LanguageEntry): Promise<Language> {
  const language = await entry.load();
  loadedLanguages.set(entry, language);
  return language;
}

/** An analysis of a document that is at work, or a preview that is done. */
interface Running {
  readonly source: SourceText;
  readonly texts: Snapshot['texts'];
  /** Of a preview: the one network that is analysed. */
  readonly network: string | undefined;
  /** Set where something that it depends on has changed. */
  stale: boolean;
  isDone: boolean;
  /** Undefined where it was dropped. */
  done: Promise<Snapshot | undefined>;
}

export class Workspace {
  readonly texts: TextStore;
  /** When the analysis of a document lets other work through. */
  pacing = withoutPause;
  /** Called once with each thing that the reader of a language could not do, by the URI of the file. */
  onInternalError: (uri: string, error: unknown) => void = () => undefined;
  readonly #cache = new Map<string, Snapshot>();
  /** Internal errors by file and place in our source: each edit would report them again. */
  readonly #reportedErrors = new Set<string>();
  /** Of the last file that was read as bytes. */
  #lastOfBytes: Snapshot | undefined;
  /** Of files that no editor has open, the last few. */
  readonly #others = new Map<string, Snapshot>();
  readonly #running = new Map<string, Running>();
  /** The network that somebody looks at, by the document; it goes before the analysis of the others. */
  readonly #previews = new Map<string, Running>();
  readonly #imports: Imports;

  constructor(
    host: Host,
    private readonly policy: ReadPolicy,
    options: ConfigurationOptions = {},
    /** Texts that other workspaces of this process have read: what was made of those that have not changed is kept. */
    lastRead?: ReadTexts,
  ) {
    this.texts = new TextStore(host, policy, lastRead);
    this.#imports = new Imports(this.texts, new Configurations(this.texts, policy, options));
  }

  /** Takes over the editor's settings, which languages read; whether what is kept no longer holds. */
  configure(settings: unknown): boolean {
    const changed = JSON.stringify(settings) !== JSON.stringify(this.settings);
    this.#imports.settings = settings;
    this.policy.grant('settings', readableFoldersOf(settings));
    if (changed) this.#cache.clear();
    if (changed) this.#others.clear();
    if (changed) this.#lastOfBytes = undefined;
    if (changed) this.#imports.forgetFolders();
    if (changed) for (const running of this.#atWork()) running.stale = true;
    return changed;
  }

  /** The editor's, as they were last taken over. */
  get settings(): unknown {
    return this.#imports.settings;
  }

  open(clientUri: string, languageId: string, version: number, text: string): void {
    this.texts.open(clientUri, languageId, version, text);
  }

  /** Opens a document that the editor holds in parts, or takes its new state. */
  openSource(clientUri: string, languageId: string, source: SourceText): void {
    this.texts.openSource(clientUri, languageId, source);
  }

  change(clientUri: string, version: number, changes: readonly TextChange[]): void {
    this.texts.change(clientUri, version, changes);
  }

  close(uri: string): void {
    this.texts.close(uri);
    this.#cache.delete(canonicalUri(uri));
    this.#previews.delete(canonicalUri(uri));
  }

  #atWork(): readonly Running[] {
    return [...this.#running.values(), ...this.#previews.values()];
  }

  /** Files or folders on disk have changed, or have come or gone. Gives all files that this concerns, as far as is known. */
  forget(uris: readonly string[]): readonly string[] {
    const all = new Set(uris.flatMap((uri) => [uri, ...this.texts.knownBelow(uri)]));
    for (const uri of all) this.texts.forget(uri);
    this.#imports.forgetFolders();
    for (const running of this.#atWork())
      running.stale ||= [...all].some((uri) => running.texts.has(canonicalUri(uri)));
    return [...all];
  }

  /** Open documents whose last result was made from one of these files, as far as is known. */
  dependentsOf(uris: readonly string[]): readonly string[] {
    const changed = new Set(uris.map(canonicalUri));
    return [...this.texts.documents]
      .map(({ source }) => source.uri)
      .filter((uri) => [...(this.#cache.get(uri)?.texts.keys() ?? [])].some((each) => changed.has(each)));
  }

  /**
   * The analysis of an open document's newest text; undefined where it is not open, in no known language, or the
   * request was cancelled. A text that changes while its imports are read, or while it is analysed, is taken up anew.
   */
  async snapshot(uri: string, token: CancellationToken = neverCancelled): Promise<Snapshot | undefined> {
    const key = canonicalUri(uri);
    for (;;) {
      const document = this.texts.document(key);
      if (token.isCancellationRequested) return undefined;
      const entry = languageOf({ ...(document && { id: document.languageId }), uri: key });
      if (!entry) return undefined;
      if (entry.editor === 'none') return this.#snapshotOfBytes(key, entry, token);
      if (!document) return undefined;
      const kept = this.#cache.get(key);
      if (kept && this.#holds(kept)) return kept;
      const running = this.#runningFor(key, document.source);
      if (running) {
        await unlessCancelled(running.done, token);
        continue;
      }
      const language = loadedLanguages.get(entry) ?? (await loadLanguage(entry));
      if (kept?.source === document.source && this.texts.canLoadNow(key)) {
        const same = await this.#isAsOnDisk(kept);
        if (token.isCancellationRequested) return undefined;
        if (same && this.#isNewest(kept.texts)) return kept;
      }
      const collected = await this.#imports.collect(document.source, language, token);
      if (token.isCancellationRequested) return undefined;
      if (!this.#isNewest(collected.texts)) continue;
      const current = this.#cache.get(key);
      if (current && sameTexts(current.texts, collected.texts)) return current;
      // Whoever asked for the same in the meantime may have begun it.
      const own =
        this.#runningFor(key, document.source) ?? this.#start(key, document.source, language, collected);
      const snapshot = await unlessCancelled(own.done, token);
      if (snapshot && !own.stale) return snapshot;
    }
  }

  /** The analysis of a file that no editor opens as text, as it is on disk. */
  async #snapshotOfBytes(
    key: string,
    entry: LanguageEntry,
    token: CancellationToken,
  ): Promise<Snapshot | undefined> {
    const loaded = await this.texts.loadBytes(key);
    if (token.isCancellationRequested || !(loaded instanceof SourceText)) return undefined;
    const kept = this.#lastOfBytes;
    if (kept?.source === loaded && (await this.#isAsOnDisk(kept))) return kept;
    return (this.#lastOfBytes = await this.#analyseLoaded(loaded, entry, {}));
  }

  /**
   * The analysis of a file that may or may not be open, for what it says of another: in steps, and kept for the next time.
   * Undefined where no language reads it as text.
   */
  async fileSnapshot(uri: string, token: CancellationToken = neverCancelled): Promise<Snapshot | undefined> {
    const key = canonicalUri(uri);
    if (this.texts.document(key)) return this.snapshot(key, token);
    const entry = languageOf({ uri: key });
    if (!entry || entry.editor === 'none') return undefined;
    const source = await this.texts.load(key);
    if (!(source instanceof SourceText)) return undefined;
    const kept = this.#others.get(key);
    if (kept?.source === source && this.#isNewest(kept.texts) && (await this.#isAsOnDisk(kept))) return kept;
    const language = loadedLanguages.get(entry) ?? (await loadLanguage(entry));
    const texts = await this.#imports.collect(source, language, token);
    const pace = this.pacing(key);
    const isCancelled = (): boolean => {
      pace.attend();
      return token.isCancellationRequested;
    };
    try {
      const steps = analyseInSteps(source, language, texts, {}, isCancelled);
      for (;;) {
        const { done, value } = steps.next();
        if (done) {
          this.#others.delete(key);
          this.#others.set(key, value);
          for (const each of this.#others.keys())
            if (this.#others.size > mostOthers) this.#others.delete(each);
          return value;
        }
        const pause = pace.pause();
        if (pause) await pause;
        if (isCancelled()) return undefined;
      }
    } catch (error) {
      if (error instanceof Cancelled) return undefined;
      throw error;
    } finally {
      pace.end();
    }
  }

  async #analyseLoaded(
    source: SourceText,
    entry: LanguageEntry,
    overrides: Overrides,
    alone?: FindingsAlone,
  ): Promise<Snapshot> {
    const language = loadedLanguages.get(entry) ?? (await loadLanguage(entry));
    const collected = await this.#imports.collect(source, language, neverCancelled);
    return this.#reported(analyse(source, language, collected, overrides, alone));
  }

  /**
   * The analysis of an open document's newest text where it is there and still holds, without waiting for anything; texts that are
   * not watched are read again.
   */
  standing(uri: string): Snapshot | undefined {
    const key = canonicalUri(uri);
    const kept = this.#cache.get(key);
    if (!kept || this.texts.document(key)?.source !== kept.source) return undefined;
    for (const [each, text] of kept.texts)
      if ((this.texts.known(each) ?? this.texts.loadNow(each)) !== text) return undefined;
    return kept;
  }

  /** The last analysis of a document, which may be of an earlier text: it says where to look, and is never shown. */
  lastAnalysis(uri: string): Snapshot | undefined {
    return this.#cache.get(canonicalUri(uri));
  }

  /**
   * One network of an open document's newest text alone, which is there long before the analysis of all: that waits for it.
   * Undefined where this text has been analysed already, and where it, what it imports or the settings change meanwhile.
   */
  async preview(
    uri: string,
    network: string,
    token: CancellationToken = neverCancelled,
  ): Promise<Snapshot | undefined> {
    const key = canonicalUri(uri);
    const document = this.texts.document(key);
    const entry = document && languageOf({ id: document.languageId, uri: key });
    if (!document || !entry) return undefined;
    if (this.#cache.get(key)?.source === document.source) return undefined;
    const known = this.#previews.get(key);
    const isKnown = known?.source === document.source && known.network === network && !known.stale;
    if (isKnown) return unlessCancelled(known.done, token);
    const language = loadedLanguages.get(entry) ?? (await loadLanguage(entry));
    const texts = await this.#imports.collect(document.source, language, token);
    if (token.isCancellationRequested || !this.#isNewest(texts.texts)) return undefined;
    const own = this.#begin(this.#previews, key, document.source, language, texts, network);
    const snapshot = await unlessCancelled(own.done, token);
    return own.stale ? undefined : snapshot;
  }

  #runningFor(key: string, source: SourceText): Running | undefined {
    const running = this.#running.get(key);
    return running?.source === source && !running.stale ? running : undefined;
  }

  /** Begins an analysis, which is kept when it is done. All who wait for it share it; it is dropped when it has become useless. */
  #start(key: string, source: SourceText, language: Language, texts: Texts): Running {
    const running = this.#begin(this.#running, key, source, language, texts, undefined);
    const end = (): void => {
      if (this.#running.get(key) === running) this.#running.delete(key);
    };
    running.done = running.done.finally(end);
    // Whoever asked may have gone.
    running.done.catch(() => undefined);
    return running;
  }

  #begin(
    among: Map<string, Running>,
    key: string,
    source: SourceText,
    language: Language,
    texts: Texts,
    network: string | undefined,
  ): Running {
    const before = among.get(key);
    if (before) before.stale = true;
    const done = Promise.resolve(undefined);
    const running: Running = { source, texts: texts.texts, network, stale: false, isDone: false, done };
    among.set(key, running);
    running.done = this.#drive(key, running, language, texts);
    running.done.catch(() => undefined);
    return running;
  }

  async #drive(
    key: string,
    running: Running,
    language: Language,
    texts: Texts,
  ): Promise<Snapshot | undefined> {
    const { source, network } = running;
    const pace = this.pacing(key);
    const isStale = (): boolean => running.stale || this.texts.document(key)?.source !== source;
    const isCancelled = (): boolean => {
      pace.attend();
      return isStale();
    };
    const isUseless = (): boolean => (running.stale ||= isStale() || !this.#isNewest(running.texts));
    try {
      const steps = analyseInSteps(
        source,
        language,
        texts,
        network === undefined ? {} : { network },
        isCancelled,
        network === undefined ? { lowered: this.#cache.get(key)?.analysis.lowered } : undefined,
      );
      for (;;) {
        const { done, value } = steps.next();
        if (done) {
          if (isUseless()) return undefined;
          if (network !== undefined) return value;
          this.#cache.set(key, value);
          this.#previews.delete(key);
          return this.#reported(value);
        }
        const preview = network === undefined ? this.#previewAtWork(key, source) : undefined;
        if (preview) await preview.done.catch(() => undefined);
        const pause = preview ? undefined : pace.pause();
        if (pause) await pause;
        if ((pause ?? preview) && isUseless()) return undefined;
      }
    } catch (error) {
      if (error instanceof Cancelled) return undefined;
      throw error;
    } finally {
      running.isDone = true;
      pace.end();
    }
  }

  /** A preview of the same text that is not done yet. */
  #previewAtWork(key: string, source: SourceText): Running | undefined {
    const preview = this.#previews.get(key);
    return preview?.source === source && !preview.stale && !preview.isDone ? preview : undefined;
  }

  #reported(snapshot: Snapshot): Snapshot {
    const { source, analysis } = snapshot;
    for (const error of analysis.lowered.internalErrors ?? []) {
      const key = `${source.uri}\n${error instanceof Error ? error.stack : String(error)}`;
      if (this.#reportedErrors.has(key)) continue;
      if (this.#reportedErrors.size >= mostReportedErrors) this.#reportedErrors.clear();
      this.#reportedErrors.add(key);
      this.onInternalError(source.uri, error);
    }
    return snapshot;
  }

  /**
   * The analysis of a file on disk, under overrides, or its findings alone; nothing is kept. Undefined where no language reads the
   * file.
   */
  async analyseFile(
    uri: string,
    overrides: Overrides = {},
    alone?: FindingsAlone,
  ): Promise<Snapshot | Exclude<Loaded, SourceText> | undefined> {
    const key = canonicalUri(uri);
    const entry = languageOf({ uri: key });
    if (!entry) return undefined;
    const loaded = await (entry.editor === 'none' ? this.texts.loadBytes(key) : this.texts.load(key));
    return loaded instanceof SourceText ? this.#analyseLoaded(loaded, entry, overrides, alone) : loaded;
  }

  /** The analysis of a text that stands for a file, such as an earlier state of it; imports are read as they are now. */
  async analyseText(
    uri: string,
    languageId: string,
    content: string,
    overrides: Overrides = {},
  ): Promise<Snapshot | undefined> {
    const key = canonicalUri(uri);
    const entry = languageOf({ id: languageId, uri: key });
    if (!entry) return undefined;
    return this.#analyseLoaded(sourceOf(key, 0, content), entry, overrides);
  }

  /** The same texts under overrides; nothing is kept. */
  analyseAgain(snapshot: Snapshot, overrides: Overrides): Snapshot {
    const { source, language } = snapshot;
    return this.#reported(analyse(source, language, snapshot, overrides));
  }

  /** Whether no open document among these texts has been edited since they were collected. */
  #isNewest(texts: Snapshot['texts']): boolean {
    for (const [uri, text] of texts) {
      const document = this.texts.document(uri);
      if (document && document.source !== text) return false;
    }
    return true;
  }

  #holds(snapshot: Snapshot): boolean {
    for (const [uri, text] of snapshot.texts) if (this.texts.known(uri) !== text) return false;
    return true;
  }

  /** Whether every text that an analysis was made from is still what it was, files that have to be read anew included. */
  async #isAsOnDisk({ texts, folders, language, source, settings }: Snapshot): Promise<boolean> {
    const now = await this.#imports.foldersFor(source.uri, language, settings);
    if (now.length !== folders.length || now.some((each, index) => each !== folders[index])) return false;
    for (const [uri, text] of texts) {
      const loaded = text instanceof SourceText && text.bytes ? this.texts.loadBytes(uri) : undefined;
      if ((await (loaded ?? this.texts.known(uri) ?? this.texts.load(uri))) !== text) return false;
    }
    return true;
  }
}

/** Waits for something, or until a request is cancelled; undefined then. */
function unlessCancelled<T>(result: Promise<T>, token: CancellationToken): Promise<T | undefined> {
  if (!token.onCancellationRequested) return result;
  return Promise.race([
    result,
    new Promise<undefined>((resolve) => token.onCancellationRequested?.(() => resolve(undefined))),
  ]);
}
