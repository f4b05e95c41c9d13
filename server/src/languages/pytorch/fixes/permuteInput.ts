// Brings the axis that a layer works on to its place, where another axis has the size that the layer was made for.
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
 *         self.embedding = nn.Embedding(1000, 64)
 *         self.conv = nn.Conv1d(64, 32, 3)
 *
 *     def forward(self, words):
 *         return self.conv(self.embedding(words))
 *
 * Net()(torch.zeros(2, 20, dtype=torch.long))
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.embedding = nn.Embedding(1000, 64)
 *         self.conv = nn.Conv1d(64, 32, 3)
 *
 *     def forward(self, words):
 *         return self.conv(self.embedding(words).transpose(1, 2))
 *
 * Net()(torch.zeros(2, 20, dtype=torch.long))
 * ```
 */
export const permuteInput: PythonFix = {
  name: 'permuteInput',
  codes: ['channels-mismatch', 'features-mismatch'],
  fixes: (finding, file) => {
    const { expected, input } = finding.data as { readonly expected: Dim; readonly input: Shape };
    if (isUnknown(input) || input.length < 2) return [];
    const [from, to] = finding.code === 'channels-mismatch' ? [input.length - 1, 0] : [0, input.length - 1];
    const call = file.callAt(finding);
    // Where another size is the same, it is not certain that the axes are what is wrong.
    const isOnly = input.filter((size) => size === expected).length === 1;
    const value =
      isOnly && input[from] === expected && call ? argumentOf(call, { name: 'input', index: 0 }) : undefined;
    if (!value) return [];
    const axes = input.map((_, axis) => axis + 1);
    const [moved] = axes.splice(from, 1);
    axes.splice(to, 0, moved ?? 1);
    const change = input.length === 2 ? 'transpose(1, 2)' : `permute(0, ${axes.join(', ')})`;
    const title = `Move dimension ${from + 1} of the input to ${to + 1}`;
    return [{ title, edits: [file.edit(value, `${receiver(file, value)}.${change}`)] }];
  },
};
