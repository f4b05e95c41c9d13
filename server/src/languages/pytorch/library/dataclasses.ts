// Python's dataclasses module: `__init__` follows from the annotated names of a class.
import { call } from '../interpreter/calls.js';
import { annotationsOf } from '../interpreter/classes.js';
import { getAttribute, setAttribute } from '../interpreter/objects.js';
import { equals } from '../interpreter/operators.js';
import { represent } from '../interpreter/text.js';
import type { Machine } from '../interpreter/machine.js';
import {
  Instance,
  Native,
  PyClass,
  PyDict,
  PyTuple,
  Unknown,
  type Keywords,
  type Value,
} from '../interpreter/values.js';

export function dataclassesModule(machine: Machine): Readonly<Record<string, Value>> {
  const fieldClass = new PyClass('Field', [machine.types.object]);
  fieldClass.mro = [fieldClass, machine.types.object];
  const decorate = (cls: Value): Value => (cls instanceof PyClass ? asDataclass(cls, fieldClass) : cls);
  return {
    dataclass: new Native('dataclass', (_, [cls]) =>
      cls === undefined ? new Native('dataclass', (_own, [inner = null]) => decorate(inner)) : decorate(cls),
    ),
    field: new Native('field', (_, __, keywords) => {
      const field = new Instance(fieldClass);
      for (const [name, value] of keywords) field.attributes.set(name, value);
      return field;
    }),
    Field: fieldClass,
    fields: new Native('fields', (own, [object = null]) => {
      const cls = object instanceof Instance ? object.cls : object;
      if (!(cls instanceof PyClass)) return new Unknown('fields of something unknown');
      return new PyTuple(
        annotationsOf(cls).map((name) => {
          const field = new Instance(fieldClass);
          field.attributes.set('name', name);
          return field;
        }),
      );
    }),
    asdict: new Native('asdict', (_, [object = null]) =>
      object instanceof Instance
        ? PyDict.of(annotationsOf(object.cls).map((name) => [name, object.attributes.get(name) ?? null]))
        : new Unknown('asdict of something unknown'),
    ),
    replace: new Native('replace', (own, [object = null], keywords) => {
      if (!(object instanceof Instance)) return new Unknown('replace of something unknown');
      const given = new Map(
        annotationsOf(object.cls).map((name) => [name, object.attributes.get(name) ?? null] as const),
      );
      for (const [name, value] of keywords) given.set(name, value);
      return call(own, object.cls, [], given);
    }),
    is_dataclass: new Native('is_dataclass', (_, [object = null]) =>
      object instanceof Instance ? object.cls.find('__dataclass') !== undefined : object instanceof PyClass,
    ),
    MISSING: new Unknown('MISSING'),
    KW_ONLY: new Unknown('KW_ONLY'),
  };
}

function asDataclass(cls: PyClass, fieldClass: PyClass): PyClass {
  cls.set('__dataclass', true);
  if (!cls.attributes.has('__init__')) {
    cls.set(
      '__init__',
      new Native(
        '__init__',
        (machine, [self = null, ...args], keywords) => fill(machine, self, args, keywords, fieldClass),
        true,
      ),
    );
  }
  if (cls.find('__eq__') === undefined) {
    cls.set(
      '__eq__',
      new Native(
        '__eq__',
        (machine, [self = null, other = null]) => {
          if (!(self instanceof Instance && other instanceof Instance && self.cls === other.cls))
            return false;
          return annotationsOf(self.cls).every(
            (name) =>
              equals(machine, self.attributes.get(name) ?? null, other.attributes.get(name) ?? null) === true,
          );
        },
        true,
      ),
    );
  }
  if (cls.find('__repr__') === undefined) {
    cls.set(
      '__repr__',
      new Native(
        '__repr__',
        (machine, [self = null]) => {
          if (!(self instanceof Instance)) return '';
          const parts = annotationsOf(self.cls).map(
            (name) => `${name}=${represent(machine, self.attributes.get(name) ?? null, 1) ?? '?'}`,
          );
          return `${self.cls.name}(${parts.join(', ')})`;
        },
        true,
      ),
    );
  }
  return cls;
}

function fill(
  machine: Machine,
  self: Value,
  args: readonly Value[],
  keywords: Keywords,
  fieldClass: PyClass,
): Value {
  if (!(self instanceof Instance)) return null;
  const { cls } = self;
  const names = annotationsOf(cls);
  let position = 0;
  for (const name of names) {
    const declared = cls.find(name);
    const field = declared instanceof Instance && declared.cls === fieldClass ? declared : undefined;
    if (field?.attributes.get('init') === false) {
      setAttribute(machine, self, name, defaultOf(machine, declared, field) ?? null);
      continue;
    }
    const given = position < args.length ? args[position++] : keywords.get(name);
    const value = given === undefined ? defaultOf(machine, declared, field) : given;
    if (value === undefined)
      throw machine.error('TypeError', `${cls.name}() missing 1 required argument: '${name}'`);
    setAttribute(machine, self, name, value);
  }
  const unexpected = [...keywords.keys()].find((name) => !names.includes(name));
  if (unexpected !== undefined)
    throw machine.error('TypeError', `${cls.name}() got an unexpected keyword argument '${unexpected}'`);
  if (cls.find('__post_init__') !== undefined)
    call(machine, getAttribute(machine, self, '__post_init__'), []);
  return null;
}

function defaultOf(
  machine: Machine,
  declared: Value | undefined,
  field: Instance | undefined,
): Value | undefined {
  if (!field) return declared;
  const factory = field.attributes.get('default_factory');
  return factory === undefined ? field.attributes.get('default') : call(machine, factory, []);
}
