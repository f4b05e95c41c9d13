// Writes a number that fits in place of a `?`.
import { abbreviate } from '../../format/numbers.js';
import { formatInt, type Int } from '../../math/int.js';
import type { Action } from './action.js';
import { actionTitles } from '../texts.js';

/** Numbers that are offered; of more, some from the smallest to the largest. */
const mostOffered = 12;

/**
 * Before:
 * ```fovea
 * net Grouped {
 *   input map: 8 x 16 x 16
 *   Conv(?, 3, groups = 4)
 *   limit params <= 200
 * }
 * ```
 * After:
 * ```fovea
 * net Grouped {
 *   input map: 8 x 16 x 16
 *   Conv(8, 3, groups = 4)
 *   limit params <= 200
 * }
 * ```
 */
export const writeOpenValue: Action = {
  name: 'writeOpenValue',
  codes: ['open-value'],
  fixes: ({ data, uri, start, end }) => {
    const { solutions = [] } = data as {
      readonly solutions?: readonly { readonly value: number; readonly params: Int; readonly macs: Int }[];
    };
    // The largest that fits is mostly what is meant.
    return [...spread(solutions)].reverse().map(({ value, params, macs }) => ({
      title: actionTitles.openValue(formatInt(value), abbreviate(params), abbreviate(macs)),
      edits: [{ uri, start, end, text: String(value) }],
    }));
  },
};

/** So many of a list, the first and the last among them. */
function spread<T>(all: readonly T[]): readonly T[] {
  if (all.length <= mostOffered) return all;
  const step = (all.length - 1) / (mostOffered - 1);
  return Array.from({ length: mostOffered }, (_, index) => all[Math.round(index * step)] as T);
}
