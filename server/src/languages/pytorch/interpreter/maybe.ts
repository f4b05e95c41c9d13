// What is done to one of several values, of which it is not known which, or done an unknown number of times.
import { call } from './calls.js';
import { next } from './code.js';
import { deepestFork, fork } from './fork.js';
import { Frame } from './frame.js';
import { invalidate } from './invalidate.js';
import type { Machine } from './machine.js';
import { methodOf } from './methods.js';
import { bind, deleteAttribute, setAttribute } from './objects.js';
import { registered, tablesOf } from './attributeRegistry.js';
import {
  Instance,
  isCallable,
  Lazy,
  Method,
  oneOf,
  PyClass,
  PyDict,
  PyFunction,
  PyModule,
  Unknown,
  type Keywords,
  type Value,
} from './values.js';

/** How often something is done of which the number of times is unknown, before it is no longer followed. */
const mostRounds = 3;
/** Of how many values each is followed. */
const mostFollowed = 16;

const nowhere = new PyModule('', undefined, true);

/** Does something that may not be done; `unfollowed` marks what it may change where it is not followed. */
export function maybe(machine: Machine, reason: string, run: () => void, unfollowed: () => void): boolean {
  const frame = new Frame(machine, nowhere, [], undefined, undefined, undefined);
  const once = (does: () => void) => (): typeof next => {
    does();
    return next;
  };
  return fork(frame, reason, [() => next, once(run)], once(unfollowed)).changed;
}

/** Calls a function an unknown number of times. */
export function maybeCall(
  machine: Machine,
  fn: Value,
  args: readonly Value[],
  reason: string,
  keywords?: Keywords,
): void {
  for (let round = 0; round < mostRounds; round++) {
    const changed = maybe(
      machine,
      reason,
      () => void call(machine, fn, args, keywords),
      () => undefined,
    );
    if (!changed) return;
  }
}

/** Sets an attribute of one of several values. */
export function setAmong(machine: Machine, { among, reason }: Unknown, name: string, value: Value): void {
  for (const each of among ?? [])
    if (hasAttributes(each))
      maybe(
        machine,
        reason,
        () => setAttribute(machine, each, name, value),
        () => setAttribute(machine, each, name, new Unknown(reason)),
      );
}

/** Deletes an attribute of one of several values. */
export function deleteAmong(machine: Machine, { among, reason }: Unknown, name: string): void {
  for (const each of among ?? [])
    if (hasAttributes(each))
      maybe(
        machine,
        reason,
        () => deleteAttribute(machine, each, name),
        () => setAttribute(machine, each, name, new Unknown(reason)),
      );
}

const hasAttributes = (value: Value): boolean =>
  value instanceof Instance || value instanceof PyClass || value instanceof PyModule;

/** An attribute of one of several values, without running anything of the program: values that it may be. */
export function attributeAmong(machine: Machine, { among = [] }: Unknown, name: string): readonly Value[] {
  return among.flatMap((each): readonly Value[] => {
    if (each instanceof Instance) {
      const own = each.attribute(name) ?? registered(each, name);
      if (own !== undefined) return [own];
      const found = each.cls.find(name);
      return found === undefined ? [] : [bind(found, each, each.cls)];
    }
    const found = each instanceof PyClass ? each.find(name) : methodOf(machine, each, name);
    return found === undefined ? [] : [found];
  });
}

/** All that an attribute of an unknown name may give. */
export function attributesOf(object: Value): readonly Value[] {
  if (object instanceof PyClass) return ownClasses(object).flatMap((each) => [...each.attributes.values()]);
  if (!(object instanceof Instance) || object.cls.role === 'tensor' || object.cls.role === 'parameter')
    return [];
  const methods = ownClasses(object.cls).flatMap((each) =>
    [...each.attributes.values()].map((value) => bind(value, object, each)),
  );
  const tables = tablesOf(object).flatMap((table) => {
    const entries = object.attribute(table);
    return entries instanceof PyDict ? entries.values() : [];
  });
  return [...object.attributes.values(), ...tables, ...methods];
}

/** The classes of the program among those that attributes are looked up in. */
const ownClasses = (cls: PyClass): readonly PyClass[] =>
  cls.mro.filter(({ origin }) => origin && !origin.module.isStub);

/** Sets an attribute of which the name is unknown: any attribute may be that value, and there may be further ones. */
export function setAny(object: Value, value: Value, reason: string): void {
  const either = (before: Value | undefined): Unknown => oneOf(reason, [before, value]);
  if (object instanceof PyClass) {
    for (const cls of ownClasses(object))
      for (const [name, before] of [...cls.attributes])
        if (isCallable(before) === isCallable(value)) cls.set(name, either(before));
  } else if (object instanceof Instance) {
    if (object.cls.role === 'tensor' || object.cls.role === 'parameter') return;
    object.open ??= reason;
    for (const [name, before] of [...object.attributes])
      if (!tablesOf(object).includes(name)) object.attributes.set(name, either(before));
    const own = object.cls.registry?.tableFor(value);
    for (const table of tablesOf(object)) {
      const entries = object.attribute(table);
      // A plain value cannot take the place of a layer, and buffers are plain values.
      if (
        !(entries instanceof PyDict) ||
        !(table === own || (value instanceof Unknown && table !== '_buffers'))
      )
        continue;
      for (const key of entries.keys()) entries.set(key, either(entries.get(key)));
    }
  } else if (object instanceof PyModule) {
    for (const [name, before] of [...object.globals])
      if (!(before instanceof Lazy) && isPlain(before)) object.globals.set(name, either(before));
  } else if (object instanceof Unknown) for (const each of object.among ?? []) setAny(each, value, reason);
}

/** What is likely to be a setting of the program: not its functions, classes and imports. */
const isPlain = (value: Value): boolean =>
  !(isCallable(value) || value instanceof PyClass || value instanceof PyModule);

/** What unknown code does that runs with some names: those of a dictionary, of a module, or of the module at work. */
export function runsWith(machine: Machine, names: readonly Value[], reason: string): void {
  for (const each of names.length > 0 ? names : [machine.place?.module ?? null])
    if (each instanceof PyModule || each instanceof Unknown) setAny(each, new Unknown(reason), reason);
    else invalidate(each, reason);
}

/** What unknown code may do with a function that it is given: call it, as often as it likes. */
export function mayBeCalled(machine: Machine, given: Value, reason: string): void {
  const fn = given instanceof Method ? given.fn : given;
  const self = given instanceof Method ? given.self : undefined;
  // Functions of the top level, and methods of modules, are handed on all over the place.
  if (!(fn instanceof PyFunction) || fn.module.isStub || machine.forks > 1) return;
  if (self === undefined ? fn.closure === undefined : !(self instanceof Instance) || self.cls.role) return;
  const plans = fn.code.parameters.filter(
    ({ kind }, index) => fn.defaults[index] === undefined && kind !== 'rest' && kind !== 'keywords',
  );
  const unknown = new Unknown(reason);
  const named = plans.filter(({ kind }) => kind === 'keyword').map(({ name }) => [name, unknown] as const);
  const args = plans.filter(({ kind }) => kind !== 'keyword').map((): Value => unknown);
  if (self !== undefined) args.splice(0, 1);
  maybeCall(machine, given, args, reason, new Map(named));
}

/** Calls one of several functions for its effect. Classes and modules of torch change only what they are given. */
export function callAmong(
  machine: Machine,
  unknown: Unknown,
  args: readonly Value[],
  keywords: Keywords,
): void {
  const { among = [], reason } = unknown;
  if (!isFollowed(machine, unknown)) {
    for (const each of among) if (each instanceof Method) invalidate(each.self, reason);
    return;
  }
  for (const each of among)
    if (
      isCallable(each) ||
      (each instanceof Instance && each.cls.role === undefined && each.cls.find('__call__'))
    )
      maybe(
        machine,
        reason,
        () => void call(machine, each, args, keywords),
        () => undefined,
      );
}

/** Whether what is done to something unknown is done to each of the values that it may be. */
export const isFollowed = ({ forks }: Machine, { among = [] }: Unknown): boolean =>
  forks < deepestFork && among.length <= mostFollowed;
