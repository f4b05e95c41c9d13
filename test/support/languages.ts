// All languages: tests have no need to wait until one is met.
import { fovea } from '../../server/src/languages/fovea/language.js';
import type { Language } from '../../server/src/contract/language.js';
import { prototxt } from '../../server/src/languages/prototxt/language.js';
import { pytorch } from '../../server/src/languages/pytorch/language.js';

export function languageNamed(id: string): Language {
  const language = [fovea, prototxt, pytorch].find((each) => each.id === id);
  if (language === undefined) throw new Error(`There is no language ${id}.`);
  return language;
}
