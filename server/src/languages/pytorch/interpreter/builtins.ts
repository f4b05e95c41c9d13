// The built-in functions. What would touch the world outside (open, exec, input, …) is unknown and does nothing.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { call } from './calls.js';
import { makeConstructors } from './constructors.js';
import { collect, elementsAmong, iterate, listed, UnknownIteration } from './iteration.js';
import type { Machine } from './machine.js';
import { attributesOf, maybe, maybeCall, runsWith, setAny } from './maybe.js';
import { sorted } from './methodsOfSequences.js';
import { maxDim, minDim } from '../../../math/dim.js';
import {
  arithmetic,
  dimOf,
  dimToValue,
  indexOf,
  intOf,
  modulo,
  numberOf,
  roundHalfEven,
  roundToDigits,
} from './numbers.js';
import { findAttribute, getAttribute, setAttribute, deleteAttribute, typeOf } from './objects.js';
import { binary } from './operators.js';
import { compare, lengthOf } from './comparison.js';
import { truth } from './truth.js';
import { formatBySpec, represent } from './text.js';
import { exceptionNames } from './types.js';
import { fromBigInt, toInt } from '../../../math/int.js';
import {
  ellipsis,
  Instance,
  Method,
  Native,
  notImplemented,
  oneOf,
  PyClass,
  PyFloat,
  PyFunction,
  PyIterator,
  PyList,
  PyTuple,
  Unknown,
  type Keywords,
  type NativeCall,
  type Value,
} from './values.js';

const deletedName = pythonReasons.attributeDeleted;

const forbidden = [
  'open',
  'eval',
  'compile',
  'input',
  '__import__',
  'breakpoint',
  'locals',
  'memoryview',
  'bytearray',
];

/** Fills the machine's table of built-in names. */
export function installBuiltins(machine: Machine): void {
  const { builtins, types } = machine;
  for (const [name, cls] of Object.entries(types))
    if (!/^(function|method|module|iterator|ellipsis|NoneType|.*Type|.*_.*)$/.test(name))
      builtins.set(name, cls);
  for (const name of exceptionNames) builtins.set(name, types[name]);
  builtins.set('EnvironmentError', types.OSError);
  builtins.set('IOError', types.OSError);
  builtins.set('Ellipsis', ellipsis);
  builtins.set('NotImplemented', notImplemented);
  builtins.set('__debug__', true);
  for (const [name, run] of Object.entries(functions)) builtins.set(name, new Native(name, run));
  for (const name of forbidden)
    builtins.set(name, new Native(name, () => new Unknown(pythonReasons.notExecuted(name))));
  makeConstructors(machine);
  installExceptions(machine);
}

/** Exceptions keep their arguments. */
function installExceptions({ types }: Machine): void {
  types.BaseException.attributes.set(
    '__init__',
    new Native(
      '__init__',
      (_, [self, ...args]) => {
        if (self instanceof Instance) self.attributes.set('args', new PyTuple(args));
        return null;
      },
      true,
    ),
  );
}

/** Gives up with something unknown where an argument is. */
function known(args: readonly Value[]): Unknown | undefined {
  return args.find((each) => each instanceof Unknown);
}

function extreme(
  machine: Machine,
  args: readonly Value[],
  keywords: Keywords,
  op: '<' | '>',
  name: string,
): Value {
  const [only] = args;
  const items = args.length === 1 && only !== undefined ? toOrder(machine, only, keywords) : args;
  const unknown = known(items);
  const sizes = unknown && items.map(dimOf);
  if (
    sizes &&
    !sizes.includes(undefined) &&
    keywords.size === 0 &&
    sizes.some((each) => typeof each === 'object' && each.formula)
  )
    return dimToValue(sizes.flatMap((each) => each ?? []).reduce(op === '<' ? minDim : maxDim));
  if (unknown) return new Unknown(unknown.reason);
  const key = keywords.get('key') ?? null;
  let best: Value | undefined;
  let bestKey: Value = null;
  for (const item of items) {
    const own = key === null ? item : call(machine, key, [item]);
    if (best !== undefined) {
      const better = truth(machine, compare(machine, op, own, bestKey));
      if (better instanceof Unknown) return better;
      if (!better) continue;
    }
    best = item;
    bestKey = own;
  }
  if (best !== undefined) return best;
  const otherwise = keywords.get('default');
  if (otherwise === undefined) throw machine.error('ValueError', `${name}() arg is an empty sequence`);
  return otherwise;
}

function isInstance(machine: Machine, value: Value, cls: Value): boolean | Unknown {
  if (cls instanceof PyTuple) {
    let unknown: Unknown | undefined;
    for (const each of cls.items) {
      const found = isInstance(machine, value, each);
      if (found === true) return true;
      if (found instanceof Unknown) unknown = found;
    }
    return unknown ?? false;
  }
  if (value instanceof Unknown) {
    // A size that is not known is a whole number all the same.
    return value.dim ? cls === machine.types.int : value;
  }
  if (!(cls instanceof PyClass)) {
    if (cls === null || typeof cls !== 'object')
      throw machine.error('TypeError', 'isinstance() arg 2 must be a type or tuple of types');
    return new Unknown(pythonReasons.class);
  }
  if (cls.check) return cls.check(value) || (value instanceof Instance && value.cls.isSubclassOf(cls));
  const own = typeOf(machine, value) as PyClass;
  if (own.isSubclassOf(cls)) return true;
  if (cls === machine.types.type) return value instanceof PyClass;
  if (value instanceof PyClass && value.meta) return value.meta.isSubclassOf(cls);
  return own.unknownBase === undefined || cls.origin === undefined ? false : new Unknown(own.unknownBase);
}

function isSubclass(cls: PyClass, other: Value): boolean | Unknown {
  if (other instanceof PyClass) {
    if (cls.isSubclassOf(other)) return true;
    return cls.unknownBase === undefined || other.origin === undefined ? false : new Unknown(cls.unknownBase);
  }
  if (!(other instanceof PyTuple)) return other instanceof Unknown ? other : new Unknown(pythonReasons.class);
  const found = other.items.map((each) => isSubclass(cls, each));
  return found.includes(true) || (found.find((each) => each instanceof Unknown) ?? false);
}

const iterator = (source: Iterator<Value>): PyIterator => new PyIterator(source);

function* zipped(machine: Machine, args: readonly Value[], strict = false): Iterator<Value> {
  const sources = args.map((each) => iterate(machine, each)[Symbol.iterator]());
  for (;;) {
    machine.step();
    const items: Value[] = [];
    for (const source of sources) {
      const { done, value } = source.next() as { done?: boolean; value: Value };
      if (done) {
        // In step, the others have to end here too.
        const rest = items.length > 0 || sources.slice(1).some((each) => !each.next().done);
        if (strict && rest) throw machine.error('ValueError', 'zip() arguments differ in length');
        return;
      }
      items.push(value);
    }
    if (items.length === 0) return;
    yield new PyTuple(items);
  }
}

function* mapped(machine: Machine, fn: Value, args: readonly Value[]): Iterator<Value> {
  const tuples = zipped(machine, args);
  for (;;) {
    let step: IteratorResult<Value>;
    try {
      step = tuples.next();
    } catch (error) {
      // It may be called for further elements.
      if (error instanceof UnknownIteration)
        maybeCall(
          machine,
          fn,
          args.map(() => error.item),
          error.reason,
        );
      throw error;
    }
    if (step.done) return;
    yield call(machine, fn, (step.value as PyTuple).items);
  }
}

/** The elements to be ordered by a key, which may be called for those that are not known. */
function toOrder(machine: Machine, items: Value, keywords: Keywords): Value[] {
  try {
    return collect(machine, items);
  } catch (error) {
    const key = keywords.get('key') ?? null;
    if (error instanceof UnknownIteration && key !== null)
      maybeCall(machine, key, [error.item], error.reason);
    throw error;
  }
}

/** Whether an element counts as `wanted`; behind one of which that is unknown, the others may not be asked for. */
function some(machine: Machine, items: Value, wanted: boolean): boolean | Unknown {
  const source = iterate(machine, items)[Symbol.iterator]();
  for (let step = source.next(); step.done !== true; step = source.next()) {
    const found = truth(machine, step.value);
    if (found === wanted) return wanted;
    if (!(found instanceof Unknown)) continue;
    let rest: boolean | undefined = !wanted;
    const goOn = (): void => {
      for (let next = source.next(); next.done !== true; next = source.next()) {
        const own = truth(machine, next.value);
        if (own === wanted) rest = wanted;
        else if (own instanceof Unknown && rest !== wanted) rest = undefined;
        if (rest === wanted) return;
      }
    };
    maybe(machine, found.reason, goOn, () => undefined);
    return rest === wanted ? wanted : found;
  }
  return !wanted;
}

function* filtered(machine: Machine, fn: Value, items: Value): Iterator<Value> {
  for (const item of iterate(machine, items)) {
    const kept = truth(machine, fn === null ? item : call(machine, fn, [item]));
    if (kept instanceof Unknown) throw new UnknownIteration(kept.reason);
    if (kept) yield item;
  }
}

function* enumerated(machine: Machine, items: Value, start: number): Iterator<Value> {
  let index = start;
  for (const item of iterate(machine, items)) yield new PyTuple([index++, item]);
}

function inRadix(value: Value | undefined, prefix: string, radix: number): Value {
  const int = intOf(value);
  if (int === undefined) return new Unknown(pythonReasons.integer);
  return int < 0 ? `-${prefix}${(-BigInt(int)).toString(radix)}` : prefix + int.toString(radix);
}

const functions: Readonly<Record<string, NativeCall>> = {
  print: () => null,
  len: (machine, [value = null]) => lengthOf(machine, value),
  repr: (machine, [value = null]) => represent(machine, value, 0) ?? new Unknown(pythonReasons.objectText),
  ascii: (machine, [value = null]) => represent(machine, value, 0) ?? new Unknown(pythonReasons.objectText),
  format: (machine, [value = null, spec = '']) =>
    (typeof spec === 'string' ? formatBySpec(machine, value, spec) : undefined) ??
    new Unknown(pythonReasons.objectText),
  id: (machine, [value = null]) => (typeof value === 'object' && value !== null ? machine.idOf(value) : 0),
  hash: (machine, [value = null]) => (typeof value === 'object' && value !== null ? machine.idOf(value) : 0),
  callable: (machine, [value = null]) => {
    if (value instanceof Unknown) return value;
    if (value instanceof Instance)
      return value.cls.role === 'module' || value.cls.find('__call__') !== undefined;
    return [PyFunction, Native, Method, PyClass].some((kind) => value instanceof kind);
  },
  isinstance: (machine, [value = null, cls = null]) => isInstance(machine, value, cls),
  issubclass: (_, [cls = null, other = null]) =>
    cls instanceof PyClass ? isSubclass(cls, other) : new Unknown(pythonReasons.class),
  getattr: (machine, [object = null, name, otherwise]) => {
    if (typeof name !== 'string') return oneOf(pythonReasons.attributeName, attributesOf(object));
    if (otherwise === undefined) return getAttribute(machine, object, name);
    const found = machine.attempt<Value | undefined>(
      () => findAttribute(machine, object, name),
      () => undefined,
    );
    return found === undefined ? otherwise : found;
  },
  hasattr: (machine, [object = null, name]) => {
    if (typeof name !== 'string') return new Unknown(pythonReasons.attributeName);
    if (object instanceof Unknown) return object;
    const found = machine.attempt<Value | undefined>(
      () => findAttribute(machine, object, name),
      () => undefined,
    );
    // Something unknown may be an attribute that is there, or what stands for one that may be missing.
    const isOwn = object instanceof Instance && object.attributes.has(name);
    if (found instanceof Unknown && !isOwn) return found;
    return found !== undefined;
  },
  setattr: (machine, [object = null, name, value = null]) => {
    if (typeof name === 'string') setAttribute(machine, object, name, value);
    else setAny(object, value, pythonReasons.attributeSet);
    return null;
  },
  delattr: (machine, [object = null, name]) => {
    if (typeof name === 'string') deleteAttribute(machine, object, name);
    else setAny(object, new Unknown(deletedName), deletedName);
    return null;
  },
  iter: (machine, [value = null]) => {
    if (value instanceof PyIterator) return value;
    const items =
      value instanceof Unknown ? listed([], value.reason, elementsAmong(value)) : iterate(machine, value);
    return iterator(items[Symbol.iterator]());
  },
  next: (machine, args) => {
    const [value = null] = args;
    if (value instanceof Unknown) return value;
    if (value instanceof Instance && value.cls.find('__next__'))
      return call(machine, getAttribute(machine, value, '__next__'), []);
    if (!(value instanceof PyIterator)) throw machine.error('TypeError', 'this is not an iterator');
    if (value.lost !== undefined) return new Unknown(value.lost);
    const { done, value: item } = value.source.next() as { done?: boolean; value: Value };
    if (!done) return item;
    if (args[1] !== undefined) return args[1];
    throw machine.error('StopIteration', '');
  },
  enumerate: (machine, [items = null, start], keywords) =>
    iterator(enumerated(machine, items, indexOf(start ?? keywords.get('start')) ?? 0)),
  zip: (machine, args, keywords) =>
    iterator(zipped(machine, args, truth(machine, keywords.get('strict') ?? false) === true)),
  map: (machine, [fn = null, ...args]) => iterator(mapped(machine, fn, args)),
  filter: (machine, [fn = null, items = null]) => iterator(filtered(machine, fn, items)),
  reversed: (machine, [items = null]) => {
    const own = items instanceof Instance ? items.cls.find('__reversed__') : undefined;
    if (own !== undefined) return call(machine, own, [items]);
    return iterator(collect(machine, items).reverse()[Symbol.iterator]());
  },
  sorted: (machine, [items = null], keywords) => {
    const result = sorted(machine, toOrder(machine, items, keywords), keywords);
    return result ? new PyList(result) : new Unknown(pythonReasons.sortedOrder);
  },
  sum: (machine, [items = null, start], keywords) => {
    let total: Value = start ?? keywords.get('start') ?? 0;
    for (const item of iterate(machine, items)) total = binary(machine, '+', total, item);
    return total;
  },
  min: (machine, args, keywords) => extreme(machine, args, keywords, '<', 'min'),
  max: (machine, args, keywords) => extreme(machine, args, keywords, '>', 'max'),
  any: (machine, [items = null]) => some(machine, items, true),
  all: (machine, [items = null]) => some(machine, items, false),
  abs: (machine, [value = null]) => {
    if (value instanceof Unknown) return value;
    if (value instanceof PyFloat) return new PyFloat(Math.abs(value.value));
    const int = intOf(value);
    if (int !== undefined) return int < 0 ? (arithmetic(machine, '-', 0, int) as Value) : int;
    const own = findAttribute(machine, value, '__abs__');
    if (own === undefined) throw machine.error('TypeError', 'bad operand type for abs()');
    return call(machine, own, []);
  },
  round: (machine, [value = null, digits = null]) => {
    if (value instanceof Unknown) return new Unknown(value.reason);
    const number = numberOf(value);
    if (number === undefined) {
      const own = findAttribute(machine, value, '__round__');
      if (own === undefined) throw machine.error('TypeError', 'this cannot be rounded');
      return call(machine, own, []);
    }
    const whole = intOf(value);
    if (digits === null) {
      const rounded = whole ?? toInt(roundHalfEven(number));
      if (rounded === undefined) throw machine.error('OverflowError', 'cannot convert float to integer');
      return rounded;
    }
    const places = indexOf(digits);
    if (places === undefined) return new Unknown(pythonReasons.digits);
    if (whole !== undefined && places >= 0) return whole;
    const rounded = roundToDigits(number, places);
    if (Number.isNaN(rounded)) return whole === undefined ? value : new Unknown(pythonReasons.roundedNumber);
    return whole === undefined
      ? new PyFloat(rounded)
      : (toInt(rounded) ?? new Unknown(pythonReasons.roundedNumber));
  },
  divmod: (machine, [a = null, b = null]) =>
    new PyTuple([binary(machine, '//', a, b), binary(machine, '%', a, b)]),
  pow: (machine, [a = null, b = null, modulus]) => {
    if (modulus === undefined || modulus === null) return binary(machine, '**', a, b);
    const [given, exponent, by] = [a, b, modulus].map(intOf);
    if (given === undefined || exponent === undefined || by === undefined || by === 0 || exponent < 0)
      return new Unknown(pythonReasons.modularPower);
    const base = given;
    let [result, square] = [1n, BigInt(base)];
    machine.reserve('bits', String(exponent).length * 4);
    for (let left = BigInt(exponent); left > 0n; left >>= 1n) {
      machine.step();
      if (left & 1n) result = (result * square) % BigInt(by);
      square = (square * square) % BigInt(by);
    }
    return modulo(fromBigInt(result), by);
  },
  chr: (machine, [code]) => {
    if (code instanceof Unknown) return code;
    const at = indexOf(code) ?? -1;
    if (at < 0 || at > 0x10ffff) throw machine.error('ValueError', 'chr() arg not in range(0x110000)');
    return String.fromCodePoint(at);
  },
  ord: (machine, [text]) => {
    if (typeof text !== 'string') return new Unknown(pythonReasons.character);
    if ([...text].length !== 1) throw machine.error('TypeError', 'ord() expected a character');
    return text.codePointAt(0) ?? 0;
  },
  bin: (_, [value]) => inRadix(value, '0b', 2),
  hex: (_, [value]) => inRadix(value, '0x', 16),
  oct: (_, [value]) => inRadix(value, '0o', 8),
  exec: (machine, [, ...names]) => {
    runsWith(machine, names, pythonReasons.notExecuted('exec'));
    return null;
  },
  globals: ({ place }) => oneOf(pythonReasons.notExecuted('globals'), [place?.module]),
  vars: (machine, [object = null]) => getAttribute(machine, object, '__dict__'),
  dir: (_, [object = null]) => new PyList(object instanceof Instance ? [...object.attributes.keys()] : []),
  __mul: (machine, [a = null, b = null]) => binary(machine, '*', a, b),
};
