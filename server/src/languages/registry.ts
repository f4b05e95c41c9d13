// The only list of languages.
import type { Language } from './language.js';
import { fovea } from './fovea/language.js';
import { prototxt } from './prototxt/language.js';
import { pytorch } from './pytorch/language.js';

export const languages: readonly Language[] = [fovea, prototxt, pytorch];

/** The language of an editor's language identifier, or of a file's name. */
export function languageOf(file: { readonly id?: string; readonly uri: string }): Language | undefined {
  return (
    languages.find((language) => language.id === file.id) ??
    languages.find((language) => language.extensions.some((ending) => file.uri.endsWith(ending)))
  );
}
