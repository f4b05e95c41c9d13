// Methods of list, tuple, range and iterators.
import { call } from './calls.js';
import { collect, deleteItem, getItem } from './iteration.js';
import type { Machine } from './machine.js';
import type { Methods } from './methods.js';
import { indexOf } from './numbers.js';
import { compare, equals, truth } from './operators.js';
import type { PyRange, PyTuple } from './values.js';
import { PyIterator, PyList, Unknown, type Keywords, type Value } from './values.js';

/** The position of an element. @throws Raised where there is none */
function positionOf(machine: Machine, items: readonly Value[], wanted: Value | undefined): number {
  const at = items.findIndex((item) => equals(machine, item, wanted ?? null) === true);
  if (at < 0) throw machine.error('ValueError', 'this is not in the list');
  return at;
}

/** Sorted as `sorted` does: stable, by a key, in either direction. Undefined where an order is not known. */
export function sorted(machine: Machine, items: readonly Value[], keywords: Keywords): Value[] | undefined {
  const key = keywords.get('key') ?? null;
  const pairs = items.map((item) => ({ item, key: key === null ? item : call(machine, key, [item]) }));
  let known = true;
  machine.spend(items.length * 4);
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
  return truth(machine, keywords.get('reverse') ?? false) === true ? result.reverse() : result;
}

export const listMethods: Methods<PyList> = {
  append: (machine, self, [item = null]) => {
    machine.reserve('elements', self.items.length + 1);
    self.items.push(item);
    return null;
  },
  extend: (machine, self, [items = null]) => {
    for (const item of collect(machine, items)) self.items.push(item);
    machine.reserve('elements', self.items.length);
    return null;
  },
  insert: (machine, self, [at, item = null]) => {
    machine.reserve('elements', self.items.length + 1);
    const index = indexOf(at) ?? 0;
    self.items.splice(index < 0 ? Math.max(0, index + self.items.length) : index, 0, item);
    return null;
  },
  pop: (machine, self, [at = -1]) => {
    const item = getItem(machine, self, at);
    if (!(at instanceof Unknown)) deleteItem(machine, self, at);
    return item;
  },
  remove: (machine, self, [item]) => {
    self.items.splice(positionOf(machine, self.items, item), 1);
    return null;
  },
  clear: (_, self) => {
    self.items.length = 0;
    return null;
  },
  index: (machine, self, [item]) => positionOf(machine, self.items, item),
  count: (machine, self, [item = null]) =>
    self.items.filter((each) => equals(machine, each, item) === true).length,
  reverse: (_, self) => {
    self.items.reverse();
    return null;
  },
  sort: (machine, self, _, keywords) => {
    const result = sorted(machine, self.items, keywords);
    if (result) self.items.splice(0, self.items.length, ...result);
    return null;
  },
  copy: (_, self) => new PyList([...self.items]),
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
  __len__: (_, self) => self.items.length,
  __getitem__: (machine, self, [index = null]) => getItem(machine, self, index),
  __iter__: (_, self) => new PyIterator(self.items[Symbol.iterator]()),
};

export const tupleMethods: Methods<PyTuple> = {
  index: (machine, self, [item]) => positionOf(machine, self.items, item),
  count: (machine, self, [item = null]) =>
    self.items.filter((each) => equals(machine, each, item) === true).length,
  // torch.Size is a tuple.
  numel: (machine, self) =>
    self.items.reduce<Value>(
      (product, size) => call(machine, machine.builtins.get('__mul') ?? null, [product, size]),
      1,
    ),
  __len__: (_, self) => self.items.length,
  __getitem__: (machine, self, [index = null]) => getItem(machine, self, index),
  __iter__: (_, self) => new PyIterator(self.items[Symbol.iterator]()),
};

export const rangeMethods: Methods<PyRange> = {
  index: (machine, self, [item]) => positionOf(machine, collect(machine, self), item),
};

export const iteratorMethods: Methods<PyIterator> = {
  __iter__: (_, self) => self,
  __next__: (machine, self) => {
    const { done, value } = self.source.next() as { done?: boolean; value: Value };
    if (done) throw machine.error('StopIteration', '');
    return value;
  },
  close: () => null,
  send: (machine, self) => iteratorMethods.__next__!(machine, self, [], new Map()),
};
