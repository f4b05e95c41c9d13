// Lines that take a shape apart, `B, T, C = x.shape` and `T = x.size(1)`, show what their author calls its sizes.
import type { Frame } from '../interpreter/frame.js';
import type { Expr } from '../parser/ast.js';
import type { CompileContext } from './context.js';
import { compile } from './expressions.js';

/** Records the names that an assignment gives to sizes of a plain name's value; undefined where it gives none. */
export function sizesRead(
  context: CompileContext,
  targets: readonly Expr[],
  value: Expr,
): ((frame: Frame) => void) | undefined {
  const [target] = targets;
  const read = targets.length === 1 ? readOf(value) : undefined;
  if (!target || !read) return undefined;
  const { of, axis } = read;
  const names = target.kind === 'Tuple' || target.kind === 'List' ? target.elts : [target];
  if ((axis === undefined) !== (names[0] !== target)) return undefined;
  // Reading a name a second time has no effect of its own.
  const object = compile(context, of);
  return (frame) => frame.machine.hooks.sizesNamed(object(frame), names, axis, frame);
}

/** Of which name all sizes are read, or the one of an axis. */
function readOf(value: Expr): { readonly of: Expr; readonly axis: number | undefined } | undefined {
  if (value.kind === 'Subscript') {
    const all = readOf(value.value);
    const axis = intOf(value.slice);
    return all && all.axis === undefined && axis !== undefined ? { of: all.of, axis } : undefined;
  }
  if (value.kind === 'Attribute')
    return value.attr === 'shape' && value.value.kind === 'Name'
      ? { of: value.value, axis: undefined }
      : undefined;
  if (value.kind !== 'Call' || value.keywords.length > 0 || value.args.length > 1) return undefined;
  const { func, args } = value;
  if (func.kind !== 'Attribute' || func.attr !== 'size' || func.value.kind !== 'Name') return undefined;
  const axis = args[0] && intOf(args[0]);
  return args.length === 1 && axis === undefined ? undefined : { of: func.value, axis };
}

function intOf(node: Expr): number | undefined {
  if (node.kind === 'UnaryOp' && node.op === '-') {
    const inner = intOf(node.operand);
    return inner === undefined ? undefined : -inner;
  }
  return node.kind === 'Constant' && node.value.type === 'int' ? Number(node.value.value) : undefined;
}
