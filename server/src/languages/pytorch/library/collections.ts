// What collections.py cannot have of itself: dictionaries with defaults, named tuples.
import { collect } from '../interpreter/iteration.js';
import { makeClass } from '../interpreter/classes.js';
import { updateDict } from '../interpreter/methodsOfTables.js';
import type { Machine } from '../interpreter/machine.js';
import {
  Instance,
  Native,
  PyClass,
  PyDict,
  PyList,
  PyTuple,
  Property,
  Unknown,
  type Value,
} from '../interpreter/values.js';

export function collectionsModule(machine: Machine): Readonly<Record<string, Value>> {
  const { dict, list } = machine.types;
  const derived = (name: string, base: PyClass): PyClass => {
    const cls = new PyClass(name, [base]);
    cls.mro = [cls, ...base.mro];
    base.subclasses.push(cls);
    return cls;
  };
  const defaultdict = derived('defaultdict', dict);
  defaultdict.construct = (own, _, [factory = null, ...args], keywords) => {
    const made = new PyDict();
    if (factory !== null) made.factory = factory;
    updateDict(own, made, args, keywords);
    return made;
  };
  const counter = derived('Counter', dict);
  counter.construct = (own, _, [items]) => {
    const made = new PyDict();
    made.factory = new Native('zero', () => 0);
    for (const item of items === undefined ? [] : collect(own, items))
      made.set(item, Number(made.get(item) ?? 0) + 1);
    return made;
  };
  const deque = derived('deque', list);
  deque.construct = (own, _, [items]) => new PyList(items === undefined ? [] : collect(own, items));
  return {
    defaultdict,
    Counter: counter,
    deque,
    // Dictionaries keep the order in which they were filled.
    OrderedDict: dict,
    namedtuple: new Native('namedtuple', (own, [name = '', fields = null], keywords) => {
      const names =
        typeof fields === 'string'
          ? fields.split(/[\s,]+/).filter(Boolean)
          : collect(own, fields).filter((each) => typeof each === 'string');
      const defaults = keywords.get('defaults');
      const values = defaults instanceof PyTuple || defaults instanceof PyList ? defaults.items : [];
      const namespace = new Map(
        names.slice(names.length - values.length).map((each, index) => [each, values[index] as Value]),
      );
      const cls = makeClass(own, typeof name === 'string' ? name : 'namedtuple', [], namespace, undefined);
      makeNamedTuple(own, cls, names);
      return cls;
    }),
  };
}

/** Makes a class a tuple whose elements have names. */
export function makeNamedTuple(machine: Machine, cls: PyClass, names: readonly string[]): void {
  const defaults = new Map(names.map((name) => [name, cls.attributes.get(name)]));
  cls.attributes.set('_fields', new PyTuple(names));
  names.forEach((name, index) => {
    const getter = new Native(name, (_, [self = null]) =>
      self instanceof Instance && self.native instanceof PyTuple
        ? (self.native.items[index] ?? null)
        : new Unknown(name),
    );
    cls.attributes.set(name, new Property(getter, undefined));
  });
  cls.attributes.set(
    '_asdict',
    new Native(
      '_asdict',
      (_, [self]) => {
        const items = self instanceof Instance && self.native instanceof PyTuple ? self.native.items : [];
        return PyDict.of(names.map((name, index) => [name, items[index] ?? null]));
      },
      true,
    ),
  );
  cls.construct = (own, made, args, keywords) => {
    const instance = new Instance(made);
    const items = names.map((name, index) =>
      [args[index], keywords.get(name), defaults.get(name)].find((each) => each !== undefined),
    );
    const missing = items.indexOf(undefined);
    if (missing >= 0)
      throw own.error('TypeError', `${made.name}() missing 1 required argument: '${names[missing]}'`);
    instance.native = new PyTuple(items as Value[]);
    return instance;
  };
  // isinstance(x, tuple)
  cls.mro = [...cls.mro.slice(0, -1), machine.types.tuple, machine.types.object];
}
