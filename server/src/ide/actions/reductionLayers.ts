// The 1×1 convolution that insights propose, as layers to be written.
import type { FindingData } from '../../findings/catalogue.js';
import type { Finding } from '../../graph/graph.js';
import { REDUCTION } from '../../analysis/insights/reduction.js';
import { formatInt } from '../../math/int.js';
import type { NewLayer } from '../../contract/rewriter.js';
import { operatorFor } from '../../ops/registry.js';
import { actionTitles } from '../texts.js';

/** The layers, and what they reduce to in words. Where instances differ in channels they keep a share of them. */
export function reductionLayers({ data }: Finding): {
  readonly layers: readonly NewLayer[];
  readonly to: string;
} {
  const { reduced, sameChannels } = data as FindingData<'reduction-saves' | 'pooling-carries-channels'>;
  const value = sameChannels ? reduced : { channelsOver: REDUCTION };
  return {
    layers: [
      { operator: operatorFor('convolution').name, arguments: [{ value }, { value: 1 }] },
      { operator: operatorFor('rectifier').name, arguments: [] },
    ],
    to: sameChannels ? actionTitles.toChannels(formatInt(reduced)) : actionTitles.toQuarter,
  };
}
