// Writes the present figure or shape into a claim that does not hold.
import { actionTitles } from './texts.js';
import type { FoveaFix } from './fix.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   conv: Conv(16, 3)
 *   expect conv = 16 x 8 x 8
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   conv: Conv(16, 3)
 *   expect conv = 16 x 6 x 6
 * }
 * ```
 */
export const updateClaim: FoveaFix = {
  name: 'updateClaim',
  codes: ['expectation-failed', 'limit-exceeded'],
  fixes: (finding, file) => {
    const claim = file.pathTo(finding).findLast(({ kind }) => kind === 'Expect' || kind === 'Bound');
    if (claim?.kind !== 'Expect' && claim?.kind !== 'Bound') return [];
    const { found } = finding.data as { readonly found: string };
    const text = found.replaceAll('×', 'x').replaceAll(',', '_');
    // What is not known cannot be claimed.
    if (!/^\d[\d_]*(?: x \d[\d_]*)*$/.test(text)) return [];
    const title = actionTitles.replace(file.textOf(claim.value), text);
    return [{ title, edits: [file.edit(claim.value, text)] }];
  },
};
