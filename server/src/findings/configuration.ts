// Findings about fovea.toml and the section of Fovea in pyproject.toml.
import { kind } from './finding.js';

export const configurationFindings = {
  'configuration-syntax': kind<{ message: string }>({
    severity: 'error',
    doc: 'A configuration is TOML 1.0. One that cannot be read has no effect.',
    message: ({ message }) => `The configuration cannot be read: ${message}`,
  }),

  'configuration-key': kind<{ key: string; known: readonly string[]; nearest: string | undefined }>({
    severity: 'error',
    doc: 'The keys of a configuration are in docs/configuration.md; one that is unknown has no effect.',
    message: ({ key, known, nearest }) =>
      `Unknown key \`${key}\`. ${nearest === undefined ? `Known keys: ${known.join(', ')}.` : `Did you mean ${nearest}?`}`,
  }),

  'configuration-value': kind<{ key: string; expected: string }>({
    severity: 'error',
    doc: 'A value of a configuration that does not fit its key has no effect; the default holds.',
    message: ({ key, expected }) => `\`${key}\` takes ${expected}.`,
  }),
};
