// Layers of a network that have the same weights: which are written as one shared layer, and which are tied to it.
import { conversionReasons } from '../../../findings/conversion.js';
import { ConversionError, type FlatLayer } from '../../../writing/flat.js';

/** How layers with common weights are written. */
export interface SharedLayers {
  /** `shared head = …`, by name, with the layer that says what it is. */
  readonly definitions: readonly { readonly name: string; readonly layer: FlatLayer }[];
  /** The name of the shared layer that a layer is. */
  readonly uses: ReadonlyMap<FlatLayer, string>;
  /** The name of the shared layer that a layer has its first tensor from. */
  readonly tied: ReadonlyMap<FlatLayer, string>;
}

/**
 * @throws ConversionError where layers share weights in a way that the language cannot say
 */
export function sharedLayers(
  layers: readonly FlatLayer[],
  textOf: (layer: FlatLayer) => string,
  nameFor: (wanted: string) => string,
): SharedLayers {
  const owners = new Map<string, FlatLayer[]>();
  for (const layer of layers)
    for (const key of new Set(layer.node.weightKeys ?? []))
      if (key !== undefined) owners.set(key, [...(owners.get(key) ?? []), layer]);
  const isShared = (key: string | undefined): key is string => (owners.get(key ?? '')?.length ?? 0) > 1;
  const definitions: { name: string; layer: FlatLayer }[] = [];
  const uses = new Map<FlatLayer, string>();
  const tied = new Map<FlatLayer, string>();
  const problems: string[] = [];
  for (const layer of layers) {
    const keys = layer.node.weightKeys ?? [];
    if (uses.has(layer) || tied.has(layer) || !keys.some(isShared)) continue;
    const own = layer.path.at(-1) ?? 'layer';
    const name = nameFor(own.charAt(0).toLowerCase() + own.slice(1));
    definitions.push({ name, layer });
    const text = textOf(layer);
    const all = new Set(keys.flatMap((key) => (isShared(key) ? (owners.get(key) ?? []) : [])));
    for (const other of all) {
      const theirs = other.node.weightKeys ?? [];
      const equal = theirs.length === keys.length && theirs.every((key, index) => key === keys[index]);
      if (equal && textOf(other) === text) uses.set(other, name);
      else if (theirs[0] === keys[0] && theirs.slice(1).every((key) => !isShared(key))) tied.set(other, name);
      else
        problems.push(
          conversionReasons.at(other.path.join('/'), conversionReasons.sharedWeights(layer.path.join('/'))),
        );
    }
  }
  if (problems.length > 0) throw new ConversionError(problems);
  return { definitions, uses, tied };
}
