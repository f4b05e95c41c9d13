// Python's inspect module: the signatures of functions, and what kind a value is.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { call } from '../interpreter/calls.js';
import { findAttribute, typeOf } from '../interpreter/objects.js';
import { truth } from '../interpreter/truth.js';
import type { Machine } from '../interpreter/machine.js';
import type { ParameterPlan } from '../interpreter/code.js';
import {
  Instance,
  Lazy,
  Method,
  Native,
  orElse,
  PyClass,
  PyDict,
  PyFunction,
  PyList,
  PyModule,
  PyTuple,
  Unknown,
  type Keywords,
  type Value,
} from '../interpreter/values.js';
import { makeNamedTuple } from './collections.js';

const kinds = { positional: 0, either: 1, rest: 2, keyword: 3, keywords: 4 } as const;
const kindNames = [
  'POSITIONAL_ONLY',
  'POSITIONAL_OR_KEYWORD',
  'VAR_POSITIONAL',
  'KEYWORD_ONLY',
  'VAR_KEYWORD',
] as const;

interface Found {
  readonly fn: PyFunction;
  /** The parameters that a caller gives. */
  readonly parameters: readonly { readonly plan: ParameterPlan; readonly value: Value | undefined }[];
}

/** The function that a call runs; undefined where it is none of a text. */
function functionOf(given: Value, follow: boolean): Found | undefined {
  let skip = 0;
  let callee: Value | undefined = given;
  if (given instanceof PyClass) {
    callee = given.find('__init__');
    skip = 1;
  } else if (given instanceof Instance) {
    callee = given.cls.find(given.cls.role === 'module' ? 'forward' : '__call__');
    skip = 1;
  } else if (given instanceof Method) {
    callee = given.fn;
    skip = 1;
  }
  for (let depth = 0; follow && depth < 100 && callee instanceof PyFunction; depth++) {
    const wrapped: Value | undefined = callee.attributes?.get('__wrapped__');
    if (wrapped === undefined) break;
    callee = wrapped;
  }
  // Stubs have not all the parameters of what they stand for.
  if (!(callee instanceof PyFunction) || callee.module.isStub) return undefined;
  const { code, defaults } = callee;
  const parameters = code.parameters.map((plan, index) => ({ plan, value: defaults[index] }));
  return { fn: callee, parameters: parameters.slice(skip) };
}

export function inspectModule(machine: Machine): Readonly<Record<string, Value>> {
  const define = (name: string): PyClass => {
    const cls = new PyClass(name, [machine.types.object]);
    cls.mro = [cls, machine.types.object];
    return cls;
  };
  const [signature, parameter, bound] = [define('Signature'), define('Parameter'), define('BoundArguments')];
  const empty = define('_empty');
  for (const cls of [signature, parameter]) cls.attributes.set('empty', empty);
  kindNames.forEach((name, index) => parameter.attributes.set(name, index));
  const made = (cls: PyClass, attributes: Readonly<Record<string, Value>>): Instance => {
    const instance = new Instance(cls);
    for (const [name, value] of Object.entries(attributes)) instance.attributes.set(name, value);
    return instance;
  };

  const signatureOf = (given: Value): Value => {
    const found = functionOf(given, true);
    if (!found) return new Unknown(pythonReasons.signature);
    const table = found.fn.annotate?.();
    const parameters = found.parameters.map(
      ({ plan: { name, kind }, value }) =>
        [
          name,
          made(parameter, {
            name,
            kind: kinds[kind],
            default: orElse<Value>(value, empty),
            annotation: table?.get(name) ?? empty,
          }),
        ] as const,
    );
    const result = made(signature, {
      parameters: PyDict.of(parameters),
      return_annotation: table?.get('return') ?? empty,
    });
    result.native = found;
    return result;
  };

  const bind = (own: Machine, self: Value, args: readonly Value[], keywords: Keywords): Value => {
    const found = self instanceof Instance ? (self.native as Found | undefined) : undefined;
    if (!found) return new Unknown(pythonReasons.signature);
    const named = new Map<Value, Value>();
    const left = new Map(keywords);
    let at = 0;
    for (const { plan, value } of found.parameters) {
      if (plan.kind === 'rest') {
        if (at < args.length) named.set(plan.name, new PyTuple(args.slice(at)));
        at = args.length;
      } else if (plan.kind === 'keywords') {
        if (left.size > 0) named.set(plan.name, PyDict.of(left));
        left.clear();
      } else {
        const given = plan.kind !== 'keyword' && at < args.length ? args[at++] : left.get(plan.name);
        left.delete(plan.name);
        if (given !== undefined) named.set(plan.name, given);
        else if (value === undefined)
          throw own.error('TypeError', `missing a required argument: '${plan.name}'`);
      }
    }
    if (at < args.length || left.size > 0) throw own.error('TypeError', 'got an unexpected argument');
    const result = made(bound, { arguments: PyDict.of(named), signature: self });
    result.native = found;
    return result;
  };
  signature.attributes.set(
    'bind',
    new Native('bind', (own, [self = null, ...args], keywords) => bind(own, self, args, keywords), true),
  );
  bound.attributes.set(
    'apply_defaults',
    new Native(
      'apply_defaults',
      (_, [self]) => {
        const found = self instanceof Instance ? (self.native as Found | undefined) : undefined;
        const given = self instanceof Instance ? self.attribute('arguments') : undefined;
        if (!found || !(given instanceof PyDict) || !(self instanceof Instance)) return null;
        const all = found.parameters.map(({ plan, value }): readonly [Value, Value] => {
          const otherwise =
            plan.kind === 'rest' ? new PyTuple([]) : plan.kind === 'keywords' ? new PyDict() : value;
          return [plan.name, given.get(plan.name) ?? otherwise ?? null];
        });
        self.attributes.set('arguments', PyDict.of(all));
        return null;
      },
      true,
    ),
  );

  const fullSpec = define('FullArgSpec');
  makeNamedTuple(machine, fullSpec, [
    'args',
    'varargs',
    'varkw',
    'defaults',
    'kwonlyargs',
    'kwonlydefaults',
    'annotations',
  ]);
  const argumentsOf = (own: Machine, given: Value): Value => {
    const found = functionOf(given instanceof Method ? given.fn : given, false);
    const whole = given instanceof PyClass ? functionOf(given.find('__init__') ?? null, false) : found;
    if (!whole) return new Unknown(pythonReasons.signature);
    const of = (...wanted: readonly string[]): typeof whole.parameters =>
      whole.parameters.filter(({ plan }) => wanted.includes(plan.kind));
    const names = (list: typeof whole.parameters): Value => new PyList(list.map(({ plan }) => plan.name));
    const positional = of('positional', 'either');
    const defaults = positional.flatMap(({ value }) => (value === undefined ? [] : [value]));
    const keyword = of('keyword').flatMap(({ plan, value }) =>
      value === undefined ? [] : [[plan.name, value] as const],
    );
    return call(own, fullSpec, [
      names(positional),
      of('rest')[0]?.plan.name ?? null,
      of('keywords')[0]?.plan.name ?? null,
      defaults.length === 0 ? null : new PyTuple(defaults),
      names(of('keyword')),
      keyword.length === 0 ? null : PyDict.of(keyword),
      whole.fn.annotate?.() ?? new PyDict(),
    ]);
  };

  const test = (name: string, run: (value: Value) => boolean): Native =>
    new Native(name, (_, [value = null]) => (value instanceof Unknown ? value : run(value)));
  const isRoutine = (value: Value): boolean =>
    value instanceof PyFunction || value instanceof Method || value instanceof Native;
  const members = (own: Machine, object: Value, predicate: Value): Value => {
    if (object instanceof Unknown) return object;
    const names = new Set<string>();
    const classes = object instanceof PyClass ? object.mro : object instanceof Instance ? object.cls.mro : [];
    // Of the interpreter's own classes not everything is there.
    if (
      classes.some(
        (cls) => cls !== own.types.object && (cls.origin === undefined || cls.origin.module.isStub),
      ) &&
      predicate === null
    )
      return new Unknown(pythonReasons.libraryMembers);
    for (const cls of classes) for (const name of cls.attributes.keys()) names.add(name);
    if (object instanceof Instance) for (const name of object.attributes.keys()) names.add(name);
    if (object instanceof PyModule)
      for (const [name, value] of object.globals)
        if (!(value instanceof Lazy) || !object.isStub) names.add(name);
    const found: Value[] = [];
    for (const name of [...names].sort()) {
      const value = own.attempt<Value | undefined>(
        () => findAttribute(own, object, name),
        () => undefined,
      );
      if (value === undefined) continue;
      const kept = predicate === null ? true : truth(own, call(own, predicate, [value]));
      if (kept instanceof Unknown) return kept;
      if (kept) found.push(new PyTuple([name, value]));
    }
    return new PyList(found);
  };
  const clean = (text: string): string => {
    const [first = '', ...rest] = text.replaceAll('\t', '        ').split('\n');
    const margins = rest
      .filter((line) => line.trim() !== '')
      .map((line) => line.length - line.trimStart().length);
    const margin = margins.length === 0 ? 0 : Math.min(...margins);
    const lines = [first.trimStart(), ...rest.map((line) => line.slice(margin))];
    while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop();
    while (lines.length > 0 && lines[0] === '') lines.shift();
    return lines.join('\n');
  };

  return {
    signature: new Native('signature', (own, [callee = null]) => {
      const given = callee instanceof Instance ? findAttribute(own, callee, '__signature__') : undefined;
      return given ?? signatureOf(callee);
    }),
    getfullargspec: new Native('getfullargspec', (own, [callee = null]) => argumentsOf(own, callee)),
    Parameter: parameter,
    Signature: signature,
    BoundArguments: bound,
    _empty: empty,
    isclass: test('isclass', (value) => value instanceof PyClass),
    isfunction: test('isfunction', (value) => value instanceof PyFunction),
    ismethod: test('ismethod', (value) => value instanceof Method),
    ismodule: test('ismodule', (value) => value instanceof PyModule),
    isbuiltin: test('isbuiltin', (value) => value instanceof Native),
    isroutine: test('isroutine', isRoutine),
    isgeneratorfunction: test('isgeneratorfunction', (value) =>
      (value instanceof Method ? value.fn : value) instanceof PyFunction && isGenerator(value)),
    isabstract: test('isabstract', (value) => value instanceof PyClass && hasAbstract(value)),
    iscoroutinefunction: test('iscoroutinefunction', () => false),
    getmembers: new Native('getmembers', (own, [object = null, predicate = null], keywords) =>
      members(own, object, keywords.get('predicate') ?? predicate),
    ),
    getsource: new Native('getsource', (own, [object = null]) => sourceOf(own, object)),
    getmro: new Native('getmro', (_, [cls = null]) =>
      cls instanceof PyClass ? new PyTuple(cls.mro) : new Unknown(pythonReasons.class),
    ),
    getmodule: new Native('getmodule', (own, [object = null]) => {
      const of =
        object instanceof PyFunction
          ? object.module
          : object instanceof PyClass
            ? object.origin?.module
            : undefined;
      return of ?? new Unknown(pythonReasons.definingModule(typeOf(own, object)?.name ?? 'object'));
    }),
    getdoc: new Native('getdoc', (own, [object = null]) => {
      const text = findAttribute(own, object, '__doc__');
      return typeof text === 'string' ? clean(text) : orElse<Value>(text, null);
    }),
    cleandoc: new Native('cleandoc', (_, [text]) =>
      typeof text === 'string' ? clean(text) : new Unknown(pythonReasons.string),
    ),
    unwrap: new Native('unwrap', (_, [callee = null]) => functionOf(callee, true)?.fn ?? callee),
  };
}

/** The text of a module, or the lines of a function or class with its decorators. */
function sourceOf(machine: Machine, object: Value): Value {
  const given = object instanceof Method ? object.fn : object;
  const module =
    given instanceof PyModule
      ? given
      : given instanceof PyFunction
        ? given.module
        : given instanceof PyClass
          ? given.origin?.module
          : undefined;
  const text = module?.uri === undefined || module.isStub ? undefined : machine.hooks.textOf(module.uri);
  machine.readsTexts = true;
  if (text === undefined) return new Unknown(pythonReasons.librarySource);
  machine.charge(text.length);
  if (given instanceof PyModule) return text;
  const span = given instanceof PyFunction ? given.code.span : (given as PyClass).origin?.span;
  if (!span) return new Unknown(pythonReasons.classSource);
  const end = text.indexOf('\n', span.end);
  return text.slice(text.lastIndexOf('\n', span.start) + 1, end < 0 ? undefined : end + 1);
}

const isGenerator = (value: Value): boolean => {
  const fn = value instanceof Method ? value.fn : value;
  return fn instanceof PyFunction && fn.code.isGenerator;
};

/** Whether a class leaves a method to its children. */
function hasAbstract(cls: PyClass): boolean {
  const names = new Set(cls.mro.flatMap((each) => [...each.attributes.keys()]));
  return [...names].some((name) => {
    const value = cls.find(name);
    const fn =
      value !== undefined && value !== null && typeof value === 'object' && 'getter' in value
        ? value.getter
        : value;
    return fn instanceof PyFunction && fn.attributes?.get('__isabstractmethod__') === true;
  });
}
