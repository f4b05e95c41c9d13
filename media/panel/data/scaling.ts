// The costs of networks over the size of their input, in numbers that can be drawn.
import type { ScalingJson } from '../../../server/src/picture/model.js';
import { approximate } from './figures.js';

export interface SizeFigures {
  readonly size: number;
  readonly params: number;
  readonly macs: number;
  readonly activations: number;
}

export interface NetworkScaling {
  readonly network: string;
  /** The named sizes, `H, W`. */
  readonly names: readonly string[];
  /** The size that the other figures are at; undefined where the named sizes are at several. */
  readonly shown: number | undefined;
  readonly accepts: string;
  readonly points: readonly SizeFigures[];
}

export function toScaling({ network, symbols, accepts, points }: ScalingJson): NetworkScaling {
  const [first, ...others] = new Set(Object.values(symbols).map(approximate));
  return {
    network,
    names: Object.keys(symbols),
    shown: others.length === 0 ? first : undefined,
    accepts,
    points: points.map(({ size, params, macs, activations }) => ({
      size,
      params: approximate(params) ?? 0,
      macs: approximate(macs) ?? 0,
      activations: approximate(activations) ?? 0,
    })),
  };
}

/** The figures at the size that is nearest to one. */
export const nearestTo = ({ points }: NetworkScaling, size: number): SizeFigures | undefined =>
  points.reduce<SizeFigures | undefined>(
    (best, each) => (best && Math.abs(best.size - size) <= Math.abs(each.size - size) ? best : each),
    undefined,
  );
