// States the input that is assumed, in a comment above the class.
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
 *         self.a = nn.Linear(12, 32)
 *         self.b = nn.Linear(16, 3)
 *
 *     def forward(self, x):
 *         return self.b(self.a(x))
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * # fovea: input 12
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.a = nn.Linear(12, 32)
 *         self.b = nn.Linear(16, 3)
 *
 *     def forward(self, x):
 *         return self.b(self.a(x))
 * ```
 */
export const stateInput: PythonFix = {
  name: 'stateInput',
  codes: ['under-assumed-input'],
  fixes: (finding, file) => {
    const { input } = finding.data as { readonly input: string };
    const sizes = input.replaceAll(',', '').split(' × ');
    const cls = file.tree.body.find(
      (each) => each.kind === 'ClassDef' && each.start <= finding.start && each.end >= finding.end,
    );
    if (!cls || sizes.some((each) => !/^\d+$/.test(each))) return [];
    const { start, indent } = file.lineAt(cls);
    const text = `# fovea: input ${sizes.join('x')}`;
    return [{ title: `Add \`${text}\``, edits: [file.edit({ start, end: start }, `${indent}${text}\n`)] }];
  },
};
