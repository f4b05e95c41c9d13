// Where the receptive field of a unit lies on the input, by the relations of Araujo, Norris and Sim (Distill, 2019).
import type { LayerData, LocalField } from '../data/network.js';

/** One side of a window, in pixels of the input: from the first one seen to behind the last; may begin below 0. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** What unit `index` of a map sees along one axis: size pixels from index · stride − padding on. */
export function extentOf({ size, stride, padding }: LocalField, axis: number, index: number): Extent {
  const from = index * stride[axis]! - padding[axis]!;
  return { from, to: from + size[axis]! };
}

/** The part of it that lies on the input; the rest sees padding. */
export function clipped({ from, to }: Extent, side: number): Extent {
  return { from: Math.min(Math.max(from, 0), side), to: Math.max(Math.min(to, side), 0) };
}

/** The unit of a map whose field is centred nearest to a place of the input. */
export function unitAt(
  { size, stride, padding }: LocalField,
  axis: number,
  place: number,
  units: number,
): number {
  const index = Math.round((place + padding[axis]! - size[axis]! / 2) / stride[axis]!);
  return Math.min(Math.max(index, 0), units - 1);
}

/** The sizes of a layer's map, without channels; undefined where it is none, or not known. */
export function mapOf({ output, field }: LayerData): readonly number[] | undefined {
  const sides = output?.slice(1);
  if (!sides || sides.length === 0 || sides.some((side) => side === undefined)) return undefined;
  return typeof field === 'object' && field.size.length === sides.length ? (sides as number[]) : undefined;
}

export const hasField = (layer: LayerData): layer is LayerData & { readonly field: LocalField } =>
  typeof layer.field === 'object' && mapOf(layer) !== undefined;

/**
 * The layers before one, from it to the input, along the operands that see most; those that see no more than the one
 * before them (activations, normalisations) are left out.
 */
export function layersBefore(layers: readonly LayerData[], layer: LayerData): readonly LayerData[] {
  const chain: LayerData[] = [];
  let current: LayerData | undefined = layer;
  let seen = Infinity;
  while (current && chain.length < 1000) {
    if (hasField(current)) {
      const size = Math.max(...current.field.size);
      // Of layers that see the same, the first one counts: the one whose window made it so.
      if (size === seen && chain.length > 1) chain[chain.length - 1] = current;
      else if (size < seen && size > 1) chain.push(current);
      seen = Math.min(seen, size);
    }
    current = current.from
      .map((row) => layers[row])
      .filter((each) => each !== undefined)
      .reduce<LayerData | undefined>(
        (best, each) => (best === undefined || reach(each) > reach(best) ? each : best),
        undefined,
      );
  }
  return chain;
}

const reach = ({ field }: LayerData): number => (typeof field === 'object' ? Math.max(...field.size) : 0);
