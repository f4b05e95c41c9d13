// Makes a layer once, in the constructor, that forward makes in each call.
import { findExpression } from '../interpreter/scope.js';
import type { Call, Expr } from '../parser/ast.js';
import { calledName, methodOf, type PythonFile, type PythonFix } from './fix.js';

/**
 * Before:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.conv = nn.Conv2d(3, 4, 3)
 *
 *     def forward(self, x):
 *         x = self.conv(x).flatten(1)
 *         head = nn.Linear(x.shape[1], 10)
 *         return head(x)
 *
 * Net()(torch.zeros(1, 3, 8, 8))
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.conv = nn.Conv2d(3, 4, 3)
 *         self.head = nn.Linear(144, 10)
 *
 *     def forward(self, x):
 *         x = self.conv(x).flatten(1)
 *         return self.head(x)
 *
 * Net()(torch.zeros(1, 3, 8, 8))
 * ```
 */
export const makeInInit: PythonFix = {
  name: 'makeInInit',
  codes: ['unregistered-layer'],
  fixes: (finding, file) => {
    const { holder, sizes = {} } = finding.data as {
      readonly holder?: string;
      readonly sizes?: Readonly<Record<string, number>>;
    };
    const call = holder === undefined ? file.callAt(finding) : undefined;
    const cls = file.classAt(finding);
    const init = cls && methodOf(cls, '__init__');
    const last = init?.body.at(-1);
    const statement = file.statementAt(finding);
    const forward = file.functionAt(finding);
    if (!call || !cls || !last || !statement || !forward || forward === init) return [];
    const text = madeOnce(file, call, sizes);
    if (text === undefined) return [];
    const [target, other] = statement.kind === 'Assign' && statement.value === call ? statement.targets : [];
    const local = target?.kind === 'Name' && !other ? target.id : undefined;
    const name = local ?? calledName(call).toLowerCase();
    if (new RegExp(`\\bself\\.${name}\\b`).test(file.textOf(cls))) return [];
    const { indent } = file.lineAt(last);
    const made = file.edit({ start: last.end, end: last.end }, `\n${indent}self.${name} = ${text}`);
    const title = `Make \`self.${name}\` in \`__init__\``;
    if (local === undefined) return [{ title, edits: [made, file.edit(call, `self.${name}`)] }];
    const uses = namesIn(file, forward, local).filter(({ start }) => start > statement.end);
    const { start } = file.lineAt(statement);
    const end = file.text.indexOf('\n', statement.end) + 1;
    if (
      end === 0 ||
      file.text.slice(statement.end, end).trim() !== '' ||
      file.text.slice(start, statement.start).trim() !== ''
    )
      return [];
    return [
      {
        title,
        edits: [made, file.edit({ start, end }, ''), ...uses.map((each) => file.edit(each, `self.${local}`))],
      },
    ];
  },
};

/** The call with numbers for what only forward knows; undefined where one is not known. */
function madeOnce(file: PythonFile, call: Call, sizes: Readonly<Record<string, number>>): string | undefined {
  const names = Object.keys(sizes);
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  const values = [
    ...call.args.map((value, index) => ({ value, name: names[index] })),
    ...call.keywords.map(({ value, arg }) => ({ value, name: arg })),
  ];
  for (const { value, name } of values) {
    if (isLasting(file, value)) continue;
    const size = name === undefined ? undefined : sizes[name];
    if (size === undefined) return undefined;
    edits.push({ start: value.start, end: value.end, text: String(size) });
  }
  return edits.reduceRight(
    (text, each) => text.slice(0, each.start - call.start) + each.text + text.slice(each.end - call.start),
    file.textOf(call),
  );
}

/** Whether a value means the same in the constructor: numbers, and attributes of the module. */
const isLasting = (file: PythonFile, value: Expr): boolean =>
  findExpression(
    value,
    (node) => node.kind === 'Name' && node.id !== 'self' && node.id !== 'nn' && node.id !== 'torch',
  ) === undefined && !/\bself\.\w+\(/.test(file.textOf(value));

/** Where a function reads a name. */
function namesIn(
  file: PythonFile,
  fn: { readonly start: number; readonly end: number },
  name: string,
): readonly { readonly start: number; readonly end: number }[] {
  const pattern = new RegExp(`(?<![\\w.])${name}(?!\\w|\\s*=[^=])`, 'g');
  return [...file.textOf(fn).matchAll(pattern)].map(({ index }) => ({
    start: fn.start + index,
    end: fn.start + index + name.length,
  }));
}
