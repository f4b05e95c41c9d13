// Long tables of numbers by a formula, such as sinusoidal positions: their elements are not worth a step each.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import type { Frame } from '../interpreter/frame.js';
import { PyFloat, PyModule, PyRange, UnknownNumber, type Value } from '../interpreter/values.js';
import type { Expr } from '../parser/ast.js';
import type { CompileContext } from './context.js';
import { loadName } from './names.js';

/** Rows from here on are taken for a table. */
const longRow = 256;

const functions = new Set('power pow sin cos tan exp log log2 log10 sqrt floor ceil abs'.split(' '));

/** The names of modules whose functions a formula of numbers calls; undefined for what may do anything else. */
function modulesOf(node: Expr, found: string[] = []): string[] | undefined {
  switch (node.kind) {
    case 'Name':
      return found;
    case 'Constant':
      return node.value.type === 'int' || node.value.type === 'float' ? found : undefined;
    case 'UnaryOp':
      return modulesOf(node.operand, found);
    case 'BinOp':
      return modulesOf(node.left, found) && modulesOf(node.right, found);
    case 'Call': {
      const { func, args, keywords } = node;
      if (func.kind !== 'Attribute' || func.value.kind !== 'Name' || keywords.length > 0) return undefined;
      if (!functions.has(func.attr) || !args.every((each) => modulesOf(each, found))) return undefined;
      found.push(func.value.id);
      return found;
    }
    default:
      return undefined;
  }
}

/**
 * What a comprehension gives that lists a formula over a long range: its first number, and others of which nothing is
 * kept. Undefined where it has to be followed element by element.
 */
export function compileTable(
  context: CompileContext,
  element: Expr,
): ((frame: Frame, range: Value, first: (item: Value) => Value) => Value[] | undefined) | undefined {
  const modules = modulesOf(element)?.map((name) => loadName(context, name));
  if (!modules) return undefined;
  return (frame, range, first) => {
    if (!(range instanceof PyRange) || range.length < longRow) return undefined;
    if (!modules.every((load) => load(frame) instanceof PyModule)) return undefined;
    const number = first(range.start);
    if (!(number instanceof PyFloat)) return undefined;
    frame.machine.reserve('elements', range.length);
    // A later element may divide by zero.
    frame.machine.missedRaises++;
    const items = new Array<Value>(range.length).fill(new UnknownNumber(pythonReasons.longTable));
    items[0] = number;
    return items;
  };
}
