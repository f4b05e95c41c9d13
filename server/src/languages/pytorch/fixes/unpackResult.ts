// Unpacks what a recurrent layer returns before a layer is given it.
import { assignmentBefore, type PythonFix } from './fix.js';

/**
 * Before:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.rnn = nn.GRU(8, 16)
 *         self.head = nn.Linear(16, 2)
 *
 *     def forward(self, x):
 *         x = self.rnn(x)
 *         return self.head(x)
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
 *         self.rnn = nn.GRU(8, 16)
 *         self.head = nn.Linear(16, 2)
 *
 *     def forward(self, x):
 *         x, _ = self.rnn(x)
 *         return self.head(x)
 *
 * Net()(torch.zeros(5, 2, 8))
 * ```
 */
export const unpackResult: PythonFix = {
  name: 'unpackResult',
  codes: ['tuple-input'],
  fixes: (finding, file) => {
    const { count } = finding.data as { readonly count: number };
    const given = file.callAt(finding)?.args[0];
    const made = given?.kind === 'Name' ? assignmentBefore(file, finding, given.id) : undefined;
    if (given?.kind === 'Call' && count === 2)
      return [
        { title: 'Use the output alone', edits: [file.edit({ start: given.end, end: given.end }, '[0]')] },
      ];
    const [target] = made?.targets ?? [];
    if (!made || !target) return [];
    const { value } = made;
    if (value.kind === 'Tuple' && count === 1) {
      const [only] = value.elts;
      // The comma lies behind the value, and before a bracket around both.
      const comma = only ? file.text.indexOf(',', only.end) : -1;
      if (comma < 0) return [];
      return [{ title: 'Remove the comma', edits: [file.edit({ start: comma, end: comma + 1 }, '')] }];
    }
    if (value.kind === 'Tuple') {
      const isBracketed = file.text[value.start] === '(';
      const text = isBracketed ? file.textOf(value) : `(${file.textOf(value)})`;
      return [{ title: 'Concatenate the channels', edits: [file.edit(value, `torch.cat(${text}, dim=1)`)] }];
    }
    if (value.kind !== 'Call' || count !== 2) return [];
    const text = `${file.textOf(target)}, _`;
    return [{ title: `Unpack \`${text}\``, edits: [file.edit(target, text)] }];
  },
};
