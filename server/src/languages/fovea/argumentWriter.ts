// What a net is given, where the language itself says so: the shapes of its `input` lines, the defaults of its parameters.
import { isUnknown } from '../../math/dim.js';
import type { SourceText } from '../../text/sourceText.js';
import type { DeclaredNetwork, ArgumentWriter } from '../../contract/argumentWriter.js';
import type { TextEdit } from '../../contract/rewriter.js';
import type { Definition, Input, Node, Parameter } from './parser/ast.js';
import { parsed } from './modules.js';
import { forEachChild } from './parser/walk.js';

function definitionAt({ site }: DeclaredNetwork, source: SourceText): Definition | undefined {
  return parsed(source).file.items.find(
    (item): item is Definition =>
      (item.kind === 'Net' || item.kind === 'Block') && item.name?.start === site.name.start,
  );
}

/** Every `input` line of a text by the place of its name, which is what a network knows of it. */
function inputsOf(source: SourceText): ReadonlyMap<number, Input> {
  const found = new Map<number, Input>();
  const visit = (node: Node): void => {
    if (node.kind === 'Input') found.set((node.name ?? node).start, node);
    else forEachChild(node, visit);
  };
  parsed(source).file.items.forEach(visit);
  return found;
}

/** Parameters whose values can be written; those of a variant are in its arguments, which are left to their author. */
const parametersOf = (network: DeclaredNetwork, source: SourceText): readonly Parameter[] =>
  definitionAt(network, source)?.parameters ?? [];

export const argumentWriter: ArgumentWriter = {
  writeInputs: ({ inputs = [] }, shapes, source) => {
    const lines = inputsOf(source);
    if (shapes.length === 0 || shapes.length > inputs.length) return undefined;
    const edits = shapes.map((shape, index): readonly TextEdit[] | undefined => {
      const { span, value } = inputs[index]!;
      const line = span.uri === source.uri ? lines.get(span.start) : undefined;
      if (line?.shape.kind !== 'Shape') return undefined;
      const { entries, ...whole } = line.shape;
      const edit = ({ start, end }: typeof whole | (typeof entries)[number], text: string): TextEdit => ({
        uri: source.uri,
        start,
        end,
        text,
      });
      const known = value.shape;
      // A size that stays is left as it is written.
      return entries.length === shape.length && !isUnknown(known) && known.length === shape.length
        ? entries.flatMap((entry, axis) =>
            known[axis] === shape[axis] ? [] : [edit(entry, String(shape[axis]))],
          )
        : [edit(whole, shape.join(' x '))];
    });
    return edits.every((edit) => edit !== undefined) ? edits.flat() : undefined;
  },
  argumentsOf: (network, source) => {
    const texts = parametersOf(network, source).map(({ name, default: preset }) =>
      name && preset ? `${name.name}=${source.text.slice(preset.start, preset.end)}` : undefined,
    );
    return texts.length === 0 ? undefined : texts.filter((text) => text !== undefined).join(', ');
  },
  writeArguments: (network, args, source) => {
    const parameters = parametersOf(network, source);
    const edits = Object.entries(args).map(([name, text]) => {
      const preset = parameters.find((each) => each.name?.name === name)?.default;
      return preset ? { uri: source.uri, start: preset.start, end: preset.end, text } : undefined;
    });
    return edits.every((edit) => edit !== undefined) ? edits : undefined;
  },
};
