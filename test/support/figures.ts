// All figures of a network, for comparing what must be equal.
import type { NetworkAnalysis } from '../../server/src/analysis/analysis.js';
import { forEachLayer } from '../../server/src/analysis/layers.js';
import { mainOutput } from '../../server/src/graph/graph.js';
import { shapeKey } from '../../server/src/math/dim.js';

/** Totals, depth, receptive field, output, and the layers as a multiset of operator, output shapes, parameters and MACs. */
export function figuresOf(network: NetworkAnalysis): object {
  const { totals, depth, featureMap } = network;
  const layers: string[] = [];
  forEachLayer(network.network, ({ node, training }) => {
    const { operator, params, macCount, outputs } = node.application;
    if (!training)
      layers.push([operator.name, outputs.map(shapeKey).join(' | '), params, macCount].join(' '));
  });
  const { params, macs, activations, statistics } = totals;
  return {
    params,
    macs,
    activations,
    statistics,
    depth,
    field: featureMap.field,
    output: mainOutput(network.network)?.value.shape,
    layers: layers.sort(),
  };
}
