// Tests whose failure ends the program: which of them say, by what decides them, what the program requires.
import { forEachExpression } from '../interpreter/scope.js';
import type { Expr, Stmt } from '../parser/ast.js';

/** Calls that decide nothing themselves. */
const plainCalls: ReadonlySet<string> = new Set([
  'size', 'dim', 'len', 'int', 'float', 'min', 'max', 'abs', 'isinstance', 'hasattr', 'getattr', 'ndimension', 'numel', 'floor', 'ceil', 'format',
]); // prettier-ignore

/**
 * Whether everything that a test decides has to be as it is for its outcome: no part of it is an alternative to another one
 * (the operator `except` would make it one), and no function of the program decides something on the way.
 */
export function decidesAlone(test: Expr, except: 'and' | 'or'): boolean {
  let alone = true;
  forEachExpression(test, (node) => {
    if (node.kind === 'BoolOp') alone &&= node.op !== except;
    // What is negated turns the operators within round.
    else if (node.kind === 'UnaryOp') alone &&= node.op !== 'not' || node.operand.kind !== 'BoolOp';
    else if (node.kind === 'Compare')
      alone &&=
        !node.ops.some((op) => op === 'in' || op === 'not in') && (except === 'or' || node.ops.length === 1);
    else if (node.kind === 'IfExp' || node.kind === 'Lambda') alone = false;
    else if (node.kind === 'Call') {
      const { func } = node;
      const name = func.kind === 'Name' ? func.id : func.kind === 'Attribute' ? func.attr : '';
      alone &&= plainCalls.has(name);
    }
  });
  return alone;
}

const straight: ReadonlySet<Stmt['kind']> = new Set(['Expr', 'Assign', 'AugAssign', 'AnnAssign', 'Raise']);

/** Whether a block ends the program in any case. */
export const alwaysRaises = (body: readonly Stmt[]): boolean =>
  body.at(-1)?.kind === 'Raise' && body.every(({ kind }) => straight.has(kind));
