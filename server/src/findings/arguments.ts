// Findings about arguments of operators, blocks and networks.
import { kind } from './finding.js';
import { asClause, code, codes, didYouMean } from './wording.js';

export const argumentFindings = {
  'missing-argument': kind<{ callee: string; parameter: string; doc: string }>({
    severity: 'error',
    doc: 'A parameter without a default needs an argument.',
    message: ({ callee, parameter, doc }) =>
      `${code(callee)} is missing the argument ${code(parameter)}${doc ? ` (${asClause(doc)})` : ''}.`,
  }),

  'unknown-argument': kind<{
    callee: string;
    argument: string;
    known: readonly string[];
    nearest: string | undefined;
  }>({
    severity: 'error',
    doc: 'Arguments are passed by position or by the name of a parameter.',
    message: ({ callee, argument, known, nearest }) =>
      `${code(callee)} has no parameter ${code(argument)}.` +
      (didYouMean(nearest) ||
        (known.length > 0 ? ` Its parameters are ${codes(known)}.` : ' It takes no arguments.')),
  }),

  'too-many-arguments': kind<{ callee: string; known: readonly string[] }>({
    severity: 'error',
    doc: 'Each positional argument needs a parameter at its position.',
    message: ({ callee, known }) =>
      known.length === 0
        ? `${code(callee)} takes no arguments.`
        : `Too many arguments: ${code(callee)} takes ${known.length === 1 ? 'one' : `at most ${known.length}`} (${codes(known)}).`,
  }),

  'repeated-argument': kind<{ callee: string; parameter: string }>({
    severity: 'error',
    doc: 'An argument is passed once, by position or by name.',
    message: ({ callee, parameter }) =>
      `The argument ${code(parameter)} of ${code(callee)} is passed twice. Remove one of the two.`,
  }),

  'conflicting-arguments': kind<{ callee: string; first: string; second: string }>({
    severity: 'error',
    doc: 'Some arguments are two ways to specify the same thing; only one of them can be used.',
    message: ({ callee, first, second }) =>
      `${code(callee)} takes ${code(first)} or ${code(second)}, but not both. Remove one of them.`,
  }),

  'argument-type': kind<{ callee: string; parameter: string; expected: string; found: string }>({
    severity: 'error',
    doc: 'The type of an argument must match that of its parameter.',
    message: ({ callee, parameter, expected, found }) =>
      `The argument ${code(parameter)} of ${code(callee)} must be ${expected}, not ${found}.`,
  }),

  'argument-range': kind<{ callee: string; parameter: string; expected: string; found: string }>({
    severity: 'error',
    doc: 'An argument must be in the range of its parameter.',
    message: ({ callee, parameter, expected, found }) =>
      `The argument ${code(parameter)} of ${code(callee)} must be ${expected}, but is ${found}.`,
  }),

  'fractional-size': kind<{ callee: string; parameter: string; found: string }>({
    severity: 'error',
    doc: 'Sizes are whole numbers, and numbers are never rounded implicitly.',
    message: ({ callee, parameter, found }) =>
      `The argument ${code(parameter)} of ${code(callee)} must be a whole number, but is ${found}. ` +
      'Round it with `floor(…)`, `ceil(…)` or `round(…)`.',
  }),

  'argument-choice': kind<{
    callee: string;
    parameter: string;
    choices: readonly string[];
    found: string;
    nearest: string | undefined;
  }>({
    severity: 'error',
    doc: 'Some parameters accept a fixed set of words only.',
    message: ({ callee, parameter, choices, found, nearest }) =>
      `The argument ${code(parameter)} of ${code(callee)} must be one of ${codes(choices)}, not ${found}.${didYouMean(nearest)}`,
  }),

  'operand-count': kind<{ operator: string; expected: string; found: number }>({
    severity: 'error',
    doc: 'An operator takes a fixed number of inputs, or a range of numbers.',
    message: ({ operator, expected, found }) =>
      `${code(operator)} takes ${expected}, but receives ${found === 0 ? 'none' : found}.`,
  }),
};
