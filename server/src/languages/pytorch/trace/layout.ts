// Bringing tensors that meet into one arrangement: axes aligned at the last one, the batch in one place.
import { isKnown, productDim, type Dim, type SymbolicDim } from '../../../math/dim.js';
import { unbatched, type Layout, type Tensor } from './tensor.js';

export interface Aligned {
  /** The shapes without the batch where it is an axis of its own. */
  readonly shapes: readonly (readonly Dim[])[];
  readonly layout: Layout;
  /** Axes of the result as the program sees it. */
  readonly rank: number;
}

/**
 * Shapes of tensors that are broadcast against each other; with `pad`, missing axes are written as 1. Undefined where
 * a shape is not known or the batch stands in different axes.
 */
export function align(tensors: readonly Tensor[], pad: boolean): Aligned | undefined {
  const ranks = tensors.map((each) => each.rank);
  if (ranks.includes(undefined)) return undefined;
  const rank = (ranks as number[]).reduce((most, each) => Math.max(most, each), 0);
  const places = new Set<number>();
  let folded = false;
  for (const [index, { batch, folded: own }] of tensors.entries()) {
    if (batch === undefined) continue;
    places.add(batch + rank - (ranks[index] as number));
    folded ||= own;
  }
  if (places.size > 1) return undefined;
  const [batch] = places;
  const layout = batch === undefined ? unbatched : { batch, folded };
  const shapes = tensors.map((tensor, index) => {
    const sizes = [...(tensor.shape as readonly Dim[])];
    if (tensor.hidesBatch) sizes.splice(tensor.batch as number, 0, 1);
    const missing = rank - (ranks[index] as number);
    const full: (Dim | undefined)[] = [...Array<undefined>(missing).fill(undefined), ...sizes];
    // A constant's size along the batch is 1 or the batch itself.
    if (batch !== undefined && !folded) full.splice(batch, 1);
    return pad ? full.map((size) => size ?? 1) : full.filter((size) => size !== undefined);
  });
  return { shapes, layout, rank };
}

/** An axis as Python counts it, negative ones from the end; undefined where there is none. */
export function normalAxis(axis: number, rank: number): number | undefined {
  const index = axis < 0 ? axis + rank : axis;
  return index >= 0 && index < rank ? index : undefined;
}

/** The layout after an axis was put in, or taken away, at a place. */
export function shifted({ batch, folded }: Layout, at: number, by: 1 | -1): Layout {
  if (batch === undefined) return unbatched;
  if (by < 0 && at === batch) return unbatched;
  return { batch: at <= batch && !(by < 0 && at === batch) ? batch + by : batch, folded };
}

/** The number of elements of sizes some of which have formulas; undefined where one has none. */
export function productFormula(sizes: readonly Dim[]): SymbolicDim | undefined {
  const total = productDim(sizes);
  return typeof total === 'object' && total.formula ? total : undefined;
}

export const product = (sizes: readonly Dim[]): number | undefined => {
  let result = 1;
  for (const size of sizes) {
    if (!isKnown(size) || typeof size !== 'number') return undefined;
    result *= size;
  }
  return Number.isSafeInteger(result) ? result : undefined;
};
