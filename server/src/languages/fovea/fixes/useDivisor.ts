// Writes the nearest number of groups that divides the channels.
import type { FoveaFix } from './fix.js';
import { actionTitles } from './texts.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 12 x 8 x 8
 *   Conv(24, 3, groups = 5)
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 12 x 8 x 8
 *   Conv(24, 3, groups = 4)
 * }
 * ```
 */
export const useDivisor: FoveaFix = {
  name: 'useDivisor',
  codes: ['groups-divide-channels'],
  fixes: (finding, file) => {
    const { channels, groups } = finding.data as { readonly channels: unknown; readonly groups: unknown };
    const argument = file.callAt(finding)?.arguments.find(({ name }) => name?.name === 'groups');
    if (argument?.value.kind !== 'Number' || typeof channels !== 'number' || typeof groups !== 'number')
      return [];
    const value = nearestDivisor(channels, groups);
    const title = actionTitles.replace(file.textOf(argument.value), String(value));
    return [{ title, edits: [file.edit(argument.value, String(value))] }];
  },
};

function nearestDivisor(channels: number, wanted: number): number {
  for (let distance = 0; distance < wanted; distance++) {
    for (const candidate of [wanted - distance, wanted + distance]) {
      if (candidate >= 1 && channels % candidate === 0) return candidate;
    }
  }
  return 1;
}
