// Adds axes of size 1 after those of the smaller operand, where its sizes begin the larger one.
import { receiver, type PythonFix } from './fix.js';

/**
 * Before:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.score = nn.Linear(8, 1)
 *
 *     def forward(self, x):
 *         weights = self.score(x).squeeze(-1).softmax(1)
 *         return (weights * x).sum(1)
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
 *         self.score = nn.Linear(8, 1)
 *
 *     def forward(self, x):
 *         weights = self.score(x).squeeze(-1).softmax(1)
 *         return (weights.unsqueeze(-1) * x).sum(1)
 *
 * Net()(torch.zeros(2, 5, 8))
 * ```
 */
export const addAxes: PythonFix = {
  name: 'addAxes',
  codes: ['broadcast-mismatch'],
  fixes: (finding, file) => {
    const { left, right } = finding.data as { readonly left: string; readonly right: string };
    const operands = file.operandsAt(finding);
    const sizes = [left, right].map((each) => each.split(' × '));
    const smaller = (sizes[0]?.length ?? 0) < (sizes[1]?.length ?? 0) ? 0 : 1;
    const [own, other] = [sizes[smaller], sizes[1 - smaller]];
    const operand = operands[smaller];
    if (!own || !other || !operand || own.length >= other.length) return [];
    // A batch that is not known may be any size, so that it begins both.
    if (own.some((size, axis) => size !== other[axis])) return [];
    const missing = other.length - own.length;
    const added = missing === 1 ? '.unsqueeze(-1)' : `[(...,${' None,'.repeat(missing)})]`;
    const tail = missing === 1 ? added : `[...${', None'.repeat(missing)}]`;
    return [
      {
        title: `Add ${missing === 1 ? 'an axis' : `${missing} axes`} to \`${file.textOf(operand)}\``,
        edits: [file.edit(operand, `${receiver(file, operand)}${tail}`)],
      },
    ];
  },
};
