// Fovea text with its expected findings written below the lines they are on: `// ^^^^ code: part of the message`.
import { check, type OpenOptions } from './fixture.js';

/** Checks that `text` has exactly the findings that its comments expect; see `check` of the fixture kit. */
export const checkFindings = (
  text: string,
  options: Pick<OpenOptions, 'files'> & { readonly ignore?: readonly string[] } = {},
): void => void check('fovea', text, options);
