// Methods of dict and set.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { blur, collect, deleteItem, elementsAmong, getItem, iterate, listed, setItem } from './iteration.js';
import type { Machine } from './machine.js';
import type { MethodOf, Methods } from './methods.js';
import { contains, lengthOf } from './comparison.js';
import { unwrap } from './truth.js';
import { gather } from './sequences.js';
import {
  Instance,
  PyDict,
  PyIterator,
  PyList,
  PySet,
  PyTuple,
  PyView,
  oneOf,
  unknownIn,
  Unknown,
  type Keywords,
  type Value,
} from './values.js';

/** Takes over the entries of a mapping, or pairs, and keywords. */
export function updateDict(machine: Machine, dict: PyDict, args: readonly Value[], keywords: Keywords): void {
  for (const given of args) {
    const source = unwrap(given);
    if (source instanceof Unknown) {
      dict.addStrays(elementsAmong(source));
      blur(dict, source.reason);
    } else if (source instanceof PyDict) {
      dict.addStrays(source.strays);
      if (source.open !== undefined) blur(dict, source.open);
      for (const key of source.keys()) dict.set(key, source.get(key) as Value);
    } else if (source instanceof Instance && source.cls.find('keys')) {
      for (const key of iterate(machine, source)) dict.set(key, getItem(machine, source, key));
    } else {
      const { items, open, strays = [] } = gather(machine, source);
      dict.addStrays(strays);
      for (const pair of items) {
        const [key, value] = gather(machine, pair).items;
        if (key === undefined || key instanceof Unknown)
          blur(dict, key?.reason ?? pythonReasons.dictionaryKey);
        else if (value !== undefined) dict.set(key, value);
      }
      if (open !== undefined) blur(dict, open);
    }
  }
  for (const [key, value] of keywords) dict.set(key, value);
  machine.reserve('elements', dict.size);
}

const pairs = (dict: PyDict): PyTuple[] =>
  dict.keys().map((key) => new PyTuple([key, dict.get(key) as Value]));

/** The entries whose places are known, and those that may stand anywhere. */
function viewOf(dict: PyDict, kind: PyView['kind'], all: Value[], strays: readonly Value[] = []): PyView {
  const view = new PyView(kind, all.slice(0, dict.certain), dict.open);
  if (dict.open !== undefined) view.addStrays([...all.slice(dict.certain), ...strays]);
  return view;
}

export const dictMethods: Methods<PyDict> = {
  get: (_, self, args, keywords) => {
    const [key = null] = args;
    if (key instanceof Unknown) return oneOf(key.reason, [...self.values(), ...self.strays, args[1]]);
    const value = self.get(key);
    if (value !== undefined) return value;
    if (self.open !== undefined) return oneOf(self.open, self.strays);
    return args[1] ?? keywords.get('default') ?? null;
  },
  keys: (_, self) => viewOf(self, 'dict_keys', self.keys()),
  values: (_, self) => viewOf(self, 'dict_values', self.values(), self.strays),
  items: (_, self) => viewOf(self, 'dict_items', pairs(self), self.strays),
  update: (machine, self, args, keywords) => {
    updateDict(machine, self, args, keywords);
    return null;
  },
  setdefault: (machine, self, [key = null, value = null]) => {
    const known = self.get(key);
    if (known !== undefined) return known;
    if (key instanceof Unknown) blur(self, key.reason);
    if (self.open !== undefined) {
      self.set(key, new Unknown(self.open));
      return new Unknown(self.open);
    }
    machine.bound('elements', self.size + 1);
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
    if (key instanceof Unknown) {
      blur(self, key.reason);
      return new Unknown(key.reason);
    }
    if (self.open !== undefined) return new Unknown(self.open);
    if (args[1] !== undefined) return args[1];
    throw machine.error('KeyError', typeof key === 'string' ? key : 'key');
  },
  popitem: (machine, self, args, keywords) => {
    if (self.open !== undefined) {
      const { open } = self;
      blur(self, open);
      return new PyTuple([new Unknown(open), new Unknown(open)]);
    }
    const keys = self.keys();
    const first = args[0] === false || keywords.get('last') === false;
    const key = first ? keys[0] : keys.at(-1);
    if (key === undefined) throw machine.error('KeyError', 'dictionary is empty');
    const value = self.get(key) as Value;
    self.delete(key);
    return new PyTuple([key, value]);
  },
  move_to_end: (machine, self, [key = null, last], keywords) => {
    const value = self.get(key);
    if (value === undefined) throw machine.error('KeyError', 'key');
    const others = self.keys().map((each) => [each, self.get(each) as Value] as const);
    self.delete(key);
    self.set(key, value);
    if ((last ?? keywords.get('last')) !== false) return null;
    for (const [each, own] of others) {
      if (each === key) continue;
      self.delete(each);
      self.set(each, own);
    }
    return null;
  },
  clear: (_, self) => {
    for (const key of self.keys()) self.delete(key);
    self.open = undefined;
    return null;
  },
  copy: (_, self) => self.copy(),
  most_common: (_, self, [count]) => {
    const all = pairs(self).sort((a, b) => Number(b.items[1]) - Number(a.items[1]));
    return new PyList(typeof count === 'number' ? all.slice(0, count) : all);
  },
  __len__: lengthOf,
  __contains__: (machine, self, [key = null]) => contains(machine, self, key),
  __getitem__: (machine, self, [key = null]) => getItem(machine, self, key),
  __setitem__: (machine, self, [key = null, value = null]) => {
    setItem(machine, self, key, value);
    return null;
  },
  __delitem__: (machine, self, [key = null]) => {
    deleteItem(machine, self, key);
    return null;
  },
};

/** Methods that say what they do with members that are not listed. */
const onOpen: ReadonlySet<string> = new Set('add update discard remove clear copy __len__'.split(' '));

/** A method of a set that may hold more than it lists; undefined where the usual one serves. */
export function methodOfOpenSet({ open }: PySet, name: string): MethodOf<Value> | undefined {
  return open === undefined || onOpen.has(name) ? undefined : () => new Unknown(open);
}

export const setMethods: Methods<PySet> = {
  add: (machine, self, [item = null]) => {
    machine.bound('elements', self.members.size + 1);
    self.add(item);
    return null;
  },
  update: (machine, self, args) => {
    for (const each of args) {
      const { items, open } = gather(machine, each);
      machine.reserve('elements', self.members.size + items.length);
      for (const item of items) self.add(item);
      self.open ??= open;
    }
    return null;
  },
  discard: (_, self, [item = null]) => {
    const reason = unknownIn(item);
    if (reason !== undefined) blur(self, reason);
    else self.delete(item);
    return null;
  },
  remove: (machine, self, [item = null]) => {
    const reason = unknownIn(item);
    if (reason !== undefined) {
      blur(self, reason);
      return null;
    }
    if (!self.delete(item) && self.open === undefined) throw machine.error('KeyError', 'item');
    return null;
  },
  pop: (machine, self) => {
    const [first] = self.items;
    if (first === undefined) throw machine.error('KeyError', 'pop from an empty set');
    self.delete(first);
    // Which one is taken is not defined.
    return self.members.size === 0 ? first : new Unknown(pythonReasons.setElement);
  },
  intersection_update: (machine, self, args) => {
    for (const each of args) {
      const members = new PySet(collect(machine, each));
      for (const item of self.items) if (!members.has(item)) self.delete(item);
    }
    return null;
  },
  difference_update: (machine, self, args) => {
    for (const each of args) for (const item of collect(machine, each)) self.delete(item);
    return null;
  },
  symmetric_difference_update: (machine, self, [other = null]) => {
    for (const item of new PySet(collect(machine, other)).items) if (!self.delete(item)) self.add(item);
    return null;
  },
  symmetric_difference: (machine, self, [other = null]) => {
    const result = new PySet(self.items, self.frozen);
    for (const item of new PySet(collect(machine, other)).items) if (!result.delete(item)) result.add(item);
    return result;
  },
  clear: (_, self) => {
    self.members.clear();
    self.open = undefined;
    return null;
  },
  union: (machine, self, args) =>
    new PySet([...self.items, ...args.flatMap((each) => collect(machine, each))], self.frozen),
  intersection: (machine, self, args) => {
    const all = args.map((each) => new PySet(collect(machine, each)));
    return new PySet(
      self.items.filter((item) => all.every((members) => members.has(item))),
      self.frozen,
    );
  },
  difference: (machine, self, args) => {
    const gone = new PySet(args.flatMap((each) => collect(machine, each)));
    return new PySet(
      self.items.filter((item) => !gone.has(item)),
      self.frozen,
    );
  },
  issubset: (machine, self, [other = null]) => {
    const members = new PySet(collect(machine, other));
    return self.items.every((item) => members.has(item));
  },
  issuperset: (machine, self, [other = null]) => collect(machine, other).every((item) => self.has(item)),
  isdisjoint: (machine, self, [other = null]) => !collect(machine, other).some((item) => self.has(item)),
  copy: (_, self) => new PySet(self.items, self.frozen, self.open),
  __len__: lengthOf,
  __contains__: (machine, self, [item = null]) => contains(machine, self, item),
  __iter__: (_, self) => new PyIterator(listed(self.items, self.open)[Symbol.iterator]()),
};
