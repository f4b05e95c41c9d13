// Writes what the grammar wants: the correction that the parser knows.
import { actionTitles } from './texts.js';
import type { FoveaFix } from './fix.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   Conv(16, kernel: 3)
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 8 x 8
 *   Conv(16, kernel = 3)
 * }
 * ```
 */
export const correctSyntax: FoveaFix = {
  name: 'correctSyntax',
  codes: ['syntax'],
  fixes: (finding, file) => {
    const { fix } =
      file.parsed.errors.find(
        ({ start, end, message }) =>
          start === finding.start &&
          end === finding.end &&
          message === (finding.data as { message: string }).message,
      ) ?? {};
    if (!fix) return [];
    const before = file.textOf(fix).trim();
    const after = fix.text.trim();
    const title =
      after === ''
        ? actionTitles.remove(before)
        : before === ''
          ? actionTitles.insert(after)
          : actionTitles.replace(before, after);
    return [{ title, edits: [file.edit(fix, fix.text)] }];
  },
};
