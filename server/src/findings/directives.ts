// Findings about directives in comments: invalid, unknown and unused ones.
import { kind } from './finding.js';
import { code, codes, didYouMean } from './wording.js';

export const directiveFindings = {
  'directive-invalid': kind<{ found: string; expected: string }>({
    severity: 'warning',
    doc: 'Directives have the same syntax in every language; docs/configuration.md lists them.',
    message: ({ found, expected }) => `Invalid directive ${code(found)}. ${expected}`,
  }),

  'directive-unknown': kind<{ word: string; known: readonly string[]; nearest: string | undefined }>({
    severity: 'information',
    doc: 'A comment that begins with `fovea:` is a directive.',
    message: ({ word, known, nearest }) =>
      (word === '' ? 'The directive has no name.' : `Unknown directive ${code(word)}.`) +
      (nearest === undefined ? ` Known directives: ${codes(known)}.` : didYouMean(nearest)),
  }),

  'directive-unused': kind<{ word: string; reason: string }>({
    severity: 'information',
    doc: 'A directive without effect may be in the wrong place.',
    message: ({ word, reason }) => `The directive ${code(word)} has no effect: ${reason}`,
  }),

  'unknown-finding': kind<{ code: string; nearest: string | undefined }>({
    severity: 'warning',
    doc: 'docs/findings.md lists the codes of all findings.',
    message: ({ code: finding, nearest }) => `Unknown finding ${code(finding)}.${didYouMean(nearest)}`,
  }),

  'unused-ignore': kind<{ codes: readonly string[] }>({
    severity: 'information',
    unnecessary: true,
    doc: 'An `ignore` that hides nothing should be removed, so that it cannot hide a later finding.',
    message: ({ codes: hidden }) =>
      hidden.length === 0
        ? 'This `ignore` has no effect. Remove it.'
        : `This \`ignore\` hides no ${codes(hidden)}. Remove ${hidden.length === 1 ? 'the code' : 'these codes'}.`,
  }),
};

/** What is expected of a shape, an argument list, a claim or an `ignore`, or what is wrong with it. */
export const directiveTexts = {
  mark: 'It has no effect: a directive begins with `fovea:`.',
  shape: 'A shape is written 3x224x224: whole numbers from 1 on, without the batch.',
  tooManyAxes: (most: number) => `A shape has at most ${most} axes.`,
  sizeTooLarge: 'A size is below 2^63.',
  numbersOnly: (shown: string) => `Every size must be a number here; ${shown} is not supported yet.`,
  noName: (expected: string, name: string) => `${expected} The name ${name} has no place here.`,
  oneShape: 'One shape has a place here; its sizes are separated by x, as in 3x224x224.',
  arguments: 'Arguments are written name=value, separated by commas.',
  repeatedArgument: (name: string) => `${name} is given twice.`,
  noArguments: 'It gives no arguments.',
  limit: 'A limit is written `limit params <= 5M, macs <= 600M`.',
  expectation: 'An expectation is written `expect params = 61100840`.',
  unknownMeasure: (measure: string, nearest: string | undefined, known: readonly string[]) =>
    `There is no measure ${measure}. ${nearest === undefined ? `Measures: ${known.join(', ')}.` : `Did you mean ${nearest}?`}`,
  boundInExpectation: (form: string) => `${form} For a bound use \`limit\`.`,
  boundedShape: (value: string) => `A shape has no bounds; use \`expect shape = ${value}\`.`,
  ignore: 'It is written `ignore`, or `ignore[code, code]` for certain findings.',
};
