// Findings about fovea.toml and the section of Fovea in pyproject.toml.
import { kind } from './finding.js';
import { code, codes } from './wording.js';

export const configurationFindings = {
  'configuration-syntax': kind<{ message: string }>({
    severity: 'error',
    doc: 'A configuration file is TOML 1.0. A file that cannot be parsed has no effect.',
    message: ({ message }) => `Cannot parse the configuration: ${message}`,
  }),

  'configuration-key': kind<{ key: string; known: readonly string[]; nearest: string | undefined }>({
    severity: 'error',
    doc: 'Unknown keys have no effect. docs/configuration.md lists all keys.',
    message: ({ key, known, nearest }) =>
      `Unknown key ${code(key)}. ${nearest === undefined ? `Valid keys: ${codes(known)}.` : `Did you mean ${code(nearest)}?`}`,
  }),

  'configuration-value': kind<{ key: string; expected: string }>({
    severity: 'error',
    doc: 'A value of the wrong type has no effect; the default applies.',
    message: ({ key, expected }) => `${code(key)} must be ${expected}.`,
  }),
};
