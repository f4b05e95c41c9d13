// Returns what a forward computes last.
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
 *         self.head = nn.Linear(8, 2)
 *
 *     def forward(self, x):
 *         x = self.head(x)
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.head = nn.Linear(8, 2)
 *
 *     def forward(self, x):
 *         x = self.head(x)
 *         return x
 * ```
 */
export const returnResult: PythonFix = {
  name: 'returnResult',
  codes: ['missing-return'],
  fixes: (finding, file) => {
    const last = file.functionAt(finding)?.body.at(-1);
    const target = last?.kind === 'Assign' ? last.targets[0] : undefined;
    if (!last || target?.kind !== 'Name') return [];
    const { indent } = file.lineAt(last);
    const at = { start: last.end, end: last.end };
    const edit = file.edit(at, `\n${indent}return ${target.id}`);
    return [{ title: `Return \`${target.id}\``, edits: [edit] }];
  },
};
