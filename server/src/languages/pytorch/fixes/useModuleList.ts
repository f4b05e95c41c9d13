// Registers the layers of a plain list or dictionary.
import { attributeAssignment, type PythonFix } from './fix.js';

/**
 * Before:
 * ```python
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.layers = [nn.Linear(8, 8) for _ in range(4)]
 *
 *     def forward(self, x):
 *         for layer in self.layers:
 *             x = layer(x)
 *         return x
 * ```
 * After:
 * ```python
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.layers = nn.ModuleList([nn.Linear(8, 8) for _ in range(4)])
 *
 *     def forward(self, x):
 *         for layer in self.layers:
 *             x = layer(x)
 *         return x
 * ```
 */
export const useModuleList: PythonFix = {
  name: 'useModuleList',
  codes: ['unregistered-layer'],
  fixes: (finding, file) => {
    const { holder, name } = finding.data as { readonly holder?: string; readonly name: string };
    const at = file.statementAt(finding);
    const cls = file.classAt(finding);
    // What is appended to a list lies elsewhere than where the list is made.
    const statement = at?.kind === 'Assign' || !cls ? at : attributeAssignment(file, cls, name);
    const value = statement?.kind === 'Assign' ? statement.value : undefined;
    if (holder === undefined || !value || !['List', 'ListComp', 'Dict', 'DictComp'].includes(value.kind))
      return [];
    return [{ title: `Use an \`${holder}\``, edits: [file.edit(value, `${holder}(${file.textOf(value)})`)] }];
  },
};
