// Removes what nothing uses: a named value, a block, a constant.
import { actionTitles } from './texts.js';
import type { FoveaFix } from './fix.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   let skip = Conv(8, 1)
 *   Conv(8, 3)
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   Conv(8, 3)
 * }
 * ```
 */
export const removeUnusedValue: FoveaFix = {
  name: 'removeUnusedValue',
  codes: ['unused-value', 'unused-block'],
  fixes: (finding, file) => {
    const { name } = finding.data as { readonly name: string };
    const declaration = file
      .pathTo(finding)
      .findLast(({ kind }) => ['Let', 'Net', 'Block', 'Operator', 'Function', 'Const'].includes(kind));
    // Of several names one statement makes, the others may be used.
    if (!declaration || (declaration.kind === 'Let' && declaration.names.length > 1)) return [];
    const doc = 'doc' in declaration ? declaration.doc : null;
    const { text } = file;
    const first = doc?.start ?? declaration.start;
    const line = text.lastIndexOf('\n', first - 1) + 1;
    const next = text.indexOf('\n', declaration.end);
    const isAlone =
      text.slice(line, first).trim() === '' && (next < 0 || text.slice(declaration.end, next).trim() === '');
    const place = isAlone
      ? { start: line, end: next < 0 ? text.length : next + 1 }
      : { start: first, end: declaration.end };
    return [{ title: actionTitles.remove(name), edits: [file.edit(place, '')] }];
  },
};
