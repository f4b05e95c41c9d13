// Uses the batch normalisation for the number of axes that the input has.
import { madeAt, calledName, type PythonFix } from './fix.js';

/**
 * Before:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.fc = nn.Linear(8, 16)
 *         self.norm = nn.BatchNorm2d(16)
 *
 *     def forward(self, x):
 *         return self.norm(self.fc(x))
 *
 * Net()(torch.zeros(4, 8))
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.fc = nn.Linear(8, 16)
 *         self.norm = nn.BatchNorm1d(16)
 *
 *     def forward(self, x):
 *         return self.norm(self.fc(x))
 *
 * Net()(torch.zeros(4, 8))
 * ```
 */
export const useNormOfRank: PythonFix = {
  name: 'useNormOfRank',
  codes: ['rank-mismatch'],
  fixes: (finding, file) => {
    const { operator, fix } = finding.data as { readonly operator: string; readonly fix: string };
    const rank = Number(/^It has (\d)/.exec(fix)?.[1] ?? 0);
    const name = rank < 2 || rank > 5 ? undefined : `BatchNorm${Math.max(1, rank - 2)}d`;
    const func = madeAt(file, finding, (each) => calledName(each) === operator)?.func;
    if (name === undefined || !func || !/^BatchNorm\dd$/.test(operator)) return [];
    return [
      {
        title: `Use \`${name}\``,
        edits: [file.edit({ start: func.end - operator.length, end: func.end }, name)],
      },
    ];
  },
};
