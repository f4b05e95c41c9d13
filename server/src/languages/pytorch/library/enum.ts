// Python's enum module: names in the body of a class become its members.
import { initialise } from '../interpreter/calls.js';
import { onSubclass } from '../interpreter/classes.js';
import { intOf } from '../interpreter/numbers.js';
import type { Machine } from '../interpreter/machine.js';
import {
  ClassMethod,
  Instance,
  Native,
  PyClass,
  PyFunction,
  PyTuple,
  Property,
  StaticMethod,
  Unknown,
  type Value,
} from '../interpreter/values.js';

/** What `auto()` gives until the class is made. */
const automatic = new Unknown('auto()');

export function enumModule(machine: Machine): Readonly<Record<string, Value>> {
  const { object, int, str } = machine.types;
  const define = (name: string, bases: readonly PyClass[]): PyClass => {
    const cls = new PyClass(name, bases);
    cls.mro = [
      cls,
      ...bases.flatMap((base) => base.mro).filter((each, at, all) => all.lastIndexOf(each) === at),
    ];
    onSubclass(cls, finish);
    return cls;
  };
  const plain = define('Enum', [object]);
  plain.attributes.set(
    'name',
    new Property(new Native('name', (_, [self = null]) => ownName(self)), undefined),
  );
  plain.attributes.set(
    '_name_',
    new Property(new Native('name', (_, [self = null]) => ownName(self)), undefined),
  );
  return {
    Enum: plain,
    IntEnum: define('IntEnum', [plain, int]),
    StrEnum: define('StrEnum', [plain, str]),
    Flag: define('Flag', [plain]),
    IntFlag: define('IntFlag', [plain, int]),
    EnumMeta: machine.types.type,
    auto: new Native('auto', () => automatic),
    unique: new Native('unique', (_, [cls = null]) => cls),
  };
}

const ownName = (self: Value): Value =>
  self instanceof Instance ? (self.attributes.get('__name') ?? null) : null;

function isMember(name: string, value: Value): boolean {
  if (name.startsWith('_')) return false;
  return ![PyFunction, Property, StaticMethod, ClassMethod, Native].some((kind) => value instanceof kind);
}

function finish(machine: Machine, cls: PyClass, namespace: ReadonlyMap<string, Value>): void {
  if (cls.members) return;
  const members = new Map<string, Instance>();
  let last = 0;
  for (const [name, given] of namespace) {
    if (!isMember(name, given)) continue;
    const value = given === automatic ? last + 1 : given;
    last = Number(intOf(value) ?? last);
    const alias = [...members.values()].find(
      (member) => given !== automatic && member.attributes.get('value') === value,
    );
    if (alias) {
      members.set(name, alias);
      continue;
    }
    const member = new Instance(cls);
    // A member of a class that is a str or int too is one.
    if (typeof value === 'string' || intOf(value) !== undefined) member.native = value;
    member.attributes.set('__name', name);
    member.attributes.set('value', value);
    member.attributes.set('_value_', value);
    if (cls.find('__init__') !== undefined) {
      initialise(machine, member, value instanceof PyTuple ? value.items : [value], new Map());
      member.attributes.set('value', member.attributes.get('_value_') ?? value);
    }
    members.set(name, member);
  }
  // A class without members is there to be derived from.
  if (members.size === 0) return;
  cls.members = members;
  for (const [name, member] of members) cls.attributes.set(name, member);
}
