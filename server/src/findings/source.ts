// Findings about networks that are written as programs: layers that meet other sizes than they were made for, and slips of Python.
import { formatInt } from '../math/int.js';
import { formatDim, formatShape, type Dim, type Shape } from '../math/dim.js';
import { kind } from './finding.js';

export const sourceFindings = {
  'channels-mismatch': kind<{ layer: string; expected: Dim; found: Dim; input: Shape }>({
    severity: 'error',
    doc: 'A layer works on as many channels as it was made for.',
    message: ({ layer, expected, found, input }) =>
      `${layer} was made for ${formatDim(expected)} channels, but its input ${formatShape(input)} has ${formatDim(found)}. ` +
      `Make it for ${formatDim(found)}, or bring the input to ${formatDim(expected)}.`,
  }),

  'features-mismatch': kind<{ layer: string; expected: Dim; found: Dim; input: Shape }>({
    severity: 'error',
    doc: 'A linear layer works on the last axis, which has as many features as the layer was made for.',
    message: ({ layer, expected, found, input }) =>
      `${layer} was made for ${formatDim(expected)} features, but its input ${formatShape(input)} ends in ${formatDim(found)}. ` +
      `Make it for ${formatDim(found)}, or change what comes before it.`,
  }),

  'normalized-shape-mismatch': kind<{ expected: readonly Dim[]; found: Shape }>({
    severity: 'error',
    doc: 'LayerNorm normalises the last axes, whose sizes it is made for.',
    message: ({ expected, found }) =>
      `LayerNorm was made for last axes of ${formatShape(expected)}, but its input is ${formatShape(found)}. ` +
      'Make it for the sizes that the input ends in.',
  }),

  'dimension-out-of-range': kind<{ axis: number; rank: number; found: Shape }>({
    severity: 'error',
    doc: 'Dimensions are counted from 0, the batch included; negative ones from the end.',
    message: ({ axis, rank, found }) =>
      `Dimension ${axis} is out of range: with the batch, the tensor (${formatShape(found)} for one example) has ${rank}, ` +
      `numbered from 0 to ${rank - 1} or from −${rank} to −1.`,
  }),

  'permutation-mismatch': kind<{ order: readonly number[]; rank: number; found: Shape }>({
    severity: 'error',
    doc: 'A permutation names each dimension once, the batch included.',
    message: ({ order, rank, found }) =>
      `permute(${order.join(', ')}) does not name each of the ${rank} dimensions of the tensor (${formatShape(found)} for one example, and the batch) once.`,
  }),

  'float-size': kind<{ layer: string; parameter: string; found: string }>({
    severity: 'error',
    doc: 'Sizes of layers are whole numbers; in Python / always gives a float, also where it divides evenly.',
    message: ({ layer, parameter, found }) =>
      `${parameter} of ${layer} is the float ${found}; PyTorch needs an int. Divide with // instead of /, or write int(…).`,
  }),

  'missing-super-init': kind<{ cls: string }>({
    severity: 'error',
    doc: 'nn.Module registers layers only after its own __init__ has run.',
    message: ({ cls }) =>
      `${cls} assigns a layer before super().__init__() was called; PyTorch raises an AttributeError here. ` +
      'Call super().__init__() first.',
  }),

  'missing-layer': kind<{ cls: string; name: string; nearest: string | undefined }>({
    severity: 'error',
    doc: 'What forward uses must be made, mostly in __init__.',
    message: ({ cls, name, nearest }) =>
      `${cls} has no attribute ${name}. ` +
      (nearest === undefined ? 'Make it in __init__.' : `Did you mean ${nearest}?`),
  }),

  'shape-unpacked': kind<{ names: number; values: number }>({
    severity: 'error',
    doc: 'A shape that is unpacked gives one size for each axis, that of the batch included.',
    message: ({ names, values }) =>
      `The tensor has ${values} ${values === 1 ? 'axis' : 'axes'}, the batch included, but ${names} ` +
      `${names === 1 ? 'name takes' : 'names take'} its sizes. Name each axis, or reshape the tensor before.`,
  }),

  'values-unpacked': kind<{ layer: string; names: number; values: number }>({
    severity: 'error',
    doc: 'A recurrent layer gives its output and its state, an attention its output and its weights; an LSTM has a pair as its state.',
    message: ({ layer, names, values }) =>
      `${layer} gives ${values} values, but ${names} names take them.` +
      (layer === 'LSTM' ? ' Write out, (h, c) = … for its output and its state.' : ''),
  }),

  'undefined-name': kind<{ name: string }>({
    severity: 'error',
    doc: 'A function reads its own names, those of the functions around it and those of its file; what __init__ makes is read through self.',
    message: ({ name }) =>
      `${name} is not defined: neither this function nor the file binds it. ` +
      (name.startsWith('self_')
        ? `Did you mean self.${name.slice(5)}?`
        : 'Bind it, or read it through self.'),
  }),

  'unused-layer': kind<{ name: string; params: number | bigint }>({
    severity: 'warning',
    unnecessary: true,
    doc: 'A layer that forward never reaches takes memory, and its weights get no gradients.',
    message: ({ name, params }) =>
      `${name} is made but never used in forward` +
      (params === 0 ? '.' : `: its ${formatInt(params)} parameters are never trained.`),
  }),

  'unused-weights': kind<{ name: string; params: number | bigint }>({
    severity: 'warning',
    unnecessary: true,
    doc: 'A parameter that forward never reads gets no gradients.',
    message: ({ name, params }) =>
      `The parameter ${name} (${formatInt(params)} numbers) is never used in forward.`,
  }),

  'unregistered-layer': kind<{
    /** The attribute that holds it or, of a layer that forward makes, its class. */
    name: string;
    params: number | bigint;
    holder: 'nn.ModuleList' | 'nn.ModuleDict' | 'nn.ParameterList' | 'nn.ParameterDict' | undefined;
  }>({
    severity: 'warning',
    doc:
      'A module registers the layers that are its attributes, but not those in plain lists and dictionaries, nor those that ' +
      'forward makes: `parameters()` and `state_dict()` do not have their weights, and `.to(device)` does not move them. ' +
      'A list of one is taken to hide its layer on purpose.',
    message: ({ name, params, holder }) =>
      holder === undefined
        ? `forward makes a new ${name} in each call: its ${formatInt(params)} parameters are random and never trained. ` +
          'Make it once, in __init__.'
        : `${name} is no ${holder}, so its ${formatInt(params)} parameters are not registered, and not trained by an optimizer ` +
          `that is given parameters(). Hold them in an ${holder}.`,
  }),

  'raises-exception': kind<{ type: string; message: string }>({
    severity: 'error',
    doc: 'The program raises an exception with these arguments.',
    message: ({ type, message }) => `${type}${message === '' ? '' : `: ${message}`}`,
  }),

  'input-refused': kind<{ type: string; message: string }>({
    severity: 'information',
    doc: 'Where the input of a network is only assumed, forward may refuse it by an exception.',
    message: ({ type, message }) =>
      `forward raises ${type}${message === '' ? '' : `: ${message}`} for the input that is assumed. ` +
      'Say the right one in a comment above: # fovea: input 3x224x224.',
  }),

  'under-assumed-input': kind<{ message: string; input: string }>({
    severity: 'information',
    doc: 'What is found under an input that is only assumed may be right for the real one. It is an error once the input is stated.',
    message: ({ message, input }) =>
      `${message} This is found for the assumed input ${input}. State the input in a comment above the definition, ` +
      'such as # fovea: input 3x224x224.',
  }),

  'python-syntax': kind<{ message: string }>({
    severity: 'error',
    doc: 'The line cannot be read as Python 3.12.',
    message: ({ message }) => message,
  }),
};
