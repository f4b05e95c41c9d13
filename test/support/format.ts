// Formats a text as an editor does that applies all edits.
import { fovea } from '../../server/src/languages/fovea/language.js';
import { prototxt } from '../../server/src/languages/prototxt/language.js';
import { SourceText } from '../../server/src/text/sourceText.js';

const formatters = { fovea, prototxt };

export function formatted(language: keyof typeof formatters, text: string, indent = '  '): string {
  const uri = `file:///a.${language}`;
  const edits = formatters[language].format?.(new SourceText(uri, 1, text), { indent }) ?? [];
  let result = '';
  let end = 0;
  for (const edit of edits) {
    result += text.slice(end, edit.start) + edit.text;
    ({ end } = edit);
  }
  return result + text.slice(end);
}
