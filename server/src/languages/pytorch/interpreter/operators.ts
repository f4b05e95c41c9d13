// Operators on values of every kind: arithmetic, comparison, equality, truth.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import type { Comparison, Operator } from '../parser/ast.js';
import { call } from './calls.js';
import { extend, gather, openness } from './sequences.js';
import type { Machine } from './machine.js';
import { findAttribute, typeOf } from './objects.js';
import { truthOf } from '../../../math/condition.js';
import {
  comparison as sizeComparison,
  decided,
  type Comparison as SizeComparison,
} from '../../../math/requirements.js';
import { arithmetic, dimOf, intOf, numberOf, onUnknown } from './numbers.js';
import { formatPercent } from './text.js';
import {
  BatchInt,
  Instance,
  Method,
  notImplemented,
  PyClass,
  PyDict,
  PyFloat,
  PyList,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
  PyView,
  Unknown,
  UnknownTest,
  type Openness,
  type Value,
} from './values.js';

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

/** What an instance of a subclass of a built-in type holds. */
export const unwrap = (value: Value): Value =>
  value instanceof Instance && value.native !== undefined && !value.cls.role
    ? (value.native as Value)
    : value;

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

/** A set, or what is one too. */
const asSet = (value: Value): PySet | undefined =>
  value instanceof PySet ? value : value instanceof PyView ? value.toSet() : undefined;

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

/** Whether a value counts as true; unknown where that cannot be known. */
export function truth(machine: Machine, value: Value): boolean | Unknown {
  if (value === null) return false;
  if (typeof value !== 'object') return Boolean(value);
  if (value instanceof Unknown) return value.truthiness ?? decidedAtHint(value) ?? value;
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof BatchInt) return true;
  if (value instanceof PyList || value instanceof PyTuple)
    return value.items.length > 0 || unlisted(value.open);
  if (value instanceof PyDict) return value.size > 0 || unlisted(value.open);
  if (value instanceof PySet) return value.members.size > 0 || unlisted(value.open);
  if (value instanceof PyRange) return value.length > 0;
  if (value instanceof Instance) {
    const own = value.cls.find('__bool__') ?? value.cls.find('__len__');
    if (own !== undefined) return truth(machine, call(machine, own, [value]));
    if (value.native !== undefined && !value.cls.role) return truth(machine, value.native as Value);
    if (value.cls.unknownBase !== undefined) return new Unknown(value.cls.unknownBase);
  }
  return true;
}

/** Whether something that depends on sizes of the input counts as true at their hints, which is noted. */
function decidedAtHint(value: Unknown): boolean | undefined {
  if (value instanceof UnknownTest) return decided(value.condition);
  return value.dim?.formula && decided(sizeComparison('!=', value.dim, 0));
}

/** The comparison of two sizes, of which one has a formula; undefined for others. */
function ofSizes(relation: SizeComparison, left: Value, right: Value): boolean | Unknown | undefined {
  const [a, b] = [dimOf(left), dimOf(right)];
  if (a === undefined || b === undefined) return undefined;
  const of = typeof a === 'object' ? a : b;
  const condition = typeof of === 'object' && of.formula ? sizeComparison(relation, a, b) : undefined;
  if (!condition || typeof of !== 'object') return undefined;
  const truth = truthOf(condition);
  return truth === 'depends' ? new UnknownTest(of.unknown, condition) : truth === 'always';
}

/** Whether a container that lists nothing has elements. */
const unlisted = (open: Openness): Unknown | false => (open === undefined ? false : new Unknown(open));

const tooDeep = pythonReasons.nestedValues;

/** Equality by `==`; unknown where it cannot be known. */
export function equals(machine: Machine, left: Value, right: Value): boolean | Unknown {
  const result = machine.within(
    () => equality(machine, left, right),
    () => new Unknown(tooDeep),
  );
  return result instanceof Instance ? new Unknown(pythonReasons.tensorComparison) : truth(machine, result);
}

/** The result of `==`, which for tensors is a tensor. */
function equality(machine: Machine, left: Value, right: Value): Value {
  if (left instanceof Unknown || right instanceof Unknown) {
    const known = ofSizes('==', left, right);
    if (known !== undefined) return known;
  }
  if (left === right && !(left instanceof PyFloat)) return left instanceof Unknown ? left : true;
  if (left instanceof Unknown || right instanceof Unknown) return ofUnknown(left, right);
  const [x, y] = [intOf(left) ?? numberOf(left), intOf(right) ?? numberOf(right)];
  if (x !== undefined && y !== undefined) return x == y; // eslint-disable-line eqeqeq -- 2n ** 60n == 2 ** 60
  for (const [self, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (!(self instanceof Instance)) continue;
    const method = self.cls.find('__eq__');
    if (method === undefined) continue;
    const result = call(machine, method, [self, other]);
    if (result !== notImplemented) return result;
  }
  const [a, b] = [unwrap(left), unwrap(right)];
  const open = openness(a) ?? openness(b);
  if (open !== undefined) return new Unknown(open);
  const [m, n] = [intOf(a) ?? numberOf(a), intOf(b) ?? numberOf(b)];
  if (m !== undefined && n !== undefined) return m == n; // eslint-disable-line eqeqeq -- as above
  if (a instanceof PyView || b instanceof PyView) {
    const [x, y] = [asSet(a), asSet(b)];
    return x && y ? equality(machine, x, y) : false;
  }
  if ((a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple)) {
    if (a.items.length !== b.items.length) return false;
    for (let index = 0; index < a.items.length; index++) {
      machine.step();
      const same = equals(machine, a.items[index] as Value, b.items[index] as Value);
      if (same !== true) return same;
    }
    return true;
  }
  if (a instanceof PyDict && b instanceof PyDict) {
    if (a.size !== b.size) return false;
    for (const key of a.keys()) {
      machine.step();
      const other = b.get(key);
      const same = other !== undefined && equals(machine, a.get(key) as Value, other);
      if (same !== true) return same;
    }
    return true;
  }
  if (a instanceof PySet && b instanceof PySet) {
    machine.charge(a.members.size);
    return a.members.size === b.members.size && a.items.every((item) => b.has(item));
  }
  if (a instanceof PyRange && b instanceof PyRange) {
    return a.start === b.start && a.length === b.length && (a.step === b.step || a.length < 2);
  }
  if (a instanceof PySlice && b instanceof PySlice) {
    const parts = (slice: PySlice): PyTuple => new PyTuple([slice.start, slice.stop, slice.step]);
    return equality(machine, parts(a), parts(b));
  }
  if (a instanceof Method && b instanceof Method) return a.self === b.self && a.fn === b.fn;
  return a === b && (a !== left || b !== right);
}

export function compare(machine: Machine, op: Comparison, left: Value, right: Value): Value {
  switch (op) {
    case 'is':
      return identical(left, right);
    case 'is not': {
      const same = identical(left, right);
      return same instanceof Unknown ? same : !same;
    }
    case 'in':
      return contains(machine, right, left);
    case 'not in': {
      const found = contains(machine, right, left);
      return found instanceof Unknown ? found : !found;
    }
    case '==':
      return equality(machine, left, right);
    case '!=':
      return inequality(machine, left, right);
    default:
      return order(machine, op, left, right);
  }
}

/** A comparison with something unknown, which may well be None. A size that is not known is a number all the same. */
function ofUnknown(left: Value, right: Value): false | Unknown {
  const [unknown, other] = left instanceof Unknown ? [left, right] : [right as Unknown, left];
  if (other === null && unknown.dim !== undefined) return false;
  return new Unknown(unknown.reason);
}

function identical(left: Value, right: Value): boolean | Unknown {
  // Only that two names of one unknown thing are the same is certain.
  if (left instanceof Unknown || right instanceof Unknown) return left === right || ofUnknown(left, right);
  if (left instanceof PyFloat && right instanceof PyFloat) return left.value === right.value;
  return left === right || (typeof left !== 'boolean' && typeof right !== 'boolean' && sameInt(left, right));
}

function sameInt(left: Value, right: Value): boolean {
  const a = intOf(left);
  return a !== undefined && a === intOf(right);
}

function inequality(machine: Machine, left: Value, right: Value): Value {
  const method = left instanceof Instance ? left.cls.find('__ne__') : undefined;
  if (method !== undefined) return call(machine, method, [left, right]);
  if (left instanceof Unknown || right instanceof Unknown) {
    const known = ofSizes('!=', left, right);
    if (known !== undefined) return known;
  }
  const same = equality(machine, left, right);
  if (same instanceof Instance) return same;
  const known = truth(machine, same);
  return known instanceof Unknown ? known : !known;
}

const orderNames = { '<': '__lt__', '<=': '__le__', '>': '__gt__', '>=': '__ge__' } as const;
const mirrored = { '<': '__gt__', '<=': '__ge__', '>': '__lt__', '>=': '__le__' } as const;

function order(machine: Machine, op: keyof typeof orderNames, left: Value, right: Value): Value {
  if (left instanceof Unknown || right instanceof Unknown) {
    const known = ofSizes(op, left, right);
    if (known !== undefined) return known;
  }
  if (left instanceof Unknown) return left.dim ? new Unknown(left.reason) : left;
  if (right instanceof Unknown) return right.dim ? new Unknown(right.reason) : right;
  const [a, b] = [unwrap(left), unwrap(right)];
  const [x, y] = [intOf(a) ?? numberOf(a), intOf(b) ?? numberOf(b)];
  if (x !== undefined && y !== undefined) return ordered(op, x, y);
  if (typeof a === 'string' && typeof b === 'string') return ordered(op, a, b);
  if (left instanceof Instance) {
    const method = left.cls.find(orderNames[op]);
    if (method !== undefined) return call(machine, method, [left, right]);
  }
  if (right instanceof Instance) {
    const method = right.cls.find(mirrored[op]);
    if (method !== undefined) return call(machine, method, [right, left]);
  }
  const open = openness(a) ?? openness(b);
  if (open !== undefined) return new Unknown(open);
  if ((a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple)) {
    const length = Math.min(a.items.length, b.items.length);
    for (let index = 0; index < length; index++) {
      machine.step();
      const [one, other] = [a.items[index] as Value, b.items[index] as Value];
      const same = equals(machine, one, other);
      if (same instanceof Unknown) return same;
      if (!same)
        return machine.within(
          () => order(machine, op, one, other),
          () => new Unknown(tooDeep),
        );
    }
    return ordered(op, a.items.length, b.items.length);
  }
  if (a instanceof PySet && b instanceof PySet) {
    machine.charge(a.members.size + b.members.size);
    const within = (small: PySet, large: PySet): boolean => small.items.every((item) => large.has(item));
    const [small, large] = op === '<' || op === '<=' ? [a, b] : [b, a];
    return within(small, large) && (op.length === 2 || small.members.size < large.members.size);
  }
  const of = (value: Value): string | undefined => typeOf(machine, value)?.name;
  throw machine.error(
    'TypeError',
    `'${op}' not supported between instances of '${of(left)}' and '${of(right)}'`,
  );
}

function ordered<T extends number | bigint | string>(op: keyof typeof orderNames, a: T, b: T): boolean {
  return op === '<' ? a < b : op === '<=' ? a <= b : op === '>' ? a > b : a >= b;
}

export function contains(machine: Machine, container: Value, item: Value): boolean | Unknown {
  if (container instanceof Unknown) return container;
  if (container instanceof Instance) {
    const method = container.cls.find('__contains__');
    if (method !== undefined) return truth(machine, call(machine, method, [container, item]));
  }
  const inner = unwrap(container);
  const open = openness(inner);
  if (item instanceof Unknown && !(inner instanceof PyList && inner.items.length === 0 && open === undefined))
    return new Unknown(item.reason);
  if (inner instanceof PyDict || inner instanceof PySet) return inner.has(item) || unlisted(open);
  if (typeof inner === 'string') {
    if (typeof item !== 'string') return false;
    machine.chargeSearch(inner, item);
    return inner.includes(item);
  }
  if (inner instanceof PyRange) {
    const value = intOf(item);
    if (typeof value !== 'number') return false;
    const steps = (value - inner.start) / inner.step;
    return Number.isInteger(steps) && steps >= 0 && steps < inner.length;
  }
  const { items, open: further } = gather(machine, container);
  let unknown: Unknown | undefined;
  for (const each of items) {
    const same = equals(machine, each, item);
    if (same === true) return true;
    if (same instanceof Unknown) unknown = same;
  }
  return unknown ?? unlisted(further);
}

/** The number of elements. @throws Raised with a TypeError where a value has none */
export function lengthOf(machine: Machine, value: Value): Value {
  if (value instanceof Unknown) return new Unknown(value.reason);
  const inner = unwrap(value);
  const open = openness(inner);
  if (open !== undefined) return new Unknown(open);
  if (typeof inner === 'string') return inner.length;
  if (inner instanceof PyList || inner instanceof PyTuple) return inner.items.length;
  if (inner instanceof PyDict) return inner.size;
  if (inner instanceof PySet) return inner.members.size;
  if (inner instanceof PyRange) return inner.length;
  if (inner instanceof PyClass && inner.members) return new Set(inner.members.values()).size;
  const method = value instanceof Instance ? findAttribute(machine, value, '__len__') : undefined;
  if (method !== undefined) return call(machine, method, []);
  throw machine.error('TypeError', `object of type '${typeOf(machine, value)?.name}' has no len()`);
}
