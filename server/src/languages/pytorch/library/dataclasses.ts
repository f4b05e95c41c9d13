// Python's dataclasses module: fields are the annotated names of a class, and `__init__` follows from them.
import { annotatedNames, AnnotationTable } from '../interpreter/annotations.js';
import { call } from '../interpreter/calls.js';
import { makeClass } from '../interpreter/classes.js';
import { collect } from '../interpreter/iteration.js';
import { truth, unwrap } from '../interpreter/truth.js';
import type { Machine } from '../interpreter/machine.js';
import { deepCopy } from './copy.js';
import { addMethods, fieldsOf, type DataclassOptions } from './dataclassMethods.js';
import {
  Instance,
  Native,
  PyClass,
  PyDict,
  PyList,
  PySet,
  PyTuple,
  Property,
  Unknown,
  type Keywords,
  type Value,
} from '../interpreter/values.js';

const flags = ['init', 'repr', 'eq', 'order', 'frozen', 'kw_only', 'match_args'] as const;

export function dataclassesModule(machine: Machine): Readonly<Record<string, Value>> {
  const define = (name: string, base: PyClass = machine.types.object): PyClass => {
    const cls = new PyClass(name, [base]);
    cls.mro = [cls, ...base.mro];
    return cls;
  };
  const field = define('Field');
  const missing = new Instance(define('_MISSING_TYPE'));
  const frozenError = define('FrozenInstanceError', machine.types.AttributeError);
  // A type is evaluated when it is asked for.
  field.attributes.set(
    'type',
    new Property(
      new Native('type', (_, [self = null]) => {
        const table = self instanceof Instance ? self.native : undefined;
        const name = self instanceof Instance ? self.attribute('name') : undefined;
        return table instanceof PyDict && typeof name === 'string' ? (table.get(name) ?? null) : null;
      }),
      undefined,
    ),
  );
  const makeField = (own: Machine, keywords: Keywords): Instance => {
    const made = new Instance(field);
    const defaults: Readonly<Record<string, Value>> = {
      default: missing,
      default_factory: missing,
      init: true,
      repr: true,
      hash: null,
      compare: true,
      metadata: new PyDict(),
      kw_only: missing,
    };
    for (const [name, value] of Object.entries(defaults)) made.attributes.set(name, value);
    for (const [name, value] of keywords) {
      if (!(name in defaults))
        throw own.error('TypeError', `field() got an unexpected keyword argument '${name}'`);
      if (value !== null || name !== 'metadata') made.attributes.set(name, value);
    }
    return made;
  };
  const decorate = (own: Machine, cls: Value, keywords: Keywords): Value => {
    if (!(cls instanceof PyClass)) return cls;
    const given = (name: string, otherwise: boolean): boolean => {
      const value = keywords.get(name);
      return value === undefined ? otherwise : truth(own, value) === true;
    };
    const options = Object.fromEntries(
      flags.map((name) => [name, given(name, !['order', 'frozen', 'kw_only'].includes(name))]),
    ) as DataclassOptions;
    collectFields(own, cls, options, { field, missing, makeField });
    addMethods(cls, options, missing, frozenError);
    return cls;
  };
  const known = (object: Value): PyClass | undefined => {
    const cls = object instanceof Instance ? object.cls : object;
    return cls instanceof PyClass && cls.find('__dataclass_fields__') !== undefined ? cls : undefined;
  };
  const valuesOf = (own: Machine, object: Value, inner: (value: Value) => Value): [string, Value][] => {
    if (object instanceof Unknown) return [];
    const cls = object instanceof Instance ? known(object) : undefined;
    if (!cls || !(object instanceof Instance))
      throw own.error('TypeError', 'this should be called on dataclass instances');
    return fieldsOf(cls)
      .filter(({ kind }) => kind === undefined)
      .map(({ name }) => [name, inner(object.attribute(name) ?? null)]);
  };
  /** asdict and astuple go into dataclasses, lists, tuples and dictionaries. */
  const plain = (own: Machine, value: Value, make: (entries: [string, Value][]) => Value): Value => {
    own.step();
    const inner = (each: Value): Value => plain(own, each, make);
    if (value instanceof Instance && known(value)) return make(valuesOf(own, value, inner));
    const content = unwrap(value);
    if (content instanceof PyList) return new PyList(content.items.map(inner));
    if (content instanceof PyTuple) return new PyTuple(content.items.map(inner));
    if (content instanceof PyDict)
      return PyDict.of(content.keys().map((key) => [inner(key), inner(content.get(key) as Value)] as const));
    return deepCopy(own, value);
  };
  const converting =
    (make: (entries: [string, Value][]) => Value) =>
    (own: Machine, [object = null]: readonly Value[]): Value =>
      object instanceof Unknown ? object : make(valuesOf(own, object, (value) => plain(own, value, make)));

  return {
    dataclass: new Native('dataclass', (own, [cls], keywords) =>
      cls === undefined || cls === null
        ? new Native('dataclass', (each, [inner = null]) => decorate(each, inner, keywords))
        : decorate(own, cls, keywords),
    ),
    field: new Native('field', (own, _, keywords) => makeField(own, keywords)),
    Field: field,
    FrozenInstanceError: frozenError,
    fields: new Native('fields', (own, [object = null]) => {
      if (object instanceof Unknown) return object;
      const cls = known(object);
      if (!cls) throw own.error('TypeError', 'must be called with a dataclass type or instance');
      return new PyTuple(
        fieldsOf(cls)
          .filter(({ kind }) => kind === undefined)
          .map(({ field: each }) => each),
      );
    }),
    asdict: new Native(
      'asdict',
      converting((entries) => PyDict.of(entries)),
    ),
    astuple: new Native(
      'astuple',
      converting((entries) => new PyTuple(entries.map(([, value]) => value))),
    ),
    replace: new Native('replace', (own, [object = null], keywords) => {
      if (object instanceof Unknown) return object;
      const cls = known(object);
      if (!cls || !(object instanceof Instance))
        throw own.error('TypeError', 'replace() should be called on dataclass instances');
      const given = new Map(keywords);
      for (const { name, field: each } of fieldsOf(cls)) {
        if (each.attribute('init') !== false && !given.has(name) && object.attributes.has(name))
          given.set(name, object.attribute(name) as Value);
      }
      return call(own, cls, [], given);
    }),
    is_dataclass: new Native('is_dataclass', (_, [object = null]) =>
      object instanceof Unknown ? object : known(object) !== undefined,
    ),
    make_dataclass: new Native('make_dataclass', (own, [name = '', listed = null], keywords) => {
      const table = new AnnotationTable();
      const namespace = new Map<string, Value>([['__annotations__', table]]);
      const given = keywords.get('namespace');
      if (given instanceof PyDict)
        for (const key of given.keys())
          if (typeof key === 'string') namespace.set(key, given.get(key) as Value);
      for (const each of collect(own, listed)) {
        const [key, type = null, value] = typeof each === 'string' ? [each] : collect(own, each);
        if (typeof key !== 'string') continue;
        table.set(key, type);
        if (value !== undefined) namespace.set(key, value);
      }
      const bases = keywords.get('bases');
      const cls = makeClass(
        own,
        typeof name === 'string' ? name : 'dataclass',
        bases instanceof PyTuple ? bases.items : [],
        namespace,
        undefined,
      );
      return decorate(own, cls, keywords);
    }),
    InitVar: define('InitVar'),
    KW_ONLY: define('KW_ONLY'),
    MISSING: missing,
  };
}

/** Writes `__dataclass_fields__`: those of bases that are dataclasses, then the annotated names of the class itself. */
function collectFields(
  machine: Machine,
  cls: PyClass,
  options: DataclassOptions,
  {
    field,
    missing,
    makeField,
  }: {
    readonly field: PyClass;
    readonly missing: Value;
    readonly makeField: (machine: Machine, keywords: Keywords) => Instance;
  },
): void {
  const fields = new PyDict();
  for (const base of [...cls.mro.slice(1)].reverse()) {
    const own = base.attribute('__dataclass_fields__');
    if (own instanceof PyDict) for (const name of own.keys()) fields.set(name, own.get(name) as Value);
  }
  const table = cls.attribute('__annotations__');
  let keywordsOnly = options.kw_only;
  for (const name of table instanceof PyDict ? table.keys() : []) {
    if (typeof name !== 'string') continue;
    const kind = annotatedNames(cls).get(name)?.kindOf(name);
    if (kind === 'ClassVar') continue;
    if (kind === 'KW_ONLY') {
      keywordsOnly = true;
      continue;
    }
    const declared = cls.attribute(name);
    const isField = declared instanceof Instance && declared.cls === field;
    if (declared instanceof PyList || declared instanceof PyDict || declared instanceof PySet)
      throw machine.error(
        'ValueError',
        `mutable default for field ${name} is not allowed: use default_factory`,
      );
    const own = isField
      ? declared
      : makeField(machine, declared === undefined ? new Map() : new Map([['default', declared]]));
    own.attributes.set('name', name);
    own.native = table as PyDict;
    if (kind === 'InitVar') own.attributes.set('__kind', kind);
    if (own.attribute('kw_only') === missing) own.attributes.set('kw_only', keywordsOnly);
    if (isField) {
      const value = own.attribute('default') ?? missing;
      if (value === missing) cls.delete(name);
      else cls.set(name, value);
    }
    fields.set(name, own);
  }
  cls.set('__dataclass_fields__', fields);
}
