// Uses the last dimension where one is out of range.
import type { Call, Expr } from '../parser/ast.js';
import { madeAt, type PythonFix } from './fix.js';

/**
 * Before:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.fc = nn.Linear(5, 3)
 *         self.share = nn.Softmax(dim=2)
 *
 *     def forward(self, x):
 *         return self.share(self.fc(x))
 *
 * Net()(torch.zeros(4, 5))
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.fc = nn.Linear(5, 3)
 *         self.share = nn.Softmax(dim=-1)
 *
 *     def forward(self, x):
 *         return self.share(self.fc(x))
 *
 * Net()(torch.zeros(4, 5))
 * ```
 */
export const useLastDimension: PythonFix = {
  name: 'useLastDimension',
  codes: ['dimension-out-of-range'],
  fixes: (finding, file) => {
    const { axis } = finding.data as { readonly axis: number };
    const given = (call: Call): readonly Expr[] =>
      [...call.args, ...call.keywords.map(({ value }) => value)].filter(
        (each) => file.textOf(each) === String(axis),
      );
    const call = madeAt(file, finding, (each) => given(each).length === 1);
    const [value] = call ? given(call) : [];
    if (!value || axis < 0) return [];
    return [{ title: 'Use the last dimension, −1', edits: [file.edit(value, '-1')] }];
  },
};
