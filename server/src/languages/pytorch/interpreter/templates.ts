// Layers of torch that a program makes many times with equal arguments: the first one is recorded, and the others are copies.
import type { Machine } from './machine.js';
import type { Place } from './place.js';
import {
  Instance,
  OpenKeywords,
  PyDict,
  PyFloat,
  PyList,
  PyTuple,
  type Keywords,
  type PyClass,
  type Value,
} from './values.js';

/** Makes one more value as the recorded constructor left it, for a layer that is made at the current place. */
type Copy = (machine: Machine) => Value;

interface Template {
  /** What the layer holds by the names of its attributes, its tables of parameters included. */
  readonly attributes: readonly (readonly [name: string, copy: Copy])[];
  /** Steps that the constructor used, which each copy is charged as well. */
  readonly steps: number;
}

/** Layers by class and arguments; `undefined` for those that cannot be copied. */
const mostTemplates = 5000;
/** Calls within a constructor of our stubs: deeper in the program, the constructor itself must decide what fits. */
const callsWithin = 20;

/**
 * The constructors of our stubs of torch's layers depend on their arguments alone, as long as the program does not change the stubs,
 * and leave objects of their own. So a layer whose arguments are plain constants is copied from the first one that was made with
 * them: with its own parameters, at its own place, for as many steps. Whatever is not plain is run.
 */
export class LayerTemplates {
  readonly #cache = new Map<PyClass, Map<string, Template | undefined>>();
  #count = 0;
  #isOff = false;

  /** The program has changed a class or a module of the stubs: constructors may do anything. */
  switchOff(): void {
    this.#isOff = true;
    this.#cache.clear();
  }

  /** The layer that a call of its class makes, by `construct` where it has to be run. */
  make(
    machine: Machine,
    cls: PyClass,
    args: readonly Value[],
    keywords: Keywords,
    construct: () => Value,
  ): Value {
    if (this.#isOff || machine.depthLeft < callsWithin) return construct();
    const key = keyOfCall(args, keywords);
    if (key === undefined) return construct();
    let templates = this.#cache.get(cls);
    if (!templates) this.#cache.set(cls, (templates = new Map()));
    const template = templates.get(key);
    if (template && machine.stepsLeft > template.steps) {
      machine.spend(template.steps);
      const layer = new Instance(cls);
      layer.created = machine.place;
      const { attributes } = layer;
      for (const [name, copy] of template.attributes) attributes.set(name, copy(machine));
      machine.hooks.created(layer);
      return layer;
    }
    if (template !== undefined || templates.has(key) || this.#count >= mostTemplates) return construct();
    const { steps, reports, failures, missedRaises } = machine;
    const made = construct();
    const isPlain =
      machine.reports === reports && machine.failures === failures && machine.missedRaises === missedRaises;
    // Constructing it may have changed the stubs.
    if (this.#isOff) return made;
    this.#count++;
    templates.set(
      key,
      isPlain ? templateOf(machine, made, [...args, ...keywords.values()], machine.steps - steps) : undefined,
    );
    return made;
  }
}

function templateOf(
  { place }: Machine,
  made: Value,
  given: readonly Value[],
  steps: number,
): Template | undefined {
  if (!(made instanceof Instance) || made.created !== place) return undefined;
  if (made.native !== undefined || made.open !== undefined) return undefined;
  const attributes: [string, Copy][] = [];
  const others = new Set(given);
  for (const [name, value] of made.attributes) {
    const copy = copyOf(value, { place, others }, true);
    if (!copy) return undefined;
    attributes.push([name, copy]);
  }
  return { attributes, steps };
}

interface Around {
  readonly place: Place | undefined;
  /** Objects of the program, which it may distinguish. */
  readonly others: ReadonlySet<Value>;
}

/** How a value is made once more; undefined for what is shared, unknown, or not ours. */
function copyOf(value: Value, around: Around, isTable: boolean): Copy | undefined {
  if (isConstant(value)) return () => value;
  if (around.others.has(value)) return undefined;
  if (value instanceof PyTuple) {
    const { items, open } = value;
    return open === undefined && items.every(isConstant) ? () => new PyTuple(items) : undefined;
  }
  if (value instanceof PyList) {
    const items = [...value.elements];
    return value.open === undefined && items.every(isConstant) ? () => new PyList([...items]) : undefined;
  }
  if (value instanceof PyDict) {
    if (!isTable || value.constructor !== PyDict) return undefined;
    if (value.open !== undefined || value.strays.length > 0 || value.factory !== undefined) return undefined;
    const copies: [Value, Copy][] = [];
    for (const key of value.keys()) {
      const copy = copyOf(value.get(key) as Value, around, false);
      if (!copy) return undefined;
      copies.push([key, copy]);
    }
    return (machine) => {
      const table = new PyDict();
      for (const [key, copy] of copies) table.set(key, copy(machine));
      return table;
    };
  }
  return value instanceof Instance ? copyOfTensor(value, around) : undefined;
}

/** A parameter or buffer, which is made at the place of its layer; its payload never changes, but is replaced. */
function copyOfTensor(value: Instance, { place }: Around): Copy | undefined {
  const { cls, native, open } = value;
  if ((cls.role !== 'parameter' && cls.role !== 'tensor') || open !== undefined) return undefined;
  if (!cls.origin?.module.isStub || typeof native !== 'object' || native === null) return undefined;
  if ((native as { readonly value?: unknown }).value !== undefined) return undefined;
  const attributes = [...value.attributes];
  if (!attributes.every(([, each]) => isConstant(each))) return undefined;
  const isPlaced = value.created !== undefined;
  if (isPlaced && value.created !== place) return undefined;
  return (machine) => {
    const tensor = new Instance(cls);
    tensor.native = native;
    if (isPlaced) tensor.created = machine.place;
    if (attributes.length > 0) for (const [name, each] of attributes) tensor.attributes.set(name, each);
    return tensor;
  };
}

const isConstant = (value: Value): boolean =>
  value === null || typeof value !== 'object' || value instanceof PyFloat;

/** Equal for calls with equal arguments; undefined where one of them is not plain. */
function keyOfCall(args: readonly Value[], keywords: Keywords): string | undefined {
  if (keywords instanceof OpenKeywords) return undefined;
  let key = '';
  for (const each of args) {
    const text = keyOf(each);
    if (text === undefined) return undefined;
    key += `${text},`;
  }
  for (const [name, each] of keywords) {
    const text = keyOf(each);
    if (text === undefined) return undefined;
    key += `${name}=${text},`;
  }
  return key;
}

function keyOf(value: Value): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean' || value === null) return `${value}`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof PyFloat) return Object.is(value.value, -0) ? '-0f' : `${value.value}f`;
  if (!(value instanceof PyTuple) || value.open !== undefined) return undefined;
  const items = value.items.map((each) => (isConstant(each) ? keyOf(each) : undefined));
  return items.includes(undefined) ? undefined : `(${items.join()})`;
}
