// Attributes: how they are found, bound and set, on values of every kind.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { attributeTable, replaceTable } from './attributeTable.js';
import { register, tablesOf } from './attributeRegistry.js';
import { call, instantiate } from './calls.js';
import { descriptorMethod, ofProperty } from './descriptors.js';
import { ofFunction } from './functions.js';
import { invalidate } from './invalidate.js';
import { noteEffect } from './journal.js';
import { notModelled } from './reasons.js';
import type { Machine } from './machine.js';
import { attributeAmong, deleteAmong, setAmong } from './maybe.js';
import { methodOf } from './methods.js';
import type { Openness, Singleton } from './values.js';
import {
  BatchInt,
  ClassMethod,
  Instance,
  Lazy,
  Method,
  Native,
  noKeywords,
  oneOf,
  PyClass,
  PyDict,
  PyFloat,
  PyFunction,
  PyIterator,
  PyList,
  PyModule,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
  PyView,
  Property,
  StaticMethod,
  Super,
  Unknown,
  type Value,
} from './values.js';
import type { TypeName } from './types.js';
import { entryOf } from '../../../text/table.js';

/** The class of a value; undefined for what is not known. */
export function typeOf(machine: Machine, value: Value): PyClass | undefined {
  if (value instanceof Unknown) return undefined;
  return value instanceof Instance ? value.cls : machine.types[typeName(value)];
}

function typeName(value: Exclude<Value, Unknown | Instance>): TypeName {
  if (value === null) return 'NoneType';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
    case 'bigint':
      return 'int';
    case 'string':
      return 'str';
  }
  if (value instanceof PyFloat) return 'float';
  if (value instanceof BatchInt) return 'int';
  if (value instanceof PyView) return value.kind;
  if (value instanceof PyList) return 'list';
  if (value instanceof PyTuple) return 'tuple';
  if (value instanceof PyDict) return 'dict';
  if (value instanceof PySet) return value.frozen ? 'frozenset' : 'set';
  if (value instanceof PyRange) return 'range';
  if (value instanceof PySlice) return 'slice';
  if (value instanceof PyFunction) return 'function';
  if (value instanceof Method) return 'method';
  if (value instanceof Native) return 'builtin_function_or_method';
  if (value instanceof PyClass) return 'type';
  if (value instanceof PyModule) return 'module';
  if (value instanceof PyIterator) return 'iterator';
  if (value instanceof Property) return 'property';
  if (value instanceof StaticMethod) return 'staticmethod';
  if (value instanceof ClassMethod) return 'classmethod';
  if (value instanceof Super) return 'super';
  return (value as Singleton).name === 'Ellipsis' ? 'ellipsis' : 'NotImplementedType';
}

/** The attribute of a value. @throws Raised with an AttributeError where there is none */
export function getAttribute(machine: Machine, object: Value, name: string): Value {
  const found = findAttribute(machine, object, name);
  return found === undefined ? missing(machine, object, name) : found;
}

/** The attribute as `object.__getattribute__` gives it, also where the class has one of its own. */
function getPlainly(machine: Machine, object: Value, name: string): Value {
  if (!(object instanceof Instance)) return getAttribute(machine, object, name);
  const found = plainlyOfInstance(machine, object, name);
  return found === undefined ? missing(machine, object, name) : found;
}

function missing(machine: Machine, object: Value, name: string): never {
  const owner =
    object instanceof PyClass
      ? `type object '${object.name}'`
      : object instanceof PyModule
        ? `module '${object.name}'`
        : `'${typeOf(machine, object)?.name}' object`;
  const error = machine.error('AttributeError', `${owner} has no attribute '${name}'`);
  error.value.attributes.set('name', name);
  error.value.attributes.set('obj', object);
  throw error;
}

/** The attribute of a value, or undefined; what is not modelled is unknown, not missing. */
export function findAttribute(machine: Machine, object: Value, name: string): Value | undefined {
  if (object instanceof Instance) return ofInstance(machine, object, name);
  if (object instanceof PyModule) return ofModule(machine, object, name);
  if (object instanceof PyClass) return ofClass(machine, object, name);
  if (object instanceof Unknown) {
    machine.mayRaise();
    const path = object.path === undefined ? undefined : `${object.path}.${name}`;
    if (object.among === undefined) return new Unknown(object.reason, undefined, path);
    const { among } = oneOf(object.reason, attributeAmong(machine, object, name));
    return new Unknown(object.reason, undefined, path, undefined, among);
  }
  if (object instanceof Super) return ofSuper(machine, object, name);
  if (object instanceof PyFunction)
    return name === '__class__' ? machine.types.function : ofFunction(machine, object, name);
  if (object instanceof Method) {
    if (name === '__self__') return object.self;
    return name === '__func__' ? object.fn : findAttribute(machine, object.fn, name);
  }
  if (object instanceof Property) {
    const own = ofProperty(machine, object, name);
    if (own !== undefined) return own;
  }
  const type = typeOf(machine, object) as PyClass;
  if (name === '__class__') return type;
  if (object instanceof PySlice && (name === 'start' || name === 'stop' || name === 'step'))
    return object[name];
  if (object instanceof Native && (name === '__name__' || name === '__qualname__')) return object.name;
  return methodOf(machine, object, name) ?? objectMethod(object, name);
}

function ofInstance(machine: Machine, object: Instance, name: string): Value | undefined {
  const { cls } = object;
  const reader = cls.find('__getattribute__');
  if (!(reader instanceof PyFunction)) return plainlyOfInstance(machine, object, name);
  return machine.attempt<Value | undefined>(
    () => call(machine, reader, [object, name]),
    (error) => {
      if (error.value.cls.name !== 'AttributeError') throw error;
      return undefined;
    },
  );
}

function plainlyOfInstance(machine: Machine, object: Instance, name: string): Value | undefined {
  const { cls } = object;
  const inClass = cls.find(name);
  if (inClass instanceof Property) return call(machine, inClass.getter, [object]);
  const get = descriptorMethod(inClass, '__get__');
  const own = object.attribute(name);
  if (get !== undefined && inClass !== undefined) {
    const data = descriptorMethod(inClass, '__set__') ?? descriptorMethod(inClass, '__delete__');
    if (data !== undefined || own === undefined) return call(machine, get, [inClass, object, cls]);
  }
  if (own !== undefined) return own;
  if (inClass !== undefined) return bind(inClass, object, cls);
  let open: Openness = object.open;
  for (const table of tablesOf(object)) {
    const entries = object.attribute(table);
    if (!(entries instanceof PyDict)) continue;
    const value = entries.get(name);
    if (value !== undefined) return value;
    // Another part may have this name, or it may have been deleted.
    open ??= entries.open;
  }
  if (name === '__class__') return cls;
  if (name === '__dict__') return attributeTable(object);
  if (object.native !== undefined && !cls.role) {
    const inherited = methodOf(machine, object.native as Value, name);
    if (inherited !== undefined) return inherited;
  }
  const fallback = cls.find('__getattr__');
  if (
    fallback !== undefined &&
    !(fallback instanceof PyFunction && fallback.module.isStub && cls.role === 'module')
  ) {
    return machine.attempt<Value | undefined>(
      () => call(machine, fallback, [object, name]),
      () => (cls.unknownBase === undefined ? undefined : new Unknown(cls.unknownBase)),
    );
  }
  if (cls.unknownBase !== undefined) return new Unknown(cls.unknownBase);
  const common = objectMethod(object, name);
  return common === undefined && open !== undefined ? new Unknown(open) : common;
}

/** What every object has, in the plainest form. */
function objectMethod(object: Value, name: string): Value | undefined {
  switch (name) {
    case '__setattr__':
      return new Native(name, (machine, [key = null, value = null]) => {
        if (object instanceof Instance && typeof key === 'string')
          storeAttribute(machine, object, key, value);
        return null;
      });
    case '__delattr__':
      return new Native(name, (machine, [key = null]) => {
        if (object instanceof Instance && typeof key === 'string') removeAttribute(machine, object, key);
        return null;
      });
    case '__getattribute__':
      return new Native(name, (machine, [key = null]) =>
        typeof key === 'string' ? getPlainly(machine, object, key) : new Unknown(pythonReasons.attributeName),
      );
    case '__init__':
    case '__init_subclass__':
      return new Native(name, () => null);
    case '__eq__':
      return new Native(name, (_, [other = null]) => other === object);
    case '__hash__':
      return new Native(name, () => 0);
    case '__repr__':
    case '__str__':
      return new Native(name, () =>
        object instanceof Instance ? `<${object.cls.name} object>` : '<object>',
      );
    case '__doc__':
      return null;
  }
  return undefined;
}

function ofModule(machine: Machine, module: PyModule, name: string): Value | undefined {
  machine.load(module);
  const value = module.global(name);
  if (value instanceof Lazy) {
    const resolved = value.resolve();
    if (resolved !== undefined) {
      module.settle(name, resolved);
      return resolved;
    }
  } else if (value !== undefined) return value;
  if (name === '__name__') return module.name;
  if (name === '__dict__') {
    const known = [...module.globals].filter(
      (entry): entry is [string, Value] => !(entry[1] instanceof Lazy),
    );
    return PyDict.of(known);
  }
  const submodule = machine.submodule(module, name);
  if (submodule) return submodule;
  const declared = machine.hooks.declared(module, name);
  if (declared !== undefined) return declared;
  if (module.open !== undefined) return new Unknown(module.open);
  const fallback = module.global('__getattr__');
  if (fallback !== undefined && !(fallback instanceof Lazy)) return call(machine, fallback, [name]);
  // What a library has that is not modelled is no mistake of the reader's.
  return module.isStub
    ? new Unknown(notModelled(module.name, name), undefined, `${module.name}.${name}`)
    : undefined;
}

function ofClass(machine: Machine, cls: PyClass, name: string): Value | undefined {
  const member = cls.members?.get(name);
  if (member !== undefined) return member;
  // A property of the metaclass comes before what the class itself has.
  const inMeta = cls.meta?.find(name);
  if (inMeta instanceof Property) return call(machine, inMeta.getter, [cls]);
  if (ownNames.has(name)) return ofClassItself(cls, name);
  const value = cls.find(name);
  if (value === undefined && cls === machine.types.object && Object.hasOwn(plainAccess, name))
    return entryOf(plainAccess, name);
  if (value !== undefined) {
    if (value instanceof StaticMethod) return value.fn;
    if (value instanceof ClassMethod) return new Method(cls, value.fn);
    const get = descriptorMethod(value, '__get__');
    return get === undefined ? value : call(machine, get, [value, null, cls]);
  }
  if (inMeta instanceof PyFunction) return new Method(cls, inMeta);
  if (inMeta !== undefined) return inMeta;
  switch (name) {
    case '__module__':
      return cls.origin?.module.name ?? 'builtins';
    case '__mro__':
      return new PyTuple(cls.mro);
    case '__bases__':
      return new PyTuple(cls.bases);
    case '__dict__':
      return PyDict.of(cls.attributes);
    case '__members__':
      return PyDict.of(cls.members ?? []);
    case 'mro':
      return new Native('mro', () => new PyList([...cls.mro]));
    case '__subclasses__':
      return new Native(name, () => new PyList([...cls.subclasses]));
    case '__class__':
      return cls.meta ?? machine.types.type;
    case '__new__':
      return new Native(name, (_, [given = null]) => new Instance(given instanceof PyClass ? given : cls));
  }
  if (cls.unknownBase !== undefined) return new Unknown(cls.unknownBase);
  // A method of a built-in type, to which the object is given as the first argument: str.upper, dict.get.
  if (cls.origin === undefined || cls.mro.some((each) => each.construct)) {
    return new Native(name, (own, [self = null, ...args], keywords) => {
      const method = findAttribute(
        own,
        self instanceof Instance && self.native !== undefined ? (self.native as Value) : self,
        name,
      );
      return method === undefined
        ? new Unknown(pythonReasons.unsupportedAttribute(cls.name, name))
        : call(own, method, args, keywords);
    });
  }
  return undefined;
}

/** What `object.__setattr__(x, …)` and its kin do, past the methods of the class of x. */
const plainAccess: Readonly<Record<string, Native>> = {
  __setattr__: new Native('__setattr__', (machine, [self = null, name, value = null]) => {
    if (self instanceof Instance && typeof name === 'string') storeAttribute(machine, self, name, value);
    return null;
  }),
  __delattr__: new Native('__delattr__', (machine, [self = null, name]) => {
    if (self instanceof Instance && typeof name === 'string') removeAttribute(machine, self, name);
    return null;
  }),
  __getattribute__: new Native('__getattribute__', (machine, [self = null, name]) =>
    typeof name === 'string' ? getPlainly(machine, self, name) : new Unknown(pythonReasons.attributeName),
  ),
};

/** Attributes that a class does not take from its bases. */
const ownNames = new Set(['__name__', '__qualname__', '__doc__', '__annotations__']);

function ofClassItself(cls: PyClass, name: string): Value {
  const own = cls.attribute(name);
  if (own !== undefined && name !== '__name__') return own;
  switch (name) {
    case '__doc__':
      return cls.origin && !cls.origin.module.isStub ? null : new Unknown(pythonReasons.docstring(cls.name));
    case '__annotations__': {
      const table = new PyDict();
      cls.attributes.set(name, table);
      return table;
    }
    default:
      return cls.name;
  }
}

const makerOfClasses = new Native('__new__', (machine, [meta = null, name, bases, names], keywords) => {
  const made = call(
    machine,
    machine.types.type,
    [name ?? '', bases ?? new PyTuple([]), names ?? new PyDict()],
    keywords,
  );
  if (made instanceof PyClass && meta instanceof PyClass) made.meta = meta;
  return made;
});

function ofSuper(machine: Machine, { after, self }: Super, name: string): Value | undefined {
  // In a method of a metaclass the class itself is the object.
  const isMeta = self instanceof PyClass && !self.mro.includes(after) && self.meta !== undefined;
  const cls = isMeta ? (self.meta as PyClass) : self instanceof PyClass ? self : self.cls;
  for (const each of cls.mro.slice(cls.mro.indexOf(after) + 1)) {
    const value = each.attribute(name);
    if (value === undefined) continue;
    if (value instanceof Property && self instanceof Instance) return call(machine, value.getter, [self]);
    return bind(value, self, cls);
  }
  if (cls.unknownBase !== undefined && name !== '__init__') return new Unknown(cls.unknownBase);
  if (name === '__new__') {
    // In a metaclass, it makes a class.
    if (self instanceof PyClass && self.isSubclassOf(machine.types.type)) return makerOfClasses;
    return new Native(name, (_, [given = null]) => new Instance(given instanceof PyClass ? given : cls));
  }
  if (self instanceof PyClass && name === '__call__')
    return new Native(name, (own, args, keywords) => instantiate(own, self, args, keywords, true));
  if (self instanceof Instance && self.native !== undefined) {
    if (name === '__init__') return builtinInit(self);
    const inherited = methodOf(machine, self.native as Value, name);
    if (inherited !== undefined) return inherited;
  }
  return objectMethod(self, name);
}

/** `super().__init__(…)` of a subclass of dict or list: fills what the instance holds. */
function builtinInit(self: Instance): Value {
  return new Native('__init__', (machine, args, keywords) => {
    const base = self.cls.mro.find((each) => each.construct && !each.origin);
    const made = base?.construct?.(machine, base, args, keywords);
    if (made instanceof PyDict || made instanceof PyList) self.native = made;
    return null;
  });
}

/** What an attribute of a class is when it is taken from an instance (or, for class methods, from the class). */
export function bind(value: Value, self: Instance | PyClass, cls: PyClass): Value {
  if (value instanceof PyFunction || (value instanceof Native && value.binds)) {
    return self instanceof Instance ? new Method(self, value) : value;
  }
  if (value instanceof ClassMethod) return new Method(cls, value.fn);
  if (value instanceof StaticMethod) return value.fn;
  return value;
}

export function setAttribute(machine: Machine, object: Value, name: string, value: Value): void {
  if (object instanceof Instance && name === '__class__') {
    const reason = pythonReasons.classReplaced;
    invalidate(object, reason);
    if (object.cls.role === 'module') object.attributes.set('forward', new Unknown(reason));
  } else if (object instanceof Instance) {
    const inClass = object.cls.find(name);
    if (inClass instanceof Property) {
      if (inClass.setter !== undefined) call(machine, inClass.setter, [object, value], noKeywords);
      return;
    }
    const set = descriptorMethod(inClass, '__set__');
    if (set !== undefined && inClass !== undefined) {
      call(machine, set, [inClass, object, value]);
      return;
    }
    const own = object.cls.find('__setattr__');
    if (own !== undefined && !(own instanceof PyFunction && own.module.isStub)) {
      call(machine, own, [object, name, value]);
    } else storeAttribute(machine, object, name, value);
  } else if (object instanceof Unknown) setAmong(machine, object, name, value);
  else if (object instanceof PyClass) {
    if (isLayerClass(object)) machine.templates.switchOff();
    object.set(name, value);
  } else if (object instanceof PyModule) {
    machine.load(object);
    if (object.isStub) machine.templates.switchOff();
    object.globals.set(name, value);
  } else if (object instanceof PyFunction) {
    noteEffect(object);
    (object.attributes ??= new Map()).set(name, value);
  }
}

/** As `object.__setattr__` sets. */
export function storeAttribute(machine: Machine, object: Instance, name: string, value: Value): void {
  if (register(machine, object, name, value)) return;
  if (name === '__dict__') {
    replaceTable(object, value);
    return;
  }
  object.attributes.set(name, value);
}

export function deleteAttribute(machine: Machine, object: Value, name: string): void {
  if (object instanceof Instance) {
    const inClass = object.cls.find(name);
    if (inClass instanceof Property && inClass.deleter !== undefined) {
      call(machine, inClass.deleter, [object]);
      return;
    }
    const remove = descriptorMethod(inClass, '__delete__');
    if (remove !== undefined && inClass !== undefined) {
      call(machine, remove, [inClass, object]);
      return;
    }
    const own = object.cls.find('__delattr__');
    if (own !== undefined && !(own instanceof PyFunction && own.module.isStub)) {
      call(machine, own, [object, name]);
      return;
    }
    removeAttribute(machine, object, name);
  } else if (object instanceof Unknown) deleteAmong(machine, object, name);
  else if (object instanceof PyClass) {
    if (isLayerClass(object)) machine.templates.switchOff();
    object.delete(name);
  } else if (object instanceof PyModule) {
    if (object.isStub) machine.templates.switchOff();
    object.globals.delete(name);
  }
}

/** Whether a class is one of our stubs that the constructors of layers run through; methods of tensors are set by the stubs themselves. */
const isLayerClass = ({ role, origin }: PyClass): boolean =>
  origin?.module.isStub === true && (role === 'module' || role === 'parameter');

/** As `object.__delattr__` deletes. */
function removeAttribute(machine: Machine, object: Instance, name: string): void {
  if (object.attributes.delete(name)) return;
  for (const table of tablesOf(object)) {
    const entries = object.attribute(table);
    if (entries instanceof PyDict && entries.delete(name)) return;
  }
  if (object.cls.unknownBase !== undefined || object.open !== undefined) return;
  throw machine.error('AttributeError', `'${object.cls.name}' object has no attribute '${name}'`);
}
