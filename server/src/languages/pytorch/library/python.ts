// The module `_python`, for stubs alone: what the standard library needs of the interpreter.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { toInt } from '../../../math/int.js';
import { accelerators } from '../interpreter/accelerators.js';
import { call } from '../interpreter/calls.js';
import { collect } from '../interpreter/iteration.js';
import { intOf, numberOf } from '../interpreter/numbers.js';
import type { Machine } from '../interpreter/machine.js';
import {
  Instance,
  Native,
  PyClass,
  PyDict,
  PyFloat,
  PyFunction,
  PyList,
  PySet,
  PyTuple,
  Unknown,
  type Value,
} from '../interpreter/values.js';
import type { Expr } from '../parser/ast.js';
import { parse } from '../parser/parser.js';
import { lazyIterators } from './lazyIterators.js';

/** `os.environ`: empty but for what the program sets, which is an assumption once something else is looked for. */
class Environment extends PyDict {
  constructor(private readonly machine: Machine) {
    super();
  }

  override get(key: Value): Value | undefined {
    const own = super.get(key);
    if (own === undefined) this.machine.assumesEnvironment = true;
    return own;
  }

  override has(key: Value): boolean {
    const found = super.has(key);
    if (!found) this.machine.assumesEnvironment = true;
    return found;
  }
}

/** The name of a module that is named from a package: `.gpt2` in `transformers.models`; each further dot is a package above. */
function absoluteName(name: string, anchor: Value | undefined): string | undefined {
  const dots = /^\.*/.exec(name)?.[0].length ?? 0;
  if (dots === 0) return name;
  if (typeof anchor !== 'string') return undefined;
  const parts = anchor.split('.');
  if (dots > parts.length) return undefined;
  return [...parts.slice(0, parts.length - dots + 1), name.slice(dots)]
    .filter((each) => each !== '')
    .join('.');
}

export function pythonModule(machine: Machine): Readonly<Record<string, Value>> {
  return {
    ...lazyIterators,
    ...numberClasses(machine),
    environment: new Environment(machine),
    /** without_options(): the program reads a command line, which has none */
    without_options: new Native('without_options', () => {
      machine.assumesEnvironment = true;
      return null;
    }),
    /** unknown(reason) */
    unknown: new Native('unknown', (_, [reason]) =>
      reason instanceof Unknown
        ? reason
        : new Unknown(typeof reason === 'string' ? reason : pythonReasons.unspecified),
    ),
    /** is_known(value) */
    is_known: new Native('is_known', (_, [value = null]) => !(value instanceof Unknown)),
    /** is_function(value): whether it is a function of a text, which has attributes */
    is_function: new Native('is_function', (_, [value = null]) => value instanceof PyFunction),
    /** defines(class, name): whether a class of a program has an attribute, itself or by a base */
    defines: new Native(
      'defines',
      (_, [cls = null, name]) =>
        cls instanceof PyClass && typeof name === 'string' && cls.find(name) !== undefined,
    ),
    /** round(value): as the built-in of that name, which numpy hides */
    round: new Native('round', (own, args) => call(own, own.builtins.get('round') ?? null, args)),
    /** nested(value): the numbers of nested lists, or None where there are many, and their sizes; None for anything else */
    nested: new Native('nested', (own, [value = null]) => {
      const sizes = sizesOfNumbers(own, value, new Map());
      if (!sizes) return null;
      const isLong = sizes.reduce((product, each) => product * each, 1) > mostNested;
      return new PyTuple([isLong ? null : new PyList(flat(value)), new PyList([...sizes])]);
    }),
    /** all_numbers(values): whether all that is known of them are numbers */
    all_numbers: new Native('all_numbers', (own, [values = null]) =>
      collect(own, values).every((each) => each instanceof Unknown || numberOf(each) !== undefined),
    ),
    import_module: new Native('import_module', (own, [name, anchor]) => {
      if (typeof name !== 'string')
        return name instanceof Unknown ? name : new Unknown(pythonReasons.moduleName);
      const full = absoluteName(name, anchor);
      if (full === undefined) return new Unknown(pythonReasons.relativeImport(name));
      const found = own.importModule(full, own.place?.module);
      if (!found && own.attempts > 0 && accelerators.has(full.split('.')[0] as string))
        throw own.error('ModuleNotFoundError', `No module named '${full}'`);
      return found ?? new Unknown(pythonReasons.moduleNotFound(full));
    }),
    find_spec: new Native('find_spec', (own, [name]) => {
      if (typeof name !== 'string') return new Unknown(pythonReasons.moduleName);
      const found = own.hooks.findModule(name, own.place?.module, 0);
      if (!found) return new Unknown(pythonReasons.maybeInstalled(name));
      return new Instance(own.types.object);
    }),
    literal_eval: new Native('literal_eval', (own, [text = null]) => {
      if (typeof text !== 'string')
        return text instanceof Unknown ? text : new Unknown(pythonReasons.literalEval);
      own.reserve('characters', text.length);
      own.spend(Math.ceil(text.length / 4));
      const { body, errors } = parse(text.trim());
      const [only] = body;
      const node = body.length === 1 && errors.length === 0 && only?.kind === 'Expr' ? only.value : undefined;
      const value = node && literalOf(node);
      if (value === undefined) throw own.error('ValueError', 'malformed node or string');
      return value;
    }),
  };
}

/** How many numbers of nested lists are kept. */
const mostNested = 65_536;

/** The sizes of nested lists of numbers; undefined for anything else. */
function sizesOfNumbers(
  machine: Machine,
  value: Value,
  known: Map<Value, readonly number[]>,
): readonly number[] | undefined {
  if (!(value instanceof PyList || value instanceof PyTuple)) {
    const isNumber = value instanceof Unknown || numberOf(value) !== undefined;
    return isNumber ? [] : undefined;
  }
  if (value.open !== undefined) return undefined;
  const before = known.get(value);
  if (before) return before;
  machine.charge(value.items.length);
  let sizes: readonly number[] | undefined;
  for (const each of value.items) {
    const own = machine.within(
      () => sizesOfNumbers(machine, each, known),
      () => undefined,
    );
    if (!own || (sizes && (sizes.length !== own.length || sizes.some((size, axis) => size !== own[axis]))))
      return undefined;
    sizes ??= own;
  }
  const found = [value.items.length, ...(sizes ?? [])];
  known.set(value, found);
  return found;
}

const flat = (value: Value): Value[] =>
  value instanceof PyList || value instanceof PyTuple ? value.items.flatMap(flat) : [value];

/** What a text is that holds nothing but literals; undefined where it holds more. */
function literalOf(node: Expr): Value | undefined {
  const all = (nodes: readonly Expr[]): Value[] | undefined => {
    const values = nodes.map(literalOf);
    return values.includes(undefined) ? undefined : (values as Value[]);
  };
  switch (node.kind) {
    case 'Constant': {
      const { value } = node;
      if (value.type === 'none') return null;
      if (value.type === 'bool' || value.type === 'str') return value.value;
      if (value.type === 'int') return toInt(value.value) ?? null;
      return value.type === 'float' ? new PyFloat(value.value) : undefined;
    }
    case 'UnaryOp': {
      const value = literalOf(node.operand);
      if (value instanceof PyFloat && node.op === '-') return new PyFloat(-value.value);
      const int = typeof value === 'boolean' ? undefined : intOf(value);
      if (int === undefined || (node.op !== '-' && node.op !== '+'))
        return node.op === '+' ? value : undefined;
      return node.op === '+' ? int : typeof int === 'bigint' ? -int : int === 0 ? 0 : -int;
    }
    case 'Tuple':
    case 'List':
    case 'Set': {
      const items = all(node.elts);
      if (!items) return undefined;
      return node.kind === 'Tuple'
        ? new PyTuple(items)
        : node.kind === 'List'
          ? new PyList(items)
          : new PySet(items);
    }
    case 'Dict': {
      if (node.keys.includes(undefined)) return undefined;
      const [keys, values] = [all(node.keys as readonly Expr[]), all(node.values)];
      return keys && values && PyDict.of(keys.map((key, index) => [key, values[index] as Value] as const));
    }
    default:
      return undefined;
  }
}

/** The abstract classes of the module numbers. */
function numberClasses(machine: Machine): Readonly<Record<string, Value>> {
  const isInt = (value: Value): boolean => intOf(value) !== undefined;
  const isReal = (value: Value): boolean => isInt(value) || value instanceof PyFloat;
  const checks: Readonly<Record<string, (value: Value) => boolean>> = {
    Number: isReal,
    Complex: isReal,
    Real: isReal,
    Rational: isInt,
    Integral: isInt,
  };
  let base = machine.types.object;
  return Object.fromEntries(
    Object.entries(checks).map(([name, check]) => {
      const cls = new PyClass(name, [base]);
      cls.mro = [cls, ...base.mro];
      cls.check = check;
      base = cls;
      return [name, cls];
    }),
  );
}
