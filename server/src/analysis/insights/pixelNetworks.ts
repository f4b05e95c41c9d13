// Network in Network: 1×1 convolutions are a fully connected network that runs at every pixel.
import { product } from '../../math/int.js';
import type { UnrolledLayer, UnrolledNetwork } from '../unrolled.js';
import {
  convolutionOf,
  hasUnitStride,
  isActivated,
  isUnitKernel,
  onlyReader,
  type Convolution,
} from '../structure.js';
import { byLine, noteAt, type Insight } from './insight.js';

export const pixelNetworks: Insight = {
  name: 'pixelNetworks',
  title: '1×1 convolutions',
  source: 'Lin, Chen and Yan, "Network in network" (2013), section 3.1',
  lesson:
    'A 1×1 convolution is a linear layer over the channels, the same at every pixel. Several with activations between them are a small ' +
    'fully connected network ("mlpconv") in the place of one filter.',
  when:
    'Two or more 1×1 convolutions in a row, of stride 1 and without groups, with an activation between them, on a map of more than one ' +
    'pixel. Without an activation they would be one linear map; on a single pixel they are the gates of squeeze and excitation. Single ' +
    '1×1 convolutions say it in their hovers only.',
  example: `net MlpConv {
  input image: 3 x 32 x 32
  Conv(192, 5, pad = 2) -> ReLU
  Conv(160, 1) -> ReLU
  Conv(96, 1) -> ReLU
}`,
  find: (_, flat) => {
    const runs = runsOf(flat);
    const belongs = new Set(runs.flatMap((run) => (run.length > 1 ? run.map(({ layer }) => layer) : [])));
    const several = byLine(
      flat,
      runs.filter((run) => run.length > 1),
      ([first]) => first.layer,
      belongs,
    ).map(({ line, members: [[first, ...others]] }) =>
      noteAt(
        line,
        [first, ...others].map(({ layer }) => layer),
        {
          code: 'pixel-mlp',
          data: {
            widths: [first.channels, first.filters, ...others.map(({ filters }) => filters)],
            positions: product(first.from),
          },
        },
        'of the same network',
      ),
    );
    const single = byLine(
      flat,
      runs.filter((run) => run.length === 1),
      ([only]) => only.layer,
    ).map(({ line, members: [[{ layer, channels, filters, from }]] }) => {
      const data = { from: channels, to: filters, positions: product(from) };
      return { ...noteAt(line, [layer], { code: 'pixel-linear', data }), at: undefined };
    });
    return [...several, ...single];
  },
};

function runsOf(flat: UnrolledNetwork): readonly (readonly [Convolution, ...Convolution[]])[] {
  const runs: [Convolution, ...Convolution[]][] = [];
  const taken = new Set<UnrolledLayer>();
  for (const layer of flat.layers) {
    const first = taken.has(layer) ? undefined : pixelwise(layer);
    if (!first) continue;
    const run: [Convolution, ...Convolution[]] = [first];
    for (let last = first; isActivated(flat, last.layer);) {
      const next = pixelwise(onlyReader(flat, last.layer));
      if (!next) break;
      run.push((last = next));
      taken.add(next.layer);
    }
    runs.push(run);
  }
  return runs;
}

function pixelwise(layer: UnrolledLayer | undefined): Convolution | undefined {
  const conv = convolutionOf(layer);
  return conv && isUnitKernel(conv) && hasUnitStride(conv) && conv.groups === 1 && product(conv.from) > 1
    ? conv
    : undefined;
}
