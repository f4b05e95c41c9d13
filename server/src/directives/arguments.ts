// Named arguments as people write them: `depth=50, blocks=[3, 4, 6, 3]`.
import type { Range } from '../text/range.js';
import { directiveTexts } from '../findings/directives.js';

/** One `name=value`; the range is that of its name. */
export interface WrittenArgument extends Range {
  readonly name: string;
  /** As written, in the terms of the file's language. */
  readonly value: string;
}

export interface ArgumentsProblem extends Range {
  readonly problem: string;
  /** The name that is given twice, where that is the problem. */
  readonly repeated?: string;
}

const name = /\s*([\p{L}_][\p{L}\p{N}_]*)\s*=(?!=)\s*/uy;
/** Blanks behind which the next argument begins. */
const next = /\s+(?=[\p{L}_][\p{L}\p{N}_]*\s*=(?!=))/uy;

/** Arguments separated by commas or blanks; brackets and quotes hold a value together. An empty text has none. */
export function parseArguments(text: string, offset = 0): readonly WrittenArgument[] | ArgumentsProblem {
  const found: WrittenArgument[] = [];
  let at = 0;
  const problem = (message: string, start: number): ArgumentsProblem => ({
    problem: message,
    start: offset + start,
    end: offset + text.length,
  });
  while (text.slice(at).trim() !== '') {
    name.lastIndex = at;
    const match = name.exec(text);
    const own = match?.[1];
    if (!match || own === undefined) return problem(expected, at);
    const nameStart = at + match[0].indexOf(own);
    const start = name.lastIndex;
    const end = valueEnd(text, start);
    const value = text.slice(start, end).trim();
    // A value stays on its line, also where it is written into a comment.
    if (value === '' || /[\n\r]/.test(value)) return problem(expected, nameStart);
    if (found.some((each) => each.name === own))
      return { ...problem(directiveTexts.repeatedArgument(own), nameStart), repeated: own };
    found.push({ name: own, value, start: offset + nameStart, end: offset + nameStart + own.length });
    at = text[end] === ',' ? end + 1 : end;
  }
  return found;
}

const expected = directiveTexts.arguments;

/** Where a value ends: at a comma outside brackets and quotes, before the next argument, or with the text. */
function valueEnd(text: string, start: number): number {
  let depth = 0;
  let quote: string | undefined;
  for (let at = start; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quote !== undefined) quote = character === quote ? undefined : quote;
    else if (character === '"' || character === "'") quote = character;
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (depth > 0) continue;
    else if (character === ',') return at;
    else {
      next.lastIndex = at;
      if (next.test(text)) return at;
    }
  }
  return text.length;
}

/** The arguments by name; undefined where the text gives none that can be read. */
export function readArguments(text: string): Readonly<Record<string, string>> | undefined {
  const found = parseArguments(text);
  return 'problem' in found ? undefined : Object.fromEntries(found.map(({ name, value }) => [name, value]));
}
