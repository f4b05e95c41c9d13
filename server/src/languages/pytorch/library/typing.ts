// Python's typing module and the abstract classes of collections.abc: types that mean nothing here, but can be asked about.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { annotatedNames, AnnotationTable } from '../interpreter/annotations.js';
import { onSubclass } from '../interpreter/classes.js';
import { makeNamedTuple } from './collections.js';
import { addMappingMethods } from './mappings.js';
import { unwrap } from '../interpreter/truth.js';
import type { Machine } from '../interpreter/machine.js';
import {
  Instance,
  Method,
  Native,
  PyClass,
  PyDict,
  PyFunction,
  PyIterator,
  PyList,
  PyRange,
  PySet,
  PyTuple,
  Unknown,
  type Value,
} from '../interpreter/values.js';

const isA =
  (...kinds: (abstract new (...args: never[]) => unknown)[]) =>
  (value: Value): boolean => {
    const inner = unwrap(value);
    return kinds.some((kind) => inner instanceof kind);
  };
const sequence = (value: Value): boolean =>
  typeof unwrap(value) === 'string' || isA(PyList, PyTuple, PyRange)(value);
const has = (value: Value, name: string): boolean =>
  value instanceof Instance && value.cls.find(name) !== undefined;
const iterable = (value: Value): boolean =>
  sequence(value) || isA(PyDict, PySet, PyIterator)(value) || has(value, '__iter__');

const checks: Readonly<Record<string, (value: Value) => boolean>> = {
  Sequence: sequence,
  MutableSequence: isA(PyList),
  Mapping: isA(PyDict),
  MutableMapping: isA(PyDict),
  Set: isA(PySet),
  MutableSet: isA(PySet),
  Iterable: iterable,
  Collection: iterable,
  Sized: iterable,
  Container: iterable,
  Iterator: isA(PyIterator),
  Generator: isA(PyIterator),
  Hashable: (value) => !isA(PyList, PyDict, PySet)(value),
  Callable: (value) =>
    isA(PyFunction, Native, Method, PyClass)(value) || has(value, '__call__') || has(value, 'forward'),
};

function plainClass(machine: Machine, name: string): PyClass {
  const cls = new PyClass(name, [machine.types.object]);
  cls.mro = [cls, machine.types.object];
  return cls;
}

export function abstractClasses(machine: Machine): Readonly<Record<string, Value>> {
  const classes = new Map(
    Object.entries(checks).map(([name, check]) => {
      const cls = plainClass(machine, name);
      cls.check = check;
      return [name, cls];
    }),
  );
  const [mapping, mutable] = [classes.get('Mapping'), classes.get('MutableMapping')];
  if (mapping && mutable) addMappingMethods(mapping, mutable);
  return Object.fromEntries(classes);
}

const forms =
  'Any Union Optional Literal Final ClassVar Annotated Type Text AnyStr NoReturn Never Self TypeAlias Concatenate Unpack ' +
  'Awaitable Coroutine AsyncIterator AsyncIterable SupportsInt SupportsFloat Pattern Match IO TextIO BinaryIO Required ' +
  'NotRequired TypeGuard LiteralString';

export function typingModule(machine: Machine): Readonly<Record<string, Value>> {
  const { types } = machine;
  const type = (name: string): PyClass => {
    const cls = plainClass(machine, name);
    cls.construct = () => new Unknown(pythonReasons.typeValue);
    return cls;
  };
  const namedTuple = plainClass(machine, 'NamedTuple');
  onSubclass(namedTuple, (own, cls) => makeNamedTuple(own, cls, [...annotatedNames(cls).keys()]));
  const identity = new Native('identity', (_, [value = null]) => value);
  return {
    ...abstractClasses(machine),
    ...Object.fromEntries(forms.split(' ').map((name) => [name, type(name)])),
    Generic: plainClass(machine, 'Generic'),
    Protocol: plainClass(machine, 'Protocol'),
    TypedDict: types.dict,
    NamedTuple: namedTuple,
    List: types.list,
    Tuple: types.tuple,
    Dict: types.dict,
    Set: types.set,
    FrozenSet: types.frozenset,
    OrderedDict: types.dict,
    DefaultDict: types.dict,
    TypeVar: type('TypeVar'),
    ParamSpec: type('ParamSpec'),
    TypeVarTuple: type('TypeVarTuple'),
    NewType: new Native('NewType', () => identity),
    TYPE_CHECKING: false,
    cast: new Native('cast', (_, [, value = null]) => value),
    overload: identity,
    deprecated: new Native('deprecated', () => identity),
    no_type_check: identity,
    final: identity,
    runtime_checkable: identity,
    get_type_hints: new Native('get_type_hints', (_, [of = null]) => typeHints(of)),
    // What stands in brackets is not kept: List[int] is list here.
    get_origin: new Native('get_origin', (_, [of = null]) =>
      of instanceof PyClass && plainTypes.has(of.name) ? null : new Unknown(pythonReasons.typeParts),
    ),
    get_args: new Native('get_args', (_, [of = null]) =>
      of instanceof PyClass && plainTypes.has(of.name)
        ? new PyTuple([])
        : new Unknown(pythonReasons.typeParts),
    ),
    is_typeddict: new Native('is_typeddict', () => new Unknown(pythonReasons.typedDict)),
    reveal_type: identity,
    assert_type: identity,
    dataclass_transform: new Native('dataclass_transform', () => identity),
    override: identity,
  };
}

/** Types that are no generic ones. */
const plainTypes = new Set([
  'int',
  'float',
  'str',
  'bool',
  'bytes',
  'complex',
  'object',
  'NoneType',
  'range',
]);

/** Annotations evaluated; those that are texts in the program are not known. */
function typeHints(of: Value): Value {
  if (of instanceof Unknown) return of;
  const hint = (value: Value | undefined): Value =>
    value === undefined || typeof value === 'string' ? new Unknown(pythonReasons.annotationText) : value;
  if (of instanceof PyClass) {
    const names = [...annotatedNames(of)];
    return PyDict.of(names.map(([name, table]) => [name, hint(table?.evaluated(name))] as const));
  }
  const fn = of instanceof Method ? of.fn : of;
  const table = fn instanceof PyFunction ? fn.annotate?.() : undefined;
  if (!table) return new PyDict();
  return PyDict.of(
    table.keys().map((name) => {
      const own =
        table instanceof AnnotationTable && typeof name === 'string'
          ? table.evaluated(name)
          : table.get(name);
      return [name, hint(own)] as const;
    }),
  );
}
