// What a class or builder of a Python file is given, as comments: `# fovea: input 3x224x224`, `# fovea: args depth=50`.
import type { SourceText } from '../../../text/sourceText.js';
import {
  argumentsText,
  lineAbove,
  removal,
  writeShape,
  type DeclaredNetwork,
  type ArgumentWriter,
} from '../../../contract/argumentWriter.js';
import type { TextEdit } from '../../../contract/rewriter.js';
import { directivesOf } from './directives.js';

/** Changes the comment that counts, the last of its kind, or puts one above the definition. Without a value it goes. */
function written(
  { site }: DeclaredNetwork,
  word: 'input' | 'args',
  value: string,
  source: SourceText,
): readonly TextEdit[] {
  const known = directivesOf(source, site).filter((each) => each.word === word);
  const last = known.at(-1);
  if (value === '') return known.map((each) => removal(each, source));
  const comment = `# fovea: ${word} ${value}`;
  return last
    ? [{ uri: source.uri, start: last.start, end: last.end, text: comment }]
    : [lineAbove(comment, source, site.start)];
}

export const argumentWriter: ArgumentWriter = {
  writeInputs: (network, inputs, source) =>
    written(network, 'input', inputs.map(writeShape).join(', '), source),
  argumentsOf: ({ site }, source) =>
    directivesOf(source, site).findLast(({ word }) => word === 'args')?.value ?? '',
  writeArguments: (network, args, source) => written(network, 'args', argumentsText(args), source),
};
