// Wide ResNet: what widening residual blocks does to parameters and depth.
import { add, type Int } from '../../math/int.js';
import type { UnrolledNetwork } from '../unrolled.js';
import { isBasic, isBottleneck, residualBlocks, type ResidualBlock } from '../residual.js';
import { convolutionOf, type Convolution } from '../structure.js';
import { byLine, noteAt, type Insight } from './insight.js';

/** Factors below this are a matter of taste, not a widened network. */
const WIDE = 1.5;

export const widening: Insight = {
  name: 'widening',
  title: 'Widened residual blocks',
  source: 'Zagoruyko and Komodakis, "Wide residual networks" (2016)',
  lesson:
    'k times the channels take k² times the weights of a block, and not one step more: a wide net of 28 layers can hold more than ' +
    'a thin one of a thousand, and a GPU runs it in far less time.',
  when:
    `Basic blocks whose first stage is at least ${WIDE} times as wide as the first convolution of the network, which ResNet gives the ` +
    'width of its first stage; or bottlenecks whose middle holds more than a quarter of the channels around it, which is what ResNet ' +
    'gives it. Without groups: ResNeXt spends such width on groups.',
  example: `block Wide(width) {
  add {
    | Conv(width, 3, pad = 1) -> ReLU -> Conv(width, 3, pad = 1)
    | if it.channels != width { Conv(width, 1) }
  }
}
net Widened {
  input image: 3 x 32 x 32
  Conv(16, 3, pad = 1)
  repeat 4 { Wide(160) }
}`,
  find: ({ depth, totals }, flat) => {
    if (totals.unknownLayers > 0) return [];
    const blocks = residualBlocks(flat);
    const widened = basicBlocks(flat, blocks) ?? bottlenecks(blocks);
    if (!widened || widened.factor < WIDE) return [];
    const { factor, thinned, blocks: wide, shown } = widened;
    const sum = (of: (block: ResidualBlock) => Int): Int =>
      wide.reduce<Int>((all, block) => add(all, of(block)), 0);
    const weights = sum(({ convolutions }) =>
      convolutions.reduce<Int>((all, each) => add(all, each.weights), 0),
    );
    const thinWeights = sum(({ convolutions }) =>
      convolutions.reduce<Int>((all, each) => add(all, Math.round(Number(each.weights) * thinned(each))), 0),
    );
    const convolutions = wide.flatMap((block) => block.convolutions.map(({ layer }) => layer));
    const [group] = byLine(flat, [shown.layer], (layer) => layer, new Set(convolutions));
    return [
      noteAt(group?.line ?? shown.layer.node.site, [shown.layer], {
        code: 'widened-blocks',
        data: {
          factor: String(Number(factor.toFixed(2))),
          width: shown.filters,
          thin: Math.round(Number(shown.filters) / factor),
          weights,
          thinWeights,
          depth,
          blocks: wide.length,
        },
      }),
    ];
  },
};

interface Widened {
  readonly factor: number;
  readonly blocks: readonly ResidualBlock[];
  /** The convolution that shows it. */
  readonly shown: Convolution;
  /** The share of a convolution's weights that are left without widening. */
  readonly thinned: (conv: Convolution) => number;
}

function basicBlocks(flat: UnrolledNetwork, all: readonly ResidualBlock[]): Widened | undefined {
  const blocks = all.filter(isBasic);
  const [first] = blocks;
  const stem = flat.layers.map(convolutionOf).find((conv) => conv !== undefined);
  const [shown] = first?.convolutions ?? [];
  if (!stem || !shown || shown === stem || shown.layer === stem.layer || stem.groups !== 1) return undefined;
  const factor = Number(shown.filters) / Number(stem.filters);
  const widths = new Set(blocks.flatMap(({ convolutions }) => convolutions.map(({ filters }) => filters)));
  return {
    factor,
    blocks,
    shown,
    thinned: ({ channels }) => 1 / factor / (widths.has(channels) ? factor : 1),
  };
}

function bottlenecks(all: readonly ResidualBlock[]): Widened | undefined {
  const factorOf = ({ convolutions: [, middle, up] }: ResidualBlock): number =>
    (4 * Number(middle?.filters)) / Number(up?.filters);
  const some = all.filter(isBottleneck);
  const [first] = some;
  const shown = first?.convolutions[1];
  if (!first || !shown) return undefined;
  const factor = factorOf(first);
  return {
    factor,
    blocks: some.filter((block) => factorOf(block) === factor),
    shown,
    thinned: ({ kernel }) => (kernel.every((each) => each === 1) ? 1 / factor : 1 / factor ** 2),
  };
}
