// Writes arithmetic between tensors as the join that it is, and a comparison between layers as the arrow that was meant.
import { actionTitles } from './texts.js';
import type { FoveaFix } from './fix.js';

const joins = new Map([
  ['+', 'add'],
  ['*', 'mul'],
]);

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   let skip = Conv(3, 1)
 *   skip + it
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   let skip = Conv(3, 1)
 *   add(skip, it)
 * }
 * ```
 */
export const joinByName: FoveaFix = {
  name: 'joinByName',
  codes: ['invalid-expression'],
  fixes: (finding, file) => {
    const node = file.pathTo(finding).at(-1);
    if (node?.kind !== 'Binary' || !(finding.data as { message: string }).message.includes('not a tensor'))
      return [];
    const [left, right] = [file.textOf(node.left), file.textOf(node.right)];
    const join = joins.get(node.operator);
    const text = node.operator === '>' ? `${left} -> ${right}` : join && `${join}(${left}, ${right})`;
    if (text === undefined) return [];
    return [{ title: actionTitles.write(text), edits: [file.edit(node, text)] }];
  },
};
