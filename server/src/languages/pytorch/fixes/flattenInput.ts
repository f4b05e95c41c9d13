// Flattens what a linear layer is given, where it was made for all of it.
import { isUnknown, type Dim, type Shape } from '../../../math/dim.js';
import { argumentOf } from '../sizes/names.js';
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
 *         self.conv = nn.Conv2d(3, 8, 3)
 *         self.head = nn.Linear(288, 10)
 *
 *     def forward(self, x):
 *         return self.head(self.conv(x))
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
 *         self.conv = nn.Conv2d(3, 8, 3)
 *         self.head = nn.Linear(288, 10)
 *
 *     def forward(self, x):
 *         return self.head(self.conv(x).flatten(1))
 *
 * Net()(torch.zeros(1, 3, 8, 8))
 * ```
 */
export const flattenInput: PythonFix = {
  name: 'flattenInput',
  codes: ['features-mismatch'],
  fixes: (finding, file) => {
    const { expected, input } = finding.data as { readonly expected: Dim; readonly input: Shape };
    if (isUnknown(input) || input.length < 2) return [];
    const elements = input.reduce<number>(
      (product, size) => product * (typeof size === 'number' ? size : NaN),
      1,
    );
    const call = file.callAt(finding);
    const value = elements === expected && call ? argumentOf(call, { name: 'input', index: 0 }) : undefined;
    if (!value) return [];
    return [{ title: 'Flatten the input', edits: [file.edit(value, `${receiver(file, value)}.flatten(1)`)] }];
  },
};
