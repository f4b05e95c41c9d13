// Writes statements that stand several times in a row once, in a `repeat`.
import type { FoveaFile } from '../fixes/fix.js';
import { refactoringTitles } from '../fixes/texts.js';
import type { Statement } from '../parser/ast.js';
import { indentAt, indented, nodesIn, selectedIn, type FoveaRefactoring } from './refactoring.js';

/** Most statements that stand once for several runs of them. */
const longest = 8;

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 3 x 32 x 32
 *   Conv(16, 3, pad = 1)
 *   «»Conv(16, 3, pad = 1) -> ReLU
 *   Conv(16, 3, pad = 1) -> ReLU
 *   Conv(16, 3, pad = 1) -> ReLU
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 32 x 32
 *   Conv(16, 3, pad = 1)
 *   repeat 3 {
 *     Conv(16, 3, pad = 1) -> ReLU
 *   }
 * }
 * ```
 */
export const foldRepeat: FoveaRefactoring = {
  name: 'foldRepeat',
  offer: (file, selection) => {
    const found = selectedIn(file, selection);
    if (!found) return [];
    const { body, first } = found;
    const texts = body.statements.map((each) => plainText(each, file));
    for (let length = 1; length <= longest; length++) {
      const rounds = roundsFrom(texts, first, length);
      if (rounds < 2) continue;
      const [start, end] = [body.statements[first]!.start, body.statements[first + length - 1]!.end];
      const margin = indentAt(file.text, start);
      const lines = indented(file.text.slice(start, end), margin, `${margin}  `);
      const last = body.statements[first + rounds * length - 1]!;
      const text = `repeat ${rounds} {\n${margin}  ${lines}\n${margin}}`;
      return [
        {
          title: refactoringTitles.fold(rounds),
          kind: 'refactor.rewrite',
          edits: [file.edit({ start, end: last.end }, text)],
        },
      ];
    }
    return [];
  },
};

/** The text of a statement without its layout; undefined for one that names something or is no layer. */
function plainText(statement: Statement, file: FoveaFile): string | undefined {
  const bound = ['Let', 'Input', 'Output', 'Expect', 'Limit', 'Report', 'Fact', 'Missing'];
  if (bound.includes(statement.kind)) return undefined;
  if ([...nodesIn(statement)].some(({ kind }) => kind === 'Labelled' || kind === 'Missing')) return undefined;
  return file.textOf(statement).replace(/\s+/g, ' ');
}

/** How often the statements from `first` on stand in a row. */
function roundsFrom(texts: readonly (string | undefined)[], first: number, length: number): number {
  const isRun = (at: number): boolean =>
    Array.from({ length }, (_, index) => index).every(
      (index) => texts[first + index] !== undefined && texts[at + index] === texts[first + index],
    );
  let rounds = 0;
  while (first + (rounds + 1) * length <= texts.length && isRun(first + rounds * length)) rounds++;
  return rounds;
}
