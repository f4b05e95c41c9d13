// Makes a Sequential of layers that are called one after the other, or a layer of a tuple with one.
import { attributeAssignment, type PythonFix } from './fix.js';

/**
 * Before:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.body = [nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 2)]
 *
 *     def forward(self, x):
 *         return self.body(x)
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
 *         self.body = nn.Sequential(*[nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 2)])
 *
 *     def forward(self, x):
 *         return self.body(x)
 *
 * Net()(torch.zeros(2, 8))
 * ```
 */
export const useSequential: PythonFix = {
  name: 'useSequential',
  codes: ['not-callable'],
  fixes: (finding, file) => {
    const { holder, single } = finding.data as { readonly holder: string; readonly single: boolean };
    const func = file.callAt(finding)?.func;
    const cls = file.classAt(finding);
    const made = cls && func?.kind === 'Attribute' ? attributeAssignment(file, cls, func.attr) : undefined;
    if (!made) return [];
    const { value } = made;
    if (value.kind === 'Tuple' && single) {
      const [only] = value.elts;
      const comma = only ? file.text.indexOf(',', only.end) : -1;
      if (comma < 0) return [];
      return [{ title: 'Remove the comma', edits: [file.edit({ start: comma, end: comma + 1 }, '')] }];
    }
    const title = 'Use an `nn.Sequential`';
    if (['List', 'ListComp', 'Tuple'].includes(value.kind) && holder !== 'ModuleList') {
      const list = file.textOf(value);
      const isBare = value.kind === 'Tuple' && !list.startsWith('(');
      return [{ title, edits: [file.edit(value, `nn.Sequential(*${isBare ? `(${list})` : list})`)] }];
    }
    const [layers, other] = value.kind === 'Call' ? value.args : [];
    if (value.kind !== 'Call' || !layers || other || holder !== 'ModuleList') return [];
    const text = file.textOf(layers);
    const isBare = layers.kind === 'GeneratorExp' && !text.startsWith('(');
    const base = file.textOf(value.func).replace(/ModuleList$/, 'Sequential');
    return [{ title, edits: [file.edit(value, `${base}(*${isBare ? `(${text})` : text})`)] }];
  },
};
