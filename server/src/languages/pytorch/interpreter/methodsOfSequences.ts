// Methods of list, tuple, range and iterators.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { call } from './calls.js';
import { blur, collect, deleteItem, getItem, listed } from './iteration.js';
import type { Machine } from './machine.js';
import type { MethodOf, Methods } from './methods.js';
import { indexOf } from './numbers.js';
import { compare, equals, lengthOf } from './comparison.js';
import { truth } from './truth.js';
import { extend } from './sequences.js';
import { Raised } from './errors.js';
import type { PyRange } from './values.js';
import {
  Instance,
  PyClass,
  PyIterator,
  PyList,
  PyTuple,
  Unknown,
  type Keywords,
  type Value,
} from './values.js';

/** The position of an element. @throws Raised where there is none */
function positionOf(
  machine: Machine,
  items: readonly Value[],
  [wanted = null, from, to]: readonly Value[],
): Value {
  const bound = (value: Value | undefined, otherwise: number): number => {
    const at = indexOf(value) ?? otherwise;
    return at < 0 ? Math.max(0, at + items.length) : Math.min(at, items.length);
  };
  machine.spend(Math.ceil(items.length / 8));
  let at = -1;
  for (let index = bound(from, 0); index < bound(to, items.length); index++) {
    const same = equals(machine, items[index] as Value, wanted);
    if (same instanceof Unknown) return new Unknown(same.reason);
    if (!same) continue;
    at = index;
    break;
  }
  if (at < 0) throw machine.error('ValueError', 'this is not in the list');
  return at;
}

function countOf(machine: Machine, items: readonly Value[], item: Value): Value {
  const found = items.map((each) => equals(machine, each, item));
  const unknown = found.find((each) => each instanceof Unknown);
  return unknown instanceof Unknown ? unknown : found.filter((each) => each === true).length;
}

/** Sorted as `sorted` does: stable, by a key, in either direction. Undefined where an order is not known. */
export function sorted(machine: Machine, items: readonly Value[], keywords: Keywords): Value[] | undefined {
  const key = keywords.get('key') ?? null;
  const pairs = items.map((item) => ({ item, key: key === null ? item : call(machine, key, [item]) }));
  let known = true;
  machine.spend(items.length * 4);
  const reverse = truth(machine, keywords.get('reverse') ?? false) === true;
  // Equal elements keep their order in either direction.
  if (reverse) pairs.reverse();
  pairs.sort((a, b) => {
    const less = truth(machine, compare(machine, '<', a.key, b.key));
    if (less instanceof Unknown) {
      known = false;
      return 0;
    }
    if (less) return -1;
    return truth(machine, compare(machine, '<', b.key, a.key)) === true ? 1 : 0;
  });
  if (!known) return undefined;
  const result = pairs.map((pair) => pair.item);
  return reverse ? result.reverse() : result;
}

/** Methods that say what they do with elements that are not listed. */
const onOpen: ReadonlySet<string> = new Set(
  'append appendleft extend clear copy insert pop __len__ __getitem__ __iter__'.split(' '),
);

/** A method of a list or tuple that may hold more than it lists; undefined where the usual one serves. */
export function methodOfOpen(sequence: PyList | PyTuple, name: string): MethodOf<Value> | undefined {
  const { open } = sequence;
  if (open === undefined || onOpen.has(name)) return undefined;
  return () => {
    if (sequence instanceof PyList) blur(sequence, open);
    return new Unknown(open);
  };
}

export const listMethods: Methods<PyList> = {
  append: (machine, self, [item = null]) => {
    machine.bound('elements', self.items.length + 1);
    if (self.open === undefined) self.items.push(item);
    else self.addStrays([item]);
    return null;
  },
  extend: (machine, self, [items = null]) => {
    extend(machine, self, items);
    return null;
  },
  insert: (machine, self, [at, item = null]) => {
    machine.reserve('elements', self.items.length + 1);
    const index = indexOf(at) ?? 0;
    if (at instanceof Unknown) {
      self.addStrays([item]);
      blur(self, at.reason);
      return null;
    }
    self.items.splice(index < 0 ? Math.max(0, index + self.items.length) : index, 0, item);
    return null;
  },
  pop: (machine, self, [at = -1]) => {
    if (self.items.length === 0) throw machine.error('IndexError', 'pop from empty list');
    const item = getItem(machine, self, at);
    deleteItem(machine, self, at);
    return item;
  },
  remove: (machine, self, [item]) => {
    const at = positionOf(machine, self.items, [item ?? null]);
    if (at instanceof Unknown) blur(self, at.reason);
    else if (typeof at === 'number') self.items.splice(at, 1);
    return null;
  },
  clear: (_, self) => {
    self.items.length = 0;
    self.open = undefined;
    return null;
  },
  index: (machine, self, args) => positionOf(machine, self.items, args),
  count: (machine, self, [item = null]) => countOf(machine, self.items, item),
  reverse: (_, self) => {
    self.items.reverse();
    return null;
  },
  sort: (machine, self, _, keywords) => {
    const result = sorted(machine, self.items, keywords);
    if (result) result.forEach((item, index) => (self.items[index] = item));
    else blur(self, pythonReasons.sortedOrder);
    return null;
  },
  copy: (_, self) => {
    const made = new PyList([...self.items], self.open);
    made.addStrays(self.strays);
    return made;
  },
  // As in a deque.
  appendleft: (machine, self, [item = null]) => {
    machine.reserve('elements', self.items.length + 1);
    self.items.unshift(item);
    return null;
  },
  popleft: (machine, self) => {
    if (self.items.length === 0) throw machine.error('IndexError', 'pop from an empty deque');
    return self.items.shift() as Value;
  },
  __len__: lengthOf,
  __getitem__: (machine, self, [index = null]) => getItem(machine, self, index),
  __iter__: (_, self) => new PyIterator(listed(self.items, self.open)[Symbol.iterator]()),
};

export const tupleMethods: Methods<PyTuple> = {
  index: (machine, self, args) => positionOf(machine, self.items, args),
  count: (machine, self, [item = null]) => countOf(machine, self.items, item),
  // torch.Size is a tuple.
  numel: (machine, self) =>
    self.items.reduce<Value>(
      (product, size) => call(machine, machine.builtins.get('__mul') ?? null, [product, size]),
      1,
    ),
  __len__: lengthOf,
  __getitem__: (machine, self, [index = null]) => getItem(machine, self, index),
  __iter__: (_, self) => new PyIterator(listed(self.items, self.open)[Symbol.iterator]()),
};

export const rangeMethods: Methods<PyRange> = {
  index: (machine, self, args) => positionOf(machine, collect(machine, self), args),
  count: (machine, self, [item = null]) =>
    collect(machine, self).filter((each) => equals(machine, each, item) === true).length,
};

/** The end of an iterator, with what a generator returned. */
function stopped(machine: Machine, value: Value | undefined): Raised {
  const error = machine.error('StopIteration', '');
  error.value.attributes.set('value', value ?? null);
  error.value.attributes.set('args', new PyTuple(value === undefined || value === null ? [] : [value]));
  return error;
}

export const iteratorMethods: Methods<PyIterator> = {
  __iter__: (_, self) => self,
  __next__: (machine, self) => {
    if (self.lost !== undefined) return new Unknown(self.lost);
    const { done, value } = self.source.next() as { done?: boolean; value: Value };
    if (done) throw stopped(machine, value);
    return value;
  },
  send: (machine, self, [value = null]) => {
    const step = (self.source as Iterator<Value, Value, Value>).next(value);
    if (step.done) throw stopped(machine, step.value);
    return step.value;
  },
  throw: (machine, self, args) => {
    const given = args[1] instanceof Instance ? args[1] : args[0];
    const value = given instanceof PyClass ? call(machine, given, []) : given;
    if (!self.source.throw || !(value instanceof Instance))
      return new Unknown(pythonReasons.unsupportedAttribute('generator', 'throw'));
    const step = self.source.throw(new Raised(value, true, machine.place)) as {
      done?: boolean;
      value: Value;
    };
    if (step.done) throw stopped(machine, step.value);
    return step.value;
  },
  close: (machine, self) => {
    const { GeneratorExit, StopIteration } = machine.types;
    if (!self.source.throw) return null;
    return machine.attempt<Value>(
      () => {
        self.source.throw?.(new Raised(new Instance(GeneratorExit), true, machine.place));
        return null;
      },
      (error) => {
        if ([GeneratorExit, StopIteration].some((each) => error.value.cls.isSubclassOf(each))) return null;
        throw error;
      },
    );
  },
};
