// The `__dict__` of an object, and what it is replaced by.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { tablesOf } from './attributeRegistry.js';
import { Instance, PyDict, Unknown, type Openness, type Value } from './values.js';

/** `__dict__`: a dictionary that writes through to the attributes. */
export function attributeTable(object: Instance): PyDict {
  return (object.table ??= new AttributeTable(object));
}

class AttributeTable extends PyDict {
  constructor(private readonly owner: Instance) {
    super();
  }

  override get(key: Value): Value | undefined {
    return typeof key === 'string' ? this.owner.attribute(key) : undefined;
  }

  override has(key: Value): boolean {
    return this.get(key) !== undefined;
  }

  override set(key: Value, value: Value): void {
    // The tables of registered attributes stay what they are; `open` says that there may be more in them.
    const isTable = value instanceof Unknown && tablesOf(this.owner).some((each) => each === key);
    if (typeof key === 'string' && !isTable) this.owner.attributes.set(key, value);
  }

  override delete(key: Value): boolean {
    return typeof key === 'string' && this.owner.attributes.delete(key);
  }

  override keys(): Value[] {
    return [...this.owner.attributes.keys()];
  }

  override values(): Value[] {
    return [...this.owner.attributes.values()];
  }

  override get size(): number {
    return this.owner.attributes.size;
  }

  override get open(): Openness {
    return this.owner.open;
  }

  override set open(reason: Openness) {
    this.owner.open = reason;
  }

  override copy(): PyDict {
    return PyDict.of(this.owner.attributes);
  }
}

/** `object.__dict__ = value`; a dictionary that is its own `__dict__` has its items as attributes from then on. */
export function replaceTable(object: Instance, value: Value): void {
  const given = value instanceof Instance ? value.native : value;
  if (!(given instanceof PyDict)) {
    object.open ??= value instanceof Unknown ? value.reason : pythonReasons.notDictionary;
    return;
  }
  if (given === object.table) return;
  const { attributes } = object;
  attributes.clear();
  for (const key of given.keys()) if (typeof key === 'string') attributes.set(key, given.get(key) ?? null);
  object.open ??= given.open;
  if (value === object) object.native = attributeTable(object);
}
