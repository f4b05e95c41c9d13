// What a module of torch is made of, and what its forward gives.
import { elementsOf, isUnknown, unknown, type Count } from '../../../math/dim.js';
import { add, type Int } from '../../../math/int.js';
import type { Network, Site, Value as GraphValue } from '../../../graph/graph.js';
import type { Place } from '../interpreter/place.js';
import {
  Instance,
  PyDict,
  PyList,
  PyTuple,
  Unknown,
  type Openness,
  type PyClass,
  type Value,
} from '../interpreter/values.js';
import { tensorOf, type Tensor } from '../trace/tensor.js';

/** A module of torch with its parts by their paths, as named_modules and named_parameters give them. */
export interface Parts {
  readonly paths: Map<Instance, string>;
  readonly modules: readonly Instance[];
  readonly parameters: readonly Instance[];
  /** The module of each parameter. */
  readonly owners: ReadonlyMap<Instance, Instance>;
  /** Why there may be more, or other, parts than these; undefined where they are all. */
  readonly open: Openness;
}

/** Whether an attribute of a class that is unknown is used as a part would be. */
export type MayBePart = (cls: PyClass, attribute: string) => boolean;

/** All modules and parameters below a module, each once, by its first path. */
export function partsOf(root: Instance, mayBePart: MayBePart = () => false): Parts {
  const paths = new Map<Instance, string>();
  const modules: Instance[] = [];
  const parameters: Instance[] = [];
  const owners = new Map<Instance, Instance>();
  let open: Openness;
  const tableOf = (module: Instance, name: string): [string, Instance][] => {
    const table = module.attribute(name);
    if (table instanceof Unknown) open ??= table.reason;
    if (!(table instanceof PyDict)) return [];
    open ??= table.open;
    return table.keys().flatMap((key): [string, Instance][] => {
      const value = table.get(key);
      if (value instanceof Unknown) open ??= value.reason;
      // One of several parameters, of which it is not known which.
      else if (name === '_parameters' && value instanceof Instance && value.cls.role !== 'parameter')
        open ??= 'which of several parameters it is depends on an unknown condition';
      return typeof key === 'string' && value instanceof Instance ? [[key, value]] : [];
    });
  };
  // Not by recursion: modules may be nested deeper than the stack is.
  const waiting: [module: Instance, path: string][] = [[root, '']];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [module, path] = next;
    if (paths.has(module)) continue;
    paths.set(module, path);
    open ??= module.open ?? openBase(module);
    // What is unknown where a module could be may be one; a number that is not known is none.
    for (const [name, value] of module.attributes)
      if (value instanceof Unknown && value.dim === undefined && mayBePart(module.cls, name))
        open ??= value.reason;
    modules.push(module);
    for (const [name, parameter] of tableOf(module, '_parameters')) {
      if (paths.has(parameter)) continue;
      paths.set(parameter, path === '' ? name : `${path}.${name}`);
      parameters.push(parameter);
      owners.set(parameter, module);
    }
    for (const [name, child] of tableOf(module, '_modules').reverse())
      if (child.cls.role === 'module') waiting.push([child, path === '' ? name : `${path}.${name}`]);
  }
  return { paths, modules, parameters, owners, open };
}

/** Bases that add no parts of their own to a module. */
const plainBases = /hub|mixin|logging|serializ|register|checkpoint/i;

function openBase({ cls }: Instance): Openness {
  return cls.unknownBase !== undefined && !plainBases.test(cls.unknownBase) ? cls.unknownBase : undefined;
}

/** Layers of torch itself; containers only hold them. */
export function isLayer(module: Instance): boolean {
  return (
    module.cls.origin?.module.isStub === true && !isContainer(module) && !/^Transformer/.test(module.cls.name)
  );
}

const containers = new Set([
  'Sequential',
  'ModuleList',
  'ModuleDict',
  'Module',
  'ParameterList',
  'ParameterDict',
]);
export const isContainer = (module: Instance): boolean =>
  module.cls.origin?.module.isStub === true && containers.has(module.cls.name);

export function sumOf(parameters: readonly Instance[]): Int {
  let sum: Int = 0;
  for (const each of parameters) {
    const count = elementsOf((each.native as Tensor).shape);
    if (!isUnknown(count)) sum = add(sum, count);
  }
  return sum;
}

/** Every registered parameter, each once; `counted` are those that the run used, whose layers count as unknown themselves. */
export function registered(
  { parameters, owners, open }: Parts,
  counted: ReadonlySet<Instance>,
): NonNullable<Network['registered']> {
  const params = sumOf(parameters);
  const sizeOf = (each: Instance): Count => elementsOf((each.native as Tensor).shape);
  const sizeless = parameters.filter((each) => isUnknown(sizeOf(each)));
  const layers = new Set(sizeless.filter((each) => !counted.has(each)).map((each) => owners.get(each)));
  const size = sizeless.map(sizeOf).find(isUnknown);
  const reason = open ?? size?.unknown;
  if (reason === undefined) return { params };
  return { params, gap: { layers: layers.size + (open === undefined ? 0 : 1), unknown: reason } };
}

/** The registered parameters that training changes: those whose gradients are not switched off. */
export function trainable({ parameters }: Parts): Count {
  const kept = parameters.filter((each) => each.attribute('requires_grad') !== false);
  const open = kept.map((each) => each.attribute('requires_grad')).find((each) => each instanceof Unknown);
  if (open instanceof Unknown) return unknown(open.reason);
  const sizeless = kept.map((each) => elementsOf((each.native as Tensor).shape)).find(isUnknown);
  return sizeless ?? sumOf(kept);
}

/** The innermost line of a file that led to something. */
export function placeIn(place: Place | undefined, uri: string): Site | undefined {
  for (let at = place; at; at = at.parent) if (at.module.uri === uri) return at.spot.site;
  return undefined;
}

/** Why a part of what forward gives is not known; undefined where all of it is. */
export function unknownPart(result: Value | undefined, level = 0): string | undefined {
  if (result instanceof Unknown) return result.dim === undefined ? result.reason : undefined;
  if (level > 3 || tensorOf(result)) return undefined;
  const within = (values: Iterable<Value | undefined>): string | undefined => {
    for (const each of values) {
      const reason = unknownPart(each, level + 1);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
  if (result instanceof PyTuple || result instanceof PyList) return within(result.items);
  if (result instanceof PyDict) return within(result.values());
  if (!(result instanceof Instance) || result.cls.role !== undefined) return undefined;
  return within([result.native as Value | undefined, ...result.attributes.values()]);
}

export interface NamedOutput {
  readonly name: string;
  readonly tensor: Tensor;
}

/** The tensors that forward gives, the main one last; `valueOf` is what a learned tensor is in the graph. */
export function outputsOf(
  result: Value | undefined,
  valueOf: (parameter: Instance) => GraphValue | undefined,
): readonly NamedOutput[] {
  const found: NamedOutput[] = [];
  const visit = (value: Value | undefined, name: string, level: number): void => {
    const tensor = tensorOf(value);
    if (tensor) {
      const learned =
        value instanceof Instance && value.cls.role === 'parameter' ? valueOf(value) : undefined;
      found.push({ name, tensor: learned ? tensor.with({ value: learned }) : tensor });
    } else if (level > 3) return;
    else if (value instanceof PyTuple || value instanceof PyList)
      value.items.forEach((each, index) => visit(each, `${name}${index}`, level + 1));
    else if (value instanceof PyDict)
      for (const key of value.keys()) visit(value.get(key), String(key), level + 1);
    else if (value instanceof Instance && value.native !== undefined)
      visit(value.native as Value, name, level + 1);
    else if (value instanceof Instance && value.cls.role === undefined) {
      // An object of the program's own, or a distribution, is the tensors that it keeps.
      for (const [attribute, kept] of value.attributes) visit(kept, `${name}.${attribute}`, level + 1);
    }
  };
  visit(result, 'out', 0);
  // The first of several is the one that is meant: logits before auxiliary ones.
  return found.length > 1 ? [...found.slice(1), found[0] as NamedOutput] : found;
}
