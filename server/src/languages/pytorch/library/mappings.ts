// What Python's abstract mappings make of the few methods that a class of the reader's has: `get` of `__getitem__`, and so on.
import { call } from '../interpreter/calls.js';
import { collect, deleteItem, getItem, setItem } from '../interpreter/iteration.js';
import type { Machine } from '../interpreter/machine.js';
import { Native, PyList, PyTuple, type Keywords, type PyClass, type Value } from '../interpreter/values.js';

type MethodOfMapping = (machine: Machine, self: Value, args: readonly Value[], keywords: Keywords) => Value;

const entries = (machine: Machine, self: Value): PyTuple[] =>
  collect(machine, self).map((key) => new PyTuple([key, getItem(machine, self, key)]));

/** The item, or what `otherwise` gives where there is none. */
function itemOr(machine: Machine, self: Value, key: Value, otherwise: () => Value): Value {
  return machine.attempt<Value>(
    () => getItem(machine, self, key),
    (error) => {
      if (error.value.cls.name !== 'KeyError') throw error;
      return otherwise();
    },
  );
}

const ofMapping: Readonly<Record<string, MethodOfMapping>> = {
  get: (machine, self, [key = null, otherwise], keywords) =>
    itemOr(machine, self, key, () => otherwise ?? keywords.get('default') ?? null),
  keys: (machine, self) => new PyList(collect(machine, self)),
  values: (machine, self) => new PyList(collect(machine, self).map((key) => getItem(machine, self, key))),
  items: (machine, self) => new PyList(entries(machine, self)),
  __contains__: (machine, self, [key = null]) => {
    let found = true;
    itemOr(machine, self, key, () => {
      found = false;
      return null;
    });
    return found;
  },
};

const ofMutableMapping: Readonly<Record<string, MethodOfMapping>> = {
  pop: (machine, self, [key = null, otherwise]) => {
    let found = true;
    const value = itemOr(machine, self, key, () => {
      found = false;
      if (otherwise === undefined) throw machine.error('KeyError', 'key');
      return otherwise;
    });
    if (found) deleteItem(machine, self, key);
    return value;
  },
  setdefault: (machine, self, [key = null, value = null]) =>
    itemOr(machine, self, key, () => {
      setItem(machine, self, key, value);
      return value;
    }),
  update: (machine, self, given, keywords) => {
    const dict = call(machine, machine.types.dict, given, keywords);
    for (const {
      items: [key = null, value = null],
    } of entries(machine, dict))
      setItem(machine, self, key, value);
    return null;
  },
  clear: (machine, self) => {
    for (const key of collect(machine, self)) deleteItem(machine, self, key);
    return null;
  },
};

/** Gives the classes `Mapping` and `MutableMapping` their methods. */
export function addMappingMethods(mapping: PyClass, mutable: PyClass): void {
  const add = (cls: PyClass, methods: Readonly<Record<string, MethodOfMapping>>): void => {
    for (const [name, method] of Object.entries(methods)) {
      const run = (machine: Machine, [self = null, ...args]: readonly Value[], keywords: Keywords): Value =>
        method(machine, self, args, keywords);
      cls.set(name, new Native(name, run, true));
    }
  };
  add(mapping, ofMapping);
  add(mutable, { ...ofMapping, ...ofMutableMapping });
}
