// Expressions become closures that evaluate them.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { toInt } from '../../../math/int.js';
import type { Compiled } from '../interpreter/code.js';
import type { Frame } from '../interpreter/frame.js';
import { forkValue } from '../interpreter/fork.js';
import { getItem, setItem } from '../interpreter/iteration.js';
import { updateDict } from '../interpreter/methodsOfTables.js';
import { getAttribute } from '../interpreter/objects.js';
import { binary, unary } from '../interpreter/operators.js';
import { compare } from '../interpreter/comparison.js';
import { truth } from '../interpreter/truth.js';
import type { Spot } from '../interpreter/place.js';
import { extend, gather, type Gathered } from '../interpreter/sequences.js';
import { formatBySpec, represent, textOf } from '../interpreter/text.js';
import {
  ellipsis,
  Instance,
  PyDict,
  PyFloat,
  PyList,
  PySet,
  PySlice,
  PyTuple,
  Unknown,
  type Openness,
  type Value,
} from '../interpreter/values.js';
import type { ConstantValue, Expr } from '../parser/ast.js';
import { compileCall } from './calls.js';
import { compileComprehension } from './comprehensions.js';
import type { CompileContext } from './context.js';
import { compileLambda } from './functions.js';
import { loadName, storeName } from './names.js';
import { compileTarget } from './targets.js';

/** `label` is the target that the value is assigned to, for the names of layers. */
export function compile(context: CompileContext, node: Expr, label?: Expr): Compiled {
  switch (node.kind) {
    case 'Constant':
      return compileConstant(node.value);
    case 'Name':
      return loadName(context, node.id);
    case 'Attribute': {
      const object = compile(context, node.value);
      const { attr } = node;
      if (attr === '') return () => new Unknown(pythonReasons.attributeNameMissing);
      return (frame) => getAttribute(frame.machine, object(frame), attr);
    }
    case 'Call':
      return compileCall(context, node, label);
    case 'BinOp':
      return compileBinary(context, node, label);
    case 'BoolOp':
      return compileBoolean(context, node.op, node.values);
    case 'UnaryOp': {
      const operand = compile(context, node.operand);
      const { op } = node;
      const spot = context.spot(node, label);
      return (frame) => {
        const value = operand(frame);
        return value instanceof Instance
          ? at(frame, spot, () => unary(frame.machine, op, value))
          : unary(frame.machine, op, value);
      };
    }
    case 'Compare':
      return compileCompare(context, node);
    case 'Subscript': {
      const object = compile(context, node.value);
      const index = compile(context, node.slice);
      const spot = context.spot(node, label);
      return (frame) => {
        const value = object(frame);
        const key = index(frame);
        return value instanceof Instance
          ? at(frame, spot, () => getItem(frame.machine, value, key))
          : getItem(frame.machine, value, key);
      };
    }
    case 'IfExp': {
      const [test, body, orelse] = [
        compile(context, node.test),
        compile(context, node.body, label),
        compile(context, node.orelse, label),
      ];
      return (frame) => {
        const known = truth(frame.machine, test(frame));
        if (known instanceof Unknown)
          return forkValue(
            frame,
            known.reason,
            [() => body(frame), () => orelse(frame)],
            new Unknown(known.reason),
          );
        return known ? body(frame) : orelse(frame);
      };
    }
    case 'Tuple':
    case 'List':
    case 'Set': {
      const items = compileItems(context, node.elts);
      return (frame) => {
        const { items: own, open, strays } = items(frame);
        if (node.kind === 'Tuple') return new PyTuple(own, open);
        const made = node.kind === 'List' ? new PyList(own, open) : new PySet(own, false, open);
        if (strays) made.addStrays(strays);
        return made;
      };
    }
    case 'Dict':
      return compileDict(context, node.keys, node.values);
    case 'Lambda':
      return compileLambda(context, node);
    case 'NamedExpr': {
      const value = compile(context, node.value, node.target);
      const store =
        node.target.kind === 'Name'
          ? storeName(context, node.target.id)
          : compileTarget(context, node.target);
      return (frame) => {
        const result = value(frame);
        store(frame, result);
        return result;
      };
    }
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
    case 'DictComp':
      return compileComprehension(context, node);
    case 'JoinedStr':
      return compileFormatted(context, node.values);
    case 'FormattedValue':
      return compileFormatted(context, [node]);
    case 'Slice': {
      const none: Compiled = () => null;
      const [start, stop, step] = [node.lower, node.upper, node.step].map((each) =>
        each ? compile(context, each) : none,
      );
      return (frame) => new PySlice(start!(frame), stop!(frame), step!(frame));
    }
    case 'Await':
      return compile(context, node.value, label);
    case 'Yield': {
      const value = node.value ? compile(context, node.value) : (): Value => null;
      return (frame) => {
        const { machine, yielded } = frame;
        const own = value(frame);
        if (yielded && yielded.open === undefined) yielded.items.push(own);
        machine.reserve('elements', yielded?.items.length ?? 0);
        machine.step();
        return null;
      };
    }
    case 'YieldFrom': {
      const value = compile(context, node.value);
      return (frame) => {
        const own = value(frame);
        if (frame.yielded) extend(frame.machine, frame.yielded, own);
        return null;
      };
    }
    case 'Starred':
      return compile(context, node.value);
    case 'Invalid':
      return () => new Unknown(pythonReasons.incompleteLine);
  }
}

/** Evaluates something as the work of a place. */
export function at(frame: Frame, spot: Spot | undefined, run: () => Value): Value {
  if (spot === undefined) return run();
  const { machine } = frame;
  const before = machine.place;
  machine.place = { spot, module: frame.module, parent: before };
  const result = run();
  machine.place = before;
  return result;
}

function compileConstant(constant: ConstantValue): Compiled {
  const value = ((): Value => {
    switch (constant.type) {
      case 'none':
        return null;
      case 'ellipsis':
        return ellipsis;
      case 'float':
        return new PyFloat(constant.value);
      case 'complex':
        return new Unknown(pythonReasons.complexNumbers);
      case 'bytes':
        return new Unknown(pythonReasons.bytes);
      case 'int':
        return toInt(constant.value) ?? null;
      default:
        return constant.value;
    }
  })();
  return () => value;
}

function compileBinary(
  context: CompileContext,
  node: Extract<Expr, { kind: 'BinOp' }>,
  label: Expr | undefined,
): Compiled {
  // A sum of thousands of terms is a tree of that height: its left side is gone through without recursion.
  const spine = [node];
  for (let { left } = node; left.kind === 'BinOp'; { left } = left) spine.push(left);
  const first = compile(context, (spine.at(-1) ?? node).left);
  const steps = spine.reverse().map((each) => ({
    op: each.op,
    right: compile(context, each.right),
    spot: context.spot(each, each === node ? label : undefined),
  }));
  return (frame) => {
    const { machine } = frame;
    let result = first(frame);
    for (const { op, right, spot } of steps) {
      const a = result;
      const b = right(frame);
      result =
        a instanceof Instance || b instanceof Instance
          ? at(frame, spot, () => binary(machine, op, a, b))
          : binary(machine, op, a, b);
    }
    return result;
  };
}

function compileBoolean(context: CompileContext, op: 'and' | 'or', values: readonly Expr[]): Compiled {
  const parts = values.map((each) => compile(context, each));
  const stop = op === 'or';
  const from = (frame: Frame, first: number): Value => {
    let result: Value = null;
    for (let index = first; index < parts.length; index++) {
      result = parts[index]!(frame);
      const known = truth(frame.machine, result);
      if (known === stop || index === parts.length - 1) return result;
      if (known instanceof Unknown) {
        // Whether the rest is evaluated is not known, nor which value it is; but all may count the same.
        let further: boolean | undefined;
        const { reason } = known;
        const unknown = (): Value => new Unknown(reason);
        const rest = (): Value => {
          const value = from(frame, index + 1);
          const own = truth(frame.machine, value);
          further = own instanceof Unknown ? undefined : own;
          return value;
        };
        forkValue(frame, reason, [unknown, rest], unknown());
        return further === stop ? new Unknown(reason, undefined, undefined, stop) : unknown();
      }
    }
    return result;
  };
  return (frame) => from(frame, 0);
}

function compileCompare(context: CompileContext, node: Extract<Expr, { kind: 'Compare' }>): Compiled {
  const left = compile(context, node.left);
  const rights = node.comparators.map((each) => compile(context, each));
  const { ops } = node;
  const spot = context.spot(node, undefined);
  return (frame) => {
    let before = left(frame);
    let result: Value = true;
    for (const [index, right] of rights.entries()) {
      const after = right(frame);
      const own = before;
      const op = ops[index]!;
      const tensors = own instanceof Instance || after instanceof Instance;
      result = tensors
        ? at(frame, spot, () => compare(frame.machine, op, own, after))
        : compare(frame.machine, op, own, after);
      if (rights.length > 1) {
        const known = truth(frame.machine, result);
        if (known === false) return known;
        if (known instanceof Unknown) {
          // Whether the rest is evaluated is not known.
          const rest = rights.slice(index + 1);
          const evaluated = (): Value => (rest.forEach((each) => each(frame)), null);
          if (rest.length > 0) forkValue(frame, known.reason, [() => null, evaluated], null);
          return known;
        }
      }
      before = after;
    }
    return result;
  };
}

/** The elements of a display, or the arguments of a call; what `*` hands over may be open. */
export function compileItems(context: CompileContext, nodes: readonly Expr[]): (frame: Frame) => Gathered {
  const parts = nodes.map((each) => ({ run: compile(context, each), starred: each.kind === 'Starred' }));
  if (!parts.some(({ starred }) => starred)) {
    return (frame) => {
      const items = new Array<Value>(parts.length);
      for (let index = 0; index < parts.length; index++) items[index] = parts[index]!.run(frame);
      return { items, open: undefined };
    };
  }
  return (frame) => {
    const items: Value[] = [];
    let open: Openness;
    let strays: readonly Value[] | undefined;
    for (const { run, starred } of parts) {
      const value = run(frame);
      // What comes after elements that are not listed is not listed either.
      if (open !== undefined) continue;
      if (!starred) items.push(value);
      else {
        const more = gather(frame.machine, value);
        for (const item of more.items) items.push(item);
        ({ open, strays } = more);
        frame.machine.reserve('elements', items.length);
      }
    }
    return { items, open, strays };
  };
}

function compileDict(
  context: CompileContext,
  keys: readonly (Expr | undefined)[],
  values: readonly Expr[],
): Compiled {
  const entries = values.map((value, index) => {
    const key = keys[index];
    return { key: key && compile(context, key), value: compile(context, value) };
  });
  return (frame) => {
    const dict = new PyDict();
    for (const { key, value } of entries) {
      if (key === undefined) updateDict(frame.machine, dict, [value(frame)], new Map());
      else setItem(frame.machine, dict, key(frame), value(frame));
    }
    return dict;
  };
}

function compileFormatted(context: CompileContext, pieces: readonly Expr[]): Compiled {
  const parts = pieces.map((piece) => {
    if (piece.kind !== 'FormattedValue')
      return { run: compile(context, piece), conversion: undefined, spec: undefined };
    const spec = piece.spec && compile(context, piece.spec);
    return { run: compile(context, piece.value), conversion: piece.conversion, spec };
  });
  return (frame) => {
    const { machine } = frame;
    let text = '';
    for (const { run, conversion, spec } of parts) {
      const value = run(frame);
      const shown =
        conversion === 'r' || conversion === 'a'
          ? represent(machine, value, 0)
          : conversion === 's'
            ? textOf(machine, value)
            : value;
      const format = spec ? spec(frame) : '';
      const piece =
        shown === undefined || typeof format !== 'string' ? undefined : formatBySpec(machine, shown, format);
      if (piece === undefined) return new Unknown(pythonReasons.stringPart);
      text += piece;
      machine.reserve('characters', text.length);
    }
    return text;
  };
}
