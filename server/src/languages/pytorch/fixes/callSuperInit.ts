// Calls the constructor of nn.Module before the first layer is assigned.
import type { PythonFix } from './fix.js';

/**
 * Before:
 * ```python
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         self.head = nn.Linear(8, 10)
 *
 *     def forward(self, x):
 *         return self.head(x)
 * ```
 * After:
 * ```python
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.head = nn.Linear(8, 10)
 *
 *     def forward(self, x):
 *         return self.head(x)
 * ```
 */
export const callSuperInit: PythonFix = {
  name: 'callSuperInit',
  codes: ['missing-super-init'],
  fixes: (finding, file) => {
    const first = file
      .functionAt(finding)
      ?.body.find(({ start, end }) => !isText(file.textOf({ start, end })));
    if (!first) return [];
    const { start, indent } = file.lineAt(first);
    const edit = file.edit({ start, end: start }, `${indent}super().__init__()\n`);
    return [{ title: 'Call `super().__init__()`', edits: [edit] }];
  },
};

/** Whether a statement is the docstring. */
const isText = (statement: string): boolean => /^[rRuU]?['"]/.test(statement);
