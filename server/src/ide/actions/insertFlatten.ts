// Lays a map in one row before a linear layer that would read its last axis alone.
import { flatten } from '../../ops/flatten.js';
import { siteAt } from '../sites.js';
import type { Action } from './action.js';
import { actionTitles } from '../texts.js';

/**
 * Before:
 * ```fovea
 * net Classifier {
 *   input image: 3 x 32 x 32
 *   Conv(8, 3) -> ReLU -> MaxPool(2)
 *   Linear(10)
 * }
 * ```
 * After:
 * ```fovea
 * net Classifier {
 *   input image: 3 x 32 x 32
 *   Conv(8, 3) -> ReLU -> MaxPool(2)
 *   Flatten -> Linear(10)
 * }
 * ```
 */
export const insertFlatten: Action = {
  name: 'insertFlatten',
  codes: ['flatten-missing', 'linear-over-space'],
  fixes: (finding, { analysis, language, text }) => {
    const found = siteAt(analysis, finding.uri, finding.start);
    // An operand that is given in the call is not the value before it.
    if (!found || found.nodes.some(({ node }) => node.operandSpans[0] !== undefined)) return [];
    const edits = language.rewriter?.insertBefore(
      found.site,
      [{ operator: flatten.name, arguments: [] }],
      text,
    );
    return edits ? [{ title: actionTitles.insert(flatten.name), edits }] : [];
  },
};
