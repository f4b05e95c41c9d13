// Going through the elements of a value, and reading and writing them by index.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { call } from './calls.js';
import { limits, type Machine } from './machine.js';
import { invalidate } from './invalidate.js';
import { maybe, setAny } from './maybe.js';
import { findAttribute, setAttribute, typeOf } from './objects.js';
import { indexOf, intOf } from './numbers.js';
import { unwrap } from './truth.js';
import {
  Instance,
  PyClass,
  PyDict,
  PyIterator,
  PyList,
  PyModule,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
  oneOf,
  unknownIn,
  Unknown,
  type Openness,
  type Value,
} from './values.js';

/** Thrown by `iterate` for what is not known; whoever iterates decides what that leaves unknown. */
export class UnknownIteration {
  constructor(
    readonly reason: string,
    /** What further elements may be. */
    readonly among?: readonly Value[],
  ) {}

  /** A further element. */
  get item(): Unknown {
    return oneOf(this.reason, this.among);
  }
}

/** What the elements of something unknown may be: those of what it may be, and, where it is a part of a sequence, these themselves. */
export function elementsAmong({ among = [] }: Unknown): readonly Value[] {
  return among.flatMap((each) => {
    const inner = unwrap(each);
    if (inner instanceof PyTuple) return [each, ...inner.items];
    if (inner instanceof PyDict) return [each, ...inner.values(), ...inner.strays];
    if (inner instanceof PyList || inner instanceof PySet) return [each, ...inner.items, ...inner.strays];
    if (inner instanceof Instance && inner.cls.role === 'module') {
      const children = inner.attribute('_modules');
      if (children instanceof PyDict) return [each, ...children.values(), ...children.strays];
    }
    return [each];
  });
}

/** The elements of a value, one after the other. @throws Raised, UnknownIteration */
export function iterate(machine: Machine, value: Value): Iterable<Value> {
  if (value instanceof Unknown) throw new UnknownIteration(value.reason, elementsAmong(value));
  if (value instanceof PyList) return listed(charged(machine, value.elements), value.open, value.strays);
  if (value instanceof PyTuple) return listed(charged(machine, value.items), value.open);
  if (value instanceof PyIterator) {
    if (value.lost !== undefined) throw new UnknownIteration(value.lost);
    return once(machine, value.source);
  }
  if (value instanceof PyDict)
    return listed(
      charged(machine, value.certain === undefined ? value.keys() : value.keys().slice(0, value.certain)),
      value.open,
    );
  if (value instanceof PySet) return listed(charged(machine, value.items), value.open, value.strays);
  if (value instanceof PyRange) return ofRange(machine, value);
  if (typeof value === 'string') return charged(machine, value);
  if (value instanceof PyClass && value.members) return [...new Set(value.members.values())];
  if (value instanceof Instance) {
    const iter = value.cls.find('__iter__');
    if (iter !== undefined) {
      const result = call(machine, iter, [value]);
      return result instanceof Instance && result.cls.find('__next__') !== undefined
        ? byNext(machine, result)
        : iterate(machine, result);
    }
    if (value.native !== undefined && !value.cls.role) return iterate(machine, value.native as Value);
    if (value.cls.find('__next__') !== undefined) return byNext(machine, value);
    if (value.cls.find('__getitem__') !== undefined) return byIndex(machine, value);
    if (value.cls.unknownBase !== undefined) throw new UnknownIteration(value.cls.unknownBase);
  }
  throw machine.error('TypeError', `'${typeOf(machine, value)?.name}' object is not iterable`);
}

/** The elements that are listed, and then, where there may be more, what is not known. */
export function listed(items: Iterable<Value>, open: Openness, strays?: readonly Value[]): Iterable<Value> {
  return open === undefined ? items : further(items, open, strays);
}

function* further(
  items: Iterable<Value>,
  reason: string,
  strays: readonly Value[] | undefined,
): Iterable<Value> {
  yield* items;
  throw new UnknownIteration(reason, strays);
}

/** Elements that are all there already: whatever goes through them pays for a part of each, also in native functions. */
function charged<T extends { readonly length: number }>(machine: Machine, elements: T): T {
  machine.charge(elements.length);
  return elements;
}

/**
 * All elements, in an array of its own and of bounded length: what is collected may be changed by whoever reads it.
 * @throws UnknownIteration where there may be more than are listed
 */
export function collect(machine: Machine, value: Value): Value[] {
  if (value instanceof PyRange) machine.reserve('elements', value.length);
  const items: Value[] = [];
  for (const item of iterate(machine, value)) {
    items.push(item);
    if ((items.length & 1023) === 0) machine.reserve('elements', items.length);
  }
  return items;
}

// An iterator goes on where it was left, also after a loop that broke off.
function once(machine: Machine, source: Iterator<Value>): Iterable<Value> {
  const next = (): IteratorResult<Value> => {
    machine.step();
    return machine.within(
      () => source.next(),
      () => {
        throw new UnknownIteration(pythonReasons.nestedIterators);
      },
    );
  };
  return { [Symbol.iterator]: () => ({ next }) };
}

function* ofRange(machine: Machine, { start, step, length }: PyRange): Iterable<Value> {
  for (let index = 0; index < length; index++) {
    machine.step();
    yield start + index * step;
  }
}

const finished = Symbol('finished');

function* byNext(machine: Machine, iterator: Instance): Iterable<Value> {
  for (;;) {
    const value = machine.attempt<Value | typeof finished>(
      () => call(machine, findAttribute(machine, iterator, '__next__') ?? null, []),
      (error) => {
        if (error.value.cls.isSubclassOf(machine.types.StopIteration)) return finished;
        throw error;
      },
    );
    if (value === finished) return;
    if (value instanceof Unknown) throw new UnknownIteration(value.reason);
    yield value;
  }
}

function* byIndex(machine: Machine, sequence: Instance): Iterable<Value> {
  for (let index = 0; ; index++) {
    const value = machine.attempt<Value | typeof finished>(
      () => getItem(machine, sequence, index),
      (error) => {
        if (error.value.cls.isSubclassOf(machine.types.IndexError)) return finished;
        throw error;
      },
    );
    if (value === finished) return;
    yield value;
  }
}

/** `object[index]`. @throws Raised */
export function getItem(machine: Machine, object: Value, index: Value): Value {
  if (object instanceof Unknown || index instanceof Unknown) machine.mayRaise();
  if (object instanceof Unknown)
    return object.dim || object.among ? oneOf(object.reason, elementsAmong(object)) : object;
  if (object instanceof Instance) {
    const method = object.cls.find('__getitem__');
    if (method !== undefined) return call(machine, method, [object, index]);
    if (object.native === undefined && object.cls.unknownBase !== undefined)
      return new Unknown(object.cls.unknownBase);
  }
  const inner = unwrap(object);
  if (inner instanceof PyDict) return ofDict(machine, object, inner, index);
  if (
    inner instanceof PyList ||
    inner instanceof PyTuple ||
    typeof inner === 'string' ||
    inner instanceof PyRange
  ) {
    return ofSequence(machine, inner, index);
  }
  if (inner instanceof PyClass) {
    if (inner.members) {
      const member = typeof index === 'string' ? inner.members.get(index) : undefined;
      if (member === undefined) throw machine.error('KeyError', String(index));
      return member;
    }
    const own = inner.find('__class_getitem__');
    // list[int] and the like stand in annotations.
    return own === undefined ? inner : call(machine, own, [inner, index]);
  }
  throw machine.error('TypeError', `'${typeOf(machine, object)?.name}' object is not subscriptable`);
}

function ofDict(machine: Machine, object: Value, dict: PyDict, key: Value): Value {
  const value = dict.get(key);
  if (value !== undefined) return value;
  if (key instanceof Unknown) return oneOf(key.reason, [...dict.values(), ...dict.strays]);
  if (dict.open !== undefined) return oneOf(dict.open, dict.strays);
  if (dict.factory !== undefined) {
    const made = call(machine, dict.factory, []);
    dict.set(key, made);
    return made;
  }
  const missing = object instanceof Instance ? object.cls.find('__missing__') : undefined;
  if (missing !== undefined) return call(machine, missing, [object, key]);
  throw machine.error('KeyError', typeof key === 'string' ? key : String(intOf(key) ?? 'key'));
}

function ofSequence(machine: Machine, sequence: PyList | PyTuple | PyRange | string, index: Value): Value {
  const length =
    sequence instanceof PyList || sequence instanceof PyTuple ? sequence.items.length : sequence.length;
  if ((sequence instanceof PyList || sequence instanceof PyTuple) && sequence.open !== undefined)
    return ofOpen(sequence, sequence.open, index);
  if (index instanceof PySlice) {
    const range = sliceRange(machine, index, length);
    if (range === undefined) return oneOf(boundsUnknown, itemsOf(sequence));
    const { start, step } = range;
    machine.reserve('elements', range.length);
    const at = Array.from({ length: range.length }, (_, each) => start + each * step);
    if (typeof sequence === 'string') return at.map((each) => sequence[each]).join('');
    if (sequence instanceof PyRange) {
      const first = sequence.start + start * sequence.step;
      const by = sequence.step * step;
      return new PyRange(first, first + range.length * by, by);
    }
    const items = at.map((each) => sequence.items[each] as Value);
    return sequence instanceof PyList ? new PyList(items) : new PyTuple(items);
  }
  if (index instanceof Unknown) return oneOf(index.reason, itemsOf(sequence));
  const position = indexOf(unwrap(index));
  if (position === undefined) {
    throw machine.error(
      'TypeError',
      `indices must be integers or slices, not ${typeOf(machine, index)?.name}`,
    );
  }
  const at = position < 0 ? position + length : position;
  if (at < 0 || at >= length) throw machine.error('IndexError', 'index out of range');
  if (typeof sequence === 'string') return sequence[at] as string;
  return sequence instanceof PyRange ? sequence.start + at * sequence.step : (sequence.items[at] as Value);
}

const itemsOf = (sequence: PyList | PyTuple | PyRange | string): readonly Value[] => {
  if (sequence instanceof PyTuple) return sequence.items;
  return sequence instanceof PyList ? [...sequence.items, ...sequence.strays] : [];
};

/** An element or a slice of what may go on: known where it lies within what is listed. */
function ofOpen(sequence: PyList | PyTuple, open: string, index: Value): Value {
  const { items } = sequence;
  if (!(index instanceof PySlice)) {
    const at = indexOf(index);
    const found = at === undefined || at < 0 ? undefined : items[at];
    return found === undefined ? oneOf(open, itemsOf(sequence)) : found;
  }
  const [start, stop] = [index.start === null ? 0 : indexOf(index.start), indexOf(index.stop)];
  const isKnown = start !== undefined && start >= 0 && index.step === null;
  const within = isKnown && stop !== undefined && stop >= 0 && stop <= items.length;
  const part = isKnown ? items.slice(start, within ? stop : undefined) : [];
  const result = new PyList(part, within ? undefined : open);
  if (!within) result.addStrays(itemsOf(sequence));
  return result;
}

/** The positions that a slice takes of so many elements; undefined where its bounds are not known. */
export function sliceRange(machine: Machine, slice: PySlice, length: number): PyRange | undefined {
  const { start, stop, step } = slice;
  if ([start, stop, step].some((each) => each instanceof Unknown)) return undefined;
  const by = step === null ? 1 : (indexOf(step) ?? NaN);
  if (by === 0) throw machine.error('ValueError', 'slice step cannot be zero');
  const bound = (value: Value, whenNone: number): number => {
    if (value === null) return whenNone;
    const given = intOf(value);
    if (given === undefined) throw machine.error('TypeError', 'slice indices must be integers or None');
    const at = Number(given) < 0 ? Number(given) + length : Number(given);
    return by > 0 ? Math.min(Math.max(at, 0), length) : Math.min(Math.max(at, -1), length - 1);
  };
  return by > 0
    ? new PyRange(bound(start, 0), bound(stop, length), by)
    : new PyRange(bound(start, length - 1), bound(stop, -1), by);
}

/** `object[index] = value`. */
export function setItem(machine: Machine, object: Value, index: Value, value: Value): void {
  if (object instanceof Instance) {
    const method = object.cls.find('__setitem__');
    if (method !== undefined) {
      call(machine, method, [object, index, value]);
      return;
    }
  }
  if (object instanceof Unknown) inAny(machine, object, (each) => setItem(machine, each, index, value));
  const inner = unwrap(object);
  if (inner instanceof PyModule) {
    // An item of globals() is a name.
    if (typeof index === 'string') setAttribute(machine, inner, index, value);
    else setAny(inner, value, pythonReasons.globalSet);
  } else if (inner instanceof PyDict) {
    const reason = unknownIn(index);
    if (reason !== undefined) {
      inner.addStrays([value]);
      blur(inner, reason);
    } else {
      inner.set(index, value);
      if (inner.size > limits.elements) machine.reserve('elements', inner.size);
    }
  } else if (inner instanceof PyList) {
    if (inner.open !== undefined || index instanceof Unknown || hasUnknownBounds(index)) {
      const at = indexOf(index);
      if (at !== undefined && at >= 0 && at < inner.items.length) {
        inner.items[at] = value;
        return;
      }
      inner.addStrays([value]);
      blur(inner, inner.open ?? (index instanceof Unknown ? index.reason : boundsUnknown));
      return;
    }
    if (index instanceof PySlice) {
      const range = sliceRange(machine, index, inner.items.length);
      const items = collect(machine, value);
      if (range?.step === 1) {
        machine.reserve('elements', inner.items.length - range.length + items.length);
        const rest = inner.items.splice(range.start).slice(range.length);
        for (const item of items) inner.items.push(item);
        for (const item of rest) inner.items.push(item);
      } else if (range) items.forEach((item, each) => (inner.items[range.start + each * range.step] = item));
      return;
    }
    const position = indexOf(unwrap(index));
    if (position === undefined) return;
    const at = position < 0 ? position + inner.items.length : position;
    if (at < 0 || at >= inner.items.length)
      throw machine.error('IndexError', 'list assignment index out of range');
    inner.items[at] = value;
  } else if (!(inner instanceof Unknown) && !(inner instanceof Instance)) {
    throw machine.error(
      'TypeError',
      `'${typeOf(machine, object)?.name}' object does not support item assignment`,
    );
  }
}

const boundsUnknown = pythonReasons.sliceBounds;

const hasUnknownBounds = (index: Value): boolean =>
  index instanceof PySlice && [index.start, index.stop, index.step].some((each) => each instanceof Unknown);

/** Any element may have been changed, removed or added. */
export function blur(container: PyList | PyDict | PySet, reason: string): void {
  if (container instanceof PyList) {
    container.addStrays(container.items);
    container.items.length = 0;
  } else if (container instanceof PySet) {
    container.addStrays(container.items);
    container.members.clear();
  } else
    for (const key of container.keys())
      container.set(key, oneOf(reason, [container.get(key), ...container.strays]));
  container.open = reason;
}

/** Sets or deletes an element of one of several containers. */
function inAny(machine: Machine, { among, reason }: Unknown, run: (container: Value) => void): void {
  for (const each of among ?? []) {
    const inner = unwrap(each);
    const isContainer = inner instanceof PyList || inner instanceof PyDict || inner instanceof PySet;
    if (inner instanceof PyModule) run(inner);
    if (!isContainer && !(inner instanceof Instance)) continue;
    maybe(
      machine,
      reason,
      () => run(each),
      () => {
        if (isContainer) blur(inner, reason);
        else invalidate(inner, reason);
      },
    );
  }
}

export function deleteItem(machine: Machine, object: Value, index: Value): void {
  if (object instanceof Unknown) inAny(machine, object, (each) => deleteItem(machine, each, index));
  const method = object instanceof Instance ? object.cls.find('__delitem__') : undefined;
  if (method !== undefined) {
    call(machine, method, [object, index]);
    return;
  }
  const inner = unwrap(object);
  if (
    (inner instanceof PyDict || inner instanceof PyList) &&
    (index instanceof Unknown || hasUnknownBounds(index))
  ) {
    blur(inner, index instanceof Unknown ? index.reason : boundsUnknown);
  } else if ((inner instanceof PyDict || inner instanceof PyList) && inner.open !== undefined) {
    if (inner instanceof PyList) blur(inner, inner.open);
    else inner.delete(index);
  } else if (inner instanceof PyDict) {
    if (!inner.delete(index)) throw machine.error('KeyError', 'key');
  } else if (inner instanceof PyList) {
    if (index instanceof PySlice) {
      const range = sliceRange(machine, index, inner.items.length);
      if (!range) return;
      const gone = new Set(
        Array.from({ length: range.length }, (_, each) => range.start + each * range.step),
      );
      const kept = inner.items.filter((_, each) => !gone.has(each));
      machine.charge(inner.items.length);
      inner.items.length = 0;
      for (const item of kept) inner.items.push(item);
      return;
    }
    const position = indexOf(index) ?? 0;
    const at = position < 0 ? position + inner.items.length : position;
    if (at < 0 || at >= inner.items.length)
      throw machine.error('IndexError', 'list assignment index out of range');
    inner.items.splice(at, 1);
  }
}
