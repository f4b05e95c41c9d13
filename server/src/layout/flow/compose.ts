// Places strands: one after the other along the flow, side by side across it. Nothing that it draws ever crosses an item.
import type { Arc, FlowGraph, FlowPoint, Vertex } from './flow.js';
import { gap, side } from './gaps.js';
import { Profile } from './profile.js';
import { dominantOf, spreadAround, spreadEvenly, turns, within, type StrandExtent } from './spread.js';
import type { Parallel, Series, Strand, ArcStrand } from './strands.js';

/** Strands side by side: how they are moved apart, and where their lines turn. */
interface Spread extends StrandExtent {
  /** Shorter branches stand in the middle beside the longest. */
  readonly centred: boolean;
  readonly shifts: readonly number[];
  /** Room before and behind the branches, and in it where each one's line turns; undefined where it does not. */
  readonly fork: number;
  readonly merge: number;
  readonly startTurns: readonly (number | undefined)[];
  readonly endTurns: readonly (number | 'side' | undefined)[];
}

/** On the way of a line: at `f` it turns to where it would be under a vertex centred at `centre`. */
export interface Turn {
  readonly f: number;
  readonly centre: number;
  /** Ends at the side of the vertex, this far from its centre. */
  readonly side?: number;
  /** Where the line goes, whatever the ports are. */
  readonly at?: number;
}

/** Where a strand is put. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly centre: number;
  readonly starts: readonly Turn[];
  readonly ends: readonly Turn[];
  /** Room that is not needed is left on both sides, or else before it. */
  readonly centred: boolean;
}

/** How a strand is to be measured: with room for the text at its start already there; right before its end vertex. */
interface Given {
  readonly textRoom: boolean;
  readonly direct: boolean;
  /** Where the line of the trunk is, from the centre of its start: its end is there, if nothing says otherwise. */
  readonly trunk: number;
}

export class Composer {
  readonly centres: Float64Array;
  readonly starts: Float64Array;
  readonly routes: (readonly FlowPoint[] | undefined)[];
  readonly #pieces = new Map<Strand, StrandExtent>();

  constructor(private readonly flow: FlowGraph) {
    this.centres = new Float64Array(flow.vertices.length);
    this.starts = new Float64Array(flow.vertices.length);
    this.routes = flow.arcs.map(() => undefined);
  }

  measure(strand: Strand, given: Given = { textRoom: false, direct: true, trunk: 0 }): StrandExtent {
    let piece = this.#pieces.get(strand);
    if (piece === undefined) {
      if (strand.kind === 'wire') piece = this.#wire(strand, given);
      else if (strand.kind === 'series') piece = this.#series(strand, given);
      else piece = this.#parallel(strand, given);
      this.#pieces.set(strand, piece);
    }
    return piece;
  }

  #vertex(index: number): Vertex {
    return this.flow.vertices[index] as Vertex;
  }

  #startPort({ from, fromPort }: Arc): number {
    return this.#vertex(from).outPorts[fromPort] ?? 0;
  }

  #endPort({ to, toPort }: Arc): number {
    return this.#vertex(to).inPorts[toPort] ?? 0;
  }

  /** Bars and the border take a line wherever it comes. */
  #takesAnywhere(vertex: number): boolean {
    return vertex === this.flow.sink || this.#vertex(vertex).form === 'bar';
  }

  #wire({ firstArc: arc }: ArcStrand, { textRoom }: Given): StrandExtent {
    const [left, right] = [new Profile(), new Profile()];
    const start = this.#startPort(arc);
    const end = this.#takesAnywhere(arc.to) ? start : start - this.#endPort(arc);
    const atBorder = arc.toBorder === true;
    if (!isDrawn(arc)) return { length: 0, end, left, right, heads: [], tails: [], atBorder };
    const startText = textRoom ? undefined : arc.startText;
    const { endText } = arc;
    const length = gap.plain + (startText?.along ?? 0) + (endText?.along ?? 0);
    const half = side.line / 2;
    left.add(0, length, half - start);
    right.add(0, length, half + start);
    const place = (text: Arc['startText'], from: number): void => {
      if (!text) return;
      left.add(from, from + text.along, text.before - start);
      right.add(from, from + text.along, text.after + start);
    };
    place(startText, 0);
    place(endText, length - gap.plain / 2 - (endText?.along ?? 0));
    return { length, end, left, right, heads: [start], tails: [start], atBorder };
  }

  #series({ parts, vertices }: Series, given: Given): StrandExtent {
    const [left, right] = [new Profile(), new Profile()];
    let [at, centre] = [0, 0];
    let tails: readonly number[] = [];
    parts.forEach((part, index) => {
      const vertexIndex = vertices[index];
      const piece = this.measure(part, {
        textRoom: index === 0 && given.textRoom,
        direct: vertexIndex !== undefined || given.direct,
        trunk: given.trunk - centre,
      });
      left.addAll(piece.left, at, -centre);
      right.addAll(piece.right, at, centre);
      at += piece.length;
      const before = centre;
      tails = piece.tails.map((tail) => before + tail);
      centre += piece.end;
      if (vertexIndex === undefined) return;
      const vertex = this.#vertex(vertexIndex);
      if (vertex.form === 'bar') {
        const reach = side.item;
        vertex.before = Math.max(vertex.before, centre - Math.min(centre, ...tails) + reach);
        vertex.after = Math.max(vertex.after, Math.max(centre, ...tails) - centre + reach);
      }
      const margin = vertex.form === 'point' ? side.line / 2 : side.item / 2;
      left.add(at, at + vertex.length, vertex.before + margin - centre);
      right.add(at, at + vertex.length, vertex.after + margin + centre);
      at += vertex.length;
    });
    const { heads, atBorder } = this.measure(parts[0] as Strand);
    return { length: at, end: centre, left, right, heads, tails, atBorder };
  }

  #parallel(strand: Parallel, { textRoom, direct, trunk }: Given): Spread {
    const { branches, to } = strand;
    const used = branches.flatMap(({ firstArc }) => (isDrawn(firstArc) ? [firstArc.fromPort] : []));
    const forks = new Set(used).size < used.length;
    const pieces = branches.map((each) =>
      this.measure(each, { textRoom: textRoom || forks, direct: false, trunk: 0 }),
    );
    const length = Math.max(...pieces.map((piece) => piece.length));
    const main = dominantOf(branches, pieces);
    const centred = main !== undefined;
    const bodies = pieces.map((piece) => stretched(piece, length, centred));
    const shifts = centred ? spreadAround(bodies, main) : spreadEvenly(bodies, branches);
    const shiftOf = (index: number): number => shifts[index] ?? 0;

    const free = this.#takesAnywhere(to);
    const ends = pieces.map((piece, index) => piece.end + shiftOf(index));
    const end = centred ? (ends[main] ?? 0) : within(trunk, ends);
    const startTurns = turns(
      pieces.map(({ heads: [port] }, index) => ({
        port: port ?? 0,
        shift: port === undefined ? 0 : shiftOf(index),
      })),
    );
    const text = forks || startTurns.deepest > 0 ? firstText(branches) : undefined;
    const textLength = text && !textRoom ? text.along : 0;
    const fork = startTurns.deepest > 0 || forks ? Math.max(startTurns.deepest, gap.corner) + textLength : 0;

    const target = this.#vertex(to);
    const tailsOf = (index: number): readonly number[] =>
      pieces[index]?.tails.map((tail) => tail + shiftOf(index)) ?? [];
    /** A branch that ends in one line beside a join goes into its side. */
    const sideways = branches.map((branch, index): boolean => {
      const [tail, other] = tailsOf(index);
      if (target.form !== 'join' || !direct || index === main || !endsInLine(branch)) return false;
      if (tail === undefined || other !== undefined) return false;
      if (index === branches.length - 1) return tail >= end + target.after + gap.corner;
      return index === 0 && tail <= end - target.before - gap.corner;
    });
    const endTurns = turns(
      pieces.map((piece, index) => ({
        port: (piece.tails[0] ?? 0) - piece.end,
        shift: free || sideways[index] || piece.tails.length === 0 ? 0 : (ends[index] ?? 0) - end,
      })),
    );
    const merge = endTurns.deepest;

    const [left, right] = [new Profile(), new Profile()];
    const cover = (from: number, to: number, places: readonly number[]): void => {
      if (places.length === 0) return;
      left.add(from, to, side.line / 2 - Math.min(...places));
      right.add(from, to, side.line / 2 + Math.max(...places));
    };
    bodies.forEach((body, index) => {
      left.addAll(body.left, fork, -shiftOf(index));
      right.addAll(body.right, fork, shiftOf(index));
    });
    const heads = [...new Set(pieces.flatMap((piece) => piece.heads))];
    const moved = pieces.flatMap((piece, index) => piece.heads.map((head) => head + shiftOf(index)));
    cover(0, fork, [...heads, ...moved]);
    if (text && fork > 0) right.add(0, fork, text.after);
    const total = fork + length + merge;
    const merging = branches.flatMap((_, index) => (sideways[index] ? [] : tailsOf(index)));
    // Where lines end that turn to their ports.
    const tails = pieces.flatMap((piece, index) => {
      if (sideways[index]) return [];
      const shift = free ? shiftOf(index) : end - piece.end;
      return piece.tails.map((tail) => tail + shift);
    });
    cover(fork + length, total, [...merging, ...tails]);
    sideways.forEach((each, index) => {
      if (each) cover(fork + length, total + target.length / 2, tailsOf(index));
    });
    return {
      length: total,
      end,
      left,
      right,
      heads,
      tails: [...new Set(tails)],
      atBorder: pieces.some((piece) => piece.atBorder),
      centred,
      shifts,
      fork,
      merge,
      startTurns: startTurns.at.map((turn) => turn && turn + textLength),
      endTurns: endTurns.at.map((turn, index) => (sideways[index] ? 'side' : turn)),
    };
  }

  /** Puts a strand that was measured between two vertices. */
  place(strand: Strand, stretch: Stretch): void {
    if (strand.kind === 'wire') this.#placeWire(strand, stretch);
    else if (strand.kind === 'series') this.#placeSeries(strand, stretch);
    else this.#placeParallel(strand, stretch);
  }

  #placeWire({ arc: index, firstArc: arc }: ArcStrand, { starts, ends }: Stretch): void {
    if (!isDrawn(arc)) return;
    const [startPort, endPort] = [this.#startPort(arc), this.#endPort(arc)];
    const free = this.#takesAnywhere(arc.to);
    const points: FlowPoint[] = [];
    let across = 0;
    starts.forEach(({ f, centre }, turn) => {
      if (turn > 0) points.push({ f, a: across });
      across = centre + startPort;
      points.push({ f, a: across });
    });
    for (const { f, centre, side: reach, at } of ends) {
      points.push({ f, a: across });
      if (at !== undefined) across = at;
      else if (reach !== undefined) across = centre + reach;
      else if (!free) across = centre + endPort;
      points.push({ f, a: across });
      if (reach !== undefined) break;
    }
    this.routes[index] = corners(points);
  }

  #placeSeries(strand: Series, { from, to, centre, starts, ends, centred }: Stretch): void {
    const { parts, vertices } = strand;
    const whole = this.measure(strand);
    let at = from + slackBefore(whole, to - from - whole.length, centred);
    let middle = centre;
    let begin = starts;
    parts.forEach((part, index) => {
      const piece = this.measure(part);
      const next = vertices[index];
      const stop = at + piece.length;
      const under = middle + piece.end;
      // Room that is not needed is before and behind the parts: there lines go straight.
      const finish = next === undefined ? ends : [{ f: stop, centre: under }];
      this.place(part, { from: at, to: stop, centre: middle, starts: begin, ends: finish, centred });
      if (next === undefined) return;
      this.centres[next] = under;
      this.starts[next] = stop;
      at = stop + this.#vertex(next).length;
      middle = under;
      begin = [{ f: at, centre: under }];
    });
  }

  #placeParallel(strand: Parallel, { from, to, centre, starts, ends }: Stretch): void {
    const spread = this.measure(strand) as Spread;
    const [begin, stop] = [from + spread.fork, to - spread.merge];
    strand.branches.forEach((branch, index) => {
      const piece = this.measure(branch);
      const own = centre + (spread.shifts[index] ?? 0);
      const turn = spread.startTurns[index];
      const endTurn = spread.endTurns[index];
      const target = centre + spread.end;
      const into = this.#vertex(strand.to);
      let finish = ends;
      if (endTurn === 'side') {
        const reach = own + piece.end > target ? into.after : -into.before;
        finish = [{ f: to + into.length / 2, centre: target, side: reach }];
      } else if (endTurn !== undefined) finish = [{ f: to - endTurn, centre: target }, ...ends];
      this.place(branch, {
        from: begin,
        to: stop,
        centre: own,
        starts: turn === undefined ? starts : [...starts, { f: from + turn, centre: own }],
        ends: finish,
        centred: spread.centred,
      });
    });
  }
}

const isDrawn = ({ drawn }: Arc): boolean => drawn;

/**
 * Of the room that a branch does not need, how much is left before it: half beside a branch that is much longer; else
 * all, so that layers right before the join are in line. None where it ends in nothing, or begins at the border.
 */
function slackBefore({ heads, tails, atBorder }: StrandExtent, slack: number, centred: boolean): number {
  if (tails.length === 0 || atBorder) return 0;
  return heads.length > 0 && centred ? Math.floor(slack / 2) : slack;
}

/** A branch as long as the longest one beside it: it, and its lines before and behind it. */
function stretched(piece: StrandExtent, length: number, centred: boolean): StrandExtent {
  const slack = length - piece.length;
  if (slack === 0) return piece;
  const before = slackBefore(piece, slack, centred);
  const [left, right] = [new Profile(), new Profile()];
  const lines = (from: number, to: number, places: readonly number[]): void => {
    for (const place of places) {
      left.add(from, to, side.line / 2 - place);
      right.add(from, to, side.line / 2 + place);
    }
  };
  lines(0, before, piece.heads);
  left.addAll(piece.left, before, 0);
  right.addAll(piece.right, before, 0);
  lines(before + piece.length, length, piece.tails);
  return { ...piece, left, right };
}

/** Whether a strand ends in a single line. */
const endsInLine = (strand: Strand | undefined): boolean =>
  strand?.kind === 'wire' || (strand?.kind === 'series' && strand.parts.at(-1)?.kind === 'wire');

const firstText = (branches: readonly Strand[]): Arc['startText'] =>
  branches.find(({ firstArc }) => firstArc.startText)?.firstArc.startText;

/** The points of a line without those that it goes straight through. */
export function corners(points: readonly FlowPoint[]): readonly FlowPoint[] {
  const result: FlowPoint[] = [];
  for (const point of points) {
    const [before, last] = [result.at(-2), result.at(-1)];
    if (last && last.f === point.f && last.a === point.a) continue;
    const straight =
      before &&
      last &&
      ((before.a === last.a && last.a === point.a) || (before.f === last.f && last.f === point.f));
    if (straight) result.pop();
    result.push(point);
  }
  return result;
}
