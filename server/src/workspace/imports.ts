// The texts that a file is read with: itself, what it imports, and the configuration that concerns it.
import type { Language, Loaded } from '../contract/language.js';
import type { Range } from '../text/range.js';
import { SourceText } from '../text/sourceText.js';
import { mergedSettings, type Configurations } from './configurations.js';
import type { CancellationToken } from './host.js';
import {
  isTooLarge,
  loadFrom,
  missing,
  mostImports,
  tooMany,
  type Snapshot,
  type Texts,
} from './snapshot.js';
import type { TextStore } from './textStore.js';
import { canonicalUri, resolveUri } from './uri.js';

const none: readonly string[] = [];

/** Collects what a file imports, and where imports are looked for besides the file's own folder. */
export class Imports {
  /** The editor's settings. */
  settings: unknown;
  /** Of languages that look for imports in certain folders: those for the files of each folder. */
  readonly #folders = new Map<string, Promise<readonly string[]>>();

  constructor(
    private readonly texts: TextStore,
    private readonly configurations: Configurations,
  ) {}

  /** Folders are looked for again: files have come or gone, or settings have changed. */
  forgetFolders(): void {
    this.#folders.clear();
  }

  /**
   * Access to the texts of all files that an analysis may ask for. Where they can be read without waiting, they are when
   * it does; else those of all imports, and theirs, are read in advance: level by level, each file once.
   */
  async collect(source: SourceText, language: Language, token: CancellationToken): Promise<Texts> {
    const found = await this.configurations.of(source.uri);
    const { configuration } = found;
    const settings = mergedSettings(configuration, this.settings);
    const texts = new Map<string, Loaded>([...found.texts, [source.uri, source]]);
    const about = { texts, configuration, settings };
    if (isTooLarge(source) || language.mayDeclare?.(source) === false)
      return { ...about, folders: none, load: (uri) => loadFrom(texts, uri) };
    const folders = await this.foldersFor(source.uri, language, settings);
    if (this.texts.canLoadNow(source.uri)) {
      const load = (uri: string): Loaded => {
        const key = canonicalUri(uri);
        const known = texts.get(key);
        if (known || texts.size >= mostImports) return known ?? tooMany;
        const loaded = this.texts.loadNow(key) ?? missing;
        texts.set(key, loaded);
        return loaded;
      };
      return { ...about, folders, load };
    }
    let level: readonly SourceText[] = [source];
    while (level.length > 0 && !token.isCancellationRequested) {
      const wanted = new Set<string>();
      for (const each of level) {
        for (const uri of importedUris(each, language, folders)) {
          if (!texts.has(uri) && texts.size + wanted.size < mostImports) wanted.add(uri);
        }
      }
      const known = [...wanted].map((uri) => this.texts.known(uri) ?? this.texts.load(uri));
      // Nothing to wait for keeps the whole in one turn of the event loop.
      const loaded = known.some((each) => each instanceof Promise)
        ? await Promise.all(known)
        : (known as Loaded[]);
      [...wanted].forEach((uri, index) => texts.set(uri, loaded[index] ?? missing));
      level = loaded.filter((each) => each instanceof SourceText);
    }
    return { ...about, folders, load: (uri) => loadFrom(texts, uri) };
  }

  async foldersFor(
    uri: string,
    { importFolders: find }: Language,
    settings: unknown,
  ): Promise<readonly string[]> {
    if (!find) return none;
    const key = `${uri.slice(0, uri.lastIndexOf('/'))}\n${JSON.stringify(settings)}`;
    let folders = this.#folders.get(key);
    if (!folders) {
      folders = find(
        uri,
        settings,
        (each) => this.texts.load(canonicalUri(each)),
        (each) => this.texts.list(canonicalUri(each)),
      );
      this.#folders.set(key, folders);
    }
    return folders;
  }
}

const imported = new WeakMap<
  SourceText,
  { readonly uris: readonly string[]; readonly folders: readonly string[] }
>();

/** The files that a text asks for, each once; kept as long as the text is, for most texts stay as they are. */
function importedUris(source: SourceText, language: Language, folders: readonly string[]): readonly string[] {
  const known = imported.get(source);
  if (known?.folders === folders) return known.uris;
  const all = language.imports(source, folders).map(({ specifier }) => resolveUri(source.uri, specifier));
  const uris = [...new Set(all)];
  imported.set(source, { uris, folders });
  return uris;
}

/** The import statements of a file, each with the files that it draws in, directly and through others. */
export function importsOf({
  language,
  source,
  texts,
  folders,
}: Snapshot): readonly (Range & { readonly files: ReadonlySet<string> })[] {
  if (isTooLarge(source)) return [];
  return language.imports(source, folders).map(({ start, end, specifier }) => {
    const files = new Set<string>();
    const waiting = [resolveUri(source.uri, specifier)];
    for (let uri = waiting.pop(); uri !== undefined; uri = waiting.pop()) {
      if (files.has(uri) || uri === source.uri) continue;
      files.add(uri);
      const text = texts.get(uri);
      if (!(text instanceof SourceText)) continue;
      waiting.push(...importedUris(text, language, folders));
    }
    return { start, end, files };
  });
}
