// What calling a built-in type makes: int(x), list(x), type(x), property(f), …
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { makeClass } from './classes.js';
import { call, initialise } from './calls.js';
import { limits, type Machine } from './machine.js';
import { updateDict } from './methodsOfTables.js';
import { requireAtLeast } from '../../../math/requirements.js';
import { indexOf, intOf, numberOf, roundedQuotient, tooManyBits } from './numbers.js';
import { typeOf } from './objects.js';
import { truth, unwrap } from './truth.js';
import { collect } from './iteration.js';
import { gather, type Gathered } from './sequences.js';
import { textOf } from './text.js';
import { fromBigInt, toInt, type Int } from '../../../math/int.js';
import {
  BatchInt,
  ClassMethod,
  Instance,
  Native,
  PyClass,
  PyDict,
  PyFloat,
  PyList,
  Property,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
  StaticMethod,
  Super,
  Unknown,
  UnknownQuotient,
  type Keywords,
  type Value,
} from './values.js';
import { entryOf } from '../../../text/table.js';

type Make = (machine: Machine, args: readonly Value[], keywords: Keywords) => Value;

export function makeConstructors(machine: Machine): void {
  const { dict } = machine.types;
  dict.attributes.set(
    'fromkeys',
    new ClassMethod(
      new Native('fromkeys', (own, [cls = null, keys = null, value = null]) => {
        const made = PyDict.of(collect(own, keys).map((key) => [key, value] as const));
        return cls === dict ? made : call(own, cls, [made]);
      }),
    ),
  );
  for (const [name, make] of Object.entries(makers)) {
    const type = machine.types[name as keyof typeof makers];
    type.construct = (own, cls, args, keywords) => {
      if (cls === type) return make(own, args, keywords);
      return ofSubclass(own, cls, type, args, keywords);
    };
  }
}

/** An instance of a class that derives from a built-in type holds a value of that type. */
function ofSubclass(
  machine: Machine,
  cls: PyClass,
  type: PyClass,
  args: readonly Value[],
  keywords: Keywords,
): Value {
  const instance = new Instance(cls);
  const ownInit = cls.find('__init__') !== undefined;
  const table = type.name === 'dict' || type.name === 'list' || type.name === 'set';
  const content = ownInit && table ? [] : args;
  instance.native = (makers[type.name as keyof typeof makers] as Make)(
    machine,
    content,
    ownInit ? new Map() : keywords,
  );
  return ownInit ? initialise(machine, instance, args, keywords) : instance;
}

function toWhole(machine: Machine, value: Value, base: Value | undefined): Value {
  if (value instanceof UnknownQuotient) {
    // Towards 0, which is downwards from 0 on.
    requireAtLeast(value.above, 0, 'guard');
    return roundedQuotient(value, false);
  }
  if (value instanceof Unknown) return value;
  if (value instanceof PyFloat) {
    if (!Number.isFinite(value.value)) throw machine.error('ValueError', 'cannot convert float to integer');
    return toInt(Math.trunc(value.value)) ?? 0;
  }
  if (value instanceof BatchInt) return value;
  const int = intOf(value);
  if (int !== undefined) return int;
  if (typeof value === 'string') {
    const text = value.trim().replaceAll('_', '');
    if (text.length * 4 > limits.bits) return new Unknown(tooManyBits);
    machine.charge(text.length);
    const int = parseWhole(text, indexOf(base) ?? 10);
    if (int !== undefined) return int;
    throw machine.error(
      'ValueError',
      `invalid literal for int() with base ${indexOf(base) ?? 10}: '${value}'`,
    );
  }
  if (value instanceof Instance) {
    if (value.native !== undefined && !value.cls.role) return toWhole(machine, value.native as Value, base);
    const own = value.cls.find('__int__') ?? value.cls.find('__index__');
    if (own !== undefined) return call(machine, own, [value]);
  }
  throw machine.error('TypeError', `int() argument must be a number, not '${typeOf(machine, value)?.name}'`);
}

/** A whole number by its digits; undefined where it is none. */
function parseWhole(text: string, base: number): Int | undefined {
  const match = /^([+-]?)(?:0([xXoObB]))?([0-9a-zA-Z]+)$/.exec(text);
  if (!match) return undefined;
  const [, sign = '', mark = '', rest = ''] = match;
  const marked = { x: 16, o: 8, b: 2 }[mark.toLowerCase()];
  const radix = base === 0 ? (marked ?? 10) : base;
  // A mark that is not that of the base is a digit of it: int('0b1', 16).
  const digits = (marked === radix ? rest : mark === '' ? rest : `0${mark}${rest}`).toLowerCase();
  let value = 0n;
  for (const each of digits) {
    const digit = parseInt(each, 36);
    if (Number.isNaN(digit) || digit >= radix) return undefined;
    value = value * BigInt(radix) + BigInt(digit);
  }
  return fromBigInt(sign === '-' ? -value : value);
}

function toFloat(machine: Machine, value: Value): Value {
  if (value instanceof Unknown) return new Unknown(value.reason);
  const number = numberOf(value);
  if (number !== undefined) return new PyFloat(number);
  if (typeof value === 'string') {
    const text = value
      .trim()
      .toLowerCase()
      .replace(/(?<=\d)_(?=\d)/g, '');
    const special = entryOf({ inf: Infinity, infinity: Infinity, '-inf': -Infinity, nan: NaN }, text);
    const read = special ?? (text === '' ? NaN : Number(text));
    if (special === undefined && Number.isNaN(read))
      throw machine.error('ValueError', `could not convert string to float: '${value}'`);
    return new PyFloat(read);
  }
  const own = value instanceof Instance ? value.cls.find('__float__') : undefined;
  if (own !== undefined) return call(machine, own, [value]);
  throw machine.error(
    'TypeError',
    `float() argument must be a number, not '${typeOf(machine, value)?.name}'`,
  );
}

/** What a container is made of, as far as it is known. */
const gathered = (machine: Machine, given: Value | undefined): Gathered =>
  given === undefined ? { items: [], open: undefined } : gather(machine, given);

const makers = {
  int: (machine: Machine, [value = 0, base]: readonly Value[], keywords: Keywords) =>
    toWhole(machine, value, base ?? keywords.get('base')),
  float: (machine: Machine, [value = new PyFloat(0)]: readonly Value[]) => toFloat(machine, value),
  bool: (machine: Machine, [value = false]: readonly Value[]) => truth(machine, value),
  str: (machine: Machine, [value = '']: readonly Value[]) =>
    textOf(machine, value) ?? new Unknown(pythonReasons.stringPart),
  bytes: () => new Unknown(pythonReasons.bytes),
  complex: () => new Unknown(pythonReasons.complexNumbers),
  list: (machine: Machine, [given]: readonly Value[]) => {
    const { items, open, strays = [] } = gathered(machine, given);
    const made = new PyList(items, open);
    made.addStrays(strays);
    return made;
  },
  tuple: (machine: Machine, [given]: readonly Value[]) => {
    const { items, open } = gathered(machine, given);
    return new PyTuple(items, open);
  },
  set: (machine: Machine, [given]: readonly Value[]) => {
    const { items, open, strays = [] } = gathered(machine, given);
    const made = new PySet(items, false, open);
    made.addStrays(strays);
    return made;
  },
  frozenset: (machine: Machine, [given]: readonly Value[]) => {
    const { items, open } = gathered(machine, given);
    return new PySet(items, true, open);
  },
  dict: (machine: Machine, args: readonly Value[], keywords: Keywords) => {
    const dict = new PyDict();
    updateDict(machine, dict, args, keywords);
    return dict;
  },
  range: (machine: Machine, args: readonly Value[]) => {
    const unknown = args.find((each) => each instanceof Unknown);
    if (unknown) return new Unknown(unknown.reason);
    const numbers = args.map((each) => indexOf(unwrap(each)));
    if (numbers.includes(undefined)) {
      throw machine.error(
        'TypeError',
        `'${typeOf(machine, args[numbers.indexOf(undefined)] ?? null)?.name}' object cannot be interpreted as an integer`,
      );
    }
    const [first = 0, second, step = 1] = numbers as number[];
    if (step === 0) throw machine.error('ValueError', 'range() arg 3 must not be zero');
    return second === undefined ? new PyRange(0, first, 1) : new PyRange(first, second, step);
  },
  slice: (_: Machine, args: readonly Value[]) => {
    const [first = null, second, step = null] = args;
    return second === undefined ? new PySlice(null, first, null) : new PySlice(first, second, step);
  },
  type: (machine: Machine, args: readonly Value[]) => {
    const [value = null, bases = null, namespace = null] = args;
    if (args.length < 3) {
      if (value instanceof PyClass && value.meta) return value.meta;
      return typeOf(machine, value) ?? new Unknown(pythonReasons.class);
    }
    const names =
      namespace instanceof PyDict
        ? namespace.keys().map((key) => [String(key), namespace.get(key) as Value] as const)
        : [];
    return makeClass(
      machine,
      typeof value === 'string' ? value : '?',
      bases instanceof PyTuple ? bases.items : [],
      new Map(names),
      undefined,
    );
  },
  super: (_: Machine, [cls = null, self = null]: readonly Value[]) =>
    cls instanceof PyClass && (self instanceof Instance || self instanceof PyClass)
      ? new Super(cls, self)
      : new Unknown(pythonReasons.superOfUnknown),
  property: (_: Machine, args: readonly Value[], keywords: Keywords) => {
    const [getter, setter, deleter, doc] = ['fget', 'fset', 'fdel', 'doc'].map(
      (name, index) => args[index] ?? keywords.get(name),
    );
    return new Property(getter ?? null, setter ?? undefined, deleter ?? undefined, doc ?? undefined);
  },
  staticmethod: (_: Machine, [fn = null]: readonly Value[]) => new StaticMethod(fn),
  classmethod: (_: Machine, [fn = null]: readonly Value[]) => new ClassMethod(fn),
} as const;
