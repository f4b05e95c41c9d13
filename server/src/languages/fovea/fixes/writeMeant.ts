// Writes a shape as it was most likely meant: channels first, sizes separated by `x`.
import { actionTitles } from './texts.js';
import type { FoveaFix } from './fix.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 3 * 32 * 32
 *   Conv(8, 3)
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 32 x 32
 *   Conv(8, 3)
 * }
 * ```
 */
export const writeMeant: FoveaFix = {
  name: 'writeMeant',
  codes: ['shape-product', 'channels-last'],
  fixes: (finding, file) => {
    const { meant } = finding.data as { readonly meant: string };
    return [{ title: actionTitles.write(meant), edits: [file.edit(finding, meant)] }];
  },
};
