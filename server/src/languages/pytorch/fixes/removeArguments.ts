// Removes arguments that a function has no parameters for.
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
 *         self.head = nn.Linear(8, 10, True, None, None, 1)
 *
 *     def forward(self, x):
 *         return self.head(x)
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.head = nn.Linear(8, 10, True, None, None)
 *
 *     def forward(self, x):
 *         return self.head(x)
 * ```
 */
export const removeArguments: PythonFix = {
  name: 'removeArguments',
  codes: ['too-many-arguments', 'unknown-argument'],
  fixes: (finding, file) => {
    const { known, argument, nearest } = finding.data as {
      readonly known: readonly string[];
      readonly argument?: string;
      readonly nearest?: string;
    };
    const call = file.callAt(finding);
    if (!call || nearest !== undefined || call.args.some(({ kind }) => kind === 'Starred')) return [];
    const all = [...call.args, ...call.keywords].sort((a, b) => a.start - b.start);
    const wrong =
      argument === undefined
        ? call.args.slice(known.length)
        : call.keywords.filter((each) => each.arg === argument);
    const [first] = wrong;
    const last = wrong.at(-1);
    if (!first || !last) return [];
    const before = all[all.indexOf(first) - 1];
    const after = all[all.indexOf(last) + 1];
    const range = before
      ? { start: before.end, end: last.end }
      : { start: first.start, end: after?.start ?? last.end };
    const title =
      wrong.length === 1 ? `Remove \`${file.textOf(first)}\`` : `Remove ${wrong.length} arguments`;
    return [{ title, edits: [file.edit(range, '')] }];
  },
};
