// Repeats a tensor for each example, where one example is concatenated with a batch.
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
 *         self.first = nn.Parameter(torch.zeros(1, 1, 8))
 *
 *     def forward(self, x):
 *         return torch.cat([self.first, x], dim=1)
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
 *         self.first = nn.Parameter(torch.zeros(1, 1, 8))
 *
 *     def forward(self, x):
 *         return torch.cat([self.first.expand(x.shape[0], -1, -1), x], dim=1)
 *
 * Net()(torch.zeros(2, 5, 8))
 * ```
 */
export const expandBatch: PythonFix = {
  name: 'expandBatch',
  codes: ['concat-mismatch'],
  fixes: (finding, file) => {
    const { left, right, dim, differs, fits } = finding.data as {
      readonly left: string;
      readonly right: string;
      readonly dim: number;
      readonly differs: number;
      readonly fits: boolean;
    };
    const list = file.callAt(finding)?.args[0];
    const parts = list?.kind === 'List' || list?.kind === 'Tuple' ? list.elts : [];
    const sizes = [left, right].map((each) => each.split(' × '));
    const single = sizes.findIndex((each) => each[0] === '1');
    const [part, other] = [parts[single], parts[1 - single]];
    if (differs !== 0 || dim === 0 || fits || parts.length !== 2 || !part || other?.kind !== 'Name')
      return [];
    const rest = ', -1'.repeat((sizes[single]?.length ?? 1) - 1);
    const text = `${file.textOf(part)}.expand(${other.id}.shape[0]${rest})`;
    return [{ title: `Expand \`${file.textOf(part)}\` over the batch`, edits: [file.edit(part, text)] }];
  },
};
