// Numbers out of the figures that the server sends: counts as numbers to be drawn, and the work of a layer.
import type { CountJson, LayerFigures } from '../../../server/src/picture/model.js';
import { workOf, type Work } from '../../../server/src/analysis/roofline.js';

/** A count as a number, which past 2^53 is no longer exact; undefined where it is not known. */
export function approximate(count: CountJson): number | undefined {
  return count === null ? undefined : Number(count);
}

/** What one layer computes and moves; what is not known counts as nothing. */
export function workOfLayer(layer: LayerFigures): Work {
  const number = (count: CountJson): number => approximate(count) ?? 0;
  return workOf({
    macs: number(layer.macs),
    params: number(layer.params),
    statistics: number(layer.statistics),
    written: number(layer.activations),
    read: number(layer.reads),
  });
}
