// The part of a flow that is not series-parallel, as nodes in ranks; long edges pass through points in the ranks between.
import type { Composer } from '../flow/compose.js';
import type { Arc, FlowGraph } from '../flow/flow.js';
import { side } from '../flow/gaps.js';
import type { Strand } from '../flow/strands.js';

/** A vertex, a strand of several vertices, the end of a line at the border, or a point that a long edge passes through. */
export interface CoreNode {
  readonly kind: 'vertex' | 'strand' | 'exit' | 'point';
  /** Index of the vertex, where it is one. */
  readonly vertex: number;
  readonly strand?: Strand;
  readonly length: number;
  readonly before: number;
  readonly after: number;
  /** Stands in the last rank. */
  readonly last?: boolean;
  rank: number;
}

/** From one node to another, by ports: distances from their centres. */
export interface CoreEdge {
  readonly from: number;
  readonly to: number;
  readonly fromPort: number;
  readonly toPort: number;
  /** Places of its lines from where it is taken to be: several where a strand has several ports. */
  readonly lines: readonly number[];
  /** How much it should be straight. */
  readonly weight: number;
  /** The strand that it is, or that it leads into or out of. */
  readonly strand: Strand;
  readonly end: 'whole' | 'into' | 'out';
  /** Nodes on its way, both ends included: one in each rank. */
  path: readonly number[];
}

export interface Core {
  readonly nodes: CoreNode[];
  readonly edges: CoreEdge[];
  readonly ranks: readonly (readonly number[])[];
}

/** Strands between the same vertices and in series are already one; see `reduce`. */
export function coreOf(flow: FlowGraph, strands: readonly Strand[], composer: Composer): Core {
  const { vertices, source, sink } = flow;
  const nodes: CoreNode[] = [];
  const edges: CoreEdge[] = [];
  const nodeOf = new Map<number, number>();
  const add = (node: Omit<CoreNode, 'rank'>): number => nodes.push({ ...node, rank: 0 }) - 1;
  const vertexNode = (vertex: number): number => {
    let index = nodeOf.get(vertex);
    if (index === undefined) {
      const { length, before, after, form } = vertices[vertex]!;
      const margin = form === 'point' ? side.line / 2 : side.item / 2;
      const reach = { before: before + margin, after: after + margin };
      index = add({ kind: 'vertex', vertex, length, ...reach });
      nodeOf.set(vertex, index);
    }
    return index;
  };
  const exit = (): number =>
    add({ kind: 'exit', vertex: -1, length: 0, before: side.line / 2, after: side.line / 2 });

  const inOrder = [...strands].sort(
    (a, b) => a.from - b.from || a.firstArc.fromPort - b.firstArc.fromPort || a.to - b.to,
  );
  // Vertices in the order of the text, so that this is where ordering begins.
  for (const vertex of new Set(inOrder.flatMap(({ from, to }) => [from, to]).sort((a, b) => a - b))) {
    if (vertex !== source && vertex !== sink) vertexNode(vertex);
  }
  for (const strand of inOrder) {
    const { firstArc, lastArc, from, to } = strand;
    const fromPort = vertices[from]?.outPorts[firstArc.fromPort] ?? 0;
    const toPort = vertices[to]?.inPorts[lastArc.toPort] ?? 0;
    const [startWeight, endWeight] = [weightOf(firstArc), weightOf(lastArc)];
    if (strand.kind === 'wire') {
      if (!firstArc.drawn) continue;
      const start = vertexNode(from);
      const end = to === sink ? exit() : vertexNode(to);
      const port = to === sink ? 0 : toPort;
      edges.push({
        from: start,
        to: end,
        fromPort,
        toPort: port,
        lines: [0],
        weight: startWeight,
        strand,
        end: 'whole',
        path: [],
      });
      continue;
    }
    const piece = composer.measure(strand, { textRoom: true, direct: false, trunk: 0 });
    const index = add({
      kind: 'strand',
      vertex: -1,
      strand,
      length: piece.length,
      before: piece.left.farthest,
      after: piece.right.farthest,
      last: to === sink && piece.tails.length > 1,
    });
    if (piece.heads.length > 0) {
      edges.push({
        from: vertexNode(from),
        to: index,
        fromPort,
        toPort: fromPort,
        lines: piece.heads.map((head) => head - fromPort),
        weight: startWeight,
        strand,
        end: 'into',
        path: [],
      });
    }
    // Several lines to the border go there from the last rank, each separately.
    if (piece.tails.length === 0 || (to === sink && piece.tails.length > 1)) continue;
    const end = to === sink ? exit() : vertexNode(to);
    const port = to === sink ? 0 : toPort;
    const out = to === sink ? (piece.tails[0] ?? 0) : piece.end + toPort;
    edges.push({
      from: index,
      to: end,
      fromPort: out,
      toPort: port,
      lines: piece.tails.map((tail) => tail - out),
      weight: endWeight,
      strand,
      end: 'out',
      path: [],
    });
  }
  const atBorder = ({ vertex, strand }: CoreNode): boolean =>
    strand ? composer.measure(strand).atBorder : vertices[vertex]?.item === -1;
  rank(nodes, edges, nodeOf.get(source), atBorder);
  const followed = withinReason(nodes, edges);
  return { nodes, edges: followed, ranks: passThrough(nodes, followed) };
}

/** Points of long edges that one frame may have. */
const mostPoints = 300_000;

/** Where long edges would have more points than can be laid out, the longest are left out: no one could follow them. */
function withinReason(nodes: readonly CoreNode[], edges: CoreEdge[]): CoreEdge[] {
  const span = ({ from, to }: CoreEdge): number => nodes[to]!.rank - nodes[from]!.rank;
  if (edges.reduce((sum, edge) => sum + span(edge), 0) <= mostPoints) return edges;
  let left = mostPoints;
  const shortest = [...edges].sort((a, b) => span(a) - span(b));
  const kept = new Set(shortest.filter((edge) => (left -= span(edge)) > 0));
  return edges.filter((edge) => edge.end !== 'whole' || kept.has(edge));
}

/** Buses are the straightest, then what leads from item to item; what joins or leaves a bus may bend. */
function weightOf({ part }: Arc): number {
  return part === 'bus' ? 3 : part === 'tap' ? 0 : 2;
}

/** Each node as early as it can be; then, where it could also be later, in the middle of where it could be. */
function rank(
  nodes: CoreNode[],
  edges: readonly CoreEdge[],
  source: number | undefined,
  atBorder: (node: CoreNode) => boolean,
): void {
  const outs: CoreEdge[][] = nodes.map(() => []);
  const ins: CoreEdge[][] = nodes.map(() => []);
  for (const edge of edges) {
    outs[edge.from]?.push(edge);
    ins[edge.to]?.push(edge);
  }
  const order = topological(nodes, ins, outs);
  for (const index of order) {
    const node = nodes[index]!;
    node.rank = Math.max(
      source === undefined || index === source ? 0 : 1,
      ...ins[index]!.map(({ from }) => nodes[from]!.rank + 1),
    );
  }
  const last = Math.max(0, ...nodes.map((node) => node.rank));
  const latest = nodes.map((node) => (node.kind === 'exit' || node.last ? last : node.rank));
  for (const index of [...order].reverse()) {
    const nexts = outs[index]!.map(({ to }) => (latest[to] ?? last) - 1);
    if (nexts.length > 0) latest[index] = Math.max(nodes[index]!.rank, Math.min(...nexts));
  }
  nodes.forEach((node, index) => {
    if (node.kind === 'exit' || node.last) node.rank = last;
    // What nothing feeds stands right before its reader.
    else if (ins[index]!.length === 0 && index !== source) {
      if (!atBorder(node)) node.rank = latest[index] ?? node.rank;
    } else node.rank = Math.floor((node.rank + (latest[index] ?? node.rank)) / 2);
  });
}

function topological(
  nodes: readonly CoreNode[],
  ins: readonly (readonly CoreEdge[])[],
  outs: readonly (readonly CoreEdge[])[],
): readonly number[] {
  const missing = ins.map((edges) => edges.length);
  const order = nodes.flatMap((_, index) => (missing[index] === 0 ? [index] : []));
  for (const index of order) {
    for (const { to } of outs[index] ?? []) {
      missing[to] = (missing[to] ?? 0) - 1;
      if (missing[to] === 0) order.push(to);
    }
  }
  return order;
}

/** Adds the points of long edges; edges from one port share theirs. Gives the nodes of each rank. */
function passThrough(nodes: CoreNode[], edges: readonly CoreEdge[]): readonly (readonly number[])[] {
  const chains = new Map<string, number[]>();
  for (const edge of edges) {
    const [start, end] = [nodes[edge.from]!.rank, nodes[edge.to]!.rank];
    const key = `${edge.from}:${edge.fromPort}`;
    let chain = chains.get(key);
    if (chain === undefined) chains.set(key, (chain = []));
    while (chain.length < end - start - 1) {
      const rank = start + chain.length + 1;
      chain.push(nodes.push({ kind: 'point', vertex: -1, length: 0, before: 0, after: 0, rank }) - 1);
    }
    for (const index of chain.slice(0, end - start - 1)) {
      const { before, after } = nodes[index]!;
      nodes[index] = {
        ...nodes[index]!,
        before: Math.max(before, side.line / 2 - Math.min(...edge.lines)),
        after: Math.max(after, side.line / 2 + Math.max(...edge.lines)),
      };
    }
    edge.path = [edge.from, ...chain.slice(0, end - start - 1), edge.to];
  }
  const ranks: number[][] = [];
  nodes.forEach((node, index) => (ranks[node.rank] ??= []).push(index));
  return Array.from(ranks, (each) => each ?? []);
}
