// Bounds the parameters and the cost of a network by its present totals.
import { refactoringTitles } from '../fixes/texts.js';
import type { Definition } from '../parser/ast.js';
import { indentAt, type FoveaRefactoring } from './refactoring.js';

/**
 * Before:
 * ```fovea
 * net «»A {
 *   input x: 3 x 32 x 32
 *   Conv(16, 3, pad = 1)
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 3 x 32 x 32
 *   Conv(16, 3, pad = 1)
 *   limit params <= 448, macs <= 442_368
 * }
 * ```
 */
export const limitTotals: FoveaRefactoring = {
  name: 'limitTotals',
  offer: (file, selection, { networks }) => {
    const net = file.pathTo(selection).findLast((node): node is Definition => node.kind === 'Net');
    const last = net?.body?.statements.at(-1);
    if (!net?.name || !last || selection.end > net.name.end) return [];
    if (net.body!.statements.some(({ kind }) => kind === 'Limit')) return [];
    const start = net.name.start;
    const totals = networks.find(({ site }) => site.uri === file.uri && site.start === start);
    if (!totals?.isExact) return [];
    const text = `limit params <= ${grouped(totals.params)}, macs <= ${grouped(totals.macs)}`;
    const at = { start: last.end, end: last.end };
    return [
      {
        title: refactoringTitles.claim(text),
        kind: 'refactor.rewrite',
        edits: [file.edit(at, `\n${indentAt(file.text, last.start)}${text}`)],
      },
    ];
  },
};

/** `442_368`. */
const grouped = (count: number | bigint): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, '_');
