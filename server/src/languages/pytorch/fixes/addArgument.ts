// Adds an argument that a call lacks: as other calls write it, or as is usual.
import { parametersOf } from '../interpreter/scope.js';
import { argumentOf } from '../sizes/names.js';
import type { Call } from '../parser/ast.js';
import { calledName, methodOf, withArgument, type PythonFile, type PythonFix } from './fix.js';

/**
 * Before:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.conv = nn.Conv2d(3, 8)
 *
 *     def forward(self, x):
 *         return self.conv(x)
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.conv = nn.Conv2d(3, 8, kernel_size=3)
 *
 *     def forward(self, x):
 *         return self.conv(x)
 * ```
 */
export const addArgument: PythonFix = {
  name: 'addArgument',
  codes: ['missing-argument'],
  fixes: (finding, file) => {
    const { callee, parameter } = finding.data as { readonly callee: string; readonly parameter: string };
    const call = file.callAt(finding);
    const value = call && (elsewhere(file, call, parameter) ?? usual(callee, parameter));
    if (!call || value === undefined) return [];
    const text = `${parameter}=${value}`;
    return [{ title: `Add \`${text}\``, edits: [withArgument(file, call, text)] }];
  },
};

/** The number that other calls of the same function give, where it is one. */
function elsewhere(file: PythonFile, call: Call, parameter: string): string | undefined {
  const name = calledName(call);
  const cls = file.tree.body.find((each) => each.kind === 'ClassDef' && each.name === name);
  const init = cls?.kind === 'ClassDef' ? methodOf(cls, '__init__') : undefined;
  const place = init ? parametersOf(init.args).indexOf(parameter) - 1 : -1;
  for (const other of file.calls) {
    if (other === call || calledName(other) !== name) continue;
    const value = argumentOf(other, { name: parameter, index: place < 0 ? Infinity : place });
    if (value?.kind === 'Constant') return file.textOf(value);
  }
  return undefined;
}

/** What most programs write. */
function usual(callee: string, parameter: string): string | undefined {
  if (parameter === 'kernel_size') return callee.includes('Pool') ? '2' : '3';
  if (parameter === 'num_heads' || parameter === 'nhead') return '8';
  return undefined;
}
