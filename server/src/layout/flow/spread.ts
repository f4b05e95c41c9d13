// How strands side by side stand apart: which goes straight on, how far the others are moved, where their lines turn.
import { gap } from './gaps.js';
import { clearance, Profile } from './profile.js';
import type { Strand } from './strands.js';

/** A strand alone: across from the centre of the vertex where it starts, along the flow from that vertex's end. */
export interface StrandExtent {
  readonly length: number;
  /** The centre of the vertex where it ends. */
  readonly end: number;
  /** How far it reaches to the left (counted to the left) and to the right. */
  readonly left: Profile;
  readonly right: Profile;
  /** Where lines begin and end that are drawn. */
  readonly heads: readonly number[];
  readonly tails: readonly number[];
  /** Begins at the border, or a branch of it does. */
  readonly atBorder: boolean;
}

/** A branch this much longer than all others goes straight on; the others stand beside it. */
const dominance = 1.5;

/** The branch that goes straight on, where one is much longer than all others. */
export function dominantOf(branches: readonly Strand[], pieces: readonly StrandExtent[]): number | undefined {
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
export function spreadAround(bodies: readonly StrandExtent[], main: number): readonly number[] {
  const shifts = bodies.map(() => 0);
  const [left, right] = [new Profile(), new Profile()];
  const settle = (index: number, shift: number): void => {
    shifts[index] = shift;
    left.addAll((bodies[index] as StrandExtent).left, 0, -shift);
    right.addAll((bodies[index] as StrandExtent).right, 0, shift);
  };
  settle(main, 0);
  for (let index = main + 1; index < bodies.length; index++) {
    settle(index, Math.max(0, clearance(right, (bodies[index] as StrandExtent).left)));
  }
  for (let index = main - 1; index >= 0; index--) {
    settle(index, -Math.max(0, clearance((bodies[index] as StrandExtent).right, left)));
  }
  return shifts;
}

/** All are moved apart, around the middle between the first and the last that is more than a line. */
export function spreadEvenly(
  bodies: readonly StrandExtent[],
  branches: readonly Strand[],
): readonly number[] {
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
export function turns(lines: readonly { readonly port: number; readonly shift: number }[]): {
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
export const within = (place: number, others: readonly number[]): number =>
  Math.max(Math.min(...others), Math.min(Math.max(...others), place));
