// Reads a name through self, corrects it, or imports the module that it usually is.
import { nearest } from '../../../text/nearest.js';
import { assignedNames, parametersOf } from '../interpreter/scope.js';
import { attributeAssignment, type PythonFix } from './fix.js';

/** What names of modules usually mean. */
const imports: Readonly<Record<string, string>> = {
  torch: 'import torch',
  nn: 'from torch import nn',
  F: 'import torch.nn.functional as F',
  math: 'import math',
  np: 'import numpy as np',
  rearrange: 'from einops import rearrange',
  checkpoint: 'from torch.utils.checkpoint import checkpoint',
};

/**
 * Before:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.a = nn.Linear(8, 4)
 *         self.b = nn.Linear(4, 2)
 *
 *     def forward(self, x):
 *         return b(self.a(x))
 *
 * Net()(torch.zeros(2, 8))
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.a = nn.Linear(8, 4)
 *         self.b = nn.Linear(4, 2)
 *
 *     def forward(self, x):
 *         return self.b(self.a(x))
 *
 * Net()(torch.zeros(2, 8))
 * ```
 */
export const defineName: PythonFix = {
  name: 'defineName',
  codes: ['undefined-name'],
  fixes: (finding, file) => {
    const { name } = finding.data as { readonly name: string };
    const cls = file.classAt(finding);
    const replaced = (text: string) => ({
      title: `Change to \`${text}\``,
      edits: [file.edit(finding, text)],
    });
    if (file.textOf(finding) !== name) return [];
    if (name.startsWith('self_')) return [replaced(`self.${name.slice(5)}`)];
    if (cls && attributeAssignment(file, cls, name)) return [replaced(`self.${name}`)];
    const line = imports[name];
    const first = file.tree.body.findLast((each) => each.kind === 'Import' || each.kind === 'ImportFrom');
    if (line !== undefined && first) {
      const edit = file.edit({ start: first.end, end: first.end }, `\n${line}`);
      return [{ title: `Add \`${line}\``, edits: [edit] }];
    }
    const fn = file.functionAt(finding);
    const known = [
      ...(fn ? [...parametersOf(fn.args), ...assignedNames(fn.body)] : []),
      ...assignedNames(file.tree.body),
    ];
    const likely = nearest(name, known);
    return likely === undefined ? [] : [replaced(likely)];
  },
};
