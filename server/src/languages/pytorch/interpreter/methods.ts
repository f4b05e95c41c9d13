// The methods of the built-in types, by name.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import type { Machine } from './machine.js';
import { dictMethods, methodOfOpenSet, setMethods } from './methodsOfTables.js';
import {
  iteratorMethods,
  listMethods,
  methodOfOpen,
  rangeMethods,
  tupleMethods,
} from './methodsOfSequences.js';
import { stringMethods } from './methodsOfStrings.js';
import { fromBigInt } from '../../../math/int.js';
import { floorDivide, intOf, numberOf } from './numbers.js';
import {
  BatchInt,
  Native,
  PyDict,
  PyFloat,
  PyIterator,
  PyList,
  PyRange,
  PySet,
  PyTuple,
  Unknown,
  type Keywords,
  type Value,
} from './values.js';

/** What a method of a built-in type does with the object it is called on. */
export type MethodOf<Self> = (
  machine: Machine,
  self: Self,
  args: readonly Value[],
  keywords: Keywords,
) => Value;
export type Methods<Self> = Readonly<Record<string, MethodOf<Self>>>;

const numberMethods: Methods<Value> = {
  bit_length: (_, self) => {
    const value = intOf(self) ?? 0;
    return value === 0 ? 0 : (value < 0 ? -BigInt(value) : BigInt(value)).toString(2).length;
  },
  bit_count: (_, self) => {
    const value = BigInt(intOf(self) ?? 0);
    return (value < 0n ? -value : value).toString(2).replaceAll('0', '').length;
  },
  as_integer_ratio: (_, self) => {
    if (!(self instanceof PyFloat)) return new PyTuple([self, 1]);
    let [top, bottom] = [self.value, 1n];
    if (!Number.isFinite(top)) return new Unknown(pythonReasons.ratio);
    while (!Number.isInteger(top)) {
      top *= 2;
      bottom *= 2n;
    }
    return new PyTuple([fromBigInt(BigInt(top)), fromBigInt(bottom)]);
  },
  from_bytes: () => new Unknown(pythonReasons.bytes),
  to_bytes: () => new Unknown(pythonReasons.bytes),
  hex: () => new Unknown(pythonReasons.floatHex),
  __abs__: (_, self) =>
    self instanceof PyFloat
      ? new PyFloat(Math.abs(self.value))
      : Number(intOf(self)) < 0
        ? fromBigInt(-BigInt(intOf(self) ?? 0))
        : self,
  __hash__: (_, self) => self,
  is_integer: (_, self) => !(self instanceof PyFloat) || Number.isInteger(self.value),
  conjugate: (_, self) => self,
  __index__: (_, self) => self,
  __int__: (_, self) => (self instanceof PyFloat ? Math.trunc(self.value) : self),
  __float__: (_, self) => (self instanceof PyFloat ? self : new PyFloat(Number(intOf(self)))),
  __floordiv__: (_, self, [other = 1]) => floorDivide(intOf(self) ?? 0, intOf(other) ?? 1),
};

function tableOf(object: Value): Methods<never> | undefined {
  if (typeof object === 'string') return stringMethods;
  if (object instanceof PyList) return listMethods;
  if (object instanceof PyTuple) return tupleMethods;
  if (object instanceof PyDict) return dictMethods;
  if (object instanceof PySet) return setMethods;
  if (object instanceof PyRange) return rangeMethods;
  if (object instanceof PyIterator) return iteratorMethods;
  if (object instanceof PyFloat || object instanceof BatchInt || typeof object !== 'object')
    return numberMethods;
  return undefined;
}

/** Methods whose work does not grow with the object; all others pay for going through it. */
const constant = new Set(
  (
    'append pop appendleft popleft get setdefault add __len__ __getitem__ __setitem__ __contains__ __iter__ __next__ ' +
    'close send startswith endswith removeprefix removesuffix'
  ).split(' '),
);

function chargeFor(machine: Machine, object: Value, args: readonly Value[]): void {
  if (typeof object === 'string') {
    const [wanted] = args;
    machine.chargeSearch(object, typeof wanted === 'string' ? wanted : '');
  } else if (object instanceof PyList || object instanceof PyTuple) machine.charge(object.items.length);
  else if (object instanceof PyDict) machine.charge(object.size);
  else if (object instanceof PySet) machine.charge(object.members.size);
  else if (typeof object === 'bigint') machine.charge(object.toString(16).length);
}

/** A method of a value of a built-in type, bound to it; undefined where it has none of that name. */
export function methodOf(machine: Machine, object: Value, name: string): Value | undefined {
  if (name === 'real' && numberOf(object) !== undefined) return object;
  if (name === 'imag' && numberOf(object) !== undefined)
    return intOf(object) === undefined ? new PyFloat(0) : 0;
  if (name === 'numerator' && intOf(object) !== undefined) return object;
  if (name === 'denominator' && intOf(object) !== undefined) return 1;
  const table = tableOf(object);
  if (table === undefined || !Object.hasOwn(table, name)) return undefined;
  const method =
    (object instanceof PyList || object instanceof PyTuple
      ? methodOfOpen(object, name)
      : object instanceof PySet
        ? methodOfOpenSet(object, name)
        : undefined) ?? (table[name] as MethodOf<Value>);
  if (constant.has(name))
    return new Native(name, (own, args, keywords) => method(own, object, args, keywords));
  return new Native(name, (own, args, keywords) => {
    chargeFor(own, object, args);
    return method(own, object, args, keywords);
  });
}
