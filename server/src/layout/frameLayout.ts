// Lays out one frame, relative to its own upper left corner, and remembers it for all frames that are equal.
import type { Edge, PictureFrame } from '../picture/model.js';
import { Composer } from './flow/compose.js';
import type { FlowLayout, FlowPoint } from './flow/flow.js';
import { flowOf, type Extent, type FrameFlow } from './frameFlow.js';
import { layOutLayered } from './layered/layered.js';
import { gap } from './flow/gaps.js';
import { group } from './measure.js';
import type { Direction, Point, WireLabel } from './scene.js';
import { reduce } from './flow/strands.js';

export interface PlacedItem {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedWire {
  /** Indices of the frame's edges that it carries. */
  readonly edges: readonly number[];
  /** Indices of items; −1 for the border or a bus. */
  readonly from: number;
  readonly to: number;
  readonly points: readonly Point[];
  /** Their texts are the edge's, and no part of the layout. */
  readonly labels: readonly Omit<WireLabel, 'text'>[];
  readonly arrow: boolean;
  /** A part of a bus: a stretch of it, which names no edges, or a line to or from it. */
  readonly bus: boolean;
}

export interface FrameLayout extends Extent {
  readonly items: readonly PlacedItem[];
  readonly wires: readonly PlacedWire[];
}

/** `extentOf` gives the layout of an open group's contents. */
export function layOutFrame(
  frame: PictureFrame,
  direction: Direction,
  isRoot: boolean,
  extentOf: (index: number) => Extent,
): FrameLayout {
  const flow = flowOf(frame, direction, extentOf);
  const layout = layOutFlow(flow);
  const [left, right] = [Math.ceil(layout.left), Math.ceil(layout.right)];
  const down = direction === 'down';
  // Room between the border and the contents: the title is always at the top.
  const pad = isRoot ? group.padding * 2 : group.padding;
  const title = isRoot ? pad : group.title;
  const start = down ? title + (frame.inputs === 0 && !isRoot ? gap.plain : 0) : isRoot ? pad : 0;
  const end = isRoot ? pad : frame.outputs === 0 ? gap.plain : 0;
  const before = down ? pad : title;
  const across = Math.max(before + left + right + pad, isRoot ? 0 : down ? group.minWidth : 0);
  const along = Math.max(start + layout.length + end, !isRoot && !down ? group.minWidth : 0);
  // Contents narrower than the group stand in its middle.
  const origin = before + left + Math.floor((across - before - left - right - pad) / 2);
  const toPoint = ({ f, a }: FlowPoint): Point => {
    const [along, across] = [Math.round(f + start), Math.round(a + origin)];
    return down ? { x: across, y: along } : { x: along, y: across };
  };

  const items = frame.items.map((_, index): PlacedItem => {
    const { length, before: reach, after } = flow.vertices[index]!;
    const [f, a] = [layout.starts[index] ?? 0, layout.centres[index] ?? 0];
    const [first, last] = [toPoint({ f, a: a - reach }), toPoint({ f: f + length, a: a + after })];
    return { x: first.x, y: first.y, width: last.x - first.x, height: last.y - first.y };
  });
  const outPorts: number[] = [];
  const wires: PlacedWire[] = [];
  flow.arcs.forEach((arc, index) => {
    const route = layout.routes[index];
    if (!route || !arc.drawn) return;
    const spots = [...route];
    // Lines to and from the border reach it through the row of the title, or through the room at the end.
    if (arc.from === flow.source || flow.entries.includes(arc.from)) {
      const [first] = spots;
      if (first) spots[0] = { f: -start, a: first.a };
    }
    if (arc.to === flow.sink) {
      const last = spots.at(-1);
      if (last) spots[spots.length - 1] = { f: along - start, a: last.a };
      outPorts[frame.edges[arc.edges[0] ?? 0]?.toPort ?? 0] = Math.round((last?.a ?? 0) + origin);
    }
    const points = spots.map(toPoint);
    const edges = arc.edges.map((each) => frame.edges[each] as Edge);
    wires.push({
      edges: arc.edges,
      from: flow.vertices[arc.from]?.item ?? -1,
      to: flow.vertices[arc.to]?.item ?? -1,
      points,
      labels: arc.part ? [] : labelsOf(edges[0], points, direction),
      arrow: (flow.vertices[arc.to]?.item ?? -1) >= 0,
      bus: arc.part !== undefined,
    });
  });
  const middle = Math.round(across / 2);
  return {
    width: down ? across : along,
    height: down ? along : across,
    inPorts: flow.entries.map((vertex) => Math.round((layout.centres[vertex] ?? 0) + origin)),
    outPorts: Array.from({ length: frame.outputs }, (_, port) => outPorts[port] ?? middle),
    items,
    wires,
  };
}

function layOutFlow(flow: FrameFlow): FlowLayout {
  const strands = reduce(flow);
  const composer = new Composer(flow);
  const [strand, other] = strands;
  if (!strand || other) return layOutLayered(flow, strands, composer);
  const { length, end, left, right } = composer.measure(strand);
  composer.place(strand, {
    from: 0,
    to: length,
    centre: 0,
    starts: [{ f: 0, centre: 0 }],
    ends: [{ f: length, centre: end }],
    centred: true,
  });
  const { centres, starts, routes } = composer;
  return { centres, starts, routes, length, left: left.farthest, right: right.farthest };
}

/** The shape stands where a line begins, the probability where it ends. */
function labelsOf(
  edge: Edge | undefined,
  points: readonly Point[],
  direction: Direction,
): PlacedWire['labels'] {
  const [first, last, turn] = [points[0], points.at(-1), points.at(-2)];
  if (!edge || !first || !last || !turn) return [];
  const down = direction === 'down';
  const labels: Omit<WireLabel, 'text'>[] = [];
  if (edge.labelled) {
    const at = down ? { x: first.x + 5, y: first.y + 11 } : { x: first.x + 6, y: first.y - 7 };
    labels.push({ ...at, anchor: 'start', kind: 'shape' });
  }
  if (edge.survival) {
    // Before the last turn, where it has one: there the line is this edge's alone.
    const straight = points.length === 2;
    const bend = straight ? last : (points[points.length - (down === (turn.x === last.x) ? 3 : 2)] as Point);
    const at = down ? { x: bend.x + 5, y: bend.y - 12 } : { x: bend.x - 12, y: bend.y - 7 };
    labels.push({ ...at, anchor: down ? 'start' : 'end', kind: 'survival' });
  }
  return labels;
}
