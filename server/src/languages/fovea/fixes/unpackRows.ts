// Names the parts of the rows of a loop.
import { actionTitles } from './texts.js';
import type { FoveaFix } from './fix.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   for c, s in [[16, 1], [24, 2]] { Conv(c, 1, stride = s) }
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   for [c, s] in [[16, 1], [24, 2]] { Conv(c, 1, stride = s) }
 * }
 * ```
 */
export const unpackRows: FoveaFix = {
  name: 'unpackRows',
  codes: ['index-and-entry'],
  fixes: (finding, file) => {
    const parts = `[${file.textOf(finding)}]`;
    return [{ title: actionTitles.write(parts), edits: [file.edit(finding, parts)] }];
  },
};
