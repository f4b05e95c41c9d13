// Python's enum module: names in the body of a class become its members.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { call, initialise } from '../interpreter/calls.js';
import { makeClass, onSubclass } from '../interpreter/classes.js';
import { collect } from '../interpreter/iteration.js';
import { intOf } from '../interpreter/numbers.js';
import { equals } from '../interpreter/comparison.js';
import { unwrap } from '../interpreter/truth.js';
import { represent } from '../interpreter/text.js';
import type { Machine } from '../interpreter/machine.js';
import {
  ClassMethod,
  Instance,
  Native,
  noKeywords,
  notImplemented,
  PyClass,
  PyDict,
  PyFunction,
  PyTuple,
  Property,
  StaticMethod,
  Unknown,
  type Keywords,
  type Value,
} from '../interpreter/values.js';

/** What `auto()` gives until the class is made. */
const automatic = new Unknown(pythonReasons.enumAuto);

type MethodOf = (machine: Machine, self: Instance, other: Value) => Value;

export function enumModule(machine: Machine): Readonly<Record<string, Value>> {
  const { object, int, str } = machine.types;
  const define = (name: string, bases: readonly PyClass[]): PyClass => {
    const cls = new PyClass(name, bases);
    cls.mro = [
      cls,
      ...bases.flatMap((base) => base.mro).filter((each, at, all) => all.lastIndexOf(each) === at),
    ];
    onSubclass(cls, finish);
    cls.construct = makeDynamically;
    return cls;
  };
  const plain = define('Enum', [object]);
  for (const name of ['name', '_name_'])
    plain.attributes.set(
      name,
      new Property(new Native(name, (_, [self = null]) => ownName(self)), undefined),
    );
  addMethods(plain, {
    __repr__: (own, self) => `<${nameOf(self)}: ${represent(own, valueOf(self), 1) ?? '?'}>`,
    __str__: (_, self) => nameOf(self),
  });
  const intEnum = define('IntEnum', [int, plain]);
  const strEnum = define('StrEnum', [str, plain]);
  for (const cls of [intEnum, strEnum]) addMethods(cls, { __str__: (own, self) => textOfValue(own, self) });
  const flag = define('Flag', [plain]);
  const intFlag = define('IntFlag', [int, flag]);
  addMethods(flag, {
    __or__: combine((a, b) => a | b),
    __and__: combine((a, b) => a & b),
    __xor__: combine((a, b) => a ^ b),
    __invert__: (_, self) => ofBits(self.cls, allBits(self.cls) & ~bitsOf(valueOf(self))),
    __bool__: (_, self) => bitsOf(valueOf(self)) !== 0n,
    __contains__: (_, self, other) => {
      const [own, wanted] = [
        bitsOf(valueOf(self)),
        bitsOf(other instanceof Instance ? valueOf(other) : other),
      ];
      return (own & wanted) === wanted;
    },
  });
  return {
    Enum: plain,
    IntEnum: intEnum,
    StrEnum: strEnum,
    ReprEnum: plain,
    Flag: flag,
    IntFlag: intFlag,
    EnumMeta: machine.types.type,
    EnumType: machine.types.type,
    auto: new Native('auto', () => automatic),
    unique: new Native('unique', (_, [cls = null]) => cls),
    member: new Native('member', (_, [value = null]) => value),
  };
}

const ownName = (self: Value): Value =>
  self instanceof Instance ? (self.attribute('__name') ?? null) : null;
const valueOf = (self: Instance): Value => self.attribute('value') ?? null;
const nameOf = (self: Instance): string => {
  const name = self.attribute('__name');
  return `${self.cls.name}.${typeof name === 'string' ? name : '?'}`;
};
const textOfValue = (machine: Machine, self: Instance): Value => {
  const value = valueOf(self);
  return typeof value === 'string'
    ? value
    : (represent(machine, value, 1) ?? new Unknown(pythonReasons.objectText));
};
const bitsOf = (value: Value): bigint => BigInt(intOf(unwrap(value)) ?? 0);
const allBits = (cls: PyClass): bigint =>
  [...(cls.members?.values() ?? [])].reduce((bits, member) => bits | bitsOf(valueOf(member)), 0n);

function addMethods(cls: PyClass, methods: Readonly<Record<string, MethodOf>>): void {
  for (const [name, run] of Object.entries(methods)) {
    const native = new Native(
      name,
      (machine, [self = null, other = null]) =>
        self instanceof Instance ? run(machine, self, other) : new Unknown(name),
      true,
    );
    cls.attributes.set(name, native);
  }
}

/** The member of a flag with these bits, or one that stands for several. */
function ofBits(cls: PyClass, bits: bigint): Instance {
  const members = [...(cls.members?.entries() ?? [])];
  const known = members.find(([, member]) => bitsOf(valueOf(member)) === bits);
  if (known) return known[1];
  const names = members.filter(([, member]) => (bitsOf(valueOf(member)) & bits) !== 0n).map(([name]) => name);
  return memberWith(cls, names.length === 0 ? null : names.join('|'), Number(bits));
}

const combine =
  (run: (a: bigint, b: bigint) => bigint): MethodOf =>
  (_, self, other) => {
    if (other instanceof Unknown) return other;
    const inner = other instanceof Instance && other.cls === self.cls ? valueOf(other) : unwrap(other);
    return intOf(inner) === undefined
      ? notImplemented
      : ofBits(self.cls, run(bitsOf(valueOf(self)), bitsOf(inner)));
  };

function memberWith(cls: PyClass, name: Value, value: Value): Instance {
  const member = new Instance(cls);
  // A member of a class that is a str or int too is one.
  const isTyped = cls.mro.some(({ name: own }) => own === 'int' || own === 'str' || own === 'float');
  if (isTyped && (typeof value === 'string' || intOf(value) !== undefined)) member.native = value;
  member.attributes.set('__name', name);
  member.attributes.set('value', value);
  member.attributes.set('_value_', value);
  return member;
}

/** `Enum('Name', 'A B')` makes a class of members. */
function makeDynamically(machine: Machine, cls: PyClass, args: readonly Value[], keywords: Keywords): Value {
  const [name = '', listed = keywords.get('names') ?? null] = args;
  const given = unwrap(listed);
  const names =
    typeof given === 'string'
      ? given.split(/[\s,]+/).filter(Boolean)
      : given === null
        ? []
        : collect(machine, given);
  const entries = names.map((each, index): readonly [string, Value] => {
    if (given instanceof PyDict) return [String(each), given.get(each) ?? null];
    const [key = null, value = index + 1] = typeof each === 'string' ? [each] : collect(machine, each);
    return [typeof key === 'string' ? key : '?', value];
  });
  return makeClass(
    machine,
    typeof name === 'string' ? name : '?',
    [cls],
    new Map(entries),
    undefined,
    noKeywords,
  );
}

function isMember(name: string, value: Value): boolean {
  if (name.startsWith('_')) return false;
  return ![PyFunction, Property, StaticMethod, ClassMethod].some((kind) => value instanceof kind);
}

function finish(machine: Machine, cls: PyClass, namespace: ReadonlyMap<string, Value>): void {
  if (cls.members) return;
  const members = new Map<string, Instance>();
  const isFlag = cls.mro.some(({ name }) => name === 'Flag');
  const isText = cls.mro.some(({ name }) => name === 'StrEnum');
  const nextValue = cls.find('_generate_next_value_');
  let last = 0;
  // Members are compared while they are made.
  const values: Value[] = [];
  for (const [name, given] of namespace) {
    if (!isMember(name, given)) continue;
    const value =
      given !== automatic
        ? given
        : nextValue !== undefined
          ? call(machine, nextValue instanceof StaticMethod ? nextValue.fn : nextValue, [
              name,
              1,
              members.size,
              values.at(-1) ?? null,
            ])
          : isText
            ? name.toLowerCase()
            : isFlag
              ? last === 0
                ? 1
                : 2 ** (Math.floor(Math.log2(last)) + 1)
              : last + 1;
    last = Math.max(last, Number(intOf(value) ?? last));
    values.push(value);
    const alias = [...members.values()].find((member) => equals(machine, valueOf(member), value) === true);
    if (alias) {
      members.set(name, alias);
      continue;
    }
    const maker = cls.find('__new__');
    const made =
      maker === undefined
        ? undefined
        : call(machine, maker instanceof StaticMethod ? maker.fn : maker, [
            cls,
            ...(value instanceof PyTuple ? value.items : [value]),
          ]);
    const member = made instanceof Instance ? made : memberWith(cls, name, value);
    member.attributes.set('__name', name);
    if (made) member.attributes.set('value', member.attribute('_value_') ?? value);
    if (cls.find('__init__') !== undefined) {
      initialise(machine, member, value instanceof PyTuple ? value.items : [value], new Map());
      member.attributes.set('value', member.attribute('_value_') ?? value);
    }
    members.set(name, member);
  }
  // A class without members is there to be derived from.
  if (members.size === 0) return;
  cls.members = members;
  for (const [name, member] of members) cls.attributes.set(name, member);
}
