// Makes a block of statements, with a parameter for each name that they take from around them.
import { refactoringTitles } from '../fixes/texts.js';
import type { Statement } from '../parser/ast.js';
import {
  declaredIn,
  freshName,
  indentAt,
  indented,
  namesIn,
  selectedIn,
  type FoveaRefactoring,
} from './refactoring.js';

/**
 * Before:
 * ```fovea
 * net A(width = 16) {
 *   input x: 3 x 32 x 32
 *   «Conv(width, 3, pad = 1) -> BatchNorm
 *   ReLU»
 *   MaxPool(2)
 * }
 * ```
 * After:
 * ```fovea
 * block Part(width) {
 *   Conv(width, 3, pad = 1) -> BatchNorm
 *   ReLU
 * }
 *
 * net A(width = 16) {
 *   input x: 3 x 32 x 32
 *   Part(width)
 *   MaxPool(2)
 * }
 * ```
 */
export const extractBlock: FoveaRefactoring = {
  name: 'extractBlock',
  offer: (file, selection) => {
    if (selection.start === selection.end) return [];
    const found = selectedIn(file, selection);
    if (!found) return [];
    const { statements, definition, body, first } = found;
    if (statements.some(isBound)) return [];
    const [start, end] = [statements[0]!.start, statements.at(-1)!.end];
    const declared = new Set(statements.flatMap((each) => [...declaredIn(each)]));
    // What stands after them must not need their names.
    const later = new Set(
      body.statements.slice(first + statements.length).flatMap((each) => [...namesIn(each)]),
    );
    const outside = definition.body!.statements.filter((each) => each.start > end || each.end < start);
    for (const each of outside) for (const name of namesIn(each)) later.add(name);
    if ([...declared].some((name) => later.has(name))) return [];
    // Nor may they use columns or labels of a join around them.
    const local = new Set([
      ...definition.parameters.flatMap(({ name }) => (name ? [name.name] : [])),
      ...declaredIn(definition.body!),
    ]);
    const parameters = [...new Set(statements.flatMap((each) => [...namesIn(each)]))].filter(
      (name) => local.has(name) && !declared.has(name),
    );
    const name = freshName(file.text, 'Part');
    const head = parameters.length > 0 ? `(${parameters.join(', ')})` : '';
    const lines = indented(file.text.slice(start, end), indentAt(file.text, start), '  ');
    const at = definition.doc?.start ?? definition.start;
    return [
      {
        title: refactoringTitles.extract(name),
        kind: 'refactor.extract',
        edits: [
          file.edit({ start: at, end: at }, `block ${name}${head} {\n  ${lines}\n}\n\n`),
          file.edit({ start, end }, name + head),
        ],
      },
    ];
  },
};

/** Statements that belong to the net or block that they stand in. */
const isBound = ({ kind }: Statement): boolean =>
  kind === 'Input' || kind === 'Output' || kind === 'Report' || kind === 'Expect' || kind === 'Limit';
