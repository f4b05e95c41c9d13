// Findings about directives in comments: those that say nothing, and those that nothing uses.
import { kind } from './finding.js';

const didYouMean = (nearest: string | undefined): string =>
  nearest === undefined ? '' : ` Did you mean ${nearest}?`;

export const directiveFindings = {
  'directive-invalid': kind<{ found: string; expected: string }>({
    severity: 'warning',
    doc: 'A directive has one form, in every language; docs/configuration.md lists them.',
    message: ({ found, expected }) => `Invalid directive \`${found}\`. ${expected}`,
  }),

  'directive-unknown': kind<{ word: string; known: readonly string[]; nearest: string | undefined }>({
    severity: 'information',
    doc: 'A comment that begins with `fovea:` is a directive.',
    message: ({ word, known, nearest }) =>
      (word === '' ? 'A directive begins with a word.' : `Unknown directive \`${word}\`.`) +
      (nearest === undefined ? ` Known directives: ${known.join(', ')}.` : didYouMean(nearest)),
  }),

  'directive-unused': kind<{ word: string; reason: string }>({
    severity: 'information',
    doc: 'A directive that applies to nothing may stand in the wrong place.',
    message: ({ word, reason }) => `The directive \`${word}\` has no effect: ${reason}`,
  }),

  'unknown-finding': kind<{ code: string; nearest: string | undefined }>({
    severity: 'warning',
    doc: 'Findings are named by their codes, which docs/findings.md lists.',
    message: ({ code, nearest }) => `There is no finding with the code \`${code}\`.${didYouMean(nearest)}`,
  }),

  'unused-ignore': kind<{ codes: readonly string[] }>({
    severity: 'information',
    unnecessary: true,
    doc: 'An `ignore` that hides nothing can be removed, so that it does not hide a later finding.',
    message: ({ codes }) =>
      codes.length === 0
        ? 'This `ignore` hides nothing; remove it.'
        : `This \`ignore\` hides no ${codes.join(', ')} here; remove ${codes.length === 1 ? 'it' : 'them'}.`,
  }),
};
