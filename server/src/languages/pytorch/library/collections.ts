// What collections.py cannot have of itself: dictionaries with defaults, named tuples.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { collect } from '../interpreter/iteration.js';
import { makeClass } from '../interpreter/classes.js';
import { updateDict } from '../interpreter/methodsOfTables.js';
import type { Machine } from '../interpreter/machine.js';
import { call } from '../interpreter/calls.js';
import { represent } from '../interpreter/text.js';
import {
  ClassMethod,
  Instance,
  Native,
  PyClass,
  PyDict,
  PyList,
  PyTuple,
  Property,
  Unknown,
  type NativeCall,
  type Value,
} from '../interpreter/values.js';

export function collectionsModule(machine: Machine): Readonly<Record<string, Value>> {
  const { dict } = machine.types;
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
  return {
    defaultdict,
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
  const defaults = new Map(names.map((name) => [name, cls.attribute(name)]));
  cls.attributes.set('_fields', new PyTuple(names));
  names.forEach((name, index) => {
    const getter = new Native(name, (_, [self = null]) =>
      self instanceof Instance && self.native instanceof PyTuple
        ? (self.native.items[index] ?? null)
        : new Unknown(name),
    );
    cls.attributes.set(name, new Property(getter, undefined));
  });
  const itemsOf = (self: Value | undefined): readonly Value[] =>
    self instanceof Instance && self.native instanceof PyTuple ? self.native.items : [];
  const add = (name: string, run: NativeCall): void => {
    if (!cls.attributes.has(name)) cls.attributes.set(name, new Native(name, run, true));
  };
  const known = [...defaults].filter((each): each is [string, Value] => each[1] !== undefined);
  cls.attributes.set('_field_defaults', PyDict.of(known));
  cls.attributes.set('__match_args__', new PyTuple(names));
  add('_asdict', (_, [self]) => PyDict.of(names.map((name, index) => [name, itemsOf(self)[index] ?? null])));
  add('_replace', (own, [self = null], keywords) => {
    const wrong = [...keywords.keys()].find((name) => !names.includes(name));
    if (wrong !== undefined) throw own.error('ValueError', `Got unexpected field names: ['${wrong}']`);
    const items = names.map((name, index) => keywords.get(name) ?? itemsOf(self)[index] ?? null);
    return call(own, self instanceof Instance ? self.cls : cls, items);
  });
  add('__repr__', (own, [self]) => {
    const parts = names.map((name, index) => {
      const text = represent(own, itemsOf(self)[index] ?? null, 1);
      return text === undefined ? undefined : `${name}=${text}`;
    });
    return parts.includes(undefined)
      ? new Unknown(pythonReasons.stringPart)
      : `${self instanceof Instance ? self.cls.name : cls.name}(${parts.join(', ')})`;
  });
  cls.attributes.set(
    '_make',
    new ClassMethod(
      new Native('_make', (own, [made = null, items = null]) => call(own, made, collect(own, items))),
    ),
  );
  cls.construct = (own, made, args, keywords) => {
    const wrong = [...keywords.keys()].find((name) => !names.includes(name));
    if (args.length > names.length || wrong !== undefined)
      throw own.error('TypeError', `${made.name}() got an unexpected argument`);
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
