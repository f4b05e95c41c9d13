// The only list of languages. What reads one is loaded when a file in it is first met.
import type { Language } from '../contract/language.js';
import { notebookFile } from '../text/notebook.js';
import { SourceText } from '../text/sourceText.js';

/** What is known of a language before it is loaded. */
export interface LanguageEntry {
  /** The editor's identifier of the language. */
  readonly id: string;
  /** Its name on the command line: `convert --to pytorch`. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** Endings of file names, with the dot. */
  readonly extensions: readonly string[];
  /** Names of files in it whatever their ending, in lower case. */
  readonly fileNames?: readonly string[];
  /**
   * How editors open its files: as a language that the extension declares (`own`), as one that is declared elsewhere and mostly
   * serves other ends (`shared`), or not as text (`none`): its files are then read as bytes.
   */
  readonly editor: 'own' | 'shared' | 'none';
  /** Its imports name files by paths, which follow a file that moves: see `Language.specifierOf`. */
  readonly importsPaths?: true;
  /** Makes the text of a file whose ending says that it holds texts of the language in another form; undefined for others. */
  readonly unpack?: (uri: string, version: number, text: string) => SourceText | undefined;
  readonly load: () => Promise<Language>;
}

const entries: LanguageEntry[] = [
  {
    id: 'fovea',
    name: 'fovea',
    title: 'Fovea',
    extensions: ['.fovea'],
    editor: 'own',
    importsPaths: true,
    load: async () => (await import('./fovea/language.js')).fovea,
  },
  {
    id: 'prototxt',
    name: 'prototxt',
    title: 'Caffe prototxt',
    extensions: ['.prototxt'],
    editor: 'own',
    load: async () => (await import('./prototxt/language.js')).prototxt,
  },
  {
    id: 'python',
    name: 'pytorch',
    title: 'PyTorch',
    extensions: ['.py', '.ipynb'],
    editor: 'shared',
    unpack: (uri, version, text) => (uri.endsWith('.ipynb') ? notebookFile(uri, version, text) : undefined),
    load: async () => (await import('./pytorch/language.js')).pytorch,
  },
];

export const languages: readonly LanguageEntry[] = entries;

/** Adds a language; gives what takes it away again. */
export function registerLanguage(entry: LanguageEntry): () => void {
  entries.push(entry);
  return () => {
    entries.splice(entries.indexOf(entry), 1);
  };
}

/** The text of a file as its language reads it. */
export function sourceOf(uri: string, version: number, text: string): SourceText {
  for (const { unpack } of entries) {
    const own = unpack?.(uri, version, text);
    if (own) return own;
  }
  return new SourceText(uri, version, text);
}

/** The language of an editor's language identifier, or of a file's name. */
export function languageOf(file: { readonly id?: string; readonly uri: string }): LanguageEntry | undefined {
  const name = file.uri.slice(file.uri.lastIndexOf('/') + 1).toLowerCase();
  return (
    entries.find(({ id, editor }) => id === file.id && editor !== 'none') ??
    entries.find(({ fileNames }) => fileNames?.includes(name)) ??
    entries.find(({ extensions }) => extensions.some((ending) => file.uri.endsWith(ending)))
  );
}
