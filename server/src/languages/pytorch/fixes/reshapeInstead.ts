// Copies where a view would have to: reshape instead of view.
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
 *         self.mix = nn.Linear(8, 8)
 *
 *     def forward(self, x):
 *         return self.mix(x).transpose(1, 2).view(x.size(0), -1)
 *
 * Net()(torch.zeros(2, 5, 8))
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.mix = nn.Linear(8, 8)
 *
 *     def forward(self, x):
 *         return self.mix(x).transpose(1, 2).reshape(x.size(0), -1)
 *
 * Net()(torch.zeros(2, 5, 8))
 * ```
 */
export const reshapeInstead: PythonFix = {
  name: 'reshapeInstead',
  codes: ['view-not-contiguous'],
  fixes: (finding, file) => {
    const func = file.callAt(finding)?.func;
    if (func?.kind !== 'Attribute' || func.attr !== 'view') return [];
    const place = { start: func.end - func.attr.length, end: func.end };
    return [{ title: 'Use `reshape` instead of `view`', edits: [file.edit(place, 'reshape')] }];
  },
};
