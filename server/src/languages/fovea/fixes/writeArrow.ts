// Writes `->` where a sign of comparison stands between layers.
import { actionTitles } from './texts.js';
import type { FoveaFix } from './fix.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   Conv(3, 1) > ReLU
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   Conv(3, 1) -> ReLU
 * }
 * ```
 */
export const writeArrow: FoveaFix = {
  name: 'writeArrow',
  codes: ['invalid-expression'],
  fixes: (finding, file) => {
    const node = file.pathTo(finding).at(-1);
    if (node?.kind !== 'Binary' || node.operator !== '>') return [];
    const text = `${file.textOf(node.left)} -> ${file.textOf(node.right)}`;
    return [{ title: actionTitles.write(text), edits: [file.edit(node, text)] }];
  },
};
