// Findings about networks written as programs: layers that receive other sizes than they expect, and mistakes in Python.
import { formatInt, type Int } from '../math/int.js';
import { isKnownShape, productDim, type Dim, type Shape } from '../math/dim.js';
import { kind } from './finding.js';
import { code, counted, didYouMean, shapeText, sizeText } from './wording.js';

export const sourceFindings = {
  'channels-mismatch': kind<{ layer: string; expected: Dim; found: Dim; input: Shape }>({
    severity: 'error',
    doc: 'The channels of the input must be those that the layer was created with.',
    message: ({ layer, expected, found, input }) =>
      `${code(layer)} expects ${expectedCount(expected, 'input channel')}, but receives ${sizeText(found)} (input ${shapeText(input)}). ` +
      (isKnownShape(input) && input.length > 1 && input.indexOf(expected as Int) === input.length - 1
        ? 'The last dimension of the input has that size: move it to dimension 1 with `transpose` or `permute`.'
        : 'Change the input channels of this layer, or the layers before it.'),
  }),

  'features-mismatch': kind<{ layer: string; expected: Dim; found: Dim; input: Shape }>({
    severity: 'error',
    doc: 'The last axis of the input must have the input features that the linear layer was created with.',
    message: ({ layer, expected, found, input }) =>
      `${code(layer)} expects ${expectedCount(expected, 'input feature')}, but receives ${sizeText(found)} (input ${shapeText(input)}). ` +
      (isKnownShape(input) && input.length > 1 && productDim(input) === expected
        ? 'The whole input has that size: flatten it first.'
        : isKnownShape(input) && input.length > 1 && input.slice(0, -1).some((size) => size === expected)
          ? 'Another dimension of the input has that size: move it last with `transpose` or `permute`.'
          : 'Change the input features of this layer, or the layers before it.'),
  }),

  'normalized-shape-mismatch': kind<{ expected: readonly Dim[]; found: Shape }>({
    severity: 'error',
    doc: '`LayerNorm` normalises the last axes, whose sizes must be its `normalized_shape`.',
    message: ({ expected, found }) =>
      `\`LayerNorm\` expects an input that ends in ${shapeText(expected)}, but receives ${shapeText(found)}. ` +
      'Change its `normalized_shape`, or the layers before it.',
  }),

  'dimension-out-of-range': kind<{ axis: number; rank: number; found: Shape }>({
    severity: 'error',
    doc: 'Dimensions are numbered from 0, including the batch; negative dimensions count from the end.',
    message: ({ axis, rank, found }) =>
      `Dimension ${sizeText(axis)} is out of range: including the batch, the tensor (${shapeText(found)} per example) has ` +
      `${counted(rank, 'dimension')}, numbered 0 to ${rank - 1} or −${rank} to −1.`,
  }),

  'broadcast-mismatch': kind<{ operation: string; left: string; right: string; axis: number }>({
    severity: 'error',
    doc: 'Broadcasting aligns dimensions at the last one. Their sizes must be equal or 1, including that of the batch.',
    message: ({ operation, left, right, axis }) =>
      `${code(operation)} cannot broadcast ${left} with ${right} (including the batch): the sizes differ in dimension −${axis}. ` +
      'Sizes must be equal or 1; add missing dimensions with `unsqueeze`, `view` or `keepdim=True`.',
  }),

  'concat-mismatch': kind<{ left: string; right: string; dim: number; differs: number; fits: boolean }>({
    severity: 'error',
    doc: 'Concatenated tensors must have equal sizes in every other dimension, including the batch.',
    message: ({ left, right, dim, differs, fits }) =>
      `\`cat\` along dimension ${dim} joins ${left} with ${right} (including the batch), which also differ in dimension ${differs}.` +
      (fits ? didYouMean(`dim=${differs}`) : ' Make the other dimensions equal, for example with `expand`.'),
  }),

  'operand-mismatch': kind<{ callee: string; operand: string; expected: string; found: string }>({
    severity: 'error',
    doc: 'The shapes of states, masks and targets follow from the other inputs, including the batch.',
    message: ({ callee, operand, expected, found }) =>
      `${code(callee)} expects ${operand} of shape ${expected} (including the batch), but receives ${found}.`,
  }),

  'not-callable': kind<{ holder: 'list' | 'tuple' | 'dict' | 'ModuleList' | 'ModuleDict'; single: boolean }>({
    severity: 'error',
    doc: 'Python cannot call a list, a tuple or a dictionary, nor an `nn.ModuleList`; the layers in it are called one by one.',
    message: ({ holder, single }) =>
      `A ${holder.startsWith('Module') ? code(`nn.${holder}`) : holder} cannot be called. ` +
      (holder === 'tuple' && single
        ? 'Remove the comma after the layer.'
        : 'Call the layers in it one by one, or use `nn.Sequential`.'),
  }),

  'missing-return': kind<Record<never, never>>({
    severity: 'warning',
    doc: 'A function without a return statement returns None.',
    message: () => '`forward` returns nothing. Add a `return` statement.',
  }),

  'tuple-input': kind<{ callee: string; found: string; count: number }>({
    severity: 'error',
    doc: 'Layers take tensors. Recurrent layers and attention return tuples: the output and their state or weights.',
    message: ({ callee, found, count }) =>
      `${code(callee)} expects a tensor, but receives a ${found} of ${counted(count, 'value')}. ` +
      (count === 1
        ? 'A comma after the value makes it a tuple.'
        : 'Pass one of its values, or join them with `torch.cat`; a recurrent layer returns its output and its state.'),
  }),

  'view-not-contiguous': kind<{ from: string; to: string }>({
    severity: 'error',
    doc: '`view` never copies: dimensions that it merges must be adjacent in memory, which `transpose` and `permute` change.',
    message: ({ from, to }) =>
      `\`view\` cannot turn the transposed tensor ${from} into ${to} (including the batch) without a copy. ` +
      'Use `reshape`, or call `contiguous()` first.',
  }),

  'permutation-mismatch': kind<{ order: readonly number[]; rank: number; found: Shape }>({
    severity: 'error',
    doc: 'A permutation lists each dimension once, including the batch.',
    message: ({ order, rank, found }) =>
      `\`permute(${order.join(', ')})\` must list each of the ${rank} dimensions of the tensor once (the batch, and ${shapeText(found)} per example).`,
  }),

  'float-size': kind<{ layer: string; parameter: string; found: string }>({
    severity: 'error',
    doc: 'Sizes are integers. In Python, `/` always returns a float, even if it divides evenly.',
    message: ({ layer, parameter, found }) =>
      `The argument ${code(parameter)} of ${code(layer)} is the float ${found}, but must be an int. Use \`//\` instead of \`/\`, or \`int(…)\`.`,
  }),

  'missing-super-init': kind<{ cls: string }>({
    severity: 'error',
    doc: '`nn.Module` can register layers only after its own `__init__` has run.',
    message: ({ cls }) =>
      `${code(cls)} assigns a layer before calling \`super().__init__()\`, which raises an AttributeError in PyTorch. ` +
      'Call `super().__init__()` first.',
  }),

  'missing-layer': kind<{ cls: string; name: string; nearest: string | undefined }>({
    severity: 'error',
    doc: 'The layers that `forward` uses must be created, usually in `__init__`.',
    message: ({ cls, name, nearest }) =>
      `${code(cls)} has no attribute ${code(name)}.` +
      (nearest === undefined ? ' Create it in `__init__`.' : didYouMean(nearest)),
  }),

  'shape-unpacked': kind<{ names: number; values: number }>({
    severity: 'error',
    doc: 'Unpacking a shape gives one size per axis, including the batch.',
    message: ({ names, values }) =>
      `Cannot unpack a shape of ${counted(values, 'axis', 'axes')} (including the batch) into ${counted(names, 'name')}.`,
  }),

  'values-unpacked': kind<{ layer: string; names: number; values: number }>({
    severity: 'error',
    doc: 'A recurrent layer returns its output and its state, an attention layer its output and its weights. The state of an LSTM is a pair.',
    message: ({ layer, names, values }) =>
      `${code(layer)} returns ${counted(values, 'value')}, which cannot be unpacked into ${counted(names, 'name')}.` +
      (layer === 'LSTM' ? ' Write `out, (h, c) = …` for its output and its state.' : ''),
  }),

  'undefined-name': kind<{ name: string }>({
    severity: 'error',
    doc: 'A function can read local names, those of enclosing functions and those of the module. Attributes are read through `self`.',
    message: ({ name }) =>
      `${code(name)} is not defined.` +
      (name.startsWith('self_')
        ? didYouMean(`self.${name.slice(5)}`)
        : ' An attribute is read through `self`.'),
  }),

  'unused-layer': kind<{ name: string; params: number | bigint }>({
    severity: 'warning',
    unnecessary: true,
    doc: 'A layer that `forward` never uses takes memory, and its weights receive no gradients.',
    message: ({ name, params }) =>
      `${code(name)} is created but never used in \`forward\`` +
      (params === 0 ? '.' : `: its ${counted(params, 'parameter')} will not be trained.`),
  }),

  'unused-weights': kind<{ name: string; params: number | bigint }>({
    severity: 'warning',
    unnecessary: true,
    doc: 'A parameter that `forward` never uses receives no gradients.',
    message: ({ name, params }) =>
      `The parameter ${code(name)} (${counted(params, 'number')}) is never used in \`forward\`.`,
  }),

  'unregistered-layer': kind<{
    /** The attribute that holds it or, of a layer that forward makes, its class. */
    name: string;
    params: number | bigint;
    holder: 'nn.ModuleList' | 'nn.ModuleDict' | 'nn.ParameterList' | 'nn.ParameterDict' | undefined;
    /** Numbers that a layer was made with, by the names of its attributes. */
    sizes: Readonly<Record<string, number>>;
  }>({
    severity: 'warning',
    doc:
      'A module registers the layers that are its attributes, but not those in plain lists and dictionaries, nor those created ' +
      'in `forward`: `parameters()` and `state_dict()` do not contain their weights, and `.to(device)` does not move them. ' +
      'A list with one layer is assumed to hide it on purpose.',
    message: ({ name, params, holder }) =>
      holder === undefined
        ? `\`forward\` creates a new ${code(name)} in each call, so its ${formatInt(params)} parameters are random and never trained. ` +
          'Create it once, in `__init__`.'
        : `The ${formatInt(params)} parameters in ${code(name)} are not registered, so an optimizer over \`parameters()\` does not train them. ` +
          `Use an ${code(holder)}.`,
  }),

  'stale-shape': kind<{
    said: string;
    found: string;
    /** Sizes to write instead of those that are wrong. */
    edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  }>({
    severity: 'hint',
    doc:
      'A comment such as `# (B, 64, H, W)`, or the annotation of what `forward` returns, states another shape than the program computes. ' +
      'Only numbers that are wrong for every input and every use of the line are reported.',
    message: ({ said, found }) => `The shape is ${found}, not ${code(said)}.`,
  }),

  'raises-exception': kind<{ type: string; message: string }>({
    severity: 'error',
    doc: 'The program raises an exception.',
    message: ({ type, message }) => `${type}${message === '' ? '' : `: ${message}`}`,
  }),

  'input-refused': kind<{ type: string; message: string }>({
    severity: 'information',
    doc: 'If the input of a network is only assumed, `forward` may reject it with an exception.',
    message: ({ type, message }) =>
      `\`forward\` rejects the assumed input: ${type}${message === '' ? '' : `: ${message}`}. ` +
      'Specify the input in a comment above, such as `# fovea: input 3x224x224`.',
  }),

  'under-assumed-input': kind<{ message: string; input: string }>({
    severity: 'information',
    doc: 'A problem under an assumed input may not occur with the real one. It becomes an error once the input is specified.',
    message: ({ message, input }) =>
      `${message} This applies to the assumed input ${input}. Specify the input in a comment above the definition, ` +
      'such as `# fovea: input 3x224x224`.',
  }),

  'no-input-fits': kind<{ message: string; input: string }>({
    severity: 'error',
    doc:
      'No size of the input satisfies what the layers of a network require. It is reported where nothing else is known of the ' +
      'input than what its first layer takes.',
    message: ({ message, input }) =>
      `${message} This is for the input ${input}; no input size makes it work.`,
  }),

  'notebook-unreadable': kind<{ problem: 'json' | 'merge' | 'cells' }>({
    severity: 'error',
    doc: 'A notebook (`*.ipynb`) must be JSON with a list of cells.',
    message: ({ problem }) =>
      problem === 'merge'
        ? 'The notebook holds the markers of a merge conflict, so it cannot be read. Resolve the conflict.'
        : problem === 'json'
          ? 'The notebook is not valid JSON, so it cannot be read.'
          : 'The file is not a notebook: it has no list of cells.',
  }),

  'cells-out-of-order': kind<{ cell: number; above: number }>({
    severity: 'information',
    doc: 'The cells of a notebook are read from top to bottom. They were last run in another order, which may leave other values.',
    message: ({ cell, above }) =>
      `Cell ${cell} was last run before cell ${above}, which is above it. Fovea reads the cells from top to bottom; what the ` +
      'kernel holds may be different.',
  }),

  'python-syntax': kind<{ message: string }>({
    severity: 'error',
    doc: 'The line is not valid Python 3.12.',
    message: ({ message }) => message,
  }),
};

const expectedCount = (size: Dim, what: string): string =>
  `${sizeText(size)} ${size === 1 ? what : `${what}s`}`;
