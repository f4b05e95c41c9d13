// Methods of dict and set.
import { collect, getItem, iterate } from './iteration.js';
import type { Machine } from './machine.js';
import type { Methods } from './methods.js';
import { unwrap } from './operators.js';
import { Instance, PyDict, PyList, PySet, PyTuple, Unknown, type Keywords, type Value } from './values.js';

/** Takes over the entries of a mapping, or pairs, and keywords. */
export function updateDict(machine: Machine, dict: PyDict, args: readonly Value[], keywords: Keywords): void {
  for (const given of args) {
    const source = unwrap(given);
    if (source instanceof PyDict) for (const key of source.keys()) dict.set(key, source.get(key) as Value);
    else if (source instanceof Instance && source.cls.find('keys')) {
      for (const key of iterate(machine, source)) dict.set(key, getItem(machine, source, key));
    } else {
      for (const pair of collect(machine, source)) {
        const [key, value] = collect(machine, pair);
        if (key !== undefined && value !== undefined) dict.set(key, value);
      }
    }
  }
  for (const [key, value] of keywords) dict.set(key, value);
  machine.reserve('elements', dict.size);
}

const pairs = (dict: PyDict): PyTuple[] =>
  dict.keys().map((key) => new PyTuple([key, dict.get(key) as Value]));

export const dictMethods: Methods<PyDict> = {
  get: (_, self, args, keywords) => {
    const [key = null] = args;
    if (key instanceof Unknown) return new Unknown(key.reason);
    const value = self.get(key);
    if (value !== undefined) return value;
    return args[1] ?? keywords.get('default') ?? null;
  },
  keys: (_, self) => new PyList(self.keys()),
  values: (_, self) => new PyList(self.values()),
  items: (_, self) => new PyList(pairs(self)),
  update: (machine, self, args, keywords) => {
    updateDict(machine, self, args, keywords);
    return null;
  },
  setdefault: (machine, self, [key = null, value = null]) => {
    const known = self.get(key);
    if (known !== undefined) return known;
    machine.reserve('elements', self.size + 1);
    self.set(key, value);
    return value;
  },
  pop: (machine, self, args) => {
    const [key = null] = args;
    const value = self.get(key);
    if (value !== undefined) {
      self.delete(key);
      return value;
    }
    if (args[1] !== undefined) return args[1];
    if (key instanceof Unknown) return new Unknown(key.reason);
    throw machine.error('KeyError', typeof key === 'string' ? key : 'key');
  },
  popitem: (machine, self, args, keywords) => {
    const keys = self.keys();
    const first = args[0] === false || keywords.get('last') === false;
    const key = first ? keys[0] : keys.at(-1);
    if (key === undefined) throw machine.error('KeyError', 'dictionary is empty');
    const value = self.get(key) as Value;
    self.delete(key);
    return new PyTuple([key, value]);
  },
  move_to_end: (_, self, [key = null]) => {
    const value = self.get(key);
    if (value !== undefined) {
      self.delete(key);
      self.set(key, value);
    }
    return null;
  },
  clear: (_, self) => {
    for (const key of self.keys()) self.delete(key);
    return null;
  },
  copy: (_, self) => self.copy(),
  most_common: (_, self, [count]) => {
    const all = pairs(self).sort((a, b) => Number(b.items[1]) - Number(a.items[1]));
    return new PyList(typeof count === 'number' ? all.slice(0, count) : all);
  },
  __len__: (_, self) => self.size,
  __contains__: (_, self, [key = null]) => self.has(key),
  __getitem__: (machine, self, [key = null]) => getItem(machine, self, key),
  __setitem__: (_, self, [key = null, value = null]) => {
    self.set(key, value);
    return null;
  },
};

export const setMethods: Methods<PySet> = {
  add: (machine, self, [item = null]) => {
    machine.reserve('elements', self.members.size + 1);
    self.add(item);
    return null;
  },
  update: (machine, self, args) => {
    for (const each of args) for (const item of collect(machine, each)) self.add(item);
    return null;
  },
  discard: (_, self, [item = null]) => {
    const kept = self.items.filter((each) => each !== item);
    self.members.clear();
    for (const each of kept) self.add(each);
    return null;
  },
  remove: (machine, self, args, keywords) => setMethods.discard!(machine, self, args, keywords),
  clear: (_, self) => {
    self.members.clear();
    return null;
  },
  union: (machine, self, args) =>
    new PySet([...self.items, ...args.flatMap((each) => collect(machine, each))], self.frozen),
  intersection: (machine, self, [other = null]) => {
    const members = new PySet(collect(machine, other));
    return new PySet(
      self.items.filter((item) => members.has(item)),
      self.frozen,
    );
  },
  difference: (machine, self, [other = null]) => {
    const members = new PySet(collect(machine, other));
    return new PySet(
      self.items.filter((item) => !members.has(item)),
      self.frozen,
    );
  },
  issubset: (machine, self, [other = null]) => {
    const members = new PySet(collect(machine, other));
    return self.items.every((item) => members.has(item));
  },
  issuperset: (machine, self, [other = null]) => collect(machine, other).every((item) => self.has(item)),
  isdisjoint: (machine, self, [other = null]) => !collect(machine, other).some((item) => self.has(item)),
  copy: (_, self) => new PySet(self.items, self.frozen),
  __len__: (_, self) => self.members.size,
};
