// Makes a layer normalisation for the axes that its input ends in.
import { isKnownShape, type Dim, type Shape } from '../../../math/dim.js';
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
 *         self.norm = nn.LayerNorm(16)
 *
 *     def forward(self, x):
 *         return self.norm(x)
 *
 * Net()(torch.zeros(2, 5, 24))
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.norm = nn.LayerNorm(24)
 *
 *     def forward(self, x):
 *         return self.norm(x)
 *
 * Net()(torch.zeros(2, 5, 24))
 * ```
 */
export const fitLayerNorm: PythonFix = {
  name: 'fitLayerNorm',
  codes: ['normalized-shape-mismatch'],
  fixes: (finding, file) => {
    const { expected, found } = finding.data as { readonly expected: readonly Dim[]; readonly found: Shape };
    const call = madeAt(file, finding, (each) => calledName(each) === 'LayerNorm');
    const value = call && argumentOf(call, { name: 'normalized_shape', index: 0 });
    if (!value || !isKnownShape(found)) return [];
    // Made for the channels of an image, it normalises all that follows them as well.
    const isChannels = expected.length === 1 && found.length > 1 && found[0] === expected[0];
    const sizes = isChannels ? found : found.slice(-expected.length);
    if (sizes.length === 0) return [];
    const text = sizes.length === 1 ? String(sizes[0]) : `[${sizes.join(', ')}]`;
    return [{ title: `Change \`normalized_shape\` to ${text}`, edits: [file.edit(value, text)] }];
  },
};
