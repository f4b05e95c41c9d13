// The flow of one frame: its items with their sizes and ports, its edges with room for their texts.
import type { Edge, PictureFrame, Item } from '../picture/model.js';
import { busesOf } from './bus.js';
import type { Arc, FlowGraph, Room, Vertex } from './flow/flow.js';
import { side } from './flow/gaps.js';
import { fontSize, sizeOf, textWidth, type Size } from './measure.js';
import type { Direction } from './scene.js';

/** An item's size, and where lines meet it: distances from its upper left corner, across the flow. */
export interface Extent extends Size {
  readonly inPorts: readonly number[];
  readonly outPorts: readonly number[];
}

/** A flow, and what of it stands for the frame's border. */
export interface FrameFlow extends FlowGraph {
  /** By input of the frame, the vertex where it enters. */
  readonly entries: readonly number[];
}

/** `extentOf` gives the size of an open group. */
export function flowOf(
  frame: PictureFrame,
  direction: Direction,
  extentOf: (index: number) => Extent,
): FrameFlow {
  const { items, edges } = frame;
  const vertices: Vertex[] = items.map((item, index) => vertexOf(item, index, direction, extentOf));
  const source = vertices.push(point(frame.inputs === 1 ? [0] : [])) - 1;
  const sink = vertices.push(point([])) - 1;
  const entries =
    frame.inputs === 1 ? [source] : Array.from({ length: frame.inputs }, () => vertices.push(point([0])) - 1);

  const arcs: Arc[] = [];
  const hasIn = new Set<number>();
  const hasOut = new Set<number>();
  const buses = busesOf(frame);
  const onBus = new Set(buses.flatMap((bus) => bus.flatMap((junction) => junction.edges)));
  edges.forEach((edge, index) => {
    if (onBus.has(index)) return;
    const from = edge.from >= 0 ? edge.from : (entries[edge.fromPort] ?? source);
    const to = edge.to >= 0 ? edge.to : sink;
    hasIn.add(to);
    hasOut.add(from);
    arcs.push({
      from,
      to,
      fromPort: edge.from >= 0 ? portOf(edge.fromPort, vertices[from]?.outPorts) : 0,
      toPort: edge.to >= 0 ? portOf(edge.toPort, vertices[to]?.inPorts) : 0,
      edges: [index],
      drawn: true,
      rank: edge.toPort + (edge.use === 'main' ? 0 : 1e6),
      main: edge.use === 'main',
      startText: edge.labelled ? roomFor(edge.shape, direction) : undefined,
      endText: edge.survival ? roomFor(survivalText(edge.survival), direction) : undefined,
    });
  });
  for (const bus of buses) {
    let before: number | undefined;
    for (const junction of bus) {
      const here = vertices.push(point([0])) - 1;
      const item = junction.item >= 0 ? junction.item : (entries[junction.port] ?? source);
      const main = junction.edges.some((index) => edges[index]?.use === 'main');
      const texts = { startText: undefined, endText: undefined };
      const tap = { edges: junction.edges, drawn: true, part: 'tap', rank: 1e5, main, ...texts } as const;
      if (junction.kind === 'join') {
        const fromPort = junction.item >= 0 ? portOf(junction.port, vertices[item]?.outPorts) : 0;
        arcs.push({ from: item, to: here, fromPort, toPort: 0, ...tap });
        hasOut.add(item);
      } else {
        arcs.push({
          from: here,
          to: item,
          fromPort: 0,
          toPort: portOf(junction.port, vertices[item]?.inPorts),
          ...tap,
        });
        hasIn.add(item);
      }
      const stretch = {
        fromPort: 0,
        toPort: 0,
        edges: [],
        drawn: true,
        part: 'bus',
        rank: 1e5,
        main,
        ...texts,
      } as const;
      if (before !== undefined) arcs.push({ from: before, to: here, ...stretch });
      before = here;
      hasIn.add(here);
      hasOut.add(here);
    }
  }
  // What nothing feeds or reads still has its place.
  const tie = (from: number, to: number, rank: number, main: boolean): void => {
    const texts = { startText: undefined, endText: undefined };
    const toBorder = entries.includes(to);
    arcs.push({ from, to, fromPort: 0, toPort: 0, edges: [], drawn: false, toBorder, rank, main, ...texts });
  };
  vertices.forEach((_, index) => {
    if (index === source || index === sink) return;
    const use = items[index]?.use ?? 'main';
    if (!hasIn.has(index)) tie(source, index, index, use === 'main');
    if (!hasOut.has(index)) tie(index, sink, index + (use === 'main' ? 0 : 1e6), use === 'main');
  });
  if (vertices.length === 2 && arcs.length === 0) tie(source, sink, 0, true);
  return { vertices, arcs, source, sink, entries };
}

const point = (outPorts: readonly number[]): Vertex => ({
  item: -1,
  length: 0,
  before: 0,
  after: 0,
  inPorts: [0],
  outPorts,
  form: 'point',
});

function vertexOf(
  item: Item,
  index: number,
  direction: Direction,
  extentOf: (index: number) => Extent,
): Vertex {
  const open = item.kind === 'group' && item.frame !== undefined;
  const extent = open ? extentOf(index) : closedExtent(item, direction);
  const across = direction === 'down' ? extent.width : extent.height;
  const half = across / 2;
  return {
    item: index,
    length: direction === 'down' ? extent.height : extent.width,
    before: half,
    after: half,
    inPorts: extent.inPorts.map((port) => port - half),
    outPorts: extent.outPorts.map((port) => port - half),
    form: item.kind === 'layer' ? item.form : 'box',
  };
}

/** A layer's lines all meet it at its middle; those of a closed group stand evenly apart. */
function closedExtent(item: Item, direction: Direction): Extent {
  const { width, height } = sizeOf(item);
  // In a flow to the right a join or a bar stands upright.
  const upright = direction === 'right' && item.kind === 'layer' && item.form === 'bar';
  const size = upright ? { width: height, height: 72 } : { width, height };
  const across = direction === 'down' ? size.width : size.height;
  const ports = (count: number): readonly number[] => {
    const room = Math.min(across - 2 * side.line, (count - 1) * side.item);
    return Array.from({ length: count }, (_, index) =>
      count === 1 ? across / 2 : Math.round(across / 2 - room / 2 + (room * index) / (count - 1)),
    );
  };
  const [ins, outs] = item.kind === 'group' ? [item.inputs, item.outputs] : [1, 1];
  return { ...size, inPorts: ports(ins), outPorts: ports(outs) };
}

/** A layer has one port for all its operands. */
const portOf = (port: number, ports: readonly number[] | undefined): number =>
  Math.min(port, Math.max(0, (ports?.length ?? 1) - 1));

/** Widths of texts are rounded up, so that other digits move nothing. */
const textWidths = { least: 96, step: 24 };

/** Texts may reach a little into the room around a group's contents. */
const overhang = 10;

export function roomFor(text: string, direction: Direction): Room {
  const { least, step } = textWidths;
  const width = Math.max(least, Math.ceil(textWidth(text, fontSize.small) / step) * step);
  return direction === 'down'
    ? { along: 16, before: 0, after: width + side.text - overhang }
    : { along: width + 8, before: 16, after: 0 };
}

/** `p 0.85`, or over a run of blocks `p 0.50–0.99`. */
export function survivalText([lowest, highest]: NonNullable<Edge['survival']>): string {
  const text = (value: number): string => String(Number(value.toFixed(2)));
  return lowest === highest ? `p ${text(lowest)}` : `p ${text(lowest)}–${text(highest)}`;
}
