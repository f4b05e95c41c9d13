// The values of the interpreter. None is null, a bool a boolean, an int an Int, a str a string; the rest are classes.
import type { SymbolicDim } from '../../../math/dim.js';
import type { Located } from '../parser/ast.js';
import type { Code } from './code.js';
import type { Frame } from './frame.js';
import type { Machine } from './machine.js';
import type { Place } from './place.js';

export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | PyFloat
  | PyList
  | PyTuple
  | PyDict
  | PySet
  | PyRange
  | PySlice
  | PyFunction
  | Method
  | Native
  | PyClass
  | Instance
  | PyModule
  | PyIterator
  | Property
  | StaticMethod
  | ClassMethod
  | Super
  | Unknown
  | Singleton
  | BatchInt;

/** A value, or another one where there is none; None is one. */
export const orElse = <T extends Value>(value: T | undefined, otherwise: T): T =>
  value === undefined ? otherwise : value;

/** Keyword arguments of a call. */
export type Keywords = ReadonlyMap<string, Value>;
export const noKeywords: Keywords = new Map();

/** What cannot be known, with the reason; everything made from it is unknown too. A size may keep its identity. */
export class Unknown {
  constructor(
    readonly reason: string,
    readonly dim?: SymbolicDim,
  ) {}
}

/** A floating-point number, which Python keeps apart from whole ones. */
export class PyFloat {
  constructor(readonly value: number) {}
}

/**
 * `factor` times the size of the batch, which is taken as 1. It counts as a whole number everywhere; only where it is
 * the size of a tensor does the batch live on in it.
 */
export class BatchInt {
  constructor(readonly factor: number) {}
}

export class PyList {
  constructor(readonly items: Value[]) {}
}

export class PyTuple {
  constructor(readonly items: readonly Value[]) {}
}

export class PyRange {
  constructor(
    readonly start: number,
    readonly stop: number,
    readonly step: number,
  ) {}

  get length(): number {
    return Math.max(0, Math.ceil((this.stop - this.start) / this.step));
  }
}

export class PySlice {
  constructor(
    readonly start: Value,
    readonly stop: Value,
    readonly step: Value,
  ) {}
}

type Key = string | number | bigint | object | null;

/** What a value is found by in dictionaries and sets: 1, 1.0 and True are one key. */
export function keyOf(value: Value): Key {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof PyFloat) return Number.isInteger(value.value) ? value.value : `\0f${value.value}`;
  if (value instanceof BatchInt) return value.factor;
  if (value instanceof PyTuple) return tupleKey(value);
  if (value instanceof Instance && value.native instanceof PyTuple) return tupleKey(value.native);
  if (value instanceof Method) return value.key;
  return value;
}

const identities = new WeakMap<object, number>();
let identityCount = 0;

/** A number that stands for an object as long as it lives, as `id` gives. */
export function identityOf(value: object): number {
  let known = identities.get(value);
  if (known === undefined) identities.set(value, (known = ++identityCount));
  return known;
}

function tupleKey({ items }: PyTuple): string {
  return `\0t${items
    .map((item) => {
      const key = keyOf(item);
      if (typeof key === 'object' && key !== null) return `o${identityOf(key)}`;
      return `${typeof key}${String(key).length}:${String(key)}`;
    })
    .join()}`;
}

export class PyDict {
  readonly entries = new Map<Key, [key: Value, value: Value]>();
  /** Makes what is missing, as in a defaultdict. */
  factory?: Value;

  get size(): number {
    return this.entries.size;
  }

  get(key: Value): Value | undefined {
    return this.entries.get(keyOf(key))?.[1];
  }

  has(key: Value): boolean {
    return this.entries.has(keyOf(key));
  }

  set(key: Value, value: Value): void {
    const own = keyOf(key);
    const entry = this.entries.get(own);
    if (entry) entry[1] = value;
    else this.entries.set(own, [key, value]);
  }

  delete(key: Value): boolean {
    return this.entries.delete(keyOf(key));
  }

  keys(): Value[] {
    return Array.from(this.entries.values(), ([key]) => key);
  }

  values(): Value[] {
    return Array.from(this.entries.values(), ([, value]) => value);
  }

  copy(): PyDict {
    const result = new PyDict();
    for (const [key, [own, value]] of this.entries) result.entries.set(key, [own, value]);
    return result;
  }

  static of(entries: Iterable<readonly [Value, Value]>): PyDict {
    const result = new PyDict();
    for (const [key, value] of entries) result.set(key, value);
    return result;
  }
}

export class PySet {
  readonly members = new Map<Key, Value>();

  constructor(
    items: Iterable<Value> = [],
    readonly frozen = false,
  ) {
    for (const item of items) this.add(item);
  }

  add(item: Value): void {
    const key = keyOf(item);
    if (!this.members.has(key)) this.members.set(key, item);
  }

  has(item: Value): boolean {
    return this.members.has(keyOf(item));
  }

  get items(): Value[] {
    return [...this.members.values()];
  }
}

export class PyFunction {
  attributes: Map<string, Value> | undefined;
  /** Makes `__annotations__`, which few ask for. */
  annotate: (() => PyDict) | undefined;

  constructor(
    readonly name: string,
    readonly code: Code,
    readonly module: PyModule,
    /** The frame of the function around it. */
    readonly closure: Frame | undefined,
    readonly defaults: readonly (Value | undefined)[],
    /** The class in whose body it was defined, for `super()`. */
    public owner: PyClass | undefined,
  ) {}
}

/** A function bound to the object that it was taken from. */
export class Method {
  readonly key = {};

  constructor(
    readonly self: Value,
    readonly fn: Value,
  ) {}
}

export type NativeCall = (machine: Machine, args: readonly Value[], keywords: Keywords) => Value;

/** A function of the interpreter's own. */
export class Native {
  constructor(
    readonly name: string,
    readonly call: NativeCall,
    /** Whether it is bound to the instance when it is taken from a class. */
    readonly binds = false,
  ) {}
}

export class PyClass {
  readonly attributes = new Map<string, Value>();
  /** Itself and its bases in the order in which attributes are looked up (C3). */
  mro: readonly PyClass[] = [this];
  /** The reason, where a base is not known: then nothing can be said to be missing. */
  unknownBase: string | undefined;
  /** What its instances are to torch, where they are something to it; subclasses inherit it. */
  role: 'module' | 'tensor' | 'parameter' | undefined;
  /** Makes an instance where that is not done by `__init__`. */
  construct:
    ((machine: Machine, cls: PyClass, args: readonly Value[], keywords: Keywords) => Value) | undefined;
  /** Tells its instances by what they are like, as abstract classes do. */
  check: ((value: Value) => boolean) | undefined;
  /** Members of an enumeration, in order. */
  members: Map<string, Instance> | undefined;
  /** Where it is written, unless it is the interpreter's own. */
  origin: { readonly module: PyModule; readonly span: Located; readonly name: Located } | undefined;
  readonly #found = new Map<string, Value | undefined>();

  constructor(
    readonly name: string,
    readonly bases: readonly PyClass[] = [],
  ) {}

  /** An attribute of the class or of a base. */
  find(name: string): Value | undefined {
    if (this.#found.has(name)) return this.#found.get(name);
    let result: Value | undefined;
    for (const each of this.mro) {
      result = each.attributes.get(name);
      if (result !== undefined) break;
    }
    this.#found.set(name, result);
    return result;
  }

  set(name: string, value: Value): void {
    this.attributes.set(name, value);
    for (const each of subclassesOf(this)) each.#found.clear();
  }

  delete(name: string): boolean {
    const found = this.attributes.delete(name);
    for (const each of subclassesOf(this)) each.#found.clear();
    return found;
  }

  /** Own lookups are remembered, so that subclasses must be told of changes. */
  readonly subclasses: PyClass[] = [];

  isSubclassOf(other: PyClass): boolean {
    return this.mro.includes(other);
  }
}

function* subclassesOf(cls: PyClass): Iterable<PyClass> {
  yield cls;
  for (const each of cls.subclasses) yield* subclassesOf(each);
}

export class Instance {
  readonly attributes = new Map<string, Value>();
  /** Where it was made, for torch modules and parameters. */
  created: Place | undefined;
  /** What a subclass of a built-in type holds, or the payload of a tensor. */
  native: Value | object | undefined;

  constructor(readonly cls: PyClass) {}
}

export class PyModule {
  readonly globals = new Map<string, Value | Lazy>();
  state: 'new' | 'loading' | 'loaded' = 'new';

  constructor(
    readonly name: string,
    /** The file, or undefined for the interpreter's own. */
    readonly uri: string | undefined,
    /** Whether it comes with Fovea: its lines are not the reader's. */
    readonly isStub: boolean,
    /** Whether it is the `__init__` of a package. */
    readonly isPackage = false,
  ) {}
}

/** A name that an import binds; looked up when it is first read. */
export class Lazy {
  #busy = false;

  constructor(private readonly find: () => Value) {}

  /** Undefined while it is being looked up: a package that imports a part of itself asks for its own name. */
  resolve(): Value | undefined {
    if (this.#busy) return undefined;
    this.#busy = true;
    try {
      return this.find();
    } finally {
      this.#busy = false;
    }
  }
}

/** Values one after the other, each made when it is asked for. */
export class PyIterator {
  constructor(readonly source: Iterator<Value>) {}
}

export class Property {
  constructor(
    readonly getter: Value,
    readonly setter: Value | undefined,
  ) {}
}

export class StaticMethod {
  constructor(readonly fn: Value) {}
}

export class ClassMethod {
  constructor(readonly fn: Value) {}
}

export class Super {
  constructor(
    /** The class after which attributes are looked up. */
    readonly after: PyClass,
    readonly self: Instance | PyClass,
  ) {}
}

/** `...` and `NotImplemented`. */
export class Singleton {
  constructor(readonly name: string) {}
}

export const ellipsis = new Singleton('Ellipsis');
export const notImplemented = new Singleton('NotImplemented');
