// The only list of languages. What reads one is loaded when a file in it is first met.
import type { Language } from '../contract/language.js';

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
  readonly load: () => Promise<Language>;
}

const entries: LanguageEntry[] = [
  {
    id: 'fovea',
    name: 'fovea',
    title: 'Fovea',
    extensions: ['.fovea'],
    editor: 'own',
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
    extensions: ['.py'],
    editor: 'shared',
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

/** The language of an editor's language identifier, or of a file's name. */
export function languageOf(file: { readonly id?: string; readonly uri: string }): LanguageEntry | undefined {
  const name = file.uri.slice(file.uri.lastIndexOf('/') + 1).toLowerCase();
  return (
    entries.find(({ id, editor }) => id === file.id && editor !== 'none') ??
    entries.find(({ fileNames }) => fileNames?.includes(name)) ??
    entries.find(({ extensions }) => extensions.some((ending) => file.uri.endsWith(ending)))
  );
}
