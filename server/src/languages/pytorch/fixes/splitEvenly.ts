// Splits channels into the next smaller number of groups, or features into heads, that divides them.
import { argumentOf } from '../sizes/names.js';
import { calledName, sourceOf, type PythonFix } from './fix.js';

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** Layers with the parameter that divides, and its place. */
const rules: readonly (readonly [pattern: RegExp, parameter: string, index: number])[] = [
  [/^GroupNorm$/, 'num_groups', 0],
  [/^MultiheadAttention$/, 'num_heads', 1],
  [/^Transformer/, 'nhead', 1],
  [/^Conv/, 'groups', 6],
];

/**
 * Before:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.norm = nn.GroupNorm(32, 48)
 *
 *     def forward(self, x):
 *         return self.norm(x)
 *
 * Net()(torch.zeros(1, 48, 8, 8))
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.norm = nn.GroupNorm(24, 48)
 *
 *     def forward(self, x):
 *         return self.norm(x)
 *
 * Net()(torch.zeros(1, 48, 8, 8))
 * ```
 */
export const splitEvenly: PythonFix = {
  name: 'splitEvenly',
  codes: ['not-divisible'],
  fixes: (finding, file) => {
    const { value, divisor } = finding.data as { readonly value: unknown; readonly divisor: number };
    const call = file.callAt(finding);
    const rule = call && rules.find(([pattern]) => pattern.test(calledName(call)));
    const given = call && rule && argumentOf(call, { name: rule[1], index: rule[2] });
    if (typeof value !== 'number' || !given || !rule) return [];
    // Groups divide the channels of both sides, and those that are found wrong are the second side.
    const least = rule[1] === 'groups' ? gcd(value, divisor) : 1;
    let fitting = least > 1 ? least : Math.min(divisor, value);
    while (fitting > 1 && value % fitting !== 0) fitting--;
    const place = sourceOf(file, given);
    const edit = place && file.edit(place, String(fitting));
    if (!edit) return [];
    return [{ title: `Change \`${rule[1]}\` to ${fitting}`, edits: [edit] }];
  },
};
