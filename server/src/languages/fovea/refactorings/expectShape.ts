// Claims the present shape of a labelled layer or a named value.
import { refactoringTitles } from '../fixes/texts.js';
import { indentAt, selectedIn, type FoveaRefactoring } from './refactoring.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 3 x 32 x 32
 *   «»conv1: Conv(16, 3, pad = 1) -> ReLU
 *   MaxPool(2)
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 32 x 32
 *   conv1: Conv(16, 3, pad = 1) -> ReLU
 *   expect conv1 = 16 x 32 x 32
 *   MaxPool(2)
 * }
 * ```
 */
export const expectShape: FoveaRefactoring = {
  name: 'expectShape',
  offer: (file, selection, { shapeAt }) => {
    const found = selectedIn(file, selection);
    const statement = found?.statements[0];
    if (!found || !statement || found.definition.body !== found.body) return [];
    const first = statement.kind === 'Chain' ? statement.elements[0] : statement;
    const name =
      first?.kind === 'Labelled' && first.label.indices.length === 0
        ? first.label.name
        : statement.kind === 'Let' && !statement.shared && statement.names.length === 1
          ? statement.names[0]
          : undefined;
    const shape = name && shapeAt({ uri: file.uri, start: name.start, end: name.end });
    if (!name || !shape || shape.length === 0) return [];
    const text = `expect ${name.name} = ${shape.join(' x ')}`;
    const at = { start: statement.end, end: statement.end };
    return [
      {
        title: refactoringTitles.claim(text),
        kind: 'refactor.rewrite',
        edits: [file.edit(at, `\n${indentAt(file.text, statement.start)}${text}`)],
      },
    ];
  },
};
