// Places across the flow: Brandes and Köpf, "Fast and simple horizontal coordinate assignment" (2001), with ports and sizes.
import type { CoreNode } from './core.js';
import type { Segment } from './order.js';

/** The centre of each node. Of four assignments, aligned up or down and to the left or right, the middle of the middle two. */
export function positionsOf(
  nodes: readonly CoreNode[],
  rows: readonly (readonly number[])[],
  segments: readonly Segment[],
): Float64Array {
  const conflicts = conflictsOf(nodes, rows, segments);
  const all: Float64Array[] = [];
  for (const upwards of [true, false]) {
    for (const toLeft of [true, false]) {
      const aligned = align(nodes.length, rows, segments, conflicts, upwards, toLeft);
      all.push(compact(nodes, rows, aligned, toLeft));
    }
  }
  // Narrowest first; the others are moved to its borders.
  const spans = all.map((xs) => spanOf(nodes, xs));
  const narrowest = spans.reduce(
    (best, span, index) => (span[1] - span[0] < spans[best]![1] - spans[best]![0] ? index : best),
    0,
  );
  const [low, high] = spans[narrowest]!;
  all.forEach((xs, index) => {
    const shift = index % 2 === 0 ? low - spans[index]![0] : high - spans[index]![1];
    for (let node = 0; node < xs.length; node++) xs[node]! += shift;
  });
  return Float64Array.from(nodes, (_, node) => {
    const sorted = all.map((xs) => xs[node]!).sort((a, b) => a - b);
    return Math.round((sorted[1]! + sorted[2]!) / 2);
  });
}

function spanOf(nodes: readonly CoreNode[], xs: Float64Array): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  nodes.forEach(({ before, after }, node) => {
    low = Math.min(low, xs[node]! - before);
    high = Math.max(high, xs[node]! + after);
  });
  return [low, high];
}

/** Segments that cross one between two points of a long edge: the long one stays straight. */
function conflictsOf(
  nodes: readonly CoreNode[],
  rows: readonly (readonly number[])[],
  segments: readonly Segment[],
): ReadonlySet<Segment> {
  const place = placesIn(rows, nodes.length);
  const byRank: Segment[][] = rows.map(() => []);
  for (const segment of segments) byRank[nodes[segment.from]!.rank]?.push(segment);
  const conflicts = new Set<Segment>();
  for (const list of byRank) {
    const inner = list.filter((segment) => segment.inner);
    if (inner.length === 0) continue;
    inner.sort((a, b) => place[a.from]! - place[b.from]!);
    for (const segment of list) {
      if (segment.inner) continue;
      const crosses = inner.some(
        ({ from, to }) => (place[segment.from]! - place[from]!) * (place[segment.to]! - place[to]!) < 0,
      );
      if (crosses) conflicts.add(segment);
    }
  }
  return conflicts;
}

function placesIn(rows: readonly (readonly number[])[], count: number): Float64Array {
  const place = new Float64Array(count);
  for (const row of rows) row.forEach((node, index) => (place[node] = index));
  return place;
}

/** Blocks of nodes in line: for each node the first of its block, and its place from that one's. */
interface Aligned {
  readonly root: Int32Array;
  readonly offset: Float64Array;
}

function align(
  count: number,
  rows: readonly (readonly number[])[],
  segments: readonly Segment[],
  conflicts: ReadonlySet<Segment>,
  upwards: boolean,
  toLeft: boolean,
): Aligned {
  const place = placesIn(rows, count);
  const near: Segment[][] = Array.from({ length: count }, () => []);
  for (const segment of segments) near[upwards ? segment.to : segment.from]?.push(segment);
  const other = (segment: Segment): number => (upwards ? segment.from : segment.to);
  // A node is in line with what it should be straightest to, and with nothing else.
  const heaviestOf = new Float64Array(count).fill(-1);
  for (const segment of segments) {
    const node = other(segment);
    heaviestOf[node] = Math.max(heaviestOf[node]!, segment.weight);
  }
  const root = Int32Array.from({ length: count }, (_, node) => node);
  const offset = new Float64Array(count);
  const taken = new Uint8Array(count);
  for (const row of upwards ? rows : [...rows].reverse()) {
    let reached = toLeft ? -1 : Infinity;
    for (const node of toLeft ? row : [...row].reverse()) {
      // Only those that should be straightest count.
      const all = near[node]!;
      const most = Math.max(...all.map(({ weight }) => weight));
      const heaviest = all
        .filter(({ weight }) => weight === most)
        .sort((a, b) => place[other(a)]! - place[other(b)]! || portOf(a, upwards) - portOf(b, upwards));
      if (heaviest.length === 0) continue;
      const middle = (heaviest.length - 1) / 2;
      const medians = [Math.floor(middle), Math.ceil(middle)];
      for (const index of toLeft ? medians : medians.reverse()) {
        const segment = heaviest[index]!;
        const neighbour = other(segment);
        const at = place[neighbour]!;
        const free = toLeft ? reached < at : at < reached;
        if (conflicts.has(segment) || !free || taken[neighbour]) continue;
        if (segment.weight < heaviestOf[neighbour]!) continue;
        taken[neighbour] = 1;
        root[node] = root[neighbour]!;
        const shift = segment.fromPort - segment.toPort;
        offset[node] = offset[neighbour]! + (upwards ? shift : -shift);
        reached = at;
        break;
      }
    }
  }
  return { root, offset };
}

const portOf = (segment: Segment, upwards: boolean): number => (upwards ? segment.fromPort : segment.toPort);

/** Packs blocks to one side, then draws those that stand apart towards the others. */
function compact(
  nodes: readonly CoreNode[],
  rows: readonly (readonly number[])[],
  { root, offset }: Aligned,
  toLeft: boolean,
): Float64Array {
  // Between neighbouring blocks, the distance that all their nodes need.
  const after = new Map<number, Map<number, number>>();
  const before = new Map<number, Map<number, number>>();
  const note = (map: Map<number, Map<number, number>>, key: number, to: number, distance: number): void => {
    let inner = map.get(key);
    if (!inner) map.set(key, (inner = new Map()));
    inner.set(to, Math.max(inner.get(to) ?? -Infinity, distance));
  };
  for (const row of rows) {
    for (let index = 1; index < row.length; index++) {
      const [a, b] = [row[index - 1]!, row[index]!];
      const distance = nodes[a]!.after + nodes[b]!.before + offset[a]! - offset[b]!;
      if (root[a] === root[b]) continue;
      note(after, root[a]!, root[b]!, distance);
      note(before, root[b]!, root[a]!, distance);
    }
  }
  const roots = [...new Set(root)];
  const xs = new Map<number, number>();
  const order = blocksInOrder(roots, after, before);
  if (toLeft) {
    for (const block of order) {
      let x = 0;
      for (const [other, distance] of before.get(block) ?? [])
        x = Math.max(x, (xs.get(other) ?? 0) + distance);
      xs.set(block, x);
    }
    for (const block of [...order].reverse()) {
      let x = Infinity;
      for (const [other, distance] of after.get(block) ?? [])
        x = Math.min(x, (xs.get(other) ?? 0) - distance);
      if (x !== Infinity) xs.set(block, Math.max(xs.get(block) ?? 0, x));
    }
  } else {
    for (const block of [...order].reverse()) {
      let x = 0;
      for (const [other, distance] of after.get(block) ?? [])
        x = Math.min(x, (xs.get(other) ?? 0) - distance);
      xs.set(block, x);
    }
    for (const block of order) {
      let x = -Infinity;
      for (const [other, distance] of before.get(block) ?? [])
        x = Math.max(x, (xs.get(other) ?? 0) + distance);
      if (x !== -Infinity) xs.set(block, Math.min(xs.get(block) ?? 0, x));
    }
  }
  return Float64Array.from(nodes, (_, node) => (xs.get(root[node]!) ?? 0) + offset[node]!);
}

function blocksInOrder(
  roots: readonly number[],
  after: ReadonlyMap<number, ReadonlyMap<number, number>>,
  before: ReadonlyMap<number, ReadonlyMap<number, number>>,
): readonly number[] {
  const missing = new Map(roots.map((block) => [block, before.get(block)?.size ?? 0]));
  const order = roots.filter((block) => missing.get(block) === 0);
  for (const block of order) {
    for (const next of after.get(block)?.keys() ?? []) {
      const left = (missing.get(next) ?? 0) - 1;
      missing.set(next, left);
      if (left === 0) order.push(next);
    }
  }
  return order;
}
