// Several runs on named sizes of one network, each of which took other branches: which sizes are accepted by any of them.
import type { Point } from '../math/expression.js';
import { lcm } from '../math/periodic.js';
import { fitsRegion, sizesWhere, type Region, type Sizes } from '../math/region.js';

/** A run holds where its guards do, and there works where its demands hold. */
export interface RunRegion {
  readonly guards: Region;
  readonly demands: Region;
}

/** Points of the grid on which runs are put together. */
const mostPoints = 200_000;

/** Whether some run says that a point works; undefined where none took its branches. */
function acceptedAt(runs: readonly RunRegion[], point: Point): boolean | undefined {
  const own = runs.find(({ guards }) => fitsRegion(guards, point));
  return own && fitsRegion(own.demands, point);
}

/** Whether a region is all sizes. */
export const isEverything = ({ symbols, sizes, others, never }: Region): boolean =>
  never === undefined &&
  others.length === 0 &&
  symbols.every(
    (name) => sizes[name]?.from === 1 && sizes[name].to === Infinity && sizes[name].modulus === 1,
  );

/**
 * The sizes that are accepted by one run or another. Exact: beyond the largest bound of any of them everything repeats
 * itself, so that a grid up to there decides. Undefined where a point of it is of no run, or where sizes depend on each other.
 */
export function unitedRegion(symbols: readonly string[], runs: readonly RunRegion[]): Region | undefined {
  const regions = runs.flatMap(({ guards, demands }) => [guards, demands]);
  if (regions.some(({ others }) => others.length > 0)) return undefined;
  const axes = symbols.map((name) => {
    const own = regions.map(({ sizes }) => sizes[name]).filter((each) => each !== undefined);
    const period = own.reduce((all, { modulus }) => lcm(all, modulus), 1);
    const bounds = own.flatMap(({ from, to }) => (to === Infinity ? [from] : [from, to + 1]));
    return { name, period, settled: Math.max(1, ...bounds) };
  });
  const counts = axes.map(({ settled, period }) => settled + period - 1);
  if (counts.reduce((all, count) => all * count, 1) > mostPoints) return undefined;
  const accepted = axes.map(() => new Set<number>());
  const all = [...grid(counts)];
  const found = all.map((sizes) =>
    acceptedAt(runs, Object.fromEntries(symbols.map((name, axis) => [name, sizes[axis] ?? 1]))),
  );
  if (found.includes(undefined)) return undefined;
  all.forEach((sizes, index) => {
    if (found[index]) sizes.forEach((size, axis) => accepted[axis]?.add(size));
  });
  // Each symbol on its own: a point works exactly where each of its sizes works with some others.
  const isProduct = all.every(
    (sizes, index) => found[index] === sizes.every((size, axis) => accepted[axis]?.has(size) === true),
  );
  if (!isProduct || !found.includes(true)) return undefined;
  const sizes: Record<string, Sizes> = {};
  for (const [axis, { name, settled, period }] of axes.entries()) {
    const own = sizesWhere((size) => accepted[axis]?.has(size) === true, settled, period);
    if (own === undefined || own === 'none') return undefined;
    sizes[name] = own;
  }
  return { symbols, sizes, others: [], never: undefined };
}

function* grid(counts: readonly number[]): Iterable<readonly number[]> {
  const at = counts.map(() => 1);
  for (;;) {
    yield [...at];
    let axis = 0;
    while (axis < at.length && at[axis] === counts[axis]) at[axis++] = 1;
    if (axis === at.length) return;
    at[axis] = (at[axis] ?? 0) + 1;
  }
}

/** Sizes at which a branch is looked for that no run took. */
const tried = [
  1, 2, 3, 4, 5, 7, 8, 15, 16, 31, 32, 33, 63, 64, 65, 96, 100, 127, 128, 224, 225, 226, 256, 299, 384, 512,
  1024,
];

/** A point of which no run says anything, near the hints first. */
export function uncoveredPoint(symbols: Point, runs: readonly RunRegion[]): Point | undefined {
  const names = Object.keys(symbols);
  const isUncovered = (point: Point): boolean => acceptedAt(runs, point) === undefined;
  for (const name of names)
    for (const size of [Number(symbols[name]) + 1, ...tried]) {
      const point = { ...symbols, [name]: size };
      if (isUncovered(point)) return point;
    }
  for (const size of [...names.map((name) => Number(symbols[name]) + 1), ...tried])
    for (const other of tried) {
      const point = Object.fromEntries(names.map((name, axis) => [name, axis === 0 ? size : other]));
      if (isUncovered(point)) return point;
    }
  return undefined;
}
