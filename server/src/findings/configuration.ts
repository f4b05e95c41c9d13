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

/** What values of a configuration must be; completes “must be …”. */
export const configurationTexts = {
  texts: 'a list of texts',
  codes: 'a list of the codes of findings',
  severities: 'a table of codes and severities',
  choice: (values: readonly string[]) => `one of ${values.map((each) => `"${each}"`).join(', ')}`,
  size: 'a whole number from 1 on',
  shape: 'a shape such as "3x224x224"',
  shapes: 'shapes such as "3x224x224"',
  because: (expected: string, problem: string) => `${expected}: ${problem}`,
  folders:
    'folders within the project, relative to this file; for others there is the setting `fovea.pytorch.packages`',
  networks: 'a table for each network, by its name',
  network: 'a table with `input` and `args`',
  arguments: 'arguments such as "depth=50, width=64"',
  argumentTable: 'a table of arguments',
  argument: 'a text, a number, true, false or a list',
  tooDeep: 'The file is nested too deep',
};
