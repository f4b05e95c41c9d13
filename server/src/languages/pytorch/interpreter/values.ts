// The values of the interpreter. None is null, a bool a boolean, an int an Int, a str a string; the rest are classes.
import type { Condition } from '../../../math/condition.js';
import type { SymbolicDim } from '../../../math/dim.js';
import type { Located } from '../parser/ast.js';
import type { Code } from './code.js';
import type { Frame } from './frame.js';
import { PyTuple, type PyDict, type PyList, type PyRange, type PySet, type PySlice } from './containers.js';
import { journal, Mutable, restoreTable, touch } from './journal.js';
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

/** Arguments that may be more than are listed, since what `*` or `**` hands over is not known in full. */
export class OpenKeywords extends Map<string, Value> {
  constructor(
    entries: Iterable<readonly [string, Value]>,
    /** Why there may be further positional arguments. */
    readonly positional: Openness,
    /** Why there may be further named ones. */
    readonly named: Openness,
  ) {
    super(entries);
  }

  get reason(): string {
    return this.positional ?? this.named ?? '';
  }
}

/** What cannot be known, with the reason; everything made from it is unknown too. A size may keep its identity. */
export class Unknown {
  constructor(
    readonly reason: string,
    readonly dim?: SymbolicDim,
    /** The dotted name by which the program reaches it, where it has one: `logging.info`. */
    readonly path?: string,
    /** Whether it counts as true, where that is known all the same. */
    readonly truthiness?: boolean,
    /** What it is one of, where that is known: what is done to it may be done to any of them. */
    readonly among?: readonly Value[],
  ) {}
}

/** Whether a condition on the sizes of the input holds, which is decided at their hints where it is asked for. */
export class UnknownTest extends Unknown {
  constructor(
    reason: string,
    readonly condition: Condition,
  ) {
    super(reason);
  }
}

/** A size divided by a number, as a number with a fraction. */
export class UnknownQuotient extends Unknown {
  constructor(
    reason: string,
    readonly above: SymbolicDim,
    readonly below: number,
  ) {
    super(reason);
  }
}

/** A number that is not known: no list, and no tensor with axes. */
export class UnknownNumber extends Unknown {}

/** How many values one unknown may stand for. */
const mostAmong = 100;

/** One of several values, of which it is not known which. */
export const oneOf = (reason: string, values: readonly (Value | undefined)[] = []): Unknown => {
  const all = values.flatMap((each): readonly Value[] => {
    if (each instanceof Unknown) return each.among ?? [];
    return each instanceof Mutable || each instanceof PyTuple || (each !== undefined && isCallable(each))
      ? [each]
      : [];
  });
  const among = [...new Set(all)].slice(0, mostAmong);
  return new Unknown(reason, undefined, undefined, undefined, among.length > 0 ? among : undefined);
};

/** Whether a value is a function, bound or not. */
export const isCallable = (value: Value): value is PyFunction | Method | Native =>
  value instanceof PyFunction || value instanceof Method || value instanceof Native;

/**
 * Why a container may hold more than it lists: something unknown may have added to it. What it lists stands; what it
 * does not list may be there.
 */
export type Openness = string | undefined;

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

export class PyFunction {
  readonly born = journal.now;
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

/** The tables of the instances of a class, in which attributes are looked up that are not its own. */
export interface AttributeRegistry {
  readonly tables: readonly string[];
  /** The table that a value belongs in; undefined for a plain attribute. */
  readonly tableFor: (value: Value) => string | undefined;
  /** Whether a name that is registered in a table stays there when a value is set that belongs in none. */
  readonly staysIn: (table: string, value: Value) => boolean;
  /** The tables that a name leaves when a plain value is set. */
  readonly leaves: readonly string[];
}

export class PyClass extends Mutable {
  readonly born = journal.now;
  readonly #attributes = new Map<string, Value>();
  /** Itself and its bases in the order in which attributes are looked up (C3). */
  mro: readonly PyClass[] = [this];
  /** The reason, where a base is not known: then nothing can be said to be missing. */
  unknownBase: string | undefined;
  /** What its instances are to torch, where they are something to it; subclasses inherit it. */
  role: 'module' | 'tensor' | 'parameter' | undefined;
  /** The tables in which its instances keep attributes, where they do. */
  registry: AttributeRegistry | undefined;
  /** Makes an instance where that is not done by `__init__`. */
  construct:
    ((machine: Machine, cls: PyClass, args: readonly Value[], keywords: Keywords) => Value) | undefined;
  /** Recognises its instances by what they have, as abstract classes do. */
  check: ((value: Value) => boolean) | undefined;
  /** Members of an enumeration, in order. */
  members: Map<string, Instance> | undefined;
  /** The class that it is an instance of, where that is not `type`. */
  meta: PyClass | undefined;
  /** Where it is written, unless it is the interpreter's own. */
  origin: { readonly module: PyModule; readonly span: Located; readonly name: Located } | undefined;
  readonly #found = new Map<string, Value | undefined>();

  constructor(
    readonly name: string,
    readonly bases: readonly PyClass[] = [],
  ) {
    super();
  }

  get attributes(): Map<string, Value> {
    if (journal.level !== undefined) touch(this);
    return this.#attributes;
  }

  /** An attribute of the class itself, for reading. */
  attribute(name: string): Value | undefined {
    return this.#attributes.get(name);
  }

  override save(): ReadonlyMap<string, Value> {
    return new Map(this.#attributes);
  }

  override restore(content: ReadonlyMap<string, Value>): void {
    restoreTable(this.#attributes, content);
    for (const each of subclassesOf(this)) each.#found.clear();
  }

  /** An attribute of the class or of a base. */
  find(name: string): Value | undefined {
    if (this.#found.has(name)) return this.#found.get(name);
    let result: Value | undefined;
    for (const each of this.mro) {
      result = each.#attributes.get(name);
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

  /** Lookups are cached, so subclasses must be notified of changes. */
  readonly subclasses: PyClass[] = [];

  isSubclassOf(other: PyClass): boolean {
    return this.mro.includes(other);
  }
}

function* subclassesOf(cls: PyClass): Iterable<PyClass> {
  yield cls;
  for (const each of cls.subclasses) yield* subclassesOf(each);
}

export class Instance extends Mutable {
  readonly born = journal.now;
  /** Made when it is first needed: most tensors have none. */
  #attributes: Map<string, Value> | undefined;
  #native: Value | object | undefined;
  #open: Openness;
  /** Where it was made, for torch modules and parameters. */
  created: Place | undefined;
  /** Its `__dict__`, once something asked for it. */
  table: PyDict | undefined;

  constructor(readonly cls: PyClass) {
    super();
  }

  get attributes(): Map<string, Value> {
    if (journal.level !== undefined) touch(this);
    return (this.#attributes ??= new Map());
  }

  /** An own attribute, for reading: unlike {@link attributes} it may not be changed, so that no branch has to note it. */
  attribute(name: string): Value | undefined {
    return this.#attributes?.get(name);
  }

  /** What a subclass of a built-in type holds, or the payload of a tensor. */
  get native(): Value | object | undefined {
    return this.#native;
  }

  set native(value: Value | object | undefined) {
    if (journal.level !== undefined) touch(this);
    this.#native = value;
  }

  /** Attributes, and for a module parts, may be there besides those known, or be others. */
  get open(): Openness {
    return this.#open;
  }

  set open(reason: Openness) {
    if (journal.level !== undefined) touch(this);
    this.#open = reason;
  }

  override save(): InstanceContent {
    return { attributes: new Map(this.#attributes), native: this.#native, open: this.#open };
  }

  override restore({ attributes, native, open }: InstanceContent): void {
    if (this.#attributes || attributes.size > 0) restoreTable((this.#attributes ??= new Map()), attributes);
    this.#native = native;
    this.#open = open;
  }
}

export interface InstanceContent {
  readonly attributes: ReadonlyMap<string, Value>;
  readonly native: Value | object | undefined;
  readonly open: Openness;
}

export class PyModule extends Mutable {
  readonly born = journal.now;
  readonly #globals = new Map<string, Value | Lazy>();
  state: 'new' | 'loading' | 'loaded' = 'new';
  /** Names may be there that are not known: it takes all of a module that is not found. */
  open: Openness;

  constructor(
    readonly name: string,
    /** The file, or undefined for the interpreter's own. */
    readonly uri: string | undefined,
    /** Whether it comes with Fovea: its lines are not the reader's. */
    readonly isStub: boolean,
    /** Whether it is the `__init__` of a package. */
    readonly isPackage = false,
  ) {
    super();
  }

  override bindsNames(): boolean {
    return true;
  }

  get globals(): Map<string, Value | Lazy> {
    if (journal.level !== undefined) touch(this);
    return this.#globals;
  }

  /** What a name is bound to, for reading. */
  global(name: string): Value | Lazy | undefined {
    return this.#globals.get(name);
  }

  /** Puts what an import gives in its place. No branch takes that back: the name was bound by the import, before. */
  settle(name: string, value: Value): void {
    this.#globals.set(name, value);
  }

  override save(): ReadonlyMap<string, Value | Lazy> {
    return new Map(this.#globals);
  }

  override restore(content: ReadonlyMap<string, Value | Lazy>): void {
    restoreTable(this.#globals, content);
  }
}

/** A name that an import binds; looked up when it is first read. */
export class Lazy {
  #busy = false;
  /** What it was found to be; undefined before it is first read. */
  found: Value | undefined;

  constructor(private readonly find: () => Value) {}

  /** Undefined while it is being looked up: a package that imports a part of itself asks for its own name. */
  resolve(): Value | undefined {
    if (this.found !== undefined) return this.found;
    if (this.#busy) return undefined;
    this.#busy = true;
    try {
      return (this.found = this.find());
    } finally {
      this.#busy = false;
    }
  }
}

/** Values one after the other, each made when it is asked for. */
export class PyIterator extends Mutable {
  readonly born = journal.now;
  /** Set where a branch that may not have been taken went on with it, so that its place is unknown. */
  lost: Openness;

  constructor(private readonly elements: Iterator<Value>) {
    super();
  }

  get source(): Iterator<Value> {
    if (journal.level !== undefined) touch(this);
    return this.elements;
  }

  override save(): Openness {
    return this.lost;
  }

  override hidesContent(): boolean {
    return true;
  }

  /** Its elements cannot be taken back: once a branch has gone on, its place is unknown. */
  override restore(): void {
    this.lost ??= 'how far an iterator has gone depends on an unknown condition';
  }
}

export class Property {
  constructor(
    readonly getter: Value,
    readonly setter: Value | undefined,
    readonly deleter?: Value,
    readonly doc?: Value,
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

export * from './containers.js';
