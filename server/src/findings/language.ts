// Findings of the languages: syntax, names, evaluation, imports.
import { kind } from './finding.js';

const didYouMean = (nearest: string | undefined): string =>
  nearest === undefined ? '' : ` Did you mean ${nearest}?`;

export const languageFindings = {
  syntax: kind<{ message: string }>({
    severity: 'error',
    doc: 'The text does not follow the grammar; the statement is skipped and all others are analysed.',
    message: ({ message }) => message,
  }),

  'unknown-name': kind<{ name: string; what: string; nearest: string | undefined }>({
    severity: 'error',
    doc: 'Every name is an operator, a block, a parameter, a constant or a value defined before.',
    message: ({ name, what, nearest }) => `There is no ${what} named ${name}.${didYouMean(nearest)}`,
  }),
};
