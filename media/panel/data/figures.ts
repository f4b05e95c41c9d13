// Numbers out of the figures that the server sends: counts as numbers to be drawn, and the work of a layer.
import type { CountJson, LayerFigures } from '../../../server/src/picture/model.js';
import type { Work } from '../../../server/src/analysis/roofline.js';

/** A count as a number, which past 2^53 is no longer exact; undefined where it is not known. */
export function approximate(count: CountJson): number | undefined {
  return count === null ? undefined : Number(count);
}

/** What one layer computes and moves. Views move nothing: what writes no element reads none either. */
export function workOf({ macs, params, statistics, activations, reads }: LayerFigures): Work {
  const written = approximate(activations) ?? 0;
  return {
    macs: approximate(macs) ?? 0,
    params: (approximate(params) ?? 0) + (approximate(statistics) ?? 0),
    moved: written === 0 ? 0 : written + (approximate(reads) ?? 0),
  };
}
