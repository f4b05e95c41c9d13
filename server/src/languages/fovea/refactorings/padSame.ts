// Pads a convolution or pooling so that it keeps the size of its input.
import { refactoringTitles } from '../fixes/texts.js';
import { convolutionAt, type FoveaRefactoring } from './convolution.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 3 x 32 x 32
 *   «»Conv(16, 3) -> ReLU
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 32 x 32
 *   Conv(16, 3, pad = same) -> ReLU
 * }
 * ```
 */
export const padSame: FoveaRefactoring = {
  name: 'padSame',
  offer: (file, selection) => {
    const found = convolutionAt(file, selection);
    if (!found || found.kernel < 2 || found.isPadded) return [];
    const { argumentsEnd: at } = found.call;
    const edits = [file.edit({ start: at, end: at }, ', pad = same')];
    return [{ title: refactoringTitles.padSame, kind: 'refactor.rewrite', edits }];
  },
};
