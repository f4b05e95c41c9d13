// Removes the prefix of a layer, such as `nn.` and `self.`.
import { actionTitles } from './texts.js';
import type { FoveaFix } from './fix.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   nn.Conv(16, 3)
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   Conv(16, 3)
 * }
 * ```
 */
export const removePrefix: FoveaFix = {
  name: 'removePrefix',
  codes: ['unknown-name'],
  fixes: (finding, file) => {
    const member = file.pathTo(finding).findLast((node) => node.kind === 'Member');
    if (member?.kind !== 'Member' || member.name === null || member.object.start !== finding.start) return [];
    const prefix = { start: member.start, end: member.name.start };
    return [{ title: actionTitles.remove(file.textOf(prefix)), edits: [file.edit(prefix, '')] }];
  },
};
