// The newest text of every file: as an editor holds it open, or else as it was last read.
import type { Loaded } from '../contract/language.js';
import { LineIndex, type Position } from '../text/lineIndex.js';
import { sourceOf } from '../languages/registry.js';
import { NotebookText } from '../text/notebook.js';
import { SourceText } from '../text/sourceText.js';
import type { FileResult, Host } from './host.js';
import type { ReadPolicy } from './readPolicy.js';
import { canonicalUri } from './uri.js';

/** A change as editors send it: a stretch of the text replaced, or the whole of it. */
export interface TextChange {
  readonly range?: { readonly start: Position; readonly end: Position };
  readonly text: string;
}

/** A document that an editor holds open. */
export interface OpenDocument {
  /** The URI as the client spells it. */
  readonly clientUri: string;
  readonly languageId: string;
  readonly source: SourceText;
}

/** Files as they were read, by canonical URI. */
export type ReadTexts = Map<string, Loaded>;

const outside: Loaded = { problem: 'outside' };

/**
 * All by canonical URI. A text that did not change keeps its {@link SourceText}, so that results can be compared by
 * the identity of what they were made from.
 */
/** Names of a folder that are looked at. */
const mostNames = 4096;

export class TextStore {
  readonly #open = new Map<string, OpenDocument>();
  /** All folders above files of {@link lastRead}. */
  readonly #folders = new Set<string>();
  /** Files of {@link lastRead} that have not changed since. */
  readonly #fresh = new Set<string>();
  /** Watched files that are being read, and have not changed since the reading began. */
  readonly #reading = new Map<string, Promise<FileResult>>();

  /** Whether changes of a file are announced by {@link forget}; a file of which they are not is read anew each time. */
  watched: (uri: string) => boolean = () => false;

  constructor(
    private readonly host: Host,
    private readonly policy: ReadPolicy,
    /** What each file was when it was last read, also by other stores: a text that is still the same is the same object. */
    private readonly lastRead: ReadTexts = new Map(),
  ) {}

  get documents(): Iterable<OpenDocument> {
    return this.#open.values();
  }

  document(uri: string): OpenDocument | undefined {
    return this.#open.get(canonicalUri(uri));
  }

  open(clientUri: string, languageId: string, version: number, text: string): void {
    const uri = canonicalUri(clientUri);
    this.#open.set(uri, { clientUri, languageId, source: sourceOf(uri, version, text) });
    this.forget(uri);
  }

  /** A document that an editor holds open in parts, of which it is made anew with each change. */
  openSource(clientUri: string, languageId: string, source: SourceText): void {
    this.#open.set(source.uri, { clientUri, languageId, source });
    this.forget(source.uri);
  }

  /** Applies changes one after the other, each to the text that the one before it left. */
  change(clientUri: string, version: number, changes: readonly TextChange[]): void {
    const uri = canonicalUri(clientUri);
    const document = this.#open.get(uri);
    if (!document) return;
    const text = changedText(rawOf(document.source), changes, document.source);
    this.#open.set(uri, { ...document, source: sourceOf(uri, version, text) });
  }

  close(uri: string): void {
    this.#open.delete(canonicalUri(uri));
  }

  /** A file on disk has changed: it is read anew when next asked for. */
  forget(uri: string): void {
    this.#fresh.delete(canonicalUri(uri));
    this.#reading.delete(canonicalUri(uri));
  }

  /** The names in a folder that may be read; none of others. */
  list(uri: string): Promise<readonly string[]> {
    const isReadable = this.host.list !== undefined && this.policy.allows(`${uri}/x`);
    return isReadable
      ? (this.host.list?.(uri, this.policy.folders, mostNames) ?? Promise.resolve([]))
      : Promise.resolve([]);
  }

  /** Files below a folder of which something is known, that they are missing included; most folders hold none. */
  knownBelow(folder: string): readonly string[] {
    const key = canonicalUri(folder).replace(/\/+$/, '');
    if (!this.#folders.has(key)) return [];
    return [...this.lastRead.keys(), ...this.#reading.keys()].filter((uri) => uri.startsWith(`${key}/`));
  }

  /** What is known without waiting, and still holds; undefined where the file must be read. */
  known(uri: string): Loaded | undefined {
    const open = this.#open.get(uri)?.source;
    if (open) return open;
    if (!this.policy.allows(uri)) return outside;
    return this.#fresh.has(uri) && this.watched(uri) ? this.lastRead.get(uri) : undefined;
  }

  /** The newest text of a file by its canonical URI. Never rejects. */
  async load(uri: string): Promise<Loaded> {
    const known = this.known(uri);
    if (known) return known;
    const watched = this.watched(uri);
    const reading = (watched && this.#reading.get(uri)) || this.#readFile(uri);
    if (watched) this.#reading.set(uri, reading);
    const result = await reading;
    // An editor may have opened the file in the meantime.
    const opened = this.#open.get(uri);
    if (opened) return opened.source;
    if (watched) {
      // It was announced to have changed while we read, or another who waited for the same reading has kept it.
      if (this.#reading.get(uri) !== reading) return this.load(uri);
      this.#reading.delete(uri);
      this.#fresh.add(uri);
    }
    return this.#keep(uri, result);
  }

  /** The newest bytes of a file by its canonical URI, for a language whose files are no text. Never rejects. */
  async loadBytes(uri: string): Promise<Loaded> {
    if (!this.policy.allows(uri)) return outside;
    const { readBytes } = this.host;
    if (!readBytes) return { problem: 'binary' };
    const result = await readBytes(uri, this.#foldersFor(uri)).catch(() => ({ problem: 'missing' }) as const);
    if ('problem' in result) return this.#keep(uri, result);
    const before = this.lastRead.get(uri);
    const version = before instanceof SourceText ? before.version : 0;
    if (before instanceof SourceText && before.bytes && sameBytes(before.bytes, result.bytes)) return before;
    if (before === undefined) this.#place(uri);
    const source = new SourceText(uri, version + 1, '', result.bytes);
    this.lastRead.set(uri, source);
    return source;
  }

  /** Whether files beside one can be read without waiting. */
  canLoadNow(uri: string): boolean {
    return this.host.readFileNow !== undefined && uri.startsWith('file:');
  }

  /** The same without waiting; undefined where the host cannot. */
  loadNow(uri: string): Loaded | undefined {
    const known = this.known(uri);
    if (known) return known;
    const result = this.host.readFileNow?.(uri, this.#foldersFor(uri));
    if (result && this.watched(uri)) {
      // Whoever waits for an older reading takes this one.
      this.#reading.delete(uri);
      this.#fresh.add(uri);
    }
    return result && this.#keep(uri, result);
  }

  /** A file that was granted individually may be a link to anywhere. */
  #foldersFor(uri: string): readonly string[] | undefined {
    return this.policy.isGranted(uri) ? undefined : this.policy.folders;
  }

  #readFile(uri: string): Promise<FileResult> {
    return this.host.readFile(uri, this.#foldersFor(uri)).catch(() => ({ problem: 'missing' }));
  }

  /** Notes the folders above a file. */
  #place(uri: string): void {
    for (let end = uri.lastIndexOf('/'); end > 0; end = uri.lastIndexOf('/', end - 1)) {
      const folder = uri.slice(0, end);
      if (this.#folders.has(folder)) return;
      this.#folders.add(folder);
    }
  }

  /** Keeps what was read; the last text where it is the same. */
  #keep(uri: string, result: FileResult): Loaded {
    const before = this.lastRead.get(uri);
    if (before === undefined) this.#place(uri);
    if ('problem' in result) {
      if (before && 'problem' in before && before.problem === result.problem) return before;
      this.lastRead.set(uri, result);
      return result;
    }
    if (before instanceof SourceText && rawOf(before) === result.text) return before;
    const source = sourceOf(uri, (before instanceof SourceText ? before.version : 0) + 1, result.text);
    this.lastRead.set(uri, source);
    return source;
  }
}

/** A text after changes, each of the text that the one before it left; `source` is the text with its lines, where it is at hand. */
export function changedText(before: string, changes: readonly TextChange[], source?: SourceText): string {
  let text = before;
  let lines = source?.text === before ? source.lineIndex : undefined;
  for (const { range, text: inserted } of changes) {
    if (range === undefined) text = inserted;
    else {
      lines ??= new LineIndex(text);
      const [start, end] = [lines.offsetAt(range.start), lines.offsetAt(range.end)];
      // Joined, not added: the sum of strings is a tree, which is slower to read one by one.
      text = [text.slice(0, Math.min(start, end)), inserted, text.slice(Math.max(start, end))].join('');
    }
    lines = undefined;
  }
  return text;
}

/** The text as it is in the file. */
const rawOf = (source: SourceText): string =>
  source instanceof NotebookText ? (source.raw ?? source.text) : source.text;

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((each, index) => each === b[index]);
