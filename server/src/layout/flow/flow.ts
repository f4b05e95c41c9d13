// The graph that is laid out: vertices with sizes and ports, arcs between them, in terms of flow and across.

/** A place for an item of a frame, an input at its border, or a junction of a bus. */
export interface Vertex {
  /** Index of the item; −1 where there is none. */
  readonly item: number;
  /** Length along the flow, and how far it reaches to both sides of its centre. */
  readonly length: number;
  before: number;
  after: number;
  /** Places of its ports, from its centre. A layer has one on each side. */
  readonly inPorts: readonly number[];
  readonly outPorts: readonly number[];
  /** Joins take lines from the side; bars grow as wide as what they join; others take lines at their ports. */
  readonly form: 'box' | 'join' | 'bar' | 'point';
}

export interface Arc {
  readonly from: number;
  readonly to: number;
  readonly fromPort: number;
  readonly toPort: number;
  /** The edges that it stands for; none for an arc that is not drawn, and for a stretch of a bus. */
  readonly edges: readonly number[];
  readonly drawn: boolean;
  /** Leads to a place at the border, which is as early as can be. */
  readonly toBorder?: boolean;
  /** `bus` between its junctions, `tap` between a junction and an item. */
  readonly part?: 'bus' | 'tap';
  /** Place among the arcs of its end: operands in order, main outputs before training-only ones. */
  readonly rank: number;
  /** Serves the main output. */
  readonly main: boolean;
  /** Room for the text at its start (the shape) and its end (the probability). */
  readonly startText: Room | undefined;
  readonly endText: Room | undefined;
}

/** Room for a text beside a line: along the flow, and to both sides of the line. */
export interface Room {
  readonly along: number;
  readonly before: number;
  readonly after: number;
}

export interface FlowGraph {
  readonly vertices: readonly Vertex[];
  readonly arcs: readonly Arc[];
  /** Vertices of no size, before and behind all others. */
  readonly source: number;
  readonly sink: number;
}

/** A place in terms of flow: `f` along it, `a` across it. */
export interface FlowPoint {
  readonly f: number;
  readonly a: number;
}

/** What a layout of a flow gives. */
export interface FlowLayout {
  /** How far it reaches to both sides of where its source is. */
  readonly left: number;
  readonly right: number;
  /** By vertex: its centre across, and its start along the flow. */
  readonly centres: Float64Array;
  readonly starts: Float64Array;
  /** By arc: corners from start to end; undefined for arcs that are not drawn. */
  readonly routes: readonly (readonly FlowPoint[] | undefined)[];
  readonly length: number;
}
