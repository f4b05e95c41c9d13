// Python's copy module.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import type { Machine } from '../interpreter/machine.js';
import {
  Instance,
  Native,
  PyDict,
  PyList,
  PySet,
  PyTuple,
  Unknown,
  type Value,
} from '../interpreter/values.js';

export function copyModule(_: Machine): Readonly<Record<string, Value>> {
  return {
    copy: new Native('copy', (machine, [value = null]) => copyOf(machine, value, false, new Map())),
    deepcopy: new Native('deepcopy', (machine, [value = null]) => deepCopy(machine, value)),
  };
}

/** As `copy.deepcopy` copies. */
export const deepCopy = (machine: Machine, value: Value): Value => copyOf(machine, value, true, new Map());

/** A copy; what occurs twice within is copied once. Tensors and members of enumerations stay themselves. */
function copyOf(machine: Machine, value: Value, deep: boolean, known: Map<Value, Value>): Value {
  if (typeof value !== 'object' || value === null) return value;
  const done = known.get(value);
  if (done !== undefined) return done;
  machine.step();
  const inner = (each: Value): Value =>
    deep
      ? machine.within(
          () => copyOf(machine, each, deep, known),
          () => new Unknown(pythonReasons.nestedValues),
        )
      : each;
  if (value instanceof PyList) {
    const result = new PyList([]);
    known.set(value, result);
    for (const item of value.items) result.items.push(inner(item));
    return result;
  }
  if (value instanceof PyTuple) return deep ? new PyTuple(value.items.map(inner)) : value;
  if (value instanceof PySet) return new PySet(value.items.map(inner), value.frozen);
  if (value instanceof PyDict) {
    const result = new PyDict();
    if (value.factory !== undefined) result.factory = value.factory;
    known.set(value, result);
    for (const key of value.keys()) result.set(key, inner(value.get(key) as Value));
    return result;
  }
  if (!(value instanceof Instance) || value.cls.members || value.cls.role === 'tensor') return value;
  const result = new Instance(value.cls);
  // A copied layer is made where it is copied; its parameters are its own.
  result.created = machine.place ?? value.created;
  result.native = value.native;
  known.set(value, result);
  for (const [name, own] of value.attributes) result.attributes.set(name, inner(own));
  return result;
}
