// The order of nodes in their ranks: barycentres, from the order of the text on, keeping the order with fewest crossings.
import type { CoreEdge, CoreNode } from './core.js';

/** A stretch of an edge between two neighbouring ranks. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly fromPort: number;
  readonly toPort: number;
  readonly weight: number;
  /** Between two points of a long edge. */
  readonly inner: boolean;
}

/** Stretches of all edges, those that edges share once. */
export function segmentsOf(nodes: readonly CoreNode[], edges: readonly CoreEdge[]): readonly Segment[] {
  const segments = new Map<string, Segment>();
  for (const { path, fromPort, toPort, weight } of edges) {
    for (let index = 0; index + 1 < path.length; index++) {
      const [from, to] = [path[index]!, path[index + 1]!];
      const isPoint = (node: number): boolean => nodes[node]?.kind === 'point';
      const long = path.length > 2;
      segments.set(`${from}:${index === 0 ? fromPort : 0}>${to}:${index + 2 === path.length ? toPort : 0}`, {
        from,
        to,
        fromPort: index === 0 ? fromPort : 0,
        toPort: index + 2 === path.length ? toPort : 0,
        weight: long ? Math.min(weight, isPoint(from) && isPoint(to) ? 4 : 1) : weight,
        inner: isPoint(from) && isPoint(to),
      });
    }
  }
  return [...segments.values()];
}

/** Ends early where nothing gets better. */
const mostSweeps = 12;

export function orderRanks(
  count: number,
  ranks: readonly (readonly number[])[],
  segments: readonly Segment[],
): readonly (readonly number[])[] {
  const above: Segment[][] = Array.from({ length: count }, () => []);
  const below: Segment[][] = Array.from({ length: count }, () => []);
  for (const segment of segments) {
    above[segment.to]?.push(segment);
    below[segment.from]?.push(segment);
  }
  const position = new Float64Array(count);
  const settle = (rows: readonly (readonly number[])[]): void => {
    for (const row of rows) row.forEach((node, index) => (position[node] = index));
  };
  let rows = initial(ranks, below, above);
  settle(rows);
  let best = rows;
  let fewest = crossings(rows, below, position);
  for (let sweep = 0; sweep < mostSweeps && fewest > 0; sweep++) {
    const down = sweep % 2 === 0;
    const next = rows.map((row) => [...row]);
    const order = down ? next.keys() : [...next.keys()].reverse();
    for (const rank of order) {
      const row = next[rank]!;
      const centre = new Map(
        row.map((node, index) => {
          const others = (down ? above : below)[node]!.map((segment) => {
            return (
              position[down ? segment.from : segment.to]! +
              portShare(down ? segment.fromPort : segment.toPort)
            );
          });
          return [
            node,
            others.length === 0 ? index : others.reduce((sum, each) => sum + each, 0) / others.length,
          ];
        }),
      );
      row.sort((a, b) => centre.get(a)! - centre.get(b)! || position[a]! - position[b]!);
      row.forEach((node, index) => (position[node] = index));
    }
    const found = crossings(next, below, position);
    rows = next;
    if (found < fewest) [best, fewest] = [next, found];
  }
  return best;
}

/** Ports of one node stand between it and its neighbours. */
const portShare = (port: number): number => port / (1 + Math.abs(port)) / 2.5;

/** Depth first from what comes first in the text, so that what follows on each other stands together. */
function initial(
  ranks: readonly (readonly number[])[],
  below: readonly (readonly Segment[])[],
  above: readonly (readonly Segment[])[],
): readonly (readonly number[])[] {
  const rows: number[][] = ranks.map(() => []);
  const rankOf = new Map<number, number>();
  ranks.forEach((row, rank) => row.forEach((node) => rankOf.set(node, rank)));
  const seen = new Set<number>();
  const visit = (start: number): void => {
    const stack = [start];
    while (stack.length > 0) {
      const node = stack.pop()!;
      if (seen.has(node)) continue;
      seen.add(node);
      rows[rankOf.get(node) ?? 0]?.push(node);
      const nexts = [...(below[node] ?? [])].sort((a, b) => a.fromPort - b.fromPort || a.to - b.to);
      for (const { to } of nexts.reverse()) stack.push(to);
    }
  };
  for (const row of ranks) for (const node of row) if ((above[node] ?? []).length === 0) visit(node);
  for (const row of ranks) for (const node of row) visit(node);
  return rows;
}

/** How often stretches cross, counted with a tree of sums (Barth, Jünger and Mutzel, 2004). */
function crossings(
  rows: readonly (readonly number[])[],
  below: readonly (readonly Segment[])[],
  position: Float64Array,
): number {
  let count = 0;
  rows.forEach((row, rank) => {
    const width = rows[rank + 1]?.length ?? 0;
    if (width < 2) return;
    const tree = new Int32Array(width + 1);
    let seen = 0;
    for (const node of row) {
      const segments = [...below[node]!].sort(
        (a, b) => a.fromPort - b.fromPort || position[a.to]! - position[b.to]!,
      );
      for (const { to } of segments) {
        let before = 0;
        for (let at = position[to]! + 1; at > 0; at -= at & -at) before += tree[at]!;
        count += seen - before;
        seen++;
        for (let at = position[to]! + 1; at <= width; at += at & -at) tree[at]!++;
      }
    }
  });
  return count;
}
