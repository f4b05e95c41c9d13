// Places strands: one after the other along the flow, side by side across it. Nothing that it draws ever crosses an item.
import type { Arc, Flow, Spot, Vertex } from './flow.js';
import { gap, side } from './measure.js';
import { clearance, Profile } from './profile.js';
import type { Parallel, Series, Strand, Wire } from './strands.js';

/** A strand by itself: across from the centre of the vertex where it starts, along the flow from that vertex's end. */
export interface Piece {
  readonly length: number;
  /** The centre of the vertex where it ends. */
  readonly end: number;
  /** How far it reaches to the left (counted to the left) and to the right. */
  readonly left: Profile;
  readonly right: Profile;
  /** Where its outermost lines end. */
  readonly lines: readonly [first: number, last: number];
}

/** Strands side by side: how they are moved apart, and where their lines turn. */
interface Spread extends Piece {
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

/** A branch this much longer than all others goes straight on; the others stand beside it. */
const dominance = 1.5;

export class Composer {
  readonly centres: Float64Array;
  readonly starts: Float64Array;
  readonly routes: (readonly Spot[] | undefined)[];
  readonly #pieces = new Map<Strand, Piece>();

  constructor(private readonly flow: Flow) {
    this.centres = new Float64Array(flow.vertices.length);
    this.starts = new Float64Array(flow.vertices.length);
    this.routes = flow.arcs.map(() => undefined);
  }

  measure(strand: Strand, given: Given = { textRoom: false, direct: true, trunk: 0 }): Piece {
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

  #wire({ firstArc: arc }: Wire, { textRoom }: Given): Piece {
    const [left, right] = [new Profile(), new Profile()];
    const start = this.#startPort(arc);
    const end = this.#takesAnywhere(arc.to) ? start : start - this.#endPort(arc);
    if (!isDrawn(arc)) return { length: 0, end, left, right, lines: [start, start] };
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
    return { length, end, left, right, lines: [start, start] };
  }

  #series({ parts, vertices }: Series, given: Given): Piece {
    const [left, right] = [new Profile(), new Profile()];
    let [at, centre] = [0, 0];
    let lines: Piece['lines'] = [0, 0];
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
      lines = [centre + piece.lines[0], centre + piece.lines[1]];
      centre += piece.end;
      if (vertexIndex === undefined) return;
      const vertex = this.#vertex(vertexIndex);
      if (vertex.form === 'bar') {
        const reach = side.item;
        vertex.before = Math.max(vertex.before, centre - lines[0] + reach);
        vertex.after = Math.max(vertex.after, lines[1] - centre + reach);
      }
      const margin = vertex.form === 'point' ? side.line / 2 : side.item / 2;
      left.add(at, at + vertex.length, vertex.before + margin - centre);
      right.add(at, at + vertex.length, vertex.after + margin + centre);
      at += vertex.length;
    });
    return { length: at, end: centre, left, right, lines };
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
    const bodies = branches.map((branch, index) => {
      return this.#stretched(branch, pieces[index] as Piece, length, main !== undefined);
    });
    const shifts = main === undefined ? spreadEvenly(bodies, branches) : spreadAround(bodies, main);

    const free = this.#takesAnywhere(to);
    const ends = pieces.map((piece, index) => piece.end + (shifts[index] ?? 0));
    const end = main === undefined ? within(trunk, ends) : (ends[main] ?? 0);
    const startTurns = turns(
      branches.map(({ firstArc }, index) => ({
        port: this.#startPort(firstArc),
        shift: isDrawn(firstArc) ? (shifts[index] ?? 0) : 0,
      })),
    );
    const text = forks || startTurns.deepest > 0 ? firstText(branches) : undefined;
    const textLength = text && !textRoom ? text.along : 0;
    const fork = startTurns.deepest > 0 || forks ? Math.max(startTurns.deepest, gap.corner) + textLength : 0;

    const target = this.#vertex(to);
    const atSide = (index: number): boolean => index !== main && endsInLine(branches[index]);
    const clear = target.form === 'join' && direct && !free;
    const lineEnd = (index: number): number => pieces[index]!.lines[1] + (shifts[index] ?? 0);
    const last = branches.length - 1;
    const fromRight = clear && atSide(last) && lineEnd(last) >= end + target.after + gap.corner;
    const fromLeft = clear && last > 0 && atSide(0) && lineEnd(0) <= end - target.before - gap.corner;
    const sideways = (index: number): boolean => (fromRight && index === last) || (fromLeft && index === 0);
    const endTurns = turns(
      branches.map(({ lastArc }, index) => ({
        port: this.#endPort(lastArc),
        shift: free || sideways(index) || !isDrawn(lastArc) ? 0 : (ends[index] ?? 0) - end,
      })),
    );
    const merge = endTurns.deepest;

    const [left, right] = [new Profile(), new Profile()];
    const reach = [Infinity, -Infinity] as [number, number];
    branches.forEach((branch, index) => {
      const body = bodies[index] as Piece;
      const shift = shifts[index] ?? 0;
      left.addAll(body.left, fork, -shift);
      right.addAll(body.right, fork, shift);
      if (!isDrawn(branch.firstArc)) return;
      const line = this.#startPort(branch.firstArc) + shift;
      [reach[0], reach[1]] = [Math.min(reach[0], line), Math.max(reach[1], line)];
    });
    const total = fork + length + merge;
    if (reach[0] <= reach[1]) {
      const margin = side.line / 2;
      left.add(0, fork, margin - reach[0]);
      right.add(0, fork, Math.max(margin + reach[1], text ? text.after : 0));
      const turning = branches.map((_, index) => index).filter((index) => !sideways(index));
      const lines = turning.map(lineEnd);
      left.add(fork + length, total, margin - Math.min(...lines));
      right.add(fork + length, total, margin + Math.max(...lines));
      const middle = total + target.length / 2;
      if (fromLeft) left.add(fork + length, middle, margin - lineEnd(0));
      if (fromRight) right.add(fork + length, middle, margin + lineEnd(last));
    }
    const allEnds = branches.map((_, index) => lineEnd(index));
    return {
      length: total,
      end,
      left,
      right,
      lines: [Math.min(...allEnds), Math.max(...allEnds)],
      centred: main !== undefined,
      shifts,
      fork,
      merge,
      startTurns: startTurns.at.map((turn) => turn && turn + textLength),
      endTurns: endTurns.at.map((turn, index) => (sideways(index) ? 'side' : turn)),
    };
  }

  /** A branch as long as the longest one beside it: where it starts, and its lines before and behind it. */
  #stretched(branch: Strand, piece: Piece, length: number, centred: boolean): Piece {
    const slack = length - piece.length;
    if (slack === 0) return piece;
    const before = slackBefore(branch, slack, centred);
    const [left, right] = [new Profile(), new Profile()];
    const line = (from: number, to: number, at: number): void => {
      left.add(from, to, side.line / 2 - at);
      right.add(from, to, side.line / 2 + at);
    };
    if (isDrawn(branch.firstArc)) line(0, before, this.#startPort(branch.firstArc));
    left.addAll(piece.left, before, 0);
    right.addAll(piece.right, before, 0);
    if (isDrawn(branch.lastArc)) line(before + piece.length, length, piece.lines[1]);
    return { ...piece, left, right };
  }

  /** Puts a strand that was measured between two vertices. */
  place(strand: Strand, stretch: Stretch): void {
    if (strand.kind === 'wire') this.#placeWire(strand, stretch);
    else if (strand.kind === 'series') this.#placeSeries(strand, stretch);
    else this.#placeParallel(strand, stretch);
  }

  #placeWire({ arc: index, firstArc: arc }: Wire, { starts, ends }: Stretch): void {
    if (!isDrawn(arc)) return;
    const [startPort, endPort] = [this.#startPort(arc), this.#endPort(arc)];
    const free = this.#takesAnywhere(arc.to);
    const points: Spot[] = [];
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
    const { length } = this.measure(strand);
    const before = slackBefore(strand, to - from - length, centred);
    let [at, middle] = [from, centre];
    let begin = starts;
    parts.forEach((part, index) => {
      const piece = this.measure(part);
      const next = vertices[index];
      const stop = next === undefined ? to : at + piece.length + (index === 0 ? before : 0);
      const under = middle + piece.end;
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
 * all, so that layers right before the join are in line. None where it ends in nothing.
 */
function slackBefore({ firstArc, lastArc }: Strand, slack: number, centred: boolean): number {
  if (!isDrawn(lastArc)) return 0;
  return isDrawn(firstArc) && centred ? Math.floor(slack / 2) : slack;
}

/** Whether a strand ends in a single line. */
const endsInLine = (strand: Strand | undefined): boolean =>
  strand?.kind === 'wire' || (strand?.kind === 'series' && strand.parts.at(-1)?.kind === 'wire');

/** The branch that goes straight on, where one is much longer than all others. */
function dominantOf(branches: readonly Strand[], pieces: readonly Piece[]): number | undefined {
  const all = branches.map((_, index) => index).filter((index) => branches[index]?.kind !== 'wire');
  const serving = all.filter((index) => branches[index]?.lastArc.main);
  const [longest, next] = (serving.length > 0 ? serving : all).sort(
    (a, b) => (pieces[b]?.length ?? 0) - (pieces[a]?.length ?? 0) || a - b,
  );
  if (longest === undefined || next === undefined) return longest;
  const ratio = (pieces[longest]?.length ?? 0) / Math.max(1, pieces[next]?.length ?? 0);
  return ratio >= dominance ? longest : undefined;
}

/** The branch `main` stays; the others are moved away from it as far as they must be. */
function spreadAround(bodies: readonly Piece[], main: number): readonly number[] {
  const shifts = bodies.map(() => 0);
  const [left, right] = [new Profile(), new Profile()];
  const settle = (index: number, shift: number): void => {
    shifts[index] = shift;
    left.addAll((bodies[index] as Piece).left, 0, -shift);
    right.addAll((bodies[index] as Piece).right, 0, shift);
  };
  settle(main, 0);
  for (let index = main + 1; index < bodies.length; index++) {
    settle(index, Math.max(0, clearance(right, (bodies[index] as Piece).left)));
  }
  for (let index = main - 1; index >= 0; index--) {
    settle(index, -Math.max(0, clearance((bodies[index] as Piece).right, left)));
  }
  return shifts;
}

/** All are moved apart, around the middle between the first and the last that is more than a line. */
function spreadEvenly(bodies: readonly Piece[], branches: readonly Strand[]): readonly number[] {
  const shifts = spreadAround(bodies, 0);
  const real = shifts.filter((_, index) => branches[index]?.kind !== 'wire');
  const [first = 0, last = 0] = real.length > 0 ? [real[0], real.at(-1)] : [shifts[0], shifts.at(-1)];
  const middle = Math.round((first + last) / 2);
  return shifts.map((shift) => shift - middle);
}

/**
 * Where lines that are moved turn, so that those of different ports do not run over each other: of those that go left
 * the leftmost first, of those that go right the rightmost first.
 */
function turns(lines: readonly { readonly port: number; readonly shift: number }[]): {
  readonly at: readonly (number | undefined)[];
  readonly deepest: number;
} {
  const level = (shift: number): readonly number[] => {
    const ports = lines.filter((line) => Math.sign(line.shift) === shift).map(({ port }) => port);
    return [...new Set(ports)].sort((a, b) => (a - b) * -shift);
  };
  const [leftwards, rightwards] = [level(-1), level(1)];
  const at = lines.map(({ port, shift }) => {
    if (shift === 0) return undefined;
    const index = (shift < 0 ? leftwards : rightwards).indexOf(port);
    return gap.corner + index * (gap.corner - 2);
  });
  return { at, deepest: Math.max(0, ...at.map((each) => each ?? 0)) };
}

/** The place, or the nearest one between others. */
const within = (place: number, others: readonly number[]): number =>
  Math.max(Math.min(...others), Math.min(Math.max(...others), place));

const firstText = (branches: readonly Strand[]): Arc['startText'] =>
  branches.find(({ firstArc }) => firstArc.startText)?.firstArc.startText;

/** The points of a line without those that it goes straight through. */
export function corners(points: readonly Spot[]): readonly Spot[] {
  const result: Spot[] = [];
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
