// Writes a join of named values as branches, where the values are used for nothing else.
import { refactoringTitles } from '../fixes/texts.js';
import type { Call, Let, Name } from '../parser/ast.js';
import { JOIN_NAMES } from '../parser/ast.js';
import { indentAt, nodesIn, selectedIn, type FoveaRefactoring } from './refactoring.js';

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 16 x 32 x 32
 *   let body = Conv(16, 3, pad = 1) -> BatchNorm
 *   «»add(body, it)
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 16 x 32 x 32
 *   add {
 *     | Conv(16, 3, pad = 1) -> BatchNorm
 *     | it
 *   }
 * }
 * ```
 */
export const branchNames: FoveaRefactoring = {
  name: 'branchNames',
  offer: (file, selection) => {
    const found = selectedIn(file, selection);
    if (!found) return [];
    const { body, first, definition } = found;
    const join = body.statements[first];
    if (join?.kind !== 'Call' || join.callee.kind !== 'Name') return [];
    if (!(JOIN_NAMES as readonly string[]).includes(join.callee.name) || !isPlain(join)) return [];
    const uses = new Map<string, number>();
    for (const node of nodesIn(definition))
      if (node.kind === 'Name') uses.set(node.name, (uses.get(node.name) ?? 0) + 1);
    // The values that are named right before it start from the same value.
    const lets: Let[] = [];
    for (let at = first - 1; at >= 0; at--) {
      const statement = body.statements[at]!;
      if (statement.kind !== 'Let' || statement.shared || statement.names.length !== 1) break;
      const name = statement.names[0]!.name;
      if (uses.get(name) !== 1 || !join.arguments.some(({ value }) => (value as Name).name === name)) break;
      lets.unshift(statement);
    }
    if (lets.length === 0) return [];
    const margin = indentAt(file.text, join.start);
    const branches = join.arguments.map(({ value }) => {
      const own = lets.find(({ names }) => value.kind === 'Name' && names[0]?.name === value.name);
      return `${margin}  | ${file.textOf(own?.value ?? value)}`;
    });
    const text = `${join.callee.name} {\n${branches.join('\n')}\n${margin}}`;
    return [
      {
        title: refactoringTitles.branchNames,
        kind: 'refactor.rewrite',
        edits: [file.edit({ start: lets[0]!.start, end: join.end }, text)],
      },
    ];
  },
};

const isPlain = ({ arguments: given }: Call): boolean =>
  given.length > 1 &&
  given.every(({ name, value }) => name === null && (value.kind === 'Name' || value.kind === 'It'));
