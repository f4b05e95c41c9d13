// Begins a network with an input.
import { actionTitles } from './texts.js';
import type { FoveaFix } from './fix.js';

const input = 'input image: 3 x 224 x 224';

/**
 * Before:
 * ```fovea
 * net A {
 *   Conv(8, 3)
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input image: 3 x 224 x 224
 *   Conv(8, 3)
 * }
 * ```
 */
export const addInput: FoveaFix = {
  name: 'addInput',
  codes: ['no-input'],
  fixes: (finding, file) => {
    const net = file.pathTo(finding).find(({ kind }) => kind === 'Net');
    const first = net?.kind === 'Net' ? net.body?.statements[0] : undefined;
    if (!first) return [];
    const { text } = file;
    const line = text.lastIndexOf('\n', first.start - 1) + 1;
    const indent = text.slice(line, first.start);
    const separator = indent.trim() === '' ? `\n${indent}` : '; ';
    return [
      {
        title: actionTitles.insert(input),
        edits: [file.edit({ start: first.start, end: first.start }, input + separator)],
      },
    ];
  },
};
