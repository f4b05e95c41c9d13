// Calls: arguments are matched with parameters, instances are made, and modules of torch run their forward.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import type { ParameterPlan } from './code.js';
import { OutOfBudget, type Raised, type RefusedCall } from './errors.js';
import { Frame } from './frame.js';
import { listed } from './iteration.js';
import { GeneratorSource } from './generators.js';
import type { Machine } from './machine.js';
import { callAmong } from './maybe.js';
import { findAttribute, typeOf } from './objects.js';
import { equals } from './comparison.js';
import {
  ClassMethod,
  Instance,
  Method,
  Native,
  noKeywords,
  OpenKeywords,
  PyClass,
  PyDict,
  PyFunction,
  PyIterator,
  PyList,
  PyTuple,
  StaticMethod,
  Unknown,
  type Keywords,
  type Value,
} from './values.js';

/** Calls a value. @throws Raised where it cannot be called, or what it does raises */
export function call(
  machine: Machine,
  callee: Value,
  args: readonly Value[],
  keywords: Keywords = noKeywords,
): Value {
  if (callee instanceof Method) {
    const { self, fn } = callee;
    const run = (): Value => call(machine, fn, [self, ...args], keywords);
    return isForward(machine, callee)
      ? machine.hooks.runModule(self as Instance, args, keywords, run)
      : run();
  }
  if (callee instanceof PyFunction) return callFunction(machine, callee, args, keywords);
  if (callee instanceof Native) {
    machine.step();
    // Which arguments it is given is not known.
    if (keywords instanceof OpenKeywords && callee.name !== 'dict')
      return machine.hooks.unknownCall(new Unknown(keywords.reason), [...args, ...keywords.values()]);
    if (machine.attempts > 0 && args.some((each) => each instanceof Unknown)) machine.mayRaise();
    return callee.call(machine, args, keywords);
  }
  if (callee instanceof PyClass) return instantiate(machine, callee, args, keywords);
  if (callee instanceof Instance) return callInstance(machine, callee, args, keywords);
  if (callee instanceof Unknown) {
    if (callee.among) callAmong(machine, callee, args, keywords);
    return machine.hooks.unknownCall(callee, [...args, ...keywords.values()]);
  }
  if (callee instanceof StaticMethod || callee instanceof ClassMethod)
    return call(machine, callee.fn, args, keywords);
  const error = machine.error('TypeError', `'${typeOf(machine, callee)?.name}' object is not callable`);
  error.uncallable = callee;
  throw error;
}

/** Whether the program itself calls the forward of a module, as in `model.forward(x)`, instead of the module. */
const isForward = ({ place }: Machine, { self, fn }: Method): boolean =>
  fn instanceof PyFunction &&
  fn.name === 'forward' &&
  self instanceof Instance &&
  self.cls.role === 'module' &&
  place?.spot.calleeName === 'forward' &&
  !place.module.isStub &&
  self.cls.find('forward') === fn;

function callInstance(
  machine: Machine,
  instance: Instance,
  args: readonly Value[],
  keywords: Keywords,
): Value {
  const { cls } = instance;
  const partial = partialCall(machine, instance, args, keywords);
  if (partial !== undefined) return partial;
  const own = cls.find('__call__');
  if (cls.role === 'module' && (own === undefined || (own instanceof PyFunction && own.module.isStub))) {
    return machine.hooks.runModule(instance, args, keywords, () => {
      const forward = findAttribute(
        machine,
        instance,
        instance.attribute('_hooks') !== undefined ? '_run_hooked' : 'forward',
      );
      if (forward === undefined) return new Unknown(cls.unknownBase ?? pythonReasons.noForward(cls.name));
      return forward instanceof Method
        ? call(machine, forward.fn, [forward.self, ...args], keywords)
        : call(machine, forward, args, keywords);
    });
  }
  if (own !== undefined)
    return call(machine, own instanceof StaticMethod ? own.fn : new Method(instance, own), args, keywords);
  if (cls.unknownBase !== undefined) return new Unknown(cls.unknownBase);
  throw machine.error('TypeError', `'${cls.name}' object is not callable`);
}

/** What a plain `functools.partial` gives: programs that go through their modules call them for each. Undefined for others. */
function partialCall(
  machine: Machine,
  instance: Instance,
  args: readonly Value[],
  keywords: Keywords,
): Value | undefined {
  const { cls } = instance;
  if (cls.name !== 'partial' || cls.origin?.module.isStub !== true || keywords instanceof OpenKeywords)
    return undefined;
  const [fn, first, named] = ['func', 'args', 'keywords'].map((name) => instance.attribute(name));
  if (fn === undefined || !(first instanceof PyTuple) || !(named instanceof PyDict)) return undefined;
  if (first.open !== undefined || named.open !== undefined || named.certain !== undefined) return undefined;
  const all = new Map<string, Value>();
  for (const key of named.keys()) {
    if (typeof key !== 'string') return undefined;
    all.set(key, named.get(key) as Value);
  }
  for (const [key, value] of keywords) all.set(key, value);
  machine.step();
  return call(machine, fn, [...first.items, ...args], all);
}

export function instantiate(
  machine: Machine,
  cls: PyClass,
  args: readonly Value[],
  keywords: Keywords,
  /** Whether the metaclass has had its say. */
  plain = false,
): Value {
  const own = plain ? undefined : cls.meta?.find('__call__');
  if (own !== undefined) return call(machine, own, [cls, ...args], keywords);
  if (cls.members) return memberOf(machine, cls, args[0] ?? null);
  const native = cls.mro.find((each) => each.construct !== undefined);
  const { property } = machine.types;
  if (native === property && cls !== property && cls.find('__get__') !== undefined) {
    // What it gives is up to its own `__get__`.
    const descriptor = new Instance(cls);
    descriptor.attributes.set('fget', args[0] ?? null);
    descriptor.attributes.set('fset', args[1] ?? null);
    return descriptor;
  }
  if (native?.construct) {
    if (machine.attempts > 0 && args.some((each) => each instanceof Unknown)) machine.mayRaise();
    return native.construct(machine, cls, args, keywords);
  }
  if (cls.role === 'module' && cls.origin?.module.isStub && cls.meta === undefined)
    return machine.templates.make(machine, cls, args, keywords, () => made(machine, cls, args, keywords));
  return made(machine, cls, args, keywords);
}

function made(machine: Machine, cls: PyClass, args: readonly Value[], keywords: Keywords): Value {
  const maker = cls.find('__new__');
  let instance: Value;
  if (maker !== undefined) {
    instance = call(machine, maker instanceof StaticMethod ? maker.fn : maker, [cls, ...args], keywords);
    if (!(instance instanceof Instance) || !instance.cls.isSubclassOf(cls)) return instance;
  } else instance = new Instance(cls);
  return initialise(machine, instance, args, keywords);
}

/** Runs `__init__` on a fresh instance, which remembers where it was made. */
export function initialise(
  machine: Machine,
  instance: Instance,
  args: readonly Value[],
  keywords: Keywords,
): Value {
  const { cls } = instance;
  instance.created ??= machine.place;
  const init = cls.find('__init__');
  if (init !== undefined) {
    try {
      call(machine, init, [instance, ...args], keywords);
    } catch (error) {
      if (error instanceof OutOfBudget) machine.unfinished = instance;
      throw error;
    }
  }
  if (init === undefined && cls.unknownBase === undefined && (args.length > 0 || keywords.size > 0)) {
    throw machine.error('TypeError', `${cls.name}() takes no arguments`);
  }
  if (cls.role === 'module') machine.hooks.created(instance);
  return instance;
}

/** The member of an enumeration that has a value. */
function memberOf(machine: Machine, cls: PyClass, value: Value): Value {
  if (value instanceof Instance && value.cls === cls) return value;
  if (value instanceof Unknown) return value;
  for (const member of cls.members?.values() ?? []) {
    if (equals(machine, member.attribute('value') ?? null, value) === true) return member;
  }
  const missing = cls.find('_missing_');
  if (missing instanceof ClassMethod) {
    const found = call(machine, missing.fn, [cls, value]);
    if (found instanceof Instance) return found;
  }
  throw machine.error('ValueError', `this is not a valid ${cls.name}`);
}

function callFunction(machine: Machine, fn: PyFunction, args: readonly Value[], keywords: Keywords): Value {
  machine.step();
  const { code } = fn;
  machine.use(code);
  const slots = new Array<Value | undefined>(code.scope.slots.size);
  bindArguments(machine, fn, code.parameters, slots, args, keywords);
  machine.enter();
  const frame = new Frame(machine, fn.module, slots, fn.closure, undefined, fn);
  if (code.isGenerator) {
    const steps = code.generate?.(frame);
    if (steps) {
      machine.leave();
      return new PyIterator(new GeneratorSource(frame, steps));
    }
    // What yields in the midst of an expression runs to its end at once: what it yields is collected.
    const yielded = new PyList([]);
    frame.yielded = yielded;
    code.run(frame);
    machine.leave();
    return new PyIterator(listed(yielded.items, yielded.open)[Symbol.iterator]());
  }
  const result = code.run(frame);
  machine.leave();
  return result;
}

function bindArguments(
  machine: Machine,
  fn: PyFunction,
  parameters: readonly ParameterPlan[],
  slots: (Value | undefined)[],
  args: readonly Value[],
  keywords: Keywords,
): void {
  const { name, defaults, module } = fn;
  let position = 0;
  let used = 0;
  let rest: PyDict | undefined;
  const open = keywords instanceof OpenKeywords ? keywords : undefined;
  if (keywords.size > 0 && module.isStub) keywords = withoutNumpyNames(parameters, keywords);
  for (let index = 0; index < parameters.length; index++) {
    const { name: parameter, kind } = parameters[index] as ParameterPlan;
    if (kind === 'rest') {
      slots[index] = new PyTuple(args.slice(position), open?.positional);
      position = args.length;
    } else if (kind === 'keywords') {
      rest = new PyDict();
      rest.open = open?.named;
      slots[index] = rest;
    } else if (kind !== 'keyword' && position < args.length) {
      slots[index] = args[position++];
      if (kind === 'either' && keywords.size > 0 && keywords.has(parameter)) {
        throw machine.error('TypeError', `${name}() got multiple values for argument '${parameter}'`);
      }
    } else {
      const given = kind === 'positional' ? undefined : keywords.get(parameter);
      if (given !== undefined) used++;
      // One that is not listed may be given all the same.
      const unlisted = (kind === 'keyword' ? undefined : open?.positional) ?? open?.named;
      const value =
        given !== undefined ? given : unlisted === undefined ? defaults[index] : new Unknown(unlisted);
      if (value === undefined) {
        const strange = [...keywords.keys()].find((key) => !parameters.some((each) => accepts(each, key)));
        throw strange === undefined ? missing(machine, fn, parameter) : unexpected(machine, fn, strange);
      }
      slots[index] = value;
    }
  }
  if (position < args.length) {
    const error = machine.error(
      'TypeError',
      `${name}() takes ${position} positional arguments but ${args.length} were given`,
    );
    const places = parameters.filter(({ kind }) => kind === 'either' || kind === 'positional');
    error.call = { ...refused(fn), parameters: places.map((each) => each.name), superfluous: true };
    throw error;
  }
  if (used === keywords.size) return;
  for (const [key, value] of keywords) {
    if (parameters.some((each) => each.kind !== 'keywords' && accepts(each, key))) continue;
    if (!rest) throw unexpected(machine, fn, key);
    rest.set(key, value);
  }
}

/** NumPy's names of parameters, which torch's own functions take for theirs. */
const numpyNames: Readonly<Record<string, string>> = {
  axis: 'dim',
  keepdims: 'keepdim',
  x: 'input',
  a: 'input',
  x1: 'input',
  x2: 'other',
};

function withoutNumpyNames(parameters: readonly ParameterPlan[], keywords: Keywords): Keywords {
  const has = (name: string): boolean => parameters.some((each) => each.name === name);
  const ownName = (key: string): string => {
    const own = Object.hasOwn(numpyNames, key) ? numpyNames[key] : undefined;
    return own !== undefined && !has(key) && has(own) ? own : key;
  };
  if ([...keywords.keys()].every((key) => ownName(key) === key)) return keywords;
  const renamed = [...keywords].map(([key, value]): [string, Value] => [ownName(key), value]);
  return keywords instanceof OpenKeywords
    ? new OpenKeywords(renamed, keywords.positional, keywords.named)
    : new Map(renamed);
}

/** Whether a parameter takes an argument of this name. */
const accepts = ({ kind, name }: ParameterPlan, key: string): boolean =>
  kind === 'keywords' || ((kind === 'either' || kind === 'keyword') && name === key);

function unexpected(machine: Machine, fn: PyFunction, key: string): Raised {
  const error = machine.error('TypeError', `${fn.name}() got an unexpected keyword argument '${key}'`);
  error.call = { ...refused(fn), unknown: key };
  return error;
}

const refused = ({ code, module }: PyFunction): RefusedCall => ({
  name: code.qualifiedName,
  module,
  parameters: code.parameters.map(({ name }) => name),
});

function missing(machine: Machine, fn: PyFunction, parameter: string): Raised {
  const error = machine.error('TypeError', `${fn.name}() missing 1 required argument: '${parameter}'`);
  error.lacksArgument = true;
  error.call = { ...refused(fn), missing: parameter };
  return error;
}
