// Writes `range(n)` as a range of Fovea.
import { actionTitles } from './texts.js';
import type { FoveaFix } from './fix.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   for i in range(2) { Conv(8 + i, 3) }
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   for i in 0 ..< 2 { Conv(8 + i, 3) }
 * }
 * ```
 */
export const writeRange: FoveaFix = {
  name: 'writeRange',
  codes: ['unknown-name'],
  fixes: (finding, file) => {
    const call = file.callAt(finding);
    if (call?.callee.start !== finding.start || file.textOf(call.callee) !== 'range') return [];
    const ends = call.arguments.map((each) => file.textOf(each));
    const [from, to] = ends.length === 1 ? ['0', ends[0]] : ends;
    if (from === undefined || to === undefined || ends.length > 2) return [];
    const text = `${from} ..< ${to}`;
    return [{ title: actionTitles.write(text), edits: [file.edit(call, text)] }];
  },
};
