// Writes the branches of a join as named values, which are joined in a call.
import { refactoringTitles } from '../fixes/texts.js';
import type { Join } from '../parser/ast.js';
import { freshName, indentAt, type FoveaRefactoring } from './refactoring.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 16 x 32 x 32
 *   «»add {
 *     | Conv(16, 3, pad = 1) -> BatchNorm
 *     | it
 *   }
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 16 x 32 x 32
 *   let branch1 = Conv(16, 3, pad = 1) -> BatchNorm
 *   let branch2 = it
 *   add(branch1, branch2)
 * }
 * ```
 */
export const nameBranches: FoveaRefactoring = {
  name: 'nameBranches',
  offer: (file, selection) => {
    const path = file.pathTo(selection);
    const join = path.findLast((node): node is Join => node.kind === 'Join');
    // As a statement of its own, from whose value the branches start too.
    if (!join || path[path.indexOf(join) - 1]?.kind !== 'Body' || join.callee.kind !== 'Name') return [];
    if (join.callee.name === 'columns' || selection.end > join.callee.end) return [];
    const chains = join.branches.map(({ body, modifier, spread }) => {
      const [only, ...more] = body.statements;
      const isChain = only && !['Let', 'Output', 'If', 'For', 'Repeat', 'Missing'].includes(only.kind);
      return isChain && more.length === 0 && !modifier && !spread ? file.textOf(only) : undefined;
    });
    if (chains.length === 0 || chains.some((each) => each === undefined)) return [];
    const margin = indentAt(file.text, join.start);
    const names = chains.map((_, index) => freshName(file.text, `branch${index + 1}`));
    const lines = [
      ...chains.map((chain, index) => `let ${names[index]} = ${chain}`),
      `${join.callee.name}(${names.join(', ')})`,
    ];
    return [
      {
        title: refactoringTitles.nameBranches,
        kind: 'refactor.rewrite',
        edits: [file.edit(join, lines.join(`\n${margin}`))],
      },
    ];
  },
};
