// Writes one convolution with a large kernel as a stack of 3×3 convolutions with the same receptive field.
import { refactoringTitles } from '../fixes/texts.js';
import { convolutionAt, type FoveaRefactoring } from './convolution.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 16 x 32 x 32
 *   «»Conv(16, 7, pad = 3) -> ReLU
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 16 x 32 x 32
 *   Conv(16, 3, pad = 1) -> ReLU -> Conv(16, 3, pad = 1) -> ReLU -> Conv(16, 3, pad = 1) -> ReLU
 * }
 * ```
 */
export const splitKernel: FoveaRefactoring = {
  name: 'splitKernel',
  offer: (file, selection) => {
    const found = convolutionAt(file, selection);
    if (!found || found.stride !== '1' || found.others.length > 0) return [];
    const { call, channels, kernel, pad } = found;
    if (!(kernel >= 5 && kernel % 2 === 1)) return [];
    const half = (kernel - 1) / 2;
    const isPadded = pad === String(half) || pad === 'same';
    if (!isPadded && pad !== '0') return [];
    const one = `Conv(${channels}, 3${isPadded ? ', pad = 1' : ''})`;
    const text = Array<string>(half).fill(one).join(' -> ReLU -> ');
    return [
      {
        title: refactoringTitles.stack(kernel, half),
        kind: 'refactor.rewrite',
        edits: [file.edit(call, text)],
      },
    ];
  },
};
