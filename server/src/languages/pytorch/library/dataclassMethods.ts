// The methods that a dataclass gets from its fields.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { call } from '../interpreter/calls.js';
import { Code } from '../interpreter/code.js';
import type { Frame } from '../interpreter/frame.js';
import type { Machine } from '../interpreter/machine.js';
import { findAttribute, setAttribute, storeAttribute } from '../interpreter/objects.js';
import { compare, equals } from '../interpreter/comparison.js';
import { Raised } from '../interpreter/errors.js';
import { Scope } from '../interpreter/scope.js';
import { represent } from '../interpreter/text.js';
import type { PyClass } from '../interpreter/values.js';
import {
  Instance,
  Native,
  notImplemented,
  PyDict,
  PyFunction,
  PyModule,
  PyTuple,
  Unknown,
  type Value,
} from '../interpreter/values.js';
import type { Arg } from '../parser/ast.js';

export type DataclassOptions = Readonly<
  Record<'init' | 'repr' | 'eq' | 'order' | 'frozen' | 'kw_only' | 'match_args', boolean>
>;

export interface DataclassField {
  readonly name: string;
  readonly field: Instance;
  readonly kind: 'InitVar' | undefined;
}

/** The fields of a dataclass in order, those that only `__init__` takes among them. */
export function fieldsOf(cls: PyClass): readonly DataclassField[] {
  const table = cls.find('__dataclass_fields__');
  if (!(table instanceof PyDict)) return [];
  return table.keys().flatMap((name): DataclassField[] => {
    const field = table.get(name);
    if (typeof name !== 'string' || !(field instanceof Instance)) return [];
    return [{ name, field, kind: field.attribute('__kind') === 'InitVar' ? 'InitVar' : undefined }];
  });
}

const factory = new Unknown(pythonReasons.defaultFactory);

export function addMethods(
  cls: PyClass,
  options: DataclassOptions,
  missing: Value,
  frozenError: PyClass,
): void {
  const fields = fieldsOf(cls);
  const stored = fields.filter(({ kind }) => kind === undefined);
  const flagged = (name: string): readonly string[] =>
    stored.filter(({ field }) => field.attribute(name) !== false).map((each) => each.name);
  const add = (name: string, run: (own: Machine, self: Instance, args: readonly Value[]) => Value): void => {
    const native = new Native(
      name,
      (own, [self = null, ...args]) => (self instanceof Instance ? run(own, self, args) : new Unknown(name)),
      true,
    );
    cls.set(name, native);
  };
  const absent = (name: string): boolean => !cls.attributes.has(name);

  if (options.init)
    cls.set('__init__', initOf(cls, fields, missing, options.frozen ? storeAttribute : setAttribute));
  if (options.match_args && absent('__match_args__')) {
    const given = fields.filter(
      ({ field }) => field.attribute('init') !== false && field.attribute('kw_only') !== true,
    );
    cls.set('__match_args__', new PyTuple(given.map(({ name }) => name)));
  }
  if (options.repr && absent('__repr__')) {
    add('__repr__', (own, self) => {
      const parts: string[] = [];
      for (const name of flagged('repr')) {
        const text = represent(own, self.attribute(name) ?? null, 1);
        if (text === undefined) return new Unknown(pythonReasons.stringPart);
        parts.push(`${name}=${text}`);
      }
      const qualified = cls.attribute('__qualname__');
      return `${typeof qualified === 'string' ? qualified : cls.name}(${parts.join(', ')})`;
    });
  }
  const compared = flagged('compare');
  const tupleOf = (self: Instance): PyTuple =>
    new PyTuple(compared.map((name) => self.attribute(name) ?? null));
  const alike = (self: Instance, other: Value | undefined): other is Instance =>
    other instanceof Instance && other.cls === self.cls;
  if (options.eq && absent('__eq__')) {
    add('__eq__', (own, self, [other]) =>
      alike(self, other) ? equals(own, tupleOf(self), tupleOf(other)) : notImplemented,
    );
  }
  if (options.order) {
    for (const [name, op] of [
      ['__lt__', '<'],
      ['__le__', '<='],
      ['__gt__', '>'],
      ['__ge__', '>='],
    ] as const) {
      add(name, (own, self, [other]) =>
        alike(self, other) ? compare(own, op, tupleOf(self), tupleOf(other)) : notImplemented,
      );
    }
  }
  if (options.frozen) {
    for (const [name, verb] of [
      ['__setattr__', 'assign to'],
      ['__delattr__', 'delete'],
    ] as const) {
      add(name, (own, _, [key]) => {
        const error = new Instance(frozenError);
        error.attributes.set('args', new PyTuple([`cannot ${verb} field '${String(key)}'`]));
        throw new Raised(error, false, own.place);
      });
    }
  }
}

/** `__init__` as a function with parameters, so that its calls are checked, and its signature is known, as those of any other. */
function initOf(
  cls: PyClass,
  fields: readonly DataclassField[],
  missing: Value,
  store: (machine: Machine, self: Instance, name: string, value: Value) => void,
): PyFunction {
  const taken = fields.filter(({ field }) => field.attribute('init') !== false);
  const byKeyword = taken.filter(({ field }) => field.attribute('kw_only') === true);
  const byPosition = taken.filter((each) => !byKeyword.includes(each));
  const defaultOf = ({ field }: DataclassField): Value | undefined => {
    if (field.attribute('default_factory') !== missing) return factory;
    const value = field.attribute('default');
    return value === missing ? undefined : value;
  };
  const span = cls.origin?.span ?? { start: 0, end: 0 };
  const arg = (name: string): Arg => ({ name, annotation: undefined, ...span });
  const scope = new Scope(undefined, 'function');
  const ordered = [...byPosition, ...byKeyword];
  const names = ['self', ...ordered.map(({ name }) => name)];
  // A field may be called self; its own slot follows.
  names.forEach((name, index) => scope.declare(index === 0 ? '\0self' : name));
  const run = (frame: Frame): Value => {
    const self = frame.slots[0];
    if (!(self instanceof Instance)) return null;
    const extras: Value[] = [];
    for (const each of fields) {
      const at = ordered.indexOf(each);
      const given = at < 0 ? defaultOf(each) : frame.slots[at + 1];
      const value =
        given === factory ? call(frame.machine, each.field.attribute('default_factory') ?? null, []) : given;
      if (value === undefined) continue;
      if (each.kind === 'InitVar') extras.push(value);
      else store(frame.machine, self, each.name, value);
    }
    const after = findAttribute(frame.machine, self, '__post_init__');
    if (after !== undefined) call(frame.machine, after, extras);
    return null;
  };
  const args = {
    posonly: [],
    args: [arg('self'), ...byPosition.map(({ name }) => arg(name))],
    vararg: undefined,
    kwonly: byKeyword.map(({ name }) => arg(name)),
    kwDefaults: [],
    kwarg: undefined,
    defaults: [],
  };
  const code = new Code('__init__', args, scope, false, span, () => run, `${cls.name}.__init__`);
  const module = cls.origin?.module ?? new PyModule('dataclasses', undefined, true);
  const init = new PyFunction(
    '__init__',
    code,
    module,
    undefined,
    [undefined, ...ordered.map(defaultOf)],
    cls,
  );
  const table = cls.attribute('__annotations__');
  if (table instanceof PyDict)
    init.annotate = () => PyDict.of(ordered.map(({ name }) => [name, table.get(name) ?? null] as const));
  return init;
}
