// Removes the number of input channels that a layer of PyTorch begins with, and that Fovea knows.
import { actionTitles } from './texts.js';
import type { FoveaFix } from './fix.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 3 x 96 x 96
 *   Conv(3, 64, 7, pad = 3)
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 96 x 96
 *   Conv(64, 7, pad = 3)
 * }
 * ```
 */
export const removeInputChannels: FoveaFix = {
  name: 'removeInputChannels',
  codes: ['argument-order'],
  fixes: (finding, file) => {
    const [first, second] = file.callAt(finding)?.arguments ?? [];
    if (!first || !second) return [];
    const edits = [file.edit({ start: first.start, end: second.start }, '')];
    return [{ title: actionTitles.removeArgument(file.textOf(first)), edits }];
  },
};
