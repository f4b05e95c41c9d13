// Items that read many values made one after the other, such as the concats of a DenseNet, share one line: a bus.
import type { Edge, PictureFrame } from '../picture/model.js';

/** Fewer edges than this into one item are drawn one by one; so are those from side by side. */
const fewestEdges = 5;
const fewestDepths = 4;

/** A place on a bus where a line joins it or leaves it. */
export interface Junction {
  readonly kind: 'join' | 'leave';
  /** The item, −1 for an input of the frame, and the port at which the line is tied to it. */
  readonly item: number;
  readonly port: number;
  /** The edges that this line stands for. */
  readonly edges: readonly number[];
}

/** Junctions in the order in which the bus passes them. */
export type Bus = readonly Junction[];

/**
 * The buses of a frame; their edges are drawn by them alone. An item is on a bus where what it reads by it is just what
 * has joined the bus before it. What it reads of the newest goes to it directly, as the trunk does.
 */
export function busesOf({ items, edges }: PictureFrame): readonly Bus[] {
  const into: number[][] = items.map(() => []);
  edges.forEach(({ to }, index) => into[to]?.push(index));
  const depth = depthsOf(items.length, edges);
  const depthOf = (index: number): number => depth[edges[index]!.from + 1]!;
  const keyOf = (index: number): string => `${edges[index]!.from}:${edges[index]!.fromPort}`;
  const deep = (own: readonly number[]): number => new Set(own.map(depthOf)).size;
  const reads = into.filter((own) => own.length >= fewestEdges && deep(own) >= fewestDepths);
  const offered = new Set(reads.flatMap((own) => own.map(keyOf)));
  const buses: { readonly sources: Map<string, number>; readonly junctions: Mutable<Junction>[] }[] = [];
  for (const [item, own] of into.entries()) {
    // Where there is a bus, items that read less of the same are on it too.
    if (deep(own) < 2 || !own.every((index) => offered.has(keyOf(index)))) continue;
    const sorted = [...own].sort((a, b) => depthOf(a) - depthOf(b) || a - b);
    sorted.pop();
    const wanted = new Set(sorted.map(keyOf));
    let bus = buses.find(({ sources }) => [...sources.keys()].every((source) => wanted.has(source)));
    if (!bus) buses.push((bus = { sources: new Map(), junctions: [] }));
    const { sources, junctions } = bus;
    for (const index of sorted) {
      const key = keyOf(index);
      const known = sources.get(key);
      if (known === undefined) {
        const { from, fromPort } = edges[index]!;
        const junction = { kind: 'join' as const, item: from, port: fromPort, edges: [index] };
        sources.set(key, junctions.push(junction) - 1);
      } else junctions[known]!.edges.push(index);
    }
    const port = edges[sorted[0]!]!.toPort;
    junctions.push({ kind: 'leave', item, port, edges: sorted });
  }
  return buses.map(({ junctions }) => junctions);
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Each)[] ? Each[] : T[Key] };

/** The longest way from the border to each item, in edges; first of the border itself. */
function depthsOf(count: number, edges: readonly Edge[]): Int32Array {
  const depth = new Int32Array(count + 1);
  // Items stand in the order of evaluation: what an item reads comes before it.
  const sorted = [...edges].sort((a, b) => a.to - b.to);
  for (const { from, to } of sorted)
    if (to >= 0) depth[to + 1] = Math.max(depth[to + 1]!, depth[from + 1]! + 1);
  return depth;
}
