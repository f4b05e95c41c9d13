// Writes the property of a tensor that was most likely meant.
import { nearest } from '../../../text/nearest.js';
import { propertyNames } from '../parser/properties.js';
import type { FoveaFix } from './fix.js';
import { actionTitles } from './texts.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   Conv(2 * it.chanels, 3)
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   Conv(2 * it.channels, 3)
 * }
 * ```
 */
export const correctProperty: FoveaFix = {
  name: 'correctProperty',
  codes: ['invalid-expression'],
  fixes: (finding, file) => {
    const member = file.pathTo(finding).at(-1);
    if (member?.kind !== 'Member' || member.name?.start !== finding.start) return [];
    const { name } = member.name;
    const meant = propertyNames.includes(name) ? undefined : nearest(name, propertyNames);
    if (meant === undefined) return [];
    return [{ title: actionTitles.replace(name, meant), edits: [file.edit(finding, meant)] }];
  },
};
