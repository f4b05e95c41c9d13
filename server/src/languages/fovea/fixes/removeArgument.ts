// Removes an argument that a call does not take.
import { actionTitles } from './texts.js';
import type { FoveaFix } from './fix.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   MaxPool(2) -> ReLU(true)
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   MaxPool(2) -> ReLU()
 * }
 * ```
 */
export const removeArgument: FoveaFix = {
  name: 'removeArgument',
  codes: ['too-many-arguments', 'repeated-argument', 'unknown-argument'],
  fixes: (finding, file) => {
    const call = file.callAt(finding);
    const index =
      call?.arguments.findIndex(({ start, end }) => start <= finding.start && finding.end <= end) ?? -1;
    const argument = call?.arguments[index];
    if (!call || !argument) return [];
    const next = call.arguments[index + 1];
    const before = call.arguments[index - 1];
    const place = next
      ? { start: argument.start, end: next.start }
      : { start: before?.end ?? argument.start, end: argument.end };
    return [{ title: actionTitles.removeArgument(file.textOf(argument)), edits: [file.edit(place, '')] }];
  },
};
