// Stochastic Depth and FractalNet: what is dropped at random in training, and what that leaves of depth and cost.
import type { UnrolledLayer, UnrolledNetwork } from '../unrolled.js';
import { shortestPath } from '../paths.js';
import { sitesOf, type Insight } from './insight.js';

export const expectedDepth: Insight = {
  name: 'expectedDepth',
  title: 'Branches that are dropped in training',
  source:
    'Huang et al., "Deep networks with stochastic depth" (2016), section 3; Larsson et al., "FractalNet" (2017), on drop-path',
  lesson:
    'With survival falling linearly from 1 to 0.5 over the 54 blocks of ResNet-110, 40.25 of them run in a training step on average: the ' +
    'network is shorter for the gradient, and a quarter of the computation is saved. At inference all are there.',
  when: 'A network with a branch that survives with a probability below 1.',
  example: `net Droppable {
  input map: 16 x 32 x 32
  for i in 0 ..< 4 {
    add {
      | survive(1 - i / 8): Conv(16, 3, pad = 1) -> ReLU -> Conv(16, 3, pad = 1)
      | it
    }
  }
}`,
  find: (network, flat) => {
    const { expected, depth, totals } = network;
    if (!expected || totals.unknownLayers > 0 || totals.macs === 0) return [];
    const joins = flat.layers.filter(
      ({ node, training }) => !training && node.survival?.some((chance) => chance < 1),
    );
    const { site } = network.network;
    return [
      {
        problem: {
          code: 'expected-depth',
          data: {
            ...keptOf(joins),
            depth,
            expectedDepth: expected.depth,
            macs: totals.macs,
            expectedMacs: expected.macs,
            shortest: shortestPath(flat),
          },
        },
        at: site.name,
        sites: [site, ...sitesOf(joins)],
        related: [],
      },
    ];
  },
};

/** Operands that may be dropped, and how many of them are kept on average, join by join. */
function keptOf(joins: UnrolledNetwork['layers']): { readonly kept: number; readonly droppable: number } {
  let [kept, droppable] = [0, 0];
  for (const { node } of joins as readonly UnrolledLayer[]) {
    const chances = node.survival ?? [];
    for (const chance of chances) {
      if (chance >= 1) continue;
      droppable++;
      kept += chance;
    }
    // Were all dropped, one of them is kept.
    kept += chances.reduce((product, chance) => product * (1 - chance), 1);
  }
  return { kept: Number(kept.toPrecision(12)), droppable };
}
