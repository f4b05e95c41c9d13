// Findings of the languages: syntax, names, evaluation, imports, parts that nothing uses.
import { formatShape, type Shape } from '../math/dim.js';
import type { Int } from '../math/int.js';
import { kind } from './finding.js';

const didYouMean = (nearest: string | undefined): string =>
  nearest === undefined ? '' : ` Did you mean ${nearest}?`;

export const languageFindings = {
  syntax: kind<{ message: string }>({
    severity: 'error',
    doc: 'The text does not follow the grammar; the statement is skipped and all others are analysed.',
    message: ({ message }) => message,
  }),

  'unknown-name': kind<{ name: string; what: string; nearest: string | undefined; advice?: string }>({
    severity: 'error',
    doc: 'Every name is an operator, a block, a parameter, a constant or a value defined before.',
    message: ({ name, what, nearest, advice }) =>
      `There is no ${what} named ${name}.${advice === undefined ? didYouMean(nearest) : ` ${advice}`}`,
  }),

  'duplicate-name': kind<{ name: string; what: string }>({
    severity: 'error',
    doc: 'A name has one meaning in its scope.',
    message: ({ name, what }) =>
      `The ${what} ${name} is already defined here; give one of the two another name.`,
  }),

  'invalid-expression': kind<{ message: string }>({
    severity: 'error',
    doc: 'An expression must make sense of the values that it is given.',
    message: ({ message }) => message,
  }),

  'not-a-layer': kind<{ found: string }>({
    severity: 'error',
    doc: 'A chain is made of operators, blocks, joins and named tensors.',
    message: ({ found }) =>
      `This is ${found}, not a layer. A chain is made of operators, blocks, joins and named values; use let to name a number.`,
  }),

  'no-input': kind<{ name: string }>({
    severity: 'error',
    doc: 'A layer needs something to work on: the value before it, or the network input.',
    message: ({ name }) =>
      `${name} has nothing to work on yet. Begin the network with an input such as input image: 3 x 224 x 224.`,
  }),

  'operand-not-tensor': kind<{ join: string; found: string }>({
    severity: 'error',
    doc: 'Joins take tensors: it, named values, or branches.',
    message: ({ join, found }) =>
      `${join} joins tensors, and this is ${found}. Name values defined before, use it, or write the branches as { | … | … }.`,
  }),

  'chain-dropped': kind<{ name: string; layers: number }>({
    severity: 'warning',
    doc: 'A named value in a chain is that value, whatever stands before it: layers before it take no part in the network.',
    message: ({ name, layers }) =>
      `${name} is a value that was named before, so what the chain makes before it (${layers === 1 ? 'one part' : `${layers} parts`}) takes no part in the network. To join the two write add(it, ${name}); for a layer that is used again write a block.`,
  }),

  'argument-order': kind<{ operator: string; channels: Int; kernel: Int; rest: string }>({
    severity: 'warning',
    doc: 'The first number of a convolution is its output channels, the second its kernel; PyTorch writes the input channels first.',
    message: ({ operator, channels, kernel, rest }) =>
      `This makes ${channels} channels by a kernel of ${kernel}: ${operator} takes output channels, then the kernel, and knows its input channels. Did you mean ${operator}(${[kernel, rest].filter(Boolean).join(', ')})?`,
  }),

  'index-and-entry': kind<{ index: string; item: string }>({
    severity: 'information',
    doc: 'A loop with two names counts with the first; a row is taken apart by let.',
    message: ({ index, item }) =>
      `${index} is the number of the round, ${item} the whole row. To take rows apart write for row in … and, in the loop, let ${index}, ${item} = row.`,
  }),

  'channels-last': kind<{ shape: string; meant: string }>({
    severity: 'information',
    doc: 'Shapes begin with the channels.',
    message: ({ shape, meant }) =>
      `Shapes begin with the channels; ${shape} has ${shape.split(' ')[0]} of them. Did you mean ${meant}?`,
  }),

  'shape-product': kind<{ product: string; meant: string }>({
    severity: 'error',
    doc: 'Sizes of a shape are separated by x; a product is one size.',
    message: ({ product, meant }) =>
      `${product} is one size, which no layer with a window can read. Write ${meant}.`,
  }),

  'flatten-missing': kind<{ input: Shape; elements: Int }>({
    severity: 'warning',
    doc: 'Linear works on the last axis; of the output of convolutions and poolings that is the width alone.',
    message: ({ input, elements }) =>
      `Linear sees the width of ${formatShape(input)} alone. Place Flatten before it, so that it sees all ${elements.toLocaleString('en-US')} values, or write axis = -1 if the width is meant.`,
  }),

  'columns-not-joined': kind<{ what: string; count: number }>({
    severity: 'error',
    doc: 'Several columns stand side by side until a join makes one tensor of them.',
    message: ({ what, count }) =>
      `${what} gets ${count} columns where one tensor is expected. Join them, as in mean { | ...it }, or spread them with ....`,
  }),

  'wrong-count': kind<{ names: number; values: number }>({
    severity: 'error',
    doc: 'let with several names takes as many values.',
    message: ({ names, values }) =>
      `let names ${names} ${names === 1 ? 'value' : 'values'}, but the right side gives ${values}.`,
  }),

  'recursion-without-end': kind<{ name: string; depth?: number }>({
    severity: 'error',
    doc: 'Evaluation always ends: a block that calls itself must come to an end before the limit of nested calls.',
    message: ({ name, depth }) =>
      depth === undefined
        ? `${name} calls itself with equal arguments and an equal input, so it never ends. Change an argument with each call and stop at some value with if.`
        : `${name} is called ${depth} levels deep, which is the limit. Does the recursion end?`,
  }),

  'budget-exceeded': kind<{ what: string; limit: number }>({
    severity: 'information',
    doc: 'Evaluation always ends: steps, layers and nesting have a budget. What lies behind it is unknown, and figures are lower bounds.',
    message: ({ what, limit }) =>
      `Evaluation stopped here at the limit of ${limit.toLocaleString('en-US')} ${what}. Results behind this point are unknown.`,
  }),

  'too-large': kind<{ limit: number }>({
    severity: 'information',
    doc: 'Definitions of networks are far smaller; a longer text is not analysed, so that the editor stays responsive.',
    message: ({ limit }) =>
      `The file has more than ${limit.toLocaleString('en-US')} characters and is not analysed.`,
  }),

  'import-cycle': kind<{ cycle: readonly string[] }>({
    severity: 'error',
    doc: 'Files that import each other have no order in which they can be read.',
    message: ({ cycle }) =>
      cycle.length === 2
        ? `The file ${cycle[0]} imports itself. Remove this import.`
        : `These files import each other: ${cycle.join(' → ')}. Move what both need into a file of its own.`,
  }),

  'import-has-errors': kind<{ file: string; errors: number; first: string }>({
    severity: 'error',
    doc: 'The errors of an imported file are told where it is imported too, since that file may not be open.',
    message: ({ file, errors, first }) =>
      errors === 1 ? `${file} has an error: ${first}` : `${file} has ${errors} errors; the first: ${first}`,
  }),

  'import-failed': kind<{
    path: string;
    problem: 'missing' | 'folder' | 'binary' | 'too-large' | 'outside';
  }>({
    severity: 'error',
    doc: 'An import names a text file relative to the file it stands in.',
    message: ({ path, problem }) =>
      `${path} cannot be imported: ` +
      {
        missing: 'there is no such file. The path is relative to this file.',
        folder: 'it is a folder. Name a file in it.',
        binary: 'it is not a text file.',
        'too-large': 'it is too large.',
        outside: 'it lies outside the folders that may be read; `fovea.readableFolders` adds some.',
      }[problem],
  }),

  'unused-parameter': kind<{ name: string; owner: string }>({
    severity: 'hint',
    unnecessary: true,
    doc: 'A parameter that nothing reads can be removed.',
    message: ({ name, owner }) => `The parameter ${name} of ${owner} is never used.`,
  }),

  'unused-value': kind<{ name: string }>({
    severity: 'hint',
    unnecessary: true,
    doc: 'A named value that nothing reads takes part in nothing: its layers are not counted.',
    message: ({ name }) => `${name} is never used, so what it names takes no part in the network.`,
  }),

  'unused-block': kind<{ name: string; what: string }>({
    severity: 'hint',
    unnecessary: true,
    doc: 'A block, constant or import that no network of the file uses.',
    message: ({ name, what }) => `The ${what} ${name} is never used in this file.`,
  }),

  'unreachable-branch': kind<{ reason: string }>({
    severity: 'hint',
    unnecessary: true,
    doc: 'A branch of an if, or a loop, that is never run.',
    message: ({ reason }) => `This part is never reached: ${reason}.`,
  }),
};
