// Whether a value counts as true, and what an instance of a built-in type's subclass holds.
import { comparison as sizeComparison, decided } from '../../../math/requirements.js';
import { call } from './calls.js';
import { PyDict, PyList, PyRange, PySet, PyTuple } from './containers.js';
import type { Machine } from './machine.js';
import { BatchInt, Instance, type Openness, PyFloat, Unknown, UnknownTest, type Value } from './values.js';

/** What an instance of a subclass of a built-in type holds. */
export const unwrap = (value: Value): Value =>
  value instanceof Instance && value.native !== undefined && !value.cls.role
    ? (value.native as Value)
    : value;

/** Whether a value counts as true; unknown where that cannot be known. */
export function truth(machine: Machine, value: Value): boolean | Unknown {
  if (value === null) return false;
  if (typeof value !== 'object') return Boolean(value);
  if (value instanceof Unknown) return value.truthiness ?? decidedAtHint(value) ?? value;
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof BatchInt) return true;
  if (value instanceof PyList || value instanceof PyTuple)
    return value.items.length > 0 || unlisted(value.open);
  if (value instanceof PyDict) return value.size > 0 || unlisted(value.open);
  if (value instanceof PySet) return value.members.size > 0 || unlisted(value.open);
  if (value instanceof PyRange) return value.length > 0;
  if (value instanceof Instance) {
    const own = value.cls.find('__bool__') ?? value.cls.find('__len__');
    if (own !== undefined) return truth(machine, call(machine, own, [value]));
    if (value.native !== undefined && !value.cls.role) return truth(machine, value.native as Value);
    if (value.cls.unknownBase !== undefined) return new Unknown(value.cls.unknownBase);
  }
  return true;
}

/** Whether something that depends on sizes of the input counts as true at their hints, which is noted. */
function decidedAtHint(value: Unknown): boolean | undefined {
  if (value instanceof UnknownTest) return decided(value.condition);
  return value.dim?.formula && decided(sizeComparison('!=', value.dim, 0));
}

/** Whether a container that lists nothing has elements. */
export const unlisted = (open: Openness): Unknown | false => (open === undefined ? false : new Unknown(open));
