// Changes of a network as edits of Fovea text: elements of a chain, placed before or behind others.
import type { NewLayer, NewValue, Rewriter, TextEdit } from '../../contract/rewriter.js';
import { parse } from './parser/parser.js';

export const rewriter: Rewriter = {
  insertBefore: (line, layers, text) => {
    // `it` in an argument is what the layer reads, which the new layers would change.
    if (line.arguments.some((argument) => readsInput(text.slice(argument.start, argument.end))))
      return undefined;
    const start = (line.label ?? line).start;
    return ifItParses([{ uri: line.uri, start, end: start, text: `${chainOf(layers, text)} -> ` }], text);
  },
  insertAfter: (value, layers, text, only) => {
    const { uri, start, end } = value;
    const isInput = text.slice(start, end) === 'it';
    const chain = chainOf(layers, text);
    if (only) {
      if (!isInput || !/\|\s*$/.test(text.slice(0, start))) return undefined;
      const { stride, channels } = only;
      const tests = [
        ...(typeof stride === 'object' ? [`${valueText(stride, text)} != 1`] : []),
        `it.channels != ${valueText(channels, text)}`,
      ];
      return ifItParses([{ uri, start, end, text: `if ${tests.join(' or ')} { ${chain} }` }], text);
    }
    return ifItParses(
      [isInput ? { uri, start, end, text: chain } : { uri, start: end, end, text: ` -> ${chain}` }],
      text,
    );
  },
};

const chainOf = (layers: readonly NewLayer[], text: string): string =>
  layers.map((layer) => layerText(layer, text)).join(' -> ');

function layerText({ operator, arguments: args }: NewLayer, text: string): string {
  if (args.length === 0) return operator;
  return `${operator}(${args
    .map(({ name, value }) => `${name === undefined ? '' : `${name} = `}${valueText(value, text)}`)
    .join(', ')})`;
}

function valueText(value: NewValue, text: string): string {
  if (typeof value !== 'object') return String(value);
  if ('copy' in value)
    return text.slice(value.copy.start, value.copy.end).replace(/^[\p{L}_][\p{L}\p{N}_]*\s*=(?!=)\s*/u, '');
  if ('channelsOver' in value) return `floor(it.channels / ${value.channelsOver})`;
  return `[${value.join(', ')}]`;
}

const readsInput = (text: string): boolean => /(?<![\p{L}\p{N}_])it(?![\p{L}\p{N}_])/u.test(text);

/** An edit after which the text has more mistakes than before is none. */
function ifItParses(edits: readonly TextEdit[], text: string): readonly TextEdit[] | undefined {
  const edited = [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
  const mistakes = (each: string): number => parse(each).errors.length;
  return mistakes(edited) <= mistakes(text) ? edits : undefined;
}
