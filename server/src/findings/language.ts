// Findings of the languages: syntax, names, evaluation, imports, parts that nothing uses.
import type { Shape } from '../math/dim.js';
import { formatInt, type Int } from '../math/int.js';
import { kind } from './finding.js';
import { code, counted, didYouMean, listed, shapeText, sizeText } from './wording.js';

/** Numbers that fit in place of a `?`, up to the largest that was tried. */
type OpenValueData =
  | { readonly kind: 'unused' | 'several' }
  | { readonly kind: 'none'; readonly most: string }
  | {
      readonly kind: 'found';
      readonly most: string;
      readonly network: string;
      readonly values:
        | { readonly from: number; readonly to: number | undefined; readonly step: number }
        | { readonly listed: readonly number[] };
      readonly solutions: readonly { readonly value: number; readonly params: Int; readonly macs: Int }[];
    };

const mostListed = 8;

function openNumbers(values: Extract<OpenValueData, { kind: 'found' }>['values'], most: string): string {
  if ('listed' in values) {
    const shown = values.listed.slice(0, mostListed).map(formatInt);
    const more = values.listed.length - shown.length;
    return `These numbers fit: ${listed(shown)}${more > 0 ? `, and ${formatInt(more)} more` : ''}.`;
  }
  const { from, to, step } = values;
  const what = step === 1 ? 'Any number' : `Any multiple of ${formatInt(step)}`;
  if (to === undefined) return `${what} from ${formatInt(from)} on fits (tried up to ${most}).`;
  return `${what} from ${formatInt(from)} to ${formatInt(to)} fits.`;
}

export const languageFindings = {
  syntax: kind<{ message: string }>({
    severity: 'error',
    doc: 'The text does not match the grammar. The statement is skipped; all others are analysed.',
    message: ({ message }) => message,
  }),

  'unknown-name': kind<{ name: string; what: string; nearest: string | undefined; advice?: string }>({
    severity: 'error',
    doc: 'A name must be an operator, a block, a parameter, a constant or a value that is defined above.',
    message: ({ name, what, nearest, advice }) =>
      `Unknown ${what} ${code(name)}.${advice === undefined ? didYouMean(nearest) : ` ${advice}`}`,
  }),

  'duplicate-name': kind<{ name: string; what: string }>({
    severity: 'error',
    doc: 'A name is defined once in its scope.',
    message: ({ name, what }) =>
      `The ${what} ${code(name)} is already defined in this scope. Rename one of the two.`,
  }),

  'invalid-expression': kind<{ message: string }>({
    severity: 'error',
    doc: 'The operands of an expression must have types and values that it is defined for.',
    message: ({ message }) => message,
  }),

  'not-a-layer': kind<{ found: string }>({
    severity: 'error',
    doc: 'A chain consists of operators, blocks, joins and named tensors.',
    message: ({ found }) =>
      `Expected a layer, found ${found}. A chain consists of operators, blocks, joins and named tensors; use \`let\` to name a number.`,
  }),

  'open-value': kind<OpenValueData>({
    severity: 'information',
    doc:
      'A `?` in place of a number: the numbers with which nothing is wrong and every `expect` and `limit` holds. All numbers up to ' +
      '64 are tried, multiples of 8 up to 512 and of 64 up to 4,096; fewer where the network is large.',
    message: (data) => {
      switch (data.kind) {
        case 'unused':
          return 'No network of the file uses this `?`.';
        case 'several':
          return 'No number is found for this `?` alone. Replace all but one `?` with numbers.';
        case 'none':
          return `No number up to ${data.most} fits here: something is wrong with each, or a claim fails.`;
        case 'found': {
          const { values, most, network, solutions } = data;
          const largest = solutions.at(-1);
          const figures =
            largest &&
            ` With ${formatInt(largest.value)}, ${code(network)} has ${counted(largest.params, 'parameter')} and ${counted(largest.macs, 'MAC')}.`;
          return `${openNumbers(values, most)}${figures ?? ''}`;
        }
      }
    },
  }),

  'no-input': kind<{ name: string }>({
    severity: 'error',
    doc: 'A layer needs an input: the value before it, or the input of the network.',
    message: ({ name }) =>
      `${code(name)} has no input. Begin the network with an input such as \`input image: 3 x 224 x 224\`.`,
  }),

  'operand-not-tensor': kind<{ join: string; found: string }>({
    severity: 'error',
    doc: 'The operands of a join are tensors: `it`, named values or branches.',
    message: ({ join, found }) =>
      `${code(join)} joins tensors, but this operand is ${found}. Use named values, \`it\`, or branches: \`{ | … | … }\`.`,
  }),

  'chain-dropped': kind<{ name: string; layers: number }>({
    severity: 'warning',
    doc: 'A named value in a chain replaces the current value: the layers before it are not part of the network.',
    message: ({ name, layers }) =>
      `${code(name)} is a named value and replaces the result of the chain before it (${counted(layers, 'part')}), which is not used. To join the two, write \`add(it, ${name})\`; to apply a layer again, define a block.`,
  }),

  'argument-order': kind<{ operator: string; channels: Int; kernel: Int; rest: string }>({
    severity: 'warning',
    doc: 'The first number of a convolution is its output channels, the second its kernel. In PyTorch the input channels come first.',
    message: ({ operator, channels, kernel, rest }) =>
      `This is a convolution with ${sizeText(channels)} output channels and a kernel of ${sizeText(kernel)}: the arguments of ${code(operator)} are the output channels and the kernel; the input channels are inferred.${didYouMean(`${operator}(${[kernel, rest].filter(Boolean).join(', ')})`)}`,
  }),

  'index-and-entry': kind<{ index: string; item: string }>({
    severity: 'information',
    doc: 'In a loop with two names, the first is the index. Brackets name the parts of a row: `for [a, b] in rows`.',
    message: ({ index, item }) =>
      `${code(index)} is the index and ${code(item)} the whole row. To unpack rows, write \`for [${index}, ${item}] in …\`.`,
  }),

  'channels-last': kind<{ shape: string; meant: string }>({
    severity: 'information',
    doc: 'The first size of a shape is its channels.',
    message: ({ shape, meant }) =>
      `The first size of a shape is its channels, so ${code(shape)} has ${shape.split(' ')[0]} channels.${didYouMean(meant)}`,
  }),

  'shape-product': kind<{ product: string; meant: string }>({
    severity: 'error',
    doc: 'The sizes of a shape are separated by `x`; a product with `*` is a single size.',
    message: ({ product, meant }) =>
      `${code(product)} is a single size, but layers with a window need channels and spatial axes. Write ${code(meant)}.`,
  }),

  'flatten-missing': kind<{ input: Shape; elements: Int }>({
    severity: 'warning',
    doc: '`Linear` applies to the last axis. After convolutions and poolings, that is the width alone.',
    message: ({ input, elements }) =>
      `\`Linear\` applies only to the last axis (the width) of ${shapeText(input)}. Insert \`Flatten\` before it to use all ${sizeText(elements)} values, or write \`axis = -1\` if that is intended.`,
  }),

  'columns-not-joined': kind<{ what: string; count: number }>({
    severity: 'error',
    doc: 'Columns stay separate until a join combines them into one tensor.',
    message: ({ what, count }) =>
      `${what} receives ${count} columns, but expects one tensor. Join them, as in \`mean { | ...it }\`, or spread them with \`...\`.`,
  }),

  'wrong-count': kind<{ names: number; values: number }>({
    severity: 'error',
    doc: '`let` and `for` with several names need as many values.',
    message: ({ names, values }) =>
      `There ${names === 1 ? 'is' : 'are'} ${counted(names, 'name')} for ${counted(values, 'value')}.`,
  }),

  'recursion-without-end': kind<{ name: string; depth?: number }>({
    severity: 'error',
    doc: 'Evaluation always terminates: recursion must end before the limit of nested calls.',
    message: ({ name, depth }) =>
      depth === undefined
        ? `${code(name)} calls itself with the same arguments and the same input, so the recursion never ends. Change an argument in each call, and stop with \`if\`.`
        : `The calls of ${code(name)} are nested ${sizeText(depth)} levels deep, which is the limit. Does the recursion end?`,
  }),

  'budget-exceeded': kind<{ what: string; limit: number }>({
    severity: 'information',
    doc: 'Evaluation always terminates: steps, layers and nesting have limits. Results beyond a limit are unknown, and figures are lower bounds.',
    message: ({ what, limit }) =>
      `Evaluation stopped at the limit of ${sizeText(limit)} ${what}. Results beyond this point are unknown.`,
  }),

  'too-large': kind<{ limit: number }>({
    severity: 'information',
    doc: 'Network definitions are far smaller. Longer files are not analysed, so that the editor stays responsive.',
    message: ({ limit }) =>
      `The file is too large to analyse: it has more than ${sizeText(limit)} characters.`,
  }),

  'import-cycle': kind<{ cycle: readonly string[] }>({
    severity: 'error',
    doc: 'Files cannot import each other in a cycle.',
    message: ({ cycle }) =>
      cycle.length === 2
        ? `${code(cycle[0] ?? '')} imports itself. Remove this import.`
        : `Import cycle: ${cycle.join(' → ')}. Move what the files share into a file of its own.`,
  }),

  'import-has-errors': kind<{ file: string; errors: number; first: string }>({
    severity: 'error',
    doc: 'Errors in an imported file are reported at the import too, since that file may not be open.',
    message: ({ file, errors, first }) =>
      errors === 1
        ? `${code(file)} has an error: ${first}`
        : `${code(file)} has ${errors} errors. The first is: ${first}`,
  }),

  'import-failed': kind<{
    path: string;
    problem: 'missing' | 'folder' | 'binary' | 'too-large' | 'outside';
  }>({
    severity: 'error',
    doc: 'The path of an import is relative to the importing file.',
    message: ({ path, problem }) =>
      `Cannot import ${code(path)}: ` +
      {
        missing: 'the file does not exist. The path is relative to this file.',
        folder: 'it is a folder. Import a file in it.',
        binary: 'it is not a text file.',
        'too-large': 'the file is too large.',
        outside: 'it is outside the folders that Fovea may read. Add its folder to `fovea.readableFolders`.',
      }[problem],
  }),

  'too-many-imports': kind<{ levels: number } | { files: number }>({
    severity: 'information',
    doc: 'Imports are followed up to a limit. What the other files define is unknown.',
    message: (data) =>
      ('levels' in data
        ? `Imports are followed ${formatInt(data.levels)} levels deep.`
        : `Imports stop at the limit of ${counted(data.files, 'file')}.`) +
      ' What the other files define is unknown.',
  }),

  'unused-parameter': kind<{ name: string; owner: string }>({
    severity: 'hint',
    unnecessary: true,
    doc: 'A parameter that is never read can be removed.',
    message: ({ name, owner }) => `The parameter ${code(name)} of ${code(owner)} is never used.`,
  }),

  'unused-value': kind<{ name: string }>({
    severity: 'hint',
    unnecessary: true,
    doc: 'A named value that is never read is not part of the network: its layers are not counted.',
    message: ({ name }) => `${code(name)} is never used, so its layers are not part of the network.`,
  }),

  'unused-block': kind<{ name: string; what: string }>({
    severity: 'hint',
    unnecessary: true,
    doc: 'A block, constant or import that no network in the file uses.',
    message: ({ name, what }) => `The ${what} ${code(name)} is never used in this file.`,
  }),

  'unreachable-branch': kind<{ reason: string }>({
    severity: 'hint',
    unnecessary: true,
    doc: 'A branch or a loop that is never run.',
    message: ({ reason }) => `Unreachable: ${reason}.`,
  }),
};
