// Adds the axis of size 1 that the target of a loss lacks, or removes the one that it has too many.
import { receiver, type PythonFix } from './fix.js';

/**
 * Before:
 * ```python
 * import torch
 * from torch import nn
 *
 * model = nn.Linear(8, 1)
 * predicted = model(torch.zeros(4, 8))
 * target = torch.zeros(4)
 * loss = nn.BCEWithLogitsLoss()(predicted, target)
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * model = nn.Linear(8, 1)
 * predicted = model(torch.zeros(4, 8))
 * target = torch.zeros(4)
 * loss = nn.BCEWithLogitsLoss()(predicted, target.unsqueeze(1))
 * ```
 */
export const fitTarget: PythonFix = {
  name: 'fitTarget',
  codes: ['operand-mismatch'],
  fixes: (finding, file) => {
    const { operand, expected, found } = finding.data as {
      readonly operand: string;
      readonly expected: string;
      readonly found: string;
    };
    const call = operand === 'a target' ? file.callAt(finding) : undefined;
    const target = call && (call.keywords.find(({ arg }) => arg === 'target')?.value ?? call.args[1]);
    const change =
      `${found} × 1` === expected
        ? `unsqueeze(${found.split(' × ').length})`
        : `${expected} × 1` === found
          ? `squeeze(${expected.split(' × ').length})`
          : undefined;
    if (!target || change === undefined) return [];
    const text = `${receiver(file, target)}.${change}`;
    return [{ title: `Use \`${text}\``, edits: [file.edit(target, text)] }];
  },
};
