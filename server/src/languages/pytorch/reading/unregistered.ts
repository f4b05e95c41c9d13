// Layers that forward runs but no module registers: their weights are not among parameters(), and are not trained.
import type { Finding } from '../../../graph/graph.js';
import { finding } from '../../../graph/graph.js';
import { Instance, PyDict, PyList, PyTuple, type Value } from '../interpreter/values.js';
import { tensorOf } from '../trace/tensor.js';
import { partsOf, placeIn, sumOf, type Parts } from './parts.js';

export interface UnregisteredSources {
  /** What is registered after the run. */
  readonly parts: Parts;
  /** Learned tensors that the run used. */
  readonly counted: ReadonlySet<Instance>;
  /** Modules that the run itself made. */
  readonly made: readonly Instance[];
  readonly uri: string;
}

/** Containers within containers that are searched. */
const deepest = 3;

/** Findings of layers in plain lists and dictionaries, and of layers that forward makes. None where more may be registered. */
export function unregisteredParts({ parts, counted, made, uri }: UnregisteredSources): readonly Finding[] {
  if (parts.open !== undefined || [...counted].every((each) => parts.paths.has(each))) return [];
  const findings: Finding[] = [];
  const reported = new Set<Instance>();
  /** The learned tensors of a part that the run used, that nothing registers, and that are not frozen. */
  const learnedIn = (part: Instance): readonly Instance[] => {
    const own = part.cls.role === 'parameter' ? [part] : partsOf(part).parameters;
    const isLost = (each: Instance): boolean =>
      counted.has(each) && !parts.paths.has(each) && each.attribute('requires_grad') !== false;
    return own.filter(isLost);
  };
  for (const module of parts.modules) {
    for (const [attribute, value] of module.attributes) {
      if (tables.has(attribute) || isHidden(value)) continue;
      const lost = partsWithin(value, deepest).filter((each) => !parts.paths.has(each));
      const learned = [...new Set(lost.flatMap(learnedIn))];
      if (learned.length === 0) continue;
      for (const each of lost) reported.add(each);
      const at = placeIn(lost.find((each) => placeIn(each.created, uri))?.created, uri);
      const isParameter = lost.every(({ cls }) => cls.role === 'parameter');
      const kind = value instanceof PyDict ? 'Dict' : 'List';
      const holder = `nn.${isParameter ? 'Parameter' : 'Module'}${kind}` as const;
      const data = { name: attribute, params: sumOf(learned), holder, sizes: {} };
      if (at) findings.push(finding({ code: 'unregistered-layer', data }, at));
    }
  }
  const within = new Set(made.flatMap((each) => partsOf(each).modules.filter((part) => part !== each)));
  const places = new Set<number>();
  for (const module of made) {
    if (within.has(module) || reported.has(module) || parts.paths.has(module)) continue;
    const learned = learnedIn(module);
    const at = placeIn(module.created, uri);
    if (learned.length === 0 || !at || places.has(at.start)) continue;
    places.add(at.start);
    const data = {
      name: module.cls.name,
      params: sumOf(learned),
      holder: undefined,
      sizes: sizesOf(module),
    };
    findings.push(finding({ code: 'unregistered-layer', data }, at));
  }
  return findings;
}

/** The numbers that a layer was made with, in the order of its parameters. */
const sizesOf = ({ attributes }: Instance): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...attributes].flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : [])),
  );

const tables: ReadonlySet<string> = new Set(['_modules', '_parameters', '_buffers', '_hooks']);

/** A list of one is how programs keep a module from being registered on purpose. */
const isHidden = (value: Value): boolean =>
  (value instanceof PyList || value instanceof PyTuple) && value.items.length === 1;

/** The modules and learned tensors of a list or dictionary, and of those within it. */
function partsWithin(value: Value | undefined, depth: number): readonly Instance[] {
  if (depth === 0 || value === undefined) return [];
  const items =
    value instanceof PyList || value instanceof PyTuple
      ? value.items
      : value instanceof PyDict
        ? value.keys().map((key) => value.get(key))
        : [];
  return items.flatMap((each) => {
    if (!(each instanceof Instance)) return partsWithin(each, depth - 1);
    const isPart = each.cls.role === 'module' || (each.cls.role === 'parameter' && tensorOf(each));
    return isPart ? [each] : [];
  });
}
