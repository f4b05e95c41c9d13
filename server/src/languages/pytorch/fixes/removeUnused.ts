// Removes a layer or a parameter that forward never uses.
import type { PythonFix } from './fix.js';

/**
 * Before:
 * ```python
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.head = nn.Linear(8, 10)
 *         self.spare = nn.Linear(8, 10)
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
export const removeUnused: PythonFix = {
  name: 'removeUnused',
  codes: ['unused-layer', 'unused-weights'],
  fixes: (finding, file) => {
    const statement = file.statementAt(finding);
    const [target, other] = statement?.kind === 'Assign' ? statement.targets : [];
    if (!statement || target?.kind !== 'Attribute' || other) return [];
    const { start } = file.lineAt(statement);
    const end = file.text.indexOf('\n', statement.end) + 1;
    // Only where it has its lines for itself, and is not all that its block holds.
    const isAlone =
      file.text.slice(statement.end, end).trim() === '' &&
      file.text.slice(start, statement.start).trim() === '';
    const isOnly = file.functionAt(finding)?.body.length === 1;
    if (end === 0 || !isAlone || isOnly) return [];
    return [{ title: `Remove \`${file.textOf(target)}\``, edits: [file.edit({ start, end }, '')] }];
  },
};
