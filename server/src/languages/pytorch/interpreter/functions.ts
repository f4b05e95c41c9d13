// The introspection of functions: names, texts, defaults, annotations, parameters.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { noteEffect } from './journal.js';
import type { Machine } from './machine.js';
import { findAttribute } from './objects.js';
import type { PyFunction } from './values.js';
import { Instance, Method, Native, PyClass, PyDict, PyTuple, Unknown, type Value } from './values.js';

/** An attribute of a function, or undefined. */
export function ofFunction(machine: Machine, fn: PyFunction, name: string): Value | undefined {
  const own = fn.attributes?.get(name);
  if (own !== undefined) return own;
  switch (name) {
    case '__name__':
      return fn.name;
    case '__qualname__':
      return fn.code.qualifiedName;
    case '__module__':
      return fn.module.name;
    case '__doc__':
      machine.use(fn.code);
      // Stubs have no texts, what they stand for does.
      return fn.code.doc ?? (fn.module.isStub ? new Unknown(pythonReasons.docstring(fn.name)) : null);
    case '__globals__':
      return findAttribute(machine, fn.module, '__dict__');
    case '__code__':
      machine.use(fn.code);
      return codeOf(machine, fn);
    case '__dict__':
      return PyDict.of(fn.attributes ?? []);
    case '__get__':
      return new Native(name, (_, [self = null]) => new Method(self, fn));
    case '__defaults__':
      return defaultsOf(fn, false);
    case '__kwdefaults__':
      return defaultsOf(fn, true);
    case '__annotations__': {
      noteEffect(fn);
      const table = fn.annotate?.() ?? new PyDict();
      (fn.attributes ??= new Map()).set(name, table);
      return table;
    }
    case '__call__':
      return fn;
  }
  return undefined;
}

/** `__defaults__` or `__kwdefaults__`, which are None where there are none. */
function defaultsOf({ code, defaults }: PyFunction, keywords: boolean): Value {
  const own = code.parameters.flatMap(({ name, kind }, index) => {
    const value = defaults[index];
    return value !== undefined && (kind === 'keyword') === keywords ? [[name, value] as const] : [];
  });
  if (own.length === 0) return null;
  return keywords ? PyDict.of(own) : new PyTuple(own.map(([, value]) => value));
}

/** `__code__`, as far as programs ask for it: the parameters. */
function codeOf(machine: Machine, { code }: PyFunction): Value {
  const cls = new PyClass('code', [machine.types.object]);
  cls.unknownBase = pythonReasons.codeObject;
  const result = new Instance(cls);
  const names = (...kinds: readonly string[]): string[] =>
    code.parameters.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  const given = [names('positional', 'either'), names('keyword'), names('rest'), names('keywords')].flat();
  const locals = [...code.scope.slots.keys()].filter((name) => !given.includes(name));
  const attributes: Readonly<Record<string, Value>> = {
    co_name: code.name,
    co_qualname: code.qualifiedName,
    co_varnames: new PyTuple([...given, ...locals]),
    co_argcount: names('positional', 'either').length,
    co_posonlyargcount: names('positional').length,
    co_kwonlyargcount: names('keyword').length,
  };
  for (const [name, value] of Object.entries(attributes)) result.attributes.set(name, value);
  return result;
}
