// Numbers out of the figures that the server sends: counts as numbers to be drawn, and the work of a layer.
import type { CountJson, LayerFigures, NetworkFigures } from '../../../server/src/picture/model.js';
import type { Work } from './estimate.js';

/** A count as a number, which past 2^53 is no longer exact; undefined where it is not known. */
export function approximate(count: CountJson): number | undefined {
  return count === null ? undefined : Number(count);
}

/** The elements of a tensor of these sizes. */
export function elements(sizes: readonly CountJson[] | null | undefined): number {
  return (sizes ?? []).reduce<number>((product, size) => product * (approximate(size) ?? 0), sizes ? 1 : 0);
}

/** What one layer computes and moves. Views move nothing: what writes no element reads none either. */
export function workOf({ layers, inputs }: NetworkFigures, index: number): Work {
  const layer = layers[index] as LayerFigures;
  const written = approximate(layer.activations) ?? 0;
  const read = layer.from.reduce(
    (sum, from) => sum + elements(from < 0 ? inputs[0]?.sizes : layers[from]?.outSizes),
    0,
  );
  return {
    macs: approximate(layer.macs) ?? 0,
    params: approximate(layer.params) ?? 0,
    moved: written === 0 ? 0 : written + read,
  };
}
