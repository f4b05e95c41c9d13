// Computes a convolution on a quarter of the channels, between two 1×1 convolutions.
import { refactoringTitles } from '../fixes/texts.js';
import { convolutionAt, type FoveaRefactoring } from './convolution.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 256 x 14 x 14
 *   «»Conv(256, 3, pad = 1) -> ReLU
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 256 x 14 x 14
 *   Conv(64, 1) -> ReLU -> Conv(64, 3, pad = 1) -> ReLU -> Conv(256, 1) -> ReLU
 * }
 * ```
 */
export const insertBottleneck: FoveaRefactoring = {
  name: 'insertBottleneck',
  offer: (file, selection) => {
    const found = convolutionAt(file, selection);
    if (!found || found.kernel < 3 || found.others.length > 0) return [];
    const { call, channels, rest } = found;
    const number = Number(channels.replaceAll('_', ''));
    if (!Number.isInteger(number) || number < 16) return [];
    const inner = Math.floor(number / 4);
    const text = `Conv(${inner}, 1) -> ReLU -> Conv(${inner}, ${rest}) -> ReLU -> Conv(${channels}, 1)`;
    return [
      {
        title: refactoringTitles.bottleneck(inner),
        kind: 'refactor.rewrite',
        edits: [file.edit(call, text)],
      },
    ];
  },
};
