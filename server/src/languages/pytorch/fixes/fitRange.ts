// Changes a number to the nearest one that is in range: the rows of a table, the padding of a pooling.
import { argumentOf } from '../sizes/names.js';
import { calledName, madeAt, sourceOf, type PythonFix } from './fix.js';

/**
 * Before:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.rows = nn.Embedding(16, 8)
 *
 *     def forward(self, x):
 *         return x + self.rows(torch.arange(20))
 *
 * Net()(torch.zeros(2, 20, 8))
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.rows = nn.Embedding(20, 8)
 *
 *     def forward(self, x):
 *         return x + self.rows(torch.arange(20))
 *
 * Net()(torch.zeros(2, 20, 8))
 * ```
 */
export const fitRange: PythonFix = {
  name: 'fitRange',
  codes: ['argument-range'],
  fixes: (finding, file) => {
    const { callee, parameter, expected, found } = finding.data as Readonly<Record<string, string>>;
    const isTable = callee === 'Embedding' && parameter === 'input';
    const most = /^at most (\d+), half/.exec(expected ?? '')?.[1];
    const size = isTable ? Number(found) + 1 : most === undefined ? NaN : Number(most);
    const call = madeAt(file, finding, (each) => calledName(each) === callee);
    const argument = isTable ? { name: 'num_embeddings', index: 0 } : { name: 'padding', index: 2 };
    const value = call && argumentOf(call, argument);
    if (!value || !(size >= 0)) return [];
    const place = sourceOf(file, value);
    if (!place) return [];
    const edit = file.edit(place, String(size));
    return [{ title: `Change \`${argument.name}\` to ${size}`, edits: [edit] }];
  },
};
