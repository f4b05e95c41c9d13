// Properties, and other objects in a class that decide what reading and setting an attribute means.
import { call } from './calls.js';
import type { Machine } from './machine.js';
import { findAttribute } from './objects.js';
import { Instance, Native, orElse, Property, type Value } from './values.js';

/** An attribute of a property itself: what makes another of it, and its functions. */
export function ofProperty(machine: Machine, property: Property, name: string): Value | undefined {
  const { getter, setter, deleter, doc } = property;
  switch (name) {
    case 'getter':
      return new Native(name, (_, [fn = null]) => new Property(fn, setter, deleter, doc));
    case 'setter':
      return new Native(name, (_, [fn = null]) => new Property(getter, fn, deleter, doc));
    case 'deleter':
      return new Native(name, (_, [fn = null]) => new Property(getter, setter, fn, doc));
    case 'fget':
      return getter;
    case 'fset':
      return orElse<Value>(setter, null);
    case 'fdel':
      return orElse<Value>(deleter, null);
    case '__doc__':
      return orElse<Value>(doc, orElse<Value>(findAttribute(machine, getter, name), null));
    case '__get__':
      return new Native(name, (own, [self = null]) => (self === null ? property : call(own, getter, [self])));
    default:
      return undefined;
  }
}

/** The method of a descriptor, an object in a class that decides itself what reading or setting it means. */
export function descriptorMethod(
  value: Value | undefined,
  name: '__get__' | '__set__' | '__delete__',
): Value | undefined {
  return value instanceof Instance ? value.cls.find(name) : undefined;
}
