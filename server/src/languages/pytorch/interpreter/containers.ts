// Lists, tuples, dictionaries, sets, ranges: what holds other values, listed in full or not.
import { journal, Mutable, restoreTable, touch } from './journal.js';
import { BatchInt, Instance, PyFloat, Unknown, type Openness, type Value } from './values.js';

/** How many values are kept that may stand anywhere in a container. */
const mostStrays = 100;
const noStrays: readonly Value[] = [];

/** What holds values, and may hold more than it lists. */
export abstract class Container extends Mutable {
  #open: Openness;
  #strays = noStrays;

  constructor(open: Openness) {
    super();
    this.#open = open;
  }

  /** Why it may hold more than it lists; undefined where it lists all. */
  get open(): Openness {
    return this.#open;
  }

  set open(reason: Openness) {
    if (journal.level !== undefined) touch(this);
    this.#open = reason;
  }

  /** Values that may be among those not listed; what is done to one of these may be done to any of them. */
  get strays(): readonly Value[] {
    return this.#strays;
  }

  /** Notes values that may be held in places that are not known. */
  addStrays(values: readonly Value[]): void {
    if (values.length === 0 || this.#strays.length >= mostStrays) return;
    if (journal.level !== undefined) touch(this);
    this.#strays = [...new Set([...this.#strays, ...values])].slice(0, mostStrays);
  }

  /** What {@link restoreOpen} puts back. */
  protected saveOpen(): OpenContent {
    return { open: this.#open, strays: this.#strays };
  }

  protected restoreOpen({ open, strays }: OpenContent): void {
    this.#open = open;
    this.#strays = strays;
  }
}

export interface OpenContent {
  readonly open: Openness;
  readonly strays: readonly Value[];
}

export class PyList extends Container {
  readonly born = journal.now;
  readonly #items: Value[];

  constructor(items: Value[], open?: Openness) {
    super(open);
    this.#items = items;
  }

  get items(): Value[] {
    if (journal.level !== undefined) touch(this);
    return this.#items;
  }

  /** The same elements for a caller that only reads them, so that no branch has to note them. */
  get elements(): readonly Value[] {
    return this.#items;
  }

  override save(): ListContent {
    return { items: this.#items.slice(), ...this.saveOpen() };
  }

  override restore(content: ListContent): void {
    this.restoreOpen(content);
    const { items } = content;
    const own = this.#items;
    if (own.length === items.length && own.every((each, index) => each === items[index])) return;
    own.length = 0;
    for (const each of items) own.push(each);
  }
}

/** What `keys`, `values` and `items` of a dictionary give, as it is when they are called. */
export class PyView extends PyList {
  constructor(
    readonly kind: 'dict_keys' | 'dict_values' | 'dict_items',
    items: Value[],
    open?: Openness,
  ) {
    super(items, open);
  }

  /** Keys and items are sets, too. */
  toSet(): PySet | undefined {
    return this.kind === 'dict_values' ? undefined : new PySet(this.items, false, this.open);
  }
}

export interface ListContent extends OpenContent {
  readonly items: readonly Value[];
}

export class PyTuple {
  constructor(
    readonly items: readonly Value[],
    /** Elements may follow those listed. */
    readonly open?: Openness,
  ) {}
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

export type Key = string | number | bigint | object | null;

/** What a value is found by in dictionaries and sets: 1, 1.0 and True are one key. */
export function keyOf(value: Value): Key {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof PyFloat) return Number.isInteger(value.value) ? value.value : `\0f${value.value}`;
  if (value instanceof BatchInt) return value.factor;
  if (value instanceof PyTuple) return tupleKey(value);
  if (value instanceof Instance) {
    const { native } = value;
    if (native instanceof PyTuple) return tupleKey(native);
    // What is a text or a number by a base is found as such.
    if (typeof native === 'string' || typeof native === 'number' || typeof native === 'bigint') return native;
    if (native instanceof PySet && native.frozen) return setKey(native);
  }
  if (value instanceof PySet && value.frozen) return setKey(value);
  return value;
}

/** Why it is not known which key a value is; undefined where that is known. */
export function unknownIn(key: Value): Openness {
  if (key instanceof Unknown) return key.reason;
  if (!(key instanceof PyTuple)) return undefined;
  const found = key.items.find((each) => each instanceof Unknown);
  return found instanceof Unknown ? found.reason : key.open;
}

const identities = new WeakMap<object, number>();
let identityCount = 0;

/** A number that stands for an object as long as it lives, as `id` gives. */
export function identityOf(value: object): number {
  let known = identities.get(value);
  if (known === undefined) identities.set(value, (known = ++identityCount));
  return known;
}

/** Elements of a key made of tuples within tuples, which may hold one another many times; beyond, they are compared by identity. */
const longestKey = 10_000;

function tupleKey(tuple: PyTuple): string {
  let elements = 0;
  const textOf = ({ items }: PyTuple): string =>
    `\0t${items
      .map((item) => {
        if (++elements > longestKey)
          return typeof item === 'object' && item ? `o${identityOf(item)}` : String(item);
        const inner = item instanceof Instance && item.native instanceof PyTuple ? item.native : item;
        const key = inner instanceof PyTuple ? textOf(inner) : keyOf(inner);
        if (typeof key === 'object' && key !== null) return `o${identityOf(key)}`;
        return `${typeof key}${String(key).length}:${String(key)}`;
      })
      .join()}`;
  return textOf(tuple);
}

function setKey({ members }: PySet): string {
  return `\0s${[...members.values()]
    .map((item) => tupleKey(new PyTuple([item])))
    .sort()
    .join()}`;
}

type Entry = readonly [key: Value, value: Value];

export class PyDict extends Container {
  readonly born = journal.now;
  /** Made when it is first needed: many dictionaries stay empty. */
  #entries: Map<Key, Entry> | undefined;
  #certain: number | undefined;

  constructor() {
    super(undefined);
  }

  get entries(): Map<Key, Entry> {
    if (journal.level !== undefined) touch(this);
    return (this.#entries ??= new Map());
  }

  override get open(): Openness {
    return super.open;
  }

  override set open(reason: Openness) {
    super.open = reason;
    this.#certain = reason === undefined ? undefined : Math.min(this.#certain ?? Infinity, this.size);
  }

  /** How many of the entries, from the first, are in a known place; undefined where all are. */
  get certain(): number | undefined {
    return this.#certain;
  }

  override save(): DictContent {
    return { entries: new Map(this.#entries), certain: this.#certain, ...this.saveOpen() };
  }

  override restore(content: DictContent): void {
    const { entries, certain } = content;
    if (this.#entries || entries.size > 0) restoreTable((this.#entries ??= new Map()), entries);
    this.restoreOpen(content);
    this.#certain = certain;
  }

  /** Makes what is missing, as in a defaultdict. */
  factory?: Value;

  get size(): number {
    return this.#entries?.size ?? 0;
  }

  get(key: Value): Value | undefined {
    return this.#entries?.get(keyOf(key))?.[1];
  }

  has(key: Value): boolean {
    return this.#entries?.has(keyOf(key)) ?? false;
  }

  set(key: Value, value: Value): void {
    const own = keyOf(key);
    const { entries } = this;
    entries.set(own, [entries.get(own)?.[0] ?? key, value]);
  }

  delete(key: Value): boolean {
    return this.entries.delete(keyOf(key));
  }

  keys(): Value[] {
    const keys: Value[] = [];
    if (this.#entries) for (const entry of this.#entries.values()) keys.push(entry[0]);
    return keys;
  }

  values(): Value[] {
    const values: Value[] = [];
    if (this.#entries) for (const entry of this.#entries.values()) values.push(entry[1]);
    return values;
  }

  copy(): PyDict {
    const result = new PyDict();
    if (this.#entries) result.#entries = new Map(this.#entries);
    result.open = this.open;
    result.addStrays(this.strays);
    return result;
  }

  static of(entries: Iterable<readonly [Value, Value]>): PyDict {
    const result = new PyDict();
    for (const [key, value] of entries) result.set(key, value);
    return result;
  }
}

export interface DictContent extends OpenContent {
  readonly entries: ReadonlyMap<Key, readonly [key: Value, value: Value]>;
  readonly certain: number | undefined;
}

export class PySet extends Container {
  readonly born = journal.now;
  readonly #members = new Map<Key, Value>();

  constructor(
    items: Iterable<Value> = [],
    readonly frozen = false,
    open?: Openness,
  ) {
    super(open);
    for (const item of items) this.add(item);
  }

  get members(): Map<Key, Value> {
    if (journal.level !== undefined) touch(this);
    return this.#members;
  }

  override save(): SetContent {
    return { members: new Map(this.#members), ...this.saveOpen() };
  }

  override restore(content: SetContent): void {
    restoreTable(this.#members, content.members);
    this.restoreOpen(content);
  }

  /** What is not known may be a member already. */
  add(item: Value): void {
    const reason = unknownIn(item);
    if (reason !== undefined) {
      this.open ??= reason;
      this.addStrays([item]);
      return;
    }
    const key = keyOf(item);
    if (!this.members.has(key)) this.members.set(key, item);
  }

  has(item: Value): boolean {
    return this.#members.has(keyOf(item));
  }

  delete(item: Value): boolean {
    return this.members.delete(keyOf(item));
  }

  get items(): Value[] {
    return [...this.#members.values()];
  }
}

export interface SetContent extends OpenContent {
  readonly members: ReadonlyMap<Key, Value>;
}

/** A set, or what is one too. */
export const asSet = (value: Value): PySet | undefined =>
  value instanceof PySet ? value : value instanceof PyView ? value.toSet() : undefined;
