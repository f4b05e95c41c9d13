// Puts a 1×1 convolution that reduces the channels before an expensive convolution.
import { siteAt } from '../sites.js';
import { reductionLayers } from './reductionLayers.js';
import type { Action } from './action.js';
import { actionTitles } from '../texts.js';

/**
 * Before:
 * ```fovea
 * net Naive {
 *   input map: 256 x 28 x 28
 *   concat {
 *     | Conv(128, 1)
 *     | Conv(96, 5, pad = 2)
 *   }
 * }
 * ```
 * After:
 * ```fovea
 * net Naive {
 *   input map: 256 x 28 x 28
 *   concat {
 *     | Conv(128, 1)
 *     | Conv(64, 1) -> ReLU -> Conv(96, 5, pad = 2)
 *   }
 * }
 * ```
 */
export const insertReduction: Action = {
  name: 'insertReduction',
  codes: ['reduction-saves'],
  fixes: (finding, { analysis, language, text }) => {
    const found = siteAt(analysis, finding.uri, finding.start);
    // An operand that is given in the call is not the value before it.
    if (!found || found.nodes.some(({ node }) => node.operandSpans[0] !== undefined)) return [];
    const layers = reductionLayers(finding);
    const edits = layers && language.rewriter?.insertBefore(found.site, layers.layers, text);
    return edits ? [{ title: actionTitles.reduction(layers.to), edits }] : [];
  },
};
