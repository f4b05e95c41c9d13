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
