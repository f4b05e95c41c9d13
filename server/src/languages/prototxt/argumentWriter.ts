// What a Caffe network is given, as a comment at the head of its file, which goes before the shapes of the format itself.
import { directiveComments } from '../../directives/comments.js';
import { parseShapes } from '../../directives/shapes.js';
import { lineAbove, removal, writeShape, type ArgumentWriter } from '../../contract/argumentWriter.js';
import type { TextEdit } from '../../contract/rewriter.js';
import { parse } from './parser/parser.js';

export const argumentWriter: ArgumentWriter = {
  writeInputs: ({ inputs = [] }, shapes, source) => {
    const comments = directiveComments(source.text, parse(source.text).comments, '#').flatMap(
      ({ word, value, start, end }) => {
        const shapes = word === 'input' ? parseShapes(value) : [];
        return 'problem' in shapes ? [] : shapes.map(({ name }) => ({ name, start, end }));
      },
    );
    if (shapes.length === 0) return comments.map((each) => removal(each, source));
    if (shapes.length > Math.max(1, inputs.length)) return undefined;
    return shapes.map((shape, index) => write(shape, index === 0 ? undefined : inputs[index]?.name, index));

    function write(
      shape: Parameters<typeof writeShape>[0],
      name: string | undefined,
      index: number,
    ): TextEdit {
      // The main input may be specified by its name as well, which then takes precedence.
      const own = inputs[index]?.name;
      const known =
        comments.findLast((each) => each.name === own) ?? comments.findLast((each) => each.name === name);
      const comment = `# fovea: input ${[...((known?.name ?? name) ? [known?.name ?? name] : []), writeShape(shape)].join(' ')}`;
      return known
        ? { uri: source.uri, start: known.start, end: known.end, text: comment }
        : lineAbove(comment, source, 0);
    }
  },
};
