// How the costs of a network grow with the size of its input, where sizes of that are named: its formulas at many sizes.
import { evaluateAt, type Point } from '../math/expression.js';
import type { Int } from '../math/int.js';
import { acceptedSizes } from '../format/formulas.js';
import { fitsRegion } from '../math/region.js';
import type { NetworkAnalysis } from './analysis.js';

/** The figures of a network where all named sizes are one size. */
interface SizePoint {
  readonly size: number;
  readonly params: Int;
  readonly macs: Int;
  readonly activations: Int;
}

export interface Scaling {
  readonly network: string;
  /** The named sizes, with those that the other figures are at. */
  readonly symbols: Readonly<Record<string, Int>>;
  /** The sizes that it works for, in words. */
  readonly accepts: string;
  /** By size, of those that it works for and that the formulas hold for. */
  readonly points: readonly SizePoint[];
}

/** Sizes up to this one, or up to four times the largest at which the other figures are, which may be any number. */
const leastEnd = 512;
const mostEnd = 16_384;
const mostPoints = 160;

/** Undefined where no size is named, a figure has no formula, or the network works for no size that all named ones have. */
export function scalingOf({
  name,
  formulas,
}: Pick<NetworkAnalysis, 'name' | 'formulas'>): Scaling | undefined {
  const { symbols = {}, region, guards, params, macs, activations } = formulas ?? {};
  if (!formulas || !region || !guards || !params || !macs || !activations) return undefined;
  const names = Object.keys(symbols);
  const pointAt = (size: number): Point => Object.fromEntries(names.map((each) => [each, size]));
  const end = Math.min(mostEnd, Math.max(leastEnd, 4 * Math.max(...Object.values(symbols).map(Number))));
  const sizes: number[] = [];
  for (let size = 1; size <= end; size++) {
    const point = pointAt(size);
    if (fitsRegion(region, point) && fitsRegion(guards, point)) sizes.push(size);
  }
  if (sizes.length === 0) return undefined;
  const points = thinned(sizes, new Set(Object.values(symbols).map(Number))).map((size): SizePoint => {
    const point = pointAt(size);
    const at = (formula: typeof params): Int => evaluateAt(formula, point);
    return { size, params: at(params), macs: at(macs), activations: at(activations) };
  });
  return { network: name, symbols, accepts: acceptedSizes(formulas), points };
}

/** So many of the sizes, the first and the last and some others among them. */
function thinned(sizes: readonly number[], kept: ReadonlySet<number>): readonly number[] {
  if (sizes.length <= mostPoints) return sizes;
  const step = (sizes.length - 1) / (mostPoints - 1);
  const chosen = new Set(Array.from({ length: mostPoints }, (_, index) => sizes[Math.round(index * step)]));
  return sizes.filter((size) => chosen.has(size) || kept.has(size));
}
