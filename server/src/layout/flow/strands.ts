// Series-parallel reduction: a network's graph as lines, lines one after the other, and lines side by side.
import type { Arc, FlowGraph } from './flow.js';

interface Ends {
  readonly from: number;
  readonly to: number;
  /** Its first and last arc; of strands side by side, those of the first. */
  readonly firstArc: Arc;
  readonly lastArc: Arc;
  /** How many strands side by side are nested in each other. */
  readonly depth: number;
}

/** Strands are not nested more deeply than this: they are gone through by recursion. */
const mostNested = 300;

/** A part of the graph that touches the rest at its two ends alone. */
export type Strand = ArcStrand | Series | Parallel;

export interface ArcStrand extends Ends {
  readonly kind: 'wire';
  readonly arc: number;
}

/** `parts[0]`, `vertices[0]`, `parts[1]` … : one part more than vertices. */
export interface Series extends Ends {
  readonly kind: 'series';
  readonly parts: Strand[];
  readonly vertices: number[];
}

export interface Parallel extends Ends {
  readonly kind: 'parallel';
  readonly branches: Strand[];
}

/**
 * Replaces what stands in series and in parallel by single strands until nothing more can be replaced (Valdes, Tarjan
 * and Lawler, "The recognition of series parallel digraphs", 1982). One strand from source to sink is left where the
 * graph is series-parallel, as nearly all networks are; otherwise the strands of the core that is not. Linear, but for
 * sorting the branches.
 */
export function reduce({ vertices, arcs, source, sink }: FlowGraph): readonly Strand[] {
  const ins = vertices.map(() => new Set<Strand>());
  const outs = vertices.map(() => new Set<Strand>());
  const between = new Map<number, Strand>();
  const waiting: number[] = [];
  const count = vertices.length;

  const add = (strand: Strand): void => {
    const key = strand.from * count + strand.to;
    const beside = between.get(key);
    let result = strand;
    if (beside) {
      drop(beside);
      result = sideBySide(beside, strand);
    }
    between.set(key, result);
    outs[strand.from]?.add(result);
    ins[strand.to]?.add(result);
    if (beside) waiting.push(strand.to, strand.from);
  };
  const drop = (strand: Strand): void => {
    between.delete(strand.from * count + strand.to);
    outs[strand.from]?.delete(strand);
    ins[strand.to]?.delete(strand);
  };

  arcs.forEach((arc, index) => {
    add({ kind: 'wire', arc: index, from: arc.from, to: arc.to, firstArc: arc, lastArc: arc, depth: 0 });
  });
  for (let vertex = count - 1; vertex >= 0; vertex--) waiting.push(vertex);
  while (waiting.length > 0) {
    const vertex = waiting.pop() as number;
    const [into, out] = [ins[vertex], outs[vertex]];
    if (vertex === source || vertex === sink || into?.size !== 1 || out?.size !== 1) continue;
    const [before] = into;
    const [after] = out;
    if (!before || !after || Math.max(before.depth, after.depth) > mostNested) continue;
    drop(before);
    drop(after);
    add(inSeries(before, vertex, after));
  }
  return [...between.values()];
}

function inSeries(before: Strand, vertex: number, after: Strand): Series {
  // The list before is nearly always the longer one, and nobody else holds it.
  const parts = before.kind === 'series' ? before.parts : [before];
  const vertices = before.kind === 'series' ? before.vertices : [];
  vertices.push(vertex);
  if (after.kind === 'series') {
    for (const part of after.parts) parts.push(part);
    for (const each of after.vertices) vertices.push(each);
  } else parts.push(after);
  const { from, firstArc } = before;
  const { to, lastArc } = after;
  const depth = Math.max(before.depth, after.depth);
  return { kind: 'series', parts, vertices, from, to, firstArc, lastArc, depth };
}

function sideBySide(a: Strand, b: Strand): Parallel {
  // Nobody else holds the branches of `a`. Sorting them all at every join would take quadratic time where very many
  // branches begin and end at the same places.
  const branches = a.kind === 'parallel' ? a.branches : [a];
  if (b.kind === 'parallel') for (const branch of b.branches) insert(branches, branch);
  else insert(branches, b);
  const { from, to, firstArc, lastArc } = branches[0] as Strand;
  const [left, right] = [a, b].map(({ kind, depth }) => (kind === 'parallel' ? depth : depth + 1));
  const depth = Math.max(left ?? 0, right ?? 0);
  return { kind: 'parallel', branches, from, to, firstArc, lastArc, depth };
}

/** Into a list in order, behind what is equal. */
function insert(branches: Strand[], branch: Strand): void {
  let [low, high] = [0, branches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inOrder(branches[middle] as Strand, branch) > 0) high = middle;
    else low = middle + 1;
  }
  branches.splice(low, 0, branch);
}

/** As the operands of the join are written; else as the branches begin. */
function inOrder(a: Strand, b: Strand): number {
  return (
    a.lastArc.rank - b.lastArc.rank ||
    a.firstArc.fromPort - b.firstArc.fromPort ||
    a.firstArc.to - b.firstArc.to
  );
}
