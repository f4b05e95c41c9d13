// Findings about arguments of operators, blocks and networks.
import { kind } from './finding.js';

const didYouMean = (nearest: string | undefined): string =>
  nearest === undefined ? '' : ` Did you mean ${nearest}?`;

export const argumentFindings = {
  'missing-argument': kind<{ callee: string; parameter: string; doc: string }>({
    severity: 'error',
    doc: 'A parameter without a default must be given.',
    message: ({ callee, parameter, doc }) =>
      `${callee} needs the argument ${parameter}${doc ? ` (${lowerFirst(doc)})` : ''}, which is missing here.`,
  }),

  'unknown-argument': kind<{
    callee: string;
    argument: string;
    known: readonly string[];
    nearest: string | undefined;
  }>({
    severity: 'error',
    doc: 'Arguments are given by position or by the name of a parameter.',
    message: ({ callee, argument, known, nearest }) =>
      `${callee} has no parameter ${argument}.` +
      (didYouMean(nearest) || (known.length > 0 ? ` It takes ${known.join(', ')}.` : ' It takes none.')),
  }),

  'too-many-arguments': kind<{ callee: string; known: readonly string[] }>({
    severity: 'error',
    doc: 'Every argument by position needs a parameter at that place.',
    message: ({ callee, known }) =>
      known.length === 0
        ? `${callee} takes no arguments.`
        : `${callee} takes ${known.length === 1 ? 'one argument' : `at most ${known.length} arguments`} (${known.join(', ')}); this one is too many.`,
  }),

  'repeated-argument': kind<{ callee: string; parameter: string }>({
    severity: 'error',
    doc: 'An argument is given once, by position or by name.',
    message: ({ callee, parameter }) => `${callee} is given ${parameter} twice; remove one of the two.`,
  }),

  'conflicting-arguments': kind<{ callee: string; first: string; second: string }>({
    severity: 'error',
    doc: 'Some arguments say the same thing in two ways, of which one is given.',
    message: ({ callee, first, second }) =>
      `${callee} takes ${first} or ${second}, not both; remove one of the two.`,
  }),

  'argument-type': kind<{ callee: string; parameter: string; expected: string; found: string }>({
    severity: 'error',
    doc: 'Every parameter takes values of its type.',
    message: ({ callee, parameter, expected, found }) =>
      `${parameter} of ${callee} takes ${expected}, not ${found}.`,
  }),

  'argument-range': kind<{ callee: string; parameter: string; expected: string; found: string }>({
    severity: 'error',
    doc: 'Every parameter takes values of its range.',
    message: ({ callee, parameter, expected, found }) =>
      `${parameter} of ${callee} must be ${expected}; ${found} is not.`,
  }),

  'fractional-size': kind<{ callee: string; parameter: string; found: string }>({
    severity: 'error',
    doc: 'Numbers are real and are never rounded in silence; sizes are whole.',
    message: ({ callee, parameter, found }) =>
      `${parameter} of ${callee} must be a whole number; ${found} is not. Use floor(…), ceil(…) or round(…) to say which way.`,
  }),

  'argument-choice': kind<{
    callee: string;
    parameter: string;
    choices: readonly string[];
    found: string;
    nearest: string | undefined;
  }>({
    severity: 'error',
    doc: 'Some parameters take one of a few words.',
    message: ({ callee, parameter, choices, found, nearest }) =>
      `${parameter} of ${callee} is one of ${choices.join(', ')}, not ${found}.${didYouMean(nearest)}`,
  }),

  'operand-count': kind<{ operator: string; expected: string; found: number }>({
    severity: 'error',
    doc: 'An operator takes a certain number of tensors.',
    message: ({ operator, expected, found }) =>
      `${operator} takes ${expected}, but is given ${found === 0 ? 'none' : found}.`,
  }),
};

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');
}
