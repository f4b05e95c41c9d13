// Makes a window as large as what it slides over, where it is larger.
import { argumentOf } from '../sizes/names.js';
import { calledName, madeAt, type PythonFix } from './fix.js';

/**
 * Before:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.conv = nn.Conv2d(3, 8, kernel_size=7)
 *
 *     def forward(self, x):
 *         return self.conv(x)
 *
 * Net()(torch.zeros(1, 3, 5, 5))
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.conv = nn.Conv2d(3, 8, kernel_size=5)
 *
 *     def forward(self, x):
 *         return self.conv(x)
 *
 * Net()(torch.zeros(1, 3, 5, 5))
 * ```
 */
export const shrinkKernel: PythonFix = {
  name: 'shrinkKernel',
  codes: ['kernel-exceeds-input'],
  fixes: (finding, file) => {
    const { extent, padded } = finding.data as { readonly extent: number; readonly padded: number };
    const call = madeAt(file, finding, (each) => /Conv|Pool/.test(calledName(each)));
    const kernel =
      call && argumentOf(call, { name: 'kernel_size', index: calledName(call).includes('Pool') ? 0 : 2 });
    if (!kernel || file.textOf(kernel) !== String(extent) || padded < 1) return [];
    return [{ title: `Change \`kernel_size\` to ${padded}`, edits: [file.edit(kernel, String(padded))] }];
  },
};
