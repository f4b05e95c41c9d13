// Comparison of values of every kind: equality, identity, order, what a container holds and how long it is.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { truthOf } from '../../../math/condition.js';
import {
  type Comparison as SizeComparison,
  comparison as sizeComparison,
} from '../../../math/requirements.js';
import type { Comparison } from '../parser/ast.js';
import { call } from './calls.js';
import { asSet, PyDict, PyList, PyRange, PySet, PySlice, PyTuple, PyView } from './containers.js';
import type { Machine } from './machine.js';
import { dimOf, intOf, numberOf } from './numbers.js';
import { findAttribute, typeOf } from './objects.js';
import { gather, openness } from './sequences.js';
import { truth, unlisted, unwrap } from './truth.js';
import {
  Instance,
  Method,
  notImplemented,
  PyClass,
  PyFloat,
  Unknown,
  UnknownTest,
  type Value,
} from './values.js';

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
