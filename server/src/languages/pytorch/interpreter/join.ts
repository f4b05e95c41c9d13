// What holds whichever way an unknown condition goes: the contents that two branches leave, made one.
import { Frame, type FrameContent } from './frame.js';
import type { Level, Mutable } from './journal.js';
import type { Machine } from './machine.js';
import {
  BatchInt,
  Instance,
  Lazy,
  Method,
  PyClass,
  PyDict,
  PyFloat,
  PyFunction,
  PyIterator,
  PyList,
  PyModule,
  PyRange,
  PySet,
  PyTuple,
  keyOf,
  oneOf,
  Unknown,
  type DictContent,
  type InstanceContent,
  type Key,
  type ListContent,
  type OpenContent,
  type Openness,
  type SetContent,
  type Value,
} from './values.js';

/** How deep objects that were made in branches are compared. */
const deepest = 8;

type Bound = Value | Lazy | undefined;

export class Join {
  readonly #agreeing = new Map<Mutable, Mutable>();
  /** Whether what is left differs from what the first branch leaves. */
  changed = false;

  constructor(
    private readonly machine: Machine,
    /** The first of the branches: what was made since it began is known to one branch alone. */
    private readonly since: Level,
    private readonly reason: string,
  ) {}

  /** The content of an object of which the branches leave `one` and `other`. */
  content(object: Mutable, one: unknown, other: unknown): unknown {
    if (object instanceof PyList) return this.#lists(one as ListContent, other as ListContent);
    if (object instanceof PyDict) return this.#dicts(one as DictContent, other as DictContent);
    if (object instanceof PySet) return this.#sets(one as SetContent, other as SetContent);
    if (object instanceof Instance)
      return this.#instances(object, one as InstanceContent, other as InstanceContent);
    if (object instanceof PyClass || object instanceof PyModule)
      return this.#tables(one as ReadonlyMap<string, Bound>, other as ReadonlyMap<string, Bound>);
    if (object instanceof Frame) return this.#frames(one as FrameContent, other as FrameContent);
    if (object instanceof PyIterator) return (one as Openness) ?? (other as Openness);
    return one;
  }

  value(one: Value, other: Value): Value;
  value(one: Bound, other: Bound): Bound;
  value(one: Bound, other: Bound): Bound {
    // One branch may have been the first to read an import.
    if (one instanceof Lazy && one.found !== undefined) one = one.found;
    if (other instanceof Lazy && other.found !== undefined) other = other.found;
    if (same(one, other)) return one;
    if (one instanceof Unknown && one.dim === undefined && one.truthiness === undefined)
      return isMutable(other as Value) || other instanceof Unknown ? this.#further(one, other as Value) : one;
    if (one instanceof Lazy || other instanceof Lazy || one === undefined || other === undefined)
      return this.#unknown(one, other);
    if (this.#agree(one, other, 0)) return one;
    const tensor = this.machine.hooks.joined(one, other, this.reason);
    if (tensor !== undefined) {
      this.changed = true;
      return tensor;
    }
    if (one instanceof PyTuple && other instanceof PyTuple && one.items.length === other.items.length)
      return new PyTuple(
        one.items.map((each, index) => this.value(each, other.items[index] as Value)),
        one.open ?? other.open,
      );
    if (one instanceof PyList && other instanceof PyList && this.#isFresh(one) && this.#isFresh(other)) {
      const { items, open } = this.#lists(one.save(), other.save());
      return new PyList([...items], open);
    }
    return this.#unknown(one, other);
  }

  /** What is unknown already may be one more value. */
  #further(one: Unknown, other: Value): Unknown {
    const both = oneOf(one.reason, [one, other]);
    return both.among?.length === one.among?.length ? one : both;
  }

  #unknown(one?: Bound, other?: Bound): Unknown {
    this.changed = true;
    return oneOf(
      this.reason,
      [one, other].map((each) => (each instanceof Lazy ? undefined : each)),
    );
  }

  #open(): string {
    this.changed = true;
    return this.reason;
  }

  #isFresh(object: Mutable): boolean {
    return this.since.isFresh(object);
  }

  /** Whether two values are the same for all that follows: objects that each branch made alike. */
  #agree(one: Value, other: Value, level: number): boolean {
    if (same(one, other)) return true;
    if (level > deepest) return false;
    const all = (a: readonly Value[], b: readonly Value[]): boolean =>
      a.length === b.length && a.every((each, index) => this.#agree(each, b[index] as Value, level + 1));
    if (one instanceof PyTuple)
      return other instanceof PyTuple && one.open === other.open && all(one.items, other.items);
    if (one instanceof Method)
      return (
        other instanceof Method &&
        this.#agree(one.fn, other.fn, level + 1) &&
        this.#agree(one.self, other.self, level + 1)
      );
    if (one instanceof PyFunction || one instanceof PyClass || !isMutable(one) || !isMutable(other))
      return false;
    if (!this.#isFresh(one) || !this.#isFresh(other)) return false;
    const known = this.#agreeing.get(one);
    if (known !== undefined) return known === other;
    this.#agreeing.set(one, other);
    const agrees = ((): boolean => {
      if (one instanceof PyList)
        return other instanceof PyList && one.open === other.open && all(one.items, other.items);
      if (one instanceof PySet)
        return other instanceof PySet && one.open === other.open && all(one.items, other.items);
      if (one instanceof PyDict)
        return (
          other instanceof PyDict &&
          one.open === other.open &&
          all(one.keys(), other.keys()) &&
          all(one.values(), other.values())
        );
      if (!(one instanceof Instance) || !(other instanceof Instance)) return false;
      if (one.cls !== other.cls || one.open !== other.open) return false;
      if (!this.#payloads(one.native, other.native, level)) return false;
      return (
        all([...one.attributes.keys()], [...other.attributes.keys()]) &&
        all([...one.attributes.values()], [...other.attributes.values()])
      );
    })();
    if (!agrees) this.#agreeing.delete(one);
    return agrees;
  }

  #payloads(one: Instance['native'], other: Instance['native'], level: number): boolean {
    if (one === other) return true;
    if (one === undefined || other === undefined) return false;
    if (isMutable(one as Value) || one instanceof PyTuple)
      return this.#agree(one as Value, other as Value, level + 1);
    return this.machine.hooks.equalPayloads(one, other);
  }

  #lists(one: ListContent, other: ListContent): ListContent {
    const items: Value[] = [];
    const length = Math.min(one.items.length, other.items.length);
    const sameLength = one.items.length === other.items.length;
    for (let index = 0; index < length; index++) {
      const [a, b] = [one.items[index] as Value, other.items[index] as Value];
      if (!sameLength && !same(a, b) && !this.#agree(a, b, 0)) break;
      items.push(this.value(a, b));
    }
    const behind = [...one.items.slice(items.length), ...other.items.slice(items.length)];
    const strays = strayed(one, other, behind);
    const open = one.open ?? other.open;
    if (sameLength && one.open === other.open) return { items, open, strays };
    // What was open before another branch added to it holds what it held.
    if (one.open !== undefined && items.length === one.items.length) return { items, open, strays };
    return { items, open: this.#open(), strays };
  }

  #dicts(one: DictContent, other: DictContent): DictContent {
    const entries = new Map<Key, readonly [Value, Value]>();
    let { open } = one.open === undefined ? other : one;
    if (open !== one.open) this.changed = true;
    const behind: Value[] = [];
    for (const [key, [own, value]] of one.entries) {
      const entry = other.entries.get(key);
      if (entry) entries.set(key, [own, this.value(value, entry[1])]);
      else {
        open = this.#open();
        behind.push(value);
      }
    }
    for (const [key, [, value]] of other.entries) {
      if (one.entries.has(key)) continue;
      open ??= this.#open();
      behind.push(value);
    }
    let certain = 0;
    const [keys, others] = [[...one.entries.keys()], [...other.entries.keys()]];
    while (certain < keys.length && keys[certain] === others[certain]) certain++;
    // The order is known as far as both have the same.
    if (open === undefined && certain < keys.length) open = this.#open();
    if (open === undefined) return { entries, open, certain: undefined, strays: strayed(one, other, behind) };
    certain = Math.min(certain, one.certain ?? Infinity, other.certain ?? Infinity);
    return { entries, open, certain, strays: strayed(one, other, behind) };
  }

  #sets(one: SetContent, other: SetContent): SetContent {
    const members = new Map([...one.members].filter(([key]) => other.members.has(key)));
    const { open } = one;
    const strays = strayed(one, other, [
      ...[...one.members.values()].filter((each) => !other.members.has(keyOf(each))),
      ...[...other.members.values()].filter((each) => !one.members.has(keyOf(each))),
    ]);
    const differs = members.size < one.members.size || members.size < other.members.size;
    if (open !== undefined && members.size === one.members.size) return { members, open, strays };
    return { members, open: differs || other.open !== undefined ? this.#open() : open, strays };
  }

  #instances(object: Instance, one: InstanceContent, other: InstanceContent): InstanceContent {
    const attributes = this.#tables(one.attributes, other.attributes) as ReadonlyMap<string, Value>;
    let { native, open } = one;
    if (open === undefined && other.open !== undefined) open = this.#open();
    if (!this.#payloads(one.native, other.native, 0)) {
      // A tensor or a container that is another one in each branch.
      native = this.machine.hooks.joinedPayload(object, one.native, other.native, this.reason);
      open ??= this.#open();
    }
    return { attributes, native, open };
  }

  #tables(one: ReadonlyMap<string, Bound>, other: ReadonlyMap<string, Bound>): ReadonlyMap<string, Bound> {
    const result = new Map<string, Bound>();
    for (const [name, value] of one) result.set(name, this.value(value, other.get(name)));
    for (const name of other.keys()) if (!one.has(name)) result.set(name, this.#unknown());
    return result;
  }

  #frames(one: FrameContent, other: FrameContent): FrameContent {
    return {
      slots: one.slots.map((value, slot) => this.value(value, other.slots[slot]) as Value | undefined),
      names: one.names && other.names && (this.#tables(one.names, other.names) as FrameContent['names']),
      result: one.result,
    };
  }
}

/** What may stand anywhere in a container behind two branches. */
const strayed = (one: OpenContent, other: OpenContent, behind: readonly Value[]): readonly Value[] =>
  one.strays === other.strays && behind.length === 0
    ? one.strays
    : [...new Set([...one.strays, ...other.strays, ...behind])];

const isMutable = (value: Value): value is PyList | PyDict | PySet | Instance | PyModule | PyIterator =>
  value instanceof PyList ||
  value instanceof PyDict ||
  value instanceof PySet ||
  value instanceof Instance ||
  value instanceof PyModule ||
  value instanceof PyIterator;

function same(one: Bound, other: Bound): boolean {
  if (one === other) return true;
  if (one instanceof PyFloat) return other instanceof PyFloat && Object.is(one.value, other.value);
  if (one instanceof BatchInt) return other instanceof BatchInt && one.factor === other.factor;
  if (one instanceof PyRange)
    return (
      other instanceof PyRange &&
      one.start === other.start &&
      one.stop === other.stop &&
      one.step === other.step
    );
  if (one instanceof Unknown)
    return (
      other instanceof Unknown &&
      one.dim !== undefined &&
      other.dim !== undefined &&
      one.dim.key === other.dim.key &&
      one.dim.offset === other.dim.offset
    );
  return false;
}
