// Writes a value that an argument takes in place of one that is just beside it: the bound of its range, a truth value.
import { actionTitles } from './texts.js';
import type { FoveaFix } from './fix.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   Conv(16, 3, stride = 0)
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   Conv(16, 3, stride = 1)
 * }
 * ```
 */
export const writeValue: FoveaFix = {
  name: 'writeValue',
  codes: ['argument-range', 'argument-type', 'fractional-size'],
  fixes: (finding, file) => {
    const argument = file
      .callAt(finding)
      ?.arguments.find(({ start, end }) => start <= finding.start && finding.end <= end);
    if (!argument) return [];
    const { found, expected = '' } = finding.data as { readonly found: string; readonly expected?: string };
    const written = file.textOf(argument.value);
    const value = valueFor(finding.code, found, expected, written);
    if (value === undefined) return [];
    return [{ title: actionTitles.replace(written, value), edits: [file.edit(argument.value, value)] }];
  },
};

function valueFor(code: string, found: string, expected: string, written: string): string | undefined {
  if (code === 'fractional-size') return `floor(${written})`;
  if (code === 'argument-type') {
    const lower = written.toLowerCase();
    return expected === 'true or false' && (lower === 'true' || lower === 'false') ? lower : undefined;
  }
  const number = Number(found.replace('−', '-'));
  const range = /≥ (\d+)/.exec(expected) ?? /from (\d+)/.exec(expected);
  // Where a number is too large, what was meant is not known.
  return range && number < Number(range[1]) ? range[1] : undefined;
}
