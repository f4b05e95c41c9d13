// Divides to a whole number where a size is a float.
import { forEachExpression } from '../interpreter/scope.js';
import { type PythonFix } from './fix.js';

/**
 * Before:
 * ```python
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self, width=64):
 *         super().__init__()
 *         self.squeeze = nn.Linear(width, width / 4)
 *
 *     def forward(self, x):
 *         return self.squeeze(x)
 * ```
 * After:
 * ```python
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self, width=64):
 *         super().__init__()
 *         self.squeeze = nn.Linear(width, width // 4)
 *
 *     def forward(self, x):
 *         return self.squeeze(x)
 * ```
 */
export const divideToInteger: PythonFix = {
  name: 'divideToInteger',
  codes: ['float-size'],
  fixes: (finding, file) => {
    const call = file.callAt(finding);
    const divisions: { readonly start: number; readonly end: number }[] = [];
    for (const argument of [...(call?.args ?? []), ...(call?.keywords ?? []).map(({ value }) => value)])
      forEachExpression(argument, (node) => {
        if (node.kind !== 'BinOp' || node.op !== '/') return;
        const between = file.textOf({ start: node.left.end, end: node.right.start });
        const at = node.left.end + between.indexOf('/');
        divisions.push({ start: at, end: at + 1 });
      });
    const [only, second] = divisions;
    if (!only || second) return [];
    return [{ title: 'Divide with `//`', edits: [file.edit(only, '//')] }];
  },
};
