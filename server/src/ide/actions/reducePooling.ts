// Puts a 1×1 convolution that reduces the channels after a pooling that goes into a concatenation.
import { siteAt } from '../sites.js';
import type { Action } from './action.js';
import { reductionLayers } from './reductionLayers.js';
import { actionTitles } from '../texts.js';

/**
 * Before:
 * ```fovea
 * net Module {
 *   input map: 256 x 28 x 28
 *   concat {
 *     | Conv(64, 1) -> Conv(192, 3, pad = 1)
 *     | MaxPool(3, stride = 1, pad = 1)
 *   }
 * }
 * ```
 * After:
 * ```fovea
 * net Module {
 *   input map: 256 x 28 x 28
 *   concat {
 *     | Conv(64, 1) -> Conv(192, 3, pad = 1)
 *     | MaxPool(3, stride = 1, pad = 1) -> Conv(64, 1) -> ReLU
 *   }
 * }
 * ```
 */
export const reducePooling: Action = {
  name: 'reducePooling',
  codes: ['pooling-carries-channels'],
  fixes: (finding, { analysis, language, text }) => {
    const site = siteAt(analysis, finding.uri, finding.start)?.site;
    const { layers, to } = reductionLayers(finding);
    const edits = site && language.rewriter?.insertAfter(site, layers, text);
    return edits ? [{ title: actionTitles.reductionAfterPooling(to), edits }] : [];
  },
};
