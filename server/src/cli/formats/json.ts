// `check --format json`: the contract of docs/cli.md.
import { toJsonText } from '../networkJson.js';
import type { Format } from './format.js';

export const json: Format = ({ findings, counts, files, skipped }) =>
  toJsonText({ files: files.length, skipped, ...counts, diagnostics: findings });
