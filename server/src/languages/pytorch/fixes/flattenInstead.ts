// Flattens all axes after the batch, where a view lists another number of elements.
import { isKnownShape, type Shape } from '../../../math/dim.js';
import type { PythonFix } from './fix.js';

/**
 * Before:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.conv = nn.Conv2d(3, 16, 3)
 *         self.head = nn.Linear(576, 10)
 *
 *     def forward(self, x):
 *         x = self.conv(x)
 *         x = x.view(-1, 16 * 7 * 7)
 *         return self.head(x)
 *
 * Net()(torch.zeros(2, 3, 8, 8))
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.conv = nn.Conv2d(3, 16, 3)
 *         self.head = nn.Linear(576, 10)
 *
 *     def forward(self, x):
 *         x = self.conv(x)
 *         x = x.flatten(1)
 *         return self.head(x)
 *
 * Net()(torch.zeros(2, 3, 8, 8))
 * ```
 */
export const flattenInstead: PythonFix = {
  name: 'flattenInstead',
  codes: ['elements-mismatch'],
  fixes: (finding, file) => {
    const { to } = finding.data as { readonly to: Shape };
    const call = file.callAt(finding);
    const func = call?.func;
    if (!call || func?.kind !== 'Attribute' || !['view', 'reshape'].includes(func.attr)) return [];
    if (call.args.length !== 2 || !isKnownShape(to) || to.length !== 1) return [];
    const place = { start: func.end - func.attr.length, end: call.end };
    return [{ title: 'Use `flatten(1)`', edits: [file.edit(place, 'flatten(1)')] }];
  },
};
