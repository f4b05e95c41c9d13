// Arithmetic operators on values of every kind, in place too.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import type { Operator } from '../parser/ast.js';
import { call } from './calls.js';
import { extend } from './sequences.js';
import type { Machine } from './machine.js';
import { typeOf } from './objects.js';
import { arithmetic, intOf, onUnknown } from './numbers.js';
import { formatPercent } from './text.js';
import { asSet } from './containers.js';
import {
  Instance,
  notImplemented,
  PyClass,
  PyDict,
  PyFloat,
  PyList,
  PySet,
  PyTuple,
  PyView,
  Unknown,
  type Value,
} from './values.js';
import { unwrap, truth } from './truth.js';

const names: Readonly<Record<Operator, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '@': 'matmul',
  '**': 'pow',
  '<<': 'lshift',
  '>>': 'rshift',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
};

/** @throws Raised with a TypeError where the operator is not defined for the operands */
export function binary(machine: Machine, op: Operator, left: Value, right: Value): Value {
  const number = arithmetic(machine, op, left, right);
  if (number !== undefined) {
    if (number instanceof Unknown) machine.mayRaise();
    return number;
  }
  if (left instanceof Unknown || right instanceof Unknown) {
    machine.mayRaise();
    return left instanceof Instance || right instanceof Instance
      ? (special(machine, op, left, right) ?? onUnknown(op, left, right))
      : onUnknown(op, left, right);
  }
  const result =
    special(machine, op, left, right) ??
    arithmetic(machine, op, asNumber(left), asNumber(right)) ??
    onContainers(machine, op, unwrap(left), unwrap(right));
  if (result !== undefined) return result;
  const [a, b] = [typeOf(machine, left)?.name, typeOf(machine, right)?.name];
  throw machine.error('TypeError', `unsupported operand type(s) for ${op}: '${a}' and '${b}'`);
}

/** An instance of a subclass of a number is that number where its class has no operator of its own. */
const asNumber = (value: Value): Value =>
  value instanceof Instance &&
  (typeof value.native === 'number' || typeof value.native === 'bigint' || value.native instanceof PyFloat) &&
  !value.cls.role
    ? value.native
    : value;

function special(machine: Machine, op: Operator, left: Value, right: Value): Value | undefined {
  for (const [self, other, name] of [
    [left, right, `__${names[op]}__`],
    [right, left, `__r${names[op]}__`],
  ] as const) {
    if (!(self instanceof Instance)) continue;
    const method = self.cls.find(name);
    if (method === undefined) {
      if (self.cls.unknownBase !== undefined) return new Unknown(self.cls.unknownBase);
      continue;
    }
    const result = call(machine, method, [self, other]);
    if (result !== notImplemented) return result;
  }
  return undefined;
}

/** `left op= right`: in place where the left side can be changed so. */
export function augmented(machine: Machine, op: Operator, left: Value, right: Value): Value {
  if (left instanceof PyList && !(left instanceof PyView) && op === '+') {
    extend(machine, left, right);
    return left;
  }
  if (
    left instanceof PySet &&
    !left.frozen &&
    right instanceof PySet &&
    (op === '|' || (left.open ?? right.open) === undefined)
  ) {
    machine.reserve('elements', left.members.size + right.members.size);
    const result = onSets(op, left, right);
    if (result instanceof PySet) {
      left.members.clear();
      for (const item of result.items) left.add(item);
      left.open ??= right.open;
      return left;
    }
  }
  if (left instanceof PyDict && right instanceof PyDict && op === '|') {
    machine.reserve('elements', left.size + right.size);
    for (const key of right.keys()) left.set(key, right.get(key) as Value);
    left.open ??= right.open;
    return left;
  }
  if (left instanceof PyList && left.open === undefined && op === '*' && intOf(right) !== undefined) {
    const result = repeat(machine, left, Math.max(0, Number(intOf(right))));
    if (result instanceof PyList) left.items.splice(0, left.items.length, ...result.items);
    return left;
  }
  if (left instanceof Instance) {
    const method = left.cls.find(`__i${names[op]}__`);
    if (method !== undefined) {
      const result = call(machine, method, [left, right]);
      if (result !== notImplemented) return result;
    }
  }
  return binary(machine, op, left, right);
}

function onContainers(machine: Machine, op: Operator, left: Value, right: Value): Value | undefined {
  if (op === '+') {
    if (typeof left === 'string' && typeof right === 'string') {
      machine.reserve('characters', left.length + right.length);
      return left + right;
    }
    if (left instanceof PyList && right instanceof PyList)
      return new PyList(joined(machine, left, right), left.open ?? right.open);
    if (left instanceof PyTuple && right instanceof PyTuple)
      return new PyTuple(joined(machine, left, right), left.open ?? right.open);
  }
  if (op === '*') {
    const count = intOf(left) ?? intOf(right);
    const repeated = intOf(left) === undefined ? left : right;
    if (count !== undefined) return repeat(machine, repeated, Math.max(0, Number(count)));
  }
  if (op === '%' && typeof left === 'string') return formatPercent(machine, left, right);
  if (left instanceof PyDict && right instanceof PyDict && op === '|') {
    machine.reserve('elements', left.size + right.size);
    const result = left.copy();
    for (const key of right.keys()) result.set(key, right.get(key) as Value);
    result.open ??= right.open;
    return result;
  }
  const [a, b] = [asSet(left), asSet(right)];
  if (a && b) {
    machine.reserve('elements', a.members.size + b.members.size);
    return onSets(op, a, b);
  }
  // X | Y of types stands in annotations.
  if (op === '|' && (left instanceof PyClass || right instanceof PyClass))
    return new Unknown(pythonReasons.typeValue);
  return undefined;
}

/** What comes after elements that are not listed is not listed either. */
function joined(machine: Machine, a: PyList | PyTuple, b: PyList | PyTuple): Value[] {
  machine.reserve('elements', a.items.length + b.items.length);
  return a.open === undefined ? [...a.items, ...b.items] : [...a.items];
}

function repeat(machine: Machine, value: Value, count: number): Value | undefined {
  if (typeof value === 'string') {
    machine.reserve('characters', value.length * count);
    return value.repeat(count);
  }
  if (!(value instanceof PyList || value instanceof PyTuple)) return undefined;
  machine.reserve('elements', value.items.length * count);
  const items =
    value.open !== undefined || value.items.length === 0
      ? [...value.items]
      : Array.from({ length: count }, () => value.items).flat();
  return value instanceof PyList ? new PyList(items, value.open) : new PyTuple(items, value.open);
}

function onSets(op: Operator, left: PySet, right: PySet): Value | undefined {
  switch (op) {
    case '|':
      return new PySet([...left.items, ...right.items], left.frozen);
    case '&':
      return new PySet(
        left.items.filter((item) => right.has(item)),
        left.frozen,
      );
    case '-':
      return new PySet(
        left.items.filter((item) => !right.has(item)),
        left.frozen,
      );
    case '^':
      return new PySet(
        [...left.items.filter((item) => !right.has(item)), ...right.items.filter((item) => !left.has(item))],
        left.frozen,
      );
    default:
      return undefined;
  }
}

export function unary(machine: Machine, op: 'not' | '-' | '+' | '~', operand: Value): Value {
  if (op === 'not') {
    const known = truth(machine, operand);
    return known instanceof Unknown ? known : !known;
  }
  if (operand instanceof Unknown) {
    return op === '-' ? onUnknown('-', 0, operand) : operand;
  }
  if (operand instanceof Instance) {
    const method = operand.cls.find({ '-': '__neg__', '+': '__pos__', '~': '__invert__' }[op]);
    if (method !== undefined) return call(machine, method, [operand]);
    if (asNumber(operand) !== operand) return unary(machine, op, asNumber(operand));
  } else if (operand instanceof PyFloat && op !== '~')
    return op === '-' ? new PyFloat(-operand.value) : operand;
  else if (intOf(operand) !== undefined) {
    if (op === '+') return typeof operand === 'boolean' ? Number(operand) : operand;
    const negative = arithmetic(machine, '-', 0, operand) as Value;
    return op === '-' ? negative : (arithmetic(machine, '-', negative, 1) as Value);
  }
  throw machine.error('TypeError', `bad operand type for unary ${op}: '${typeOf(machine, operand)?.name}'`);
}
