// The formats of `check` that are one document; `text` is printed line by line as files are checked.
import type { Format } from './format.js';
import { github } from './github.js';
import { gitlab } from './gitlab.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { sarif } from './sarif.js';

export const formats: Readonly<Record<string, Format>> = { json, sarif, github, gitlab, junit };
