// Projects a shortcut to the channels and the stride of the branch that it is added to.
import { isKnownShape, type Shape } from '../../../math/dim.js';
import { argumentOf } from '../sizes/names.js';
import type { Call, Expr } from '../parser/ast.js';
import { assignmentBefore, calledName, methodOf, type PythonFile, type PythonFix } from './fix.js';

const channels = { name: 'in_channels', index: 0 };
const outputs = { name: 'out_channels', index: 1 };

/**
 * Before:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Block(nn.Module):
 *     def __init__(self, width, planes, stride=1):
 *         super().__init__()
 *         self.conv1 = nn.Conv2d(width, planes, 3, stride=stride, padding=1)
 *         self.conv2 = nn.Conv2d(planes, planes, 3, padding=1)
 *
 *     def forward(self, x):
 *         return self.conv2(self.conv1(x).relu()) + x
 *
 * Block(16, 32, 2)(torch.zeros(1, 16, 8, 8))
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Block(nn.Module):
 *     def __init__(self, width, planes, stride=1):
 *         super().__init__()
 *         self.conv1 = nn.Conv2d(width, planes, 3, stride=stride, padding=1)
 *         self.conv2 = nn.Conv2d(planes, planes, 3, padding=1)
 *         self.shortcut = nn.Conv2d(width, planes, 1, stride=stride)
 *
 *     def forward(self, x):
 *         return self.conv2(self.conv1(x).relu()) + self.shortcut(x)
 *
 * Block(16, 32, 2)(torch.zeros(1, 16, 8, 8))
 * ```
 */
export const addProjection: PythonFix = {
  name: 'addProjection',
  codes: ['shape-mismatch'],
  fixes: (finding, file) => {
    const { operation, expected, found } = finding.data as {
      readonly operation: string;
      readonly expected: Shape;
      readonly found: Shape;
    };
    const sum = operation === 'Add' ? operandsAt(file, finding) : undefined;
    const cls = file.classAt(finding);
    const forward = cls && methodOf(cls, 'forward');
    const init = cls && methodOf(cls, '__init__');
    const last = init?.body.at(-1);
    if (!sum || !forward || !init || !last || !isKnownShape(expected) || !isKnownShape(found)) return [];
    const input = forward.args.args[1]?.name;
    const isInput = (node: Expr): boolean => {
      if (node.kind !== 'Name' || input === undefined) return false;
      if (node.id === input && !assignmentBefore(file, finding, input)) return true;
      const value = assignmentBefore(file, finding, node.id)?.value;
      return node.id !== input && value?.kind === 'Name' && value.id === input;
    };
    const side = sum.findIndex(isInput);
    const operand = sum[side];
    const [from, to] = side === 0 ? [expected, found] : [found, expected];
    const stride = strideBetween(from, to);
    const convs = file.calls.filter(
      (call) => /^Conv[123]d$/.test(calledName(call)) && call.start >= init.start && call.end <= init.end,
    );
    const [first] = convs;
    const bottom = convs.at(-1);
    if (!operand || stride === undefined || !first || !bottom) return [];
    const args = [argumentOf(first, channels), argumentOf(bottom, outputs)];
    const strides = convs.flatMap((call) => strideOf(file, call) ?? []);
    const [own] = strides;
    // What the constructor calls its sizes fits other instances too.
    if (args.some((each) => each === undefined) || strides.length > 1) return [];
    if (
      args.some(
        (each, index) => each?.kind === 'Constant' && file.textOf(each) !== String([from, to][index]?.[0]),
      )
    )
      return [];
    const name = /\bself\.shortcut\b/.test(file.textOf(cls)) ? 'projection' : 'shortcut';
    const step = own ?? (stride === 1 ? undefined : String(stride));
    const texts = args.map((each) => (each ? file.textOf(each) : ''));
    const layer = `${file.textOf(first.func)}(${texts.join(', ')}, 1${step === undefined ? '' : `, stride=${step}`})`;
    const { indent } = file.lineAt(last);
    const at = { start: last.end, end: last.end };
    return [
      {
        title: 'Project the shortcut with a 1×1 convolution',
        edits: [
          file.edit(at, `\n${indent}self.${name} = ${layer}`),
          file.edit(operand, `self.${name}(${file.textOf(operand)})`),
        ],
      },
    ];
  },
};

/** The two operands of a sum: of `a + b`, or of `a += b`. */
function operandsAt(
  file: PythonFile,
  place: { readonly start: number; readonly end: number },
): readonly Expr[] | undefined {
  const node = file.expressionAt(place);
  if (node?.kind === 'BinOp' && node.op === '+') return [node.left, node.right];
  const statement = file.statementAt(place);
  return statement?.kind === 'AugAssign' && statement.op === '+'
    ? [statement.target, statement.value]
    : undefined;
}

/** The stride of a convolution that makes the one shape of the other; undefined where there is none. */
function strideBetween(from: readonly unknown[], to: readonly unknown[]): number | undefined {
  if (from.length !== to.length || from.length < 2) return undefined;
  const strides = from.slice(1).map((size, axis) => Math.ceil(Number(size) / Number(to[axis + 1])));
  const [stride] = strides;
  const fits = strides.every(
    (each, axis) => each === stride && Math.ceil(Number(from[axis + 1]) / each) === to[axis + 1],
  );
  return fits && stride !== undefined && stride >= 1 ? stride : undefined;
}

/** How a convolution that steps writes its stride. */
function strideOf(file: PythonFile, call: Call): string | undefined {
  const value = argumentOf(call, { name: 'stride', index: 3 });
  const text = value && file.textOf(value);
  return text === '1' ? undefined : text;
}
