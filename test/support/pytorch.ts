// Analyses a Python file given as text, with further files beside it.
import type { Analysis } from '../../server/src/analysis/analysis.js';
import type { Overrides } from '../../server/src/contract/language.js';
import { open, uris } from './fixture.js';

export const uri = uris.python;

/** `files` are the texts of other files by their paths within the project. */
export const analysePython = (
  text: string,
  overrides: Overrides = {},
  files: Readonly<Record<string, string>> = {},
): Analysis => open('python', text, { overrides, files }).analysis;

/** A class with one forward, and the imports that it needs. */
export function moduleText(init: readonly string[], forward: readonly string[], name = 'Net'): string {
  return [
    'import torch',
    'from torch import nn',
    'import torch.nn.functional as F',
    `class ${name}(nn.Module):`,
    '    def __init__(self):',
    '        super().__init__()',
    ...init.map((line) => `        ${line}`),
    '    def forward(self, x):',
    ...forward.map((line) => `        ${line}`),
    '',
  ].join('\n');
}
