// Concatenates along the dimension in which the tensors differ.
import { argumentOf } from '../sizes/names.js';
import type { PythonFix } from './fix.js';

/**
 * Before:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def forward(self, x):
 *         return torch.cat((x[:, :3], x[:, 3:]))
 *
 * Net()(torch.zeros(2, 8))
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def forward(self, x):
 *         return torch.cat((x[:, :3], x[:, 3:]), dim=1)
 *
 * Net()(torch.zeros(2, 8))
 * ```
 */
export const concatenateAlong: PythonFix = {
  name: 'concatenateAlong',
  codes: ['concat-mismatch'],
  fixes: (finding, file) => {
    const { fits, differs } = finding.data as { readonly fits: boolean; readonly differs: number };
    const call = fits ? file.callAt(finding) : undefined;
    if (!call) return [];
    const dim = argumentOf(call, { name: 'dim', index: 1 });
    const end = call.end - 1;
    const edit = dim ? file.edit(dim, String(differs)) : file.edit({ start: end, end }, `, dim=${differs}`);
    return [{ title: `Concatenate along \`dim=${differs}\``, edits: [edit] }];
  },
};
