// Unpacks the state of an LSTM as the pair that it is.
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
 *         self.rnn = nn.LSTM(8, 16)
 *
 *     def forward(self, x):
 *         out, h, c = self.rnn(x)
 *         return out
 *
 * Net()(torch.zeros(5, 2, 8))
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.rnn = nn.LSTM(8, 16)
 *
 *     def forward(self, x):
 *         out, (h, c) = self.rnn(x)
 *         return out
 *
 * Net()(torch.zeros(5, 2, 8))
 * ```
 */
export const unpackState: PythonFix = {
  name: 'unpackState',
  codes: ['values-unpacked'],
  fixes: (finding, file) => {
    const { layer, names, values } = finding.data as {
      readonly layer: string;
      readonly names: number;
      readonly values: number;
    };
    const statement = file.statementAt(finding);
    const target = statement?.kind === 'Assign' ? statement.targets[0] : undefined;
    const [, first, ...rest] = target?.kind === 'Tuple' ? target.elts : [];
    const last = rest.at(-1);
    if (!first || !last || values !== 2) return [];
    if (layer === 'LSTM' && names === 3) {
      const state = { start: first.start, end: last.end };
      const text = `(${file.textOf(state)})`;
      return [{ title: `Unpack \`${text}\``, edits: [file.edit(state, text)] }];
    }
    if (!/^(?:GRU|RNN|MultiheadAttention)$/.test(layer)) return [];
    const surplus = { start: first.end, end: last.end };
    return [{ title: 'Unpack two values', edits: [file.edit(surplus, '')] }];
  },
};
