// Completion at a marked place `$0` of a text.
import { completionItems, type CompletionItem } from '../../server/src/ide/completion.js';
import type { Language } from '../../server/src/contract/language.js';
import type { Signature } from '../../server/src/contract/completion.js';
import { SourceText } from '../../server/src/text/sourceText.js';
import { fovea } from '../../server/src/languages/fovea/language.js';
import { prototxt } from '../../server/src/languages/prototxt/language.js';

const languages = { fovea, prototxt };
const lowering = {
  resolve: (_: string, to: string) => to,
  load: () => ({ problem: 'missing' }) as const,
  overrides: {},
};

function marked(language: keyof typeof languages, text: string): [Language, SourceText, number] {
  const offset = text.indexOf('$0');
  if (offset < 0) throw new Error('The text has no $0.');
  const plain = text.slice(0, offset) + text.slice(offset + 2);
  return [languages[language], new SourceText(`file:///a.${language}`, 1, plain), offset];
}

/** In the order in which they are shown. */
export function completionsIn(language: keyof typeof languages, text: string): readonly CompletionItem[] {
  const [by, source, offset] = marked(language, text);
  const found = by.complete?.(source, offset, lowering);
  return found ? completionItems(found).toSorted((a, b) => (a.rank < b.rank ? -1 : 1)) : [];
}

export function signatureIn(language: keyof typeof languages, text: string): Signature | undefined {
  const [by, source, offset] = marked(language, text);
  return by.signature?.(source, offset, lowering);
}
