// How a language writes what a network is given, its inputs' shapes and its arguments, into the text that declares it.
import type { Network } from '../graph/graph.js';
import type { Int } from '../math/int.js';
import type { SourceText } from '../text/sourceText.js';
import type { TextEdit } from './rewriter.js';

/** A network, or what would be one if it were given its arguments. */
export type DeclaredNetwork = Pick<Network, 'name' | 'site'> & Partial<Pick<Network, 'inputs'>>;

export interface ArgumentWriter {
  /**
   * Edits after which the inputs have these sizes, without the batch, the main input's first; without any, those that
   * the file specifies otherwise. Undefined where the text has no place for them.
   */
  readonly writeInputs: (
    network: DeclaredNetwork,
    inputs: readonly (readonly Int[])[],
    source: SourceText,
  ) => readonly TextEdit[] | undefined;
  /**
   * The arguments that the text gives, such as `depth=50, width=64`; undefined where there is no place for any. Nothing of a
   * language without it takes arguments.
   */
  readonly argumentsOf?: (network: DeclaredNetwork, source: SourceText) => string | undefined;
  /** Edits after which the text gives these. */
  readonly writeArguments?: (
    network: DeclaredNetwork,
    args: Readonly<Record<string, string>>,
    source: SourceText,
  ) => readonly TextEdit[] | undefined;
}

export const writeShape = (sizes: readonly Int[]): string => sizes.join('x');

export const argumentsText = (args: Readonly<Record<string, string>>): string =>
  Object.entries(args)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');

/** Puts a line, with the line ends of the text, above the line of an offset; indented as that is. */
export function lineAbove(line: string, { uri, text }: SourceText, offset: number): TextEdit {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const [indent = ''] = /^[ \t]*/.exec(text.slice(start, offset)) ?? [];
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return { uri, start, end: start, text: `${indent}${line}${newline}` };
}

/** Takes a stretch away, and its whole line where nothing else stands there. */
export function removal({ start, end }: { start: number; end: number }, { uri, text }: SourceText): TextEdit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const lineEnd = next < 0 ? text.length : next + 1;
  const before = text.slice(lineStart, start);
  if (before.trim() === '' && text.slice(end, lineEnd).trim() === '')
    return { uri, start: lineStart, end: lineEnd, text: '' };
  return { uri, start: lineStart + before.trimEnd().length, end, text: '' };
}
