// The only list of languages. What reads one is loaded when a file in it is first met.
import type { Language } from '../contract/language.js';

export interface LanguageEntry {
  /** The editor's identifier of the language. */
  readonly id: string;
  /** Its name on the command line: `convert --to pytorch`. */
  readonly name: string;
  /** Endings of file names, with the dot. */
  readonly extensions: readonly string[];
  readonly load: () => Promise<Language>;
}

export const languages: readonly LanguageEntry[] = [
  {
    id: 'fovea',
    name: 'fovea',
    extensions: ['.fovea'],
    load: async () => (await import('./fovea/language.js')).fovea,
  },
  {
    id: 'prototxt',
    name: 'prototxt',
    extensions: ['.prototxt'],
    load: async () => (await import('./prototxt/language.js')).prototxt,
  },
  {
    id: 'python',
    name: 'pytorch',
    extensions: ['.py'],
    load: async () => (await import('./pytorch/language.js')).pytorch,
  },
];

/** The language of an editor's language identifier, or of a file's name. */
export function languageOf(file: { readonly id?: string; readonly uri: string }): LanguageEntry | undefined {
  return (
    languages.find((language) => language.id === file.id) ??
    languages.find((language) => language.extensions.some((ending) => file.uri.endsWith(ending)))
  );
}
