// The module `_python`, for stubs alone: what the standard library needs of the interpreter.
import type { Machine } from '../interpreter/machine.js';
import { Native, Unknown, type Value } from '../interpreter/values.js';

export function pythonModule(_: Machine): Readonly<Record<string, Value>> {
  return {
    /** unknown(reason) */
    unknown: new Native('unknown', (__, [reason]) =>
      reason instanceof Unknown ? reason : new Unknown(typeof reason === 'string' ? reason : 'not known'),
    ),
    /** is_known(value) */
    is_known: new Native('is_known', (__, [value = null]) => !(value instanceof Unknown)),
  };
}
