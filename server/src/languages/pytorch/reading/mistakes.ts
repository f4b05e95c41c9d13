// What a failed statement certainly does wrong: arguments that a function does not take, and objects that cannot be called.
import type { Problem } from '../../../findings/catalogue.js';
import { nearest } from '../../../text/nearest.js';
import { PyDict, PyList, PyTuple, type PyModule, type Value } from '../interpreter/values.js';
import type { Expr, Module, Stmt } from '../parser/ast.js';
import type { Raised } from '../interpreter/errors.js';

/**
 * The mistake of a call; undefined where the file may not be to blame. Functions of the file itself and layers of torch
 * have exactly the parameters that are known; our stubs may lack parameters of torch's that are rarely used.
 */
export function callMistake({ call, uncallable, at }: Raised, uri: string): Problem | undefined {
  const holder = uncallable && uncallableKind(uncallable);
  if (holder) return { code: 'not-callable', data: { holder } };
  if (!call) return undefined;
  const { module, name, missing, unknown, parameters } = call;
  const isOwn = module.uri === uri;
  const isLayer = module.isStub && module.name.startsWith('torch.nn.') && name.endsWith('.__init__');
  if (!isOwn && !isLayer) return undefined;
  const callee = at?.spot.calleeName ?? name.replace(/\.__init__$/, '');
  if (missing !== undefined)
    return { code: 'missing-argument', data: { callee, parameter: missing, doc: '' } };
  if (unknown === undefined) return undefined;
  const known = parameters.filter((each) => each !== 'self');
  const likely = nearest(unknown, known);
  if (!isOwn && likely === undefined) return undefined;
  return { code: 'unknown-argument', data: { callee, argument: unknown, known, nearest: likely } };
}

/**
 * The division of a number by zero, both as written, in a statement of the top level that always runs: whatever the
 * program knows, it ends there. Of other divisions by zero a number may be one that Fovea gets wrong.
 */
export function zeroDivision(statement: Stmt, tree: Module | undefined): Expr | undefined {
  const index = tree?.body.indexOf(statement) ?? -1;
  if (index < 0 || tree?.body.slice(0, index).some(mayEnd)) return undefined;
  if (statement.kind !== 'Expr' && statement.kind !== 'Assign') return undefined;
  let { value } = statement;
  while (value.kind === 'UnaryOp') value = value.operand;
  if (value.kind !== 'BinOp' || !['/', '//', '%'].includes(value.op)) return undefined;
  const { left, right } = value;
  return isNumber(left) && isNumber(right) ? value : undefined;
}

/** Whether a statement may end the program by design, such as `sys.exit()`. */
function mayEnd(statement: Stmt): boolean {
  if (statement.kind !== 'Expr' || statement.value.kind !== 'Call') return statement.kind === 'Raise';
  const { func } = statement.value;
  const name = func.kind === 'Attribute' ? func.attr : func.kind === 'Name' ? func.id : '';
  return /exit|quit|abort|kill|exec/.test(name);
}

const isNumber = (expr: Expr): boolean =>
  expr.kind === 'Constant' && (expr.value.type === 'int' || expr.value.type === 'float');

/** What Python calls the containers that cannot be called. */
const uncallableKind = (value: Value): 'list' | 'tuple' | 'dict' | undefined =>
  value instanceof PyList
    ? 'list'
    : value instanceof PyTuple
      ? 'tuple'
      : value instanceof PyDict
        ? 'dict'
        : undefined;

/** A name that torch.nn has in other letters, as `Conv2D` for `Conv2d`; undefined where the name may be one that our stubs lack. */
export function misspeltLayer(path: string | undefined, layers: PyModule | undefined): Problem | undefined {
  const name = /^torch\.nn\.([A-Z]\w*)$/.exec(path ?? '')?.[1];
  if (name === undefined || !layers) return undefined;
  const alike = [...layers.globals.keys()].find((each) => each.toLowerCase() === name.toLowerCase());
  if (alike === undefined || alike === name || alike === alike.toLowerCase()) return undefined;
  return { code: 'unknown-name', data: { name, what: 'layer of torch.nn', nearest: alike } };
}
