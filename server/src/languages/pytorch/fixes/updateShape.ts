// Writes the sizes that come out into a comment or an annotation that states others.
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
 *         self.conv = nn.Conv2d(3, 32, 3, padding=1)
 *
 *     def forward(self, x):
 *         x = self.conv(x)  # (B, 64, H, W)
 *         return x.relu()
 *
 * Net()(torch.zeros(1, 3, 8, 8))
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.conv = nn.Conv2d(3, 32, 3, padding=1)
 *
 *     def forward(self, x):
 *         x = self.conv(x)  # (B, 32, H, W)
 *         return x.relu()
 *
 * Net()(torch.zeros(1, 3, 8, 8))
 * ```
 */
export const updateShape: PythonFix = {
  name: 'updateShape',
  codes: ['stale-shape'],
  fixes: (finding, file) => {
    const { edits } = finding.data as {
      readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
    };
    if (edits.length === 0) return [];
    const title = `Write ${edits.map(({ text }) => text).join(' and ')}`;
    return [{ title, edits: edits.map((each) => file.edit(each, each.text)) }];
  },
};
