// Transposes the second operand of a matrix product, where its other axis fits.
import { isKnownShape, type Shape } from '../../../math/dim.js';
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
 *         self.q = nn.Linear(8, 8)
 *         self.k = nn.Linear(8, 8)
 *
 *     def forward(self, x):
 *         return self.q(x) @ self.k(x)
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
 *         self.q = nn.Linear(8, 8)
 *         self.k = nn.Linear(8, 8)
 *
 *     def forward(self, x):
 *         return self.q(x) @ self.k(x).transpose(-2, -1)
 *
 * Net()(torch.zeros(2, 5, 8))
 * ```
 */
export const transposeOperand: PythonFix = {
  name: 'transposeOperand',
  codes: ['inner-size-mismatch'],
  fixes: (finding, file) => {
    const { left, right } = finding.data as { readonly left: Shape; readonly right: Shape };
    const [, operand] = file.operandsAt(finding);
    if (!operand || !isKnownShape(left) || !isKnownShape(right) || right.length < 2) return [];
    if (left.at(-1) !== right.at(-1)) return [];
    const text = `${receiver(file, operand)}.transpose(-2, -1)`;
    return [{ title: `Transpose \`${file.textOf(operand)}\``, edits: [file.edit(operand, text)] }];
  },
};
