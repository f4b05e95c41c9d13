// Analyses a Python file given as text, with further files beside it.
import { Analysis } from '../../server/src/analysis/analysis.js';
import { pytorch } from '../../server/src/languages/pytorch/language.js';
import type { Overrides } from '../../server/src/contract/language.js';
import { SourceText } from '../../server/src/text/sourceText.js';
import { resolveUri } from '../../server/src/workspace/uri.js';
import { contextOf } from './context.js';

export const uri = 'file:///project/model.py';

/** `files` are the texts of other files by their paths within the project. */
export function analysePython(
  text: string,
  overrides: Overrides = {},
  files: Readonly<Record<string, string>> = {},
): Analysis {
  const load = (wanted: string): SourceText | { readonly problem: 'missing' } => {
    const own = files[wanted.replace('file:///project/', '')];
    return own === undefined ? { problem: 'missing' } : new SourceText(wanted, 1, own);
  };
  const source = new SourceText(uri, 1, text);
  const lowered = pytorch.lower(source, { resolve: resolveUri, load, overrides });
  return new Analysis(lowered, contextOf(pytorch, source, overrides));
}

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
