// Makes a layer for the channels or features that reach it.
import { isKnown, type Dim } from '../../../math/dim.js';
import type { Range } from '../../../text/range.js';
import type { Expr } from '../parser/ast.js';
import { argumentOf } from '../sizes/names.js';
import { sourceOf, type PythonFile, type PythonFix } from './fix.js';

/** The first parameter of each layer that says what it takes. */
const parameters: readonly (readonly [pattern: RegExp, parameter: string])[] = [
  [/^(?:Lazy)?Conv/, 'in_channels'],
  [/Linear$/, 'in_features'],
  [/^(?:Sync)?BatchNorm|^InstanceNorm/, 'num_features'],
  [/^(?:RNN|LSTM|GRU)(?:Cell)?$/, 'input_size'],
];

/**
 * Before:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self, width=64):
 *         super().__init__()
 *         self.conv = nn.Conv2d(3, 8, 3)
 *         self.head = nn.Linear(width, 10)
 *
 *     def forward(self, x):
 *         return self.head(self.conv(x).flatten(1))
 *
 * Net()(torch.zeros(1, 3, 8, 8))
 * ```
 * After:
 * ```python
 * import torch
 * from torch import nn
 *
 * class Net(nn.Module):
 *     def __init__(self, width=288):
 *         super().__init__()
 *         self.conv = nn.Conv2d(3, 8, 3)
 *         self.head = nn.Linear(width, 10)
 *
 *     def forward(self, x):
 *         return self.head(self.conv(x).flatten(1))
 *
 * Net()(torch.zeros(1, 3, 8, 8))
 * ```
 */
export const fitLayer: PythonFix = {
  name: 'fitLayer',
  codes: ['channels-mismatch', 'features-mismatch'],
  fixes: (finding, file) => {
    const { found } = finding.data as { readonly found: Dim };
    if (!isKnown(found)) return [];
    const made = [finding, ...(finding.related ?? [])].find(
      (place) => place.uri === file.uri && parameterAt(file, place) !== undefined,
    );
    const own = made && parameterAt(file, made);
    if (!own) return [];
    const place = sourceOf(file, own.value);
    if (!place) return [];
    return [{ title: `Change \`${own.parameter}\` to ${found}`, edits: [file.edit(place, String(found))] }];
  },
};

/** The argument that says what the layer takes which is made at a place. */
function parameterAt(
  file: PythonFile,
  place: Range,
): { readonly parameter: string; readonly value: Expr } | undefined {
  const call = file.callAt(place);
  if (!call) return undefined;
  const name =
    call.func.kind === 'Attribute' ? call.func.attr : call.func.kind === 'Name' ? call.func.id : '';
  const parameter = parameters.find(([pattern]) => pattern.test(name))?.[1];
  const value = parameter === undefined ? undefined : argumentOf(call, { name: parameter, index: 0 });
  return parameter === undefined || !value ? undefined : { parameter, value };
}
