// Which numbers may stand for a part of a network that is open: those that are tried, and the figures with them.
import type { Network } from '../graph/graph.js';
import type { Int } from '../math/int.js';
import { needOf } from './liveness.js';
import { totals } from './totals.js';

/** All numbers up to 64, multiples of 8 up to 512 and of 64 up to 4,096: widths of layers, numbers of blocks, classes. */
export const candidates: readonly number[] = [
  ...Array.from({ length: 64 }, (_, index) => index + 1),
  ...Array.from({ length: 56 }, (_, index) => 72 + 8 * index),
  ...Array.from({ length: 56 }, (_, index) => 576 + 64 * index),
];

/** A number that fits, with the figures of the network. */
export interface OpenSolution {
  readonly value: number;
  readonly params: Int;
  readonly macs: Int;
}

/** The figures of a network with a number; undefined where they are lower bounds alone. */
export function solutionOf(value: number, { body, outputs, incomplete }: Network): OpenSolution | undefined {
  const { params, macs, unknownLayers } = totals(body, needOf(outputs, body, 'inference'));
  return unknownLayers > 0 || incomplete !== undefined ? undefined : { value, params, macs };
}
