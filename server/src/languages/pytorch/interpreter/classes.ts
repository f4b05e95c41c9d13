// Making classes: the order of their bases, and what bases do with those that derive from them.
import { call } from './calls.js';
import { noteEffect } from './journal.js';
import type { Machine } from './machine.js';
import type { PyModule } from './values.js';
import {
  ClassMethod,
  Instance,
  noKeywords,
  PyClass,
  PyFunction,
  Unknown,
  type Keywords,
  type Value,
} from './values.js';

/** What a native base does with a class that derives from it, such as Enum; keyed by the base. */
export type Finisher = (machine: Machine, cls: PyClass, namespace: ReadonlyMap<string, Value>) => void;
const finishers = new WeakMap<PyClass, Finisher>();

export function onSubclass(base: PyClass, finish: Finisher): void {
  finishers.set(base, finish);
}

/** The class that a class statement or `type(…)` makes. */
export function makeClass(
  machine: Machine,
  name: string,
  given: readonly Value[],
  namespace: ReadonlyMap<string, Value>,
  module: PyModule | undefined,
  keywords: Keywords = noKeywords,
  origin?: PyClass['origin'],
): PyClass {
  const bases: PyClass[] = [];
  let unknownBase: string | undefined;
  for (const base of given) {
    if (base instanceof PyClass) {
      if (!bases.includes(base)) bases.push(base);
    } else if (base instanceof Unknown) unknownBase ??= base.reason;
    else if (!(base instanceof Instance))
      throw machine.error('TypeError', 'a base of a class must be a class');
  }
  if (bases.length === 0) bases.push(machine.types.object);
  const cls = new PyClass(name, bases);
  cls.mro = linearise(cls, bases) ?? [cls, ...bases.flatMap((base) => base.mro)];
  cls.origin = origin;
  cls.unknownBase = unknownBase ?? bases.find((base) => base.unknownBase !== undefined)?.unknownBase;
  const roles = bases.map((base) => base.role).filter((role) => role !== undefined);
  cls.role = roles.includes('module') ? 'module' : roles[0];
  cls.registry = bases.find((base) => base.registry !== undefined)?.registry;
  for (const base of bases) {
    noteEffect(base);
    base.subclasses.push(cls);
  }
  for (const [key, value] of namespace) {
    cls.attributes.set(key, value);
    if (value instanceof PyFunction && value.owner === undefined) value.owner = cls;
  }
  if (module && !namespace.has('__module__')) cls.attributes.set('__module__', module.name);
  for (const base of cls.mro.slice(1)) finishers.get(base)?.(machine, cls, namespace);
  cls.meta = bases.find((base) => base.meta !== undefined)?.meta;
  for (const [key, value] of namespace) {
    const hook = value instanceof Instance ? value.cls.find('__set_name__') : undefined;
    if (hook !== undefined) call(machine, hook, [value, cls, key]);
  }
  for (const base of cls.mro.slice(1)) {
    const hook = base.attribute('__init_subclass__');
    if (hook !== undefined && base.origin !== undefined) {
      call(machine, hook instanceof ClassMethod ? hook.fn : hook, [cls], keywords);
      break;
    }
  }
  return cls;
}

/** Method resolution order by C3 linearisation; undefined where the bases contradict each other. */
function linearise(cls: PyClass, bases: readonly PyClass[]): readonly PyClass[] | undefined {
  const lists = [...bases.map((base) => [...base.mro]), [...bases]];
  const order = [cls];
  while (lists.some((list) => list.length > 0)) {
    const head = lists
      .filter((list) => list.length > 0)
      .map((list) => list[0] as PyClass)
      .find((candidate) => !lists.some((list) => list.indexOf(candidate) > 0));
    if (head === undefined) return undefined;
    order.push(head);
    for (const list of lists) if (list[0] === head) list.shift();
  }
  return order;
}
