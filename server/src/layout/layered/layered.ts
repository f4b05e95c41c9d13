// Lays out what is not series-parallel: nodes in ranks (Sugiyama, Tagawa and Toda, 1981), strands as nodes of their size.
import type { Composer, Turn } from '../flow/compose.js';
import { corners } from '../flow/compose.js';
import type { FlowGraph, FlowLayout, Room, FlowPoint } from '../flow/flow.js';
import { gap } from '../flow/gaps.js';
import type { Strand } from '../flow/strands.js';
import { coreOf, type Core, type CoreEdge } from './core.js';
import { orderRanks, segmentsOf } from './order.js';
import { positionsOf } from './positions.js';
import { tracksOf, type Bundle } from './tracks.js';

/** Between neighbouring tracks. */
const trackStep = 8;

export function layOutLayered(flow: FlowGraph, strands: readonly Strand[], composer: Composer): FlowLayout {
  const core = coreOf(flow, strands, composer);
  const { nodes, edges } = core;
  const segments = segmentsOf(nodes, edges);
  const rows = orderRanks(nodes.length, core.ranks, segments);
  const xs = positionsOf(nodes, rows, segments);
  const heights = rows.map((row) => Math.max(0, ...row.map((node) => nodes[node]!.length)));
  const turning = turnsOf(core, xs, heights.length, flow);

  // Along the flow: ranks, and between them room for turns and texts.
  const tops: number[] = [];
  let at = 0;
  heights.forEach((height, rank) => {
    tops.push(at);
    at += height + (rank + 1 < heights.length ? turning.gaps[rank]! : 0);
  });
  const topOf = (node: number): number => {
    const { rank, length } = nodes[node]!;
    return tops[rank]! + Math.floor((heights[rank]! - length) / 2);
  };
  const turnAt = (rank: number, track: number): number =>
    tops[rank]! + heights[rank]! + turning.offset(rank, track);

  nodes.forEach(({ vertex }, node) => {
    if (vertex < 0) return;
    composer.centres[vertex] = xs[node]!;
    composer.starts[vertex] = topOf(node);
  });
  // The way of an edge as turns, each to where the line is from there on.
  const turnsAlong = (edge: CoreEdge): readonly FlowPoint[] => {
    const spots: FlowPoint[] = [
      { f: topOf(edge.from) + nodes[edge.from]!.length, a: xs[edge.from]! + edge.fromPort },
    ];
    for (let index = 0; index + 1 < edge.path.length; index++) {
      const [from, to] = [edge.path[index]!, edge.path[index + 1]!];
      const last = index + 2 === edge.path.length;
      const a = last ? arrival(core, edge, xs, flow) : xs[to]!;
      const track = turning.trackOf(from, index === 0 ? edge.fromPort : 0);
      if (a !== spots.at(-1)!.a) spots.push({ f: turnAt(nodes[from]!.rank, track), a });
    }
    return spots;
  };
  for (const edge of edges.filter(({ end }) => end === 'whole')) {
    if (edge.strand.kind !== 'wire') continue;
    const turns = turnsAlong(edge);
    const end = topOf(edge.to);
    const points: FlowPoint[] = [];
    turns.forEach((turn, index) => {
      if (index > 0) points.push({ f: turn.f, a: turns[index - 1]!.a });
      points.push(turn);
    });
    points.push({ f: end, a: turns.at(-1)!.a });
    composer.routes[edge.strand.arc] = corners(points);
  }
  nodes.forEach((node, index) => {
    const { strand } = node;
    if (!strand) return;
    const into = edges.find((edge) => edge.strand === strand && edge.end === 'into');
    const out = edges.find((edge) => edge.strand === strand && edge.end === 'out');
    const from = topOf(index);
    const piece = composer.measure(strand);
    const to = from + piece.length;
    const starts: Turn[] = into
      ? turnsAlong(into).map(({ f, a }) => ({ f, centre: a - into.fromPort }))
      : [{ f: from, centre: xs[index]! }];
    const ends: Turn[] = [];
    if (out) {
      const { vertex } = nodes[out.to]!;
      // Bars and the border take lines wherever they come, so lines are given that place.
      const anywhere = vertex < 0 || flow.vertices[vertex]?.form === 'bar';
      const turn = (f: number, a: number): Turn => ({
        f,
        centre: a - out.toPort,
        ...(anywhere && { at: a }),
      });
      turnsAlong(out).forEach(({ f, a }, index) => {
        if (index > 0) ends.push(turn(f, a));
      });
      ends.push(turn(topOf(out.to), arrival(core, out, xs, flow)));
    } else ends.push({ f: node.last ? at : to, centre: xs[index]! + piece.end });
    composer.place(strand, { from, to, centre: xs[index]!, starts, ends, centred: true });
  });

  const source = xs[nodes.findIndex(({ vertex }) => vertex === flow.source)] ?? 0;
  let [low, high] = [source, source];
  nodes.forEach(({ before, after }, node) => {
    low = Math.min(low, xs[node]! - before);
    high = Math.max(high, xs[node]! + after);
  });
  const { centres, starts, routes } = composer;
  return { centres, starts, routes, length: at, left: -low, right: high };
}

/** Where an edge meets its end: a bar takes it where it comes, as far as it reaches. */
function arrival(
  { nodes }: Core,
  { path, to, toPort, fromPort }: CoreEdge,
  xs: Float64Array,
  flow: FlowGraph,
): number {
  const { vertex } = nodes[to]!;
  const end = vertex >= 0 ? flow.vertices[vertex] : undefined;
  if (end?.form !== 'bar') return xs[to]! + toPort;
  const from = path.at(-2)!;
  const line = xs[from]! + (path.length === 2 ? fromPort : 0);
  return Math.max(xs[to]! - end.before + 12, Math.min(xs[to]! + end.after - 12, line));
}

interface Turning {
  readonly gaps: readonly number[];
  /** Of the lines from a port of a node, in the room below its rank. */
  readonly trackOf: (node: number, port: number) => number;
  readonly offset: (rank: number, track: number) => number;
}

function turnsOf(core: Core, xs: Float64Array, ranks: number, flow: FlowGraph): Turning {
  const { nodes, edges } = core;
  const bundles: Map<string, { start: number; ends: Set<number> }>[] = Array.from(
    { length: ranks },
    () => new Map(),
  );
  const before = new Float64Array(ranks);
  const behind = new Float64Array(ranks);
  for (const edge of edges) {
    const { path, fromPort } = edge;
    for (let index = 0; index + 1 < path.length; index++) {
      const node = path[index]!;
      const port = index === 0 ? fromPort : 0;
      const map = bundles[nodes[node]!.rank]!;
      const key = `${node}:${port}`;
      let bundle = map.get(key);
      if (!bundle) map.set(key, (bundle = { start: xs[node]! + port, ends: new Set() }));
      bundle.ends.add(index + 2 === path.length ? arrival(core, edge, xs, flow) : xs[path[index + 1]!]!);
    }
    const text = (room: Room | undefined): number => room?.along ?? 0;
    const { firstArc, lastArc } = edge.strand;
    const start = nodes[edge.from]!.rank;
    const end = nodes[edge.to]!.rank - 1;
    if (edge.end !== 'out') before[start] = Math.max(before[start]!, text(firstArc.startText));
    if (edge.end === 'whole') behind[end] = Math.max(behind[end]!, text(lastArc.endText));
  }
  const tracks = bundles.map((map) => {
    const list: Bundle[] = [...map.values()].map(({ start, ends }) => ({ start, ends: [...ends] }));
    const { track, count } = tracksOf(list);
    return { of: new Map([...map.keys()].map((key, index) => [key, track[index]!])), count };
  });
  const lead = (rank: number): number => gap.corner + before[rank]!;
  return {
    gaps: tracks.map(({ count }, rank) =>
      count === 0
        ? gap.plain + before[rank]! + behind[rank]!
        : lead(rank) + (count - 1) * trackStep + gap.plain + behind[rank]!,
    ),
    trackOf: (node, port) => tracks[nodes[node]!.rank]?.of.get(`${node}:${port}`) ?? 0,
    offset: (rank, track) => lead(rank) + Math.max(0, track) * trackStep,
  };
}
