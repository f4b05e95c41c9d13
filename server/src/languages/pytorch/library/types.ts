// Python's types module: the classes of functions, methods and modules, and what makes them.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { call } from '../interpreter/calls.js';
import { makeClass } from '../interpreter/classes.js';
import { equals } from '../interpreter/comparison.js';
import { represent } from '../interpreter/text.js';
import type { Machine } from '../interpreter/machine.js';
import {
  Instance,
  Method,
  Native,
  PyClass,
  PyDict,
  PyModule,
  PyTuple,
  Unknown,
  type Value,
} from '../interpreter/values.js';

export function typesModule(machine: Machine): Readonly<Record<string, Value>> {
  const { types } = machine;
  types.method.construct = (_, __, [fn = null, self = null]) => new Method(self, fn);
  types.module.construct = (_, __, [name, doc = null]) => {
    const module = new PyModule(typeof name === 'string' ? name : '?', undefined, false);
    module.state = 'loaded';
    module.globals.set('__name__', module.name);
    module.globals.set('__doc__', doc);
    return module;
  };
  const define = (name: string): PyClass => {
    const cls = new PyClass(name, [types.object]);
    cls.mro = [cls, types.object];
    return cls;
  };
  const proxy = define('mappingproxy');
  proxy.construct = (own, _, [mapping = null]) => call(own, own.types.dict, [mapping]);
  proxy.check = (value) => value instanceof PyDict;
  const unseen = (name: string): PyClass => {
    const cls = define(name);
    cls.construct = () => new Unknown(pythonReasons.unsupportedAttribute('types', name));
    return cls;
  };
  return {
    FunctionType: types.function,
    LambdaType: types.function,
    MethodType: types.method,
    BuiltinFunctionType: types.builtin_function_or_method,
    BuiltinMethodType: types.builtin_function_or_method,
    ModuleType: types.module,
    NoneType: types.NoneType,
    EllipsisType: types.ellipsis,
    NotImplementedType: types.NotImplementedType,
    GeneratorType: types.iterator,
    MappingProxyType: proxy,
    SimpleNamespace: simpleNamespace(define('SimpleNamespace')),
    CodeType: unseen('CodeType'),
    TracebackType: unseen('TracebackType'),
    FrameType: unseen('FrameType'),
    CoroutineType: unseen('CoroutineType'),
    GenericAlias: unseen('GenericAlias'),
    UnionType: unseen('UnionType'),
    CellType: unseen('CellType'),
    DynamicClassAttribute: types.property,
    new_class: new Native('new_class', (own, [name, bases = null, , body]) => {
      const namespace = new PyDict();
      if (body !== undefined && body !== null) call(own, body, [namespace]);
      const names = namespace.keys().filter((key) => typeof key === 'string');
      return makeClass(
        own,
        typeof name === 'string' ? name : '?',
        bases instanceof PyTuple ? bases.items : [],
        new Map(names.map((key) => [key, namespace.get(key) as Value])),
        undefined,
      );
    }),
  };
}

function simpleNamespace(cls: PyClass): PyClass {
  const add = (name: string, run: (machine: Machine, self: Instance, other: Value) => Value): void => {
    const native = new Native(
      name,
      (machine, [self = null, other = null]) =>
        self instanceof Instance ? run(machine, self, other) : new Unknown(name),
      true,
    );
    cls.attributes.set(name, native);
  };
  cls.construct = (_, made, __, keywords) => {
    const instance = new Instance(made);
    for (const [name, value] of keywords) instance.attributes.set(name, value);
    return instance;
  };
  add('__eq__', (machine, self, other) =>
    other instanceof Instance && other.cls.isSubclassOf(cls)
      ? equals(machine, PyDict.of(self.attributes), PyDict.of(other.attributes))
      : false,
  );
  add('__repr__', (machine, self) => {
    const parts = [...self.attributes].map(([name, value]) => [name, represent(machine, value, 1)] as const);
    if (parts.some(([, text]) => text === undefined)) return new Unknown(pythonReasons.stringPart);
    return `namespace(${parts.map(([name, text]) => `${name}=${text}`).join(', ')})`;
  });
  return cls;
}
