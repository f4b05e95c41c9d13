// AlexNet and VGG: linear layers on a feature map hold most parameters; Network in Network's averages do without.
import { add, product, sub, type Int } from '../../math/int.js';
import { isUnknown } from '../../math/dim.js';
import type { UnrolledLayer, UnrolledNetwork } from '../unrolled.js';
import { isThrough, knownSizes, onlyReader } from '../structure.js';
import { noteAt, type Insight } from './insight.js';

/** "Most": more than half. */
const MOST = 0.5;
/** Where there are fewer, nobody needs to save any. */
const FEWEST = 10_000;

export const linearLayers: Insight = {
  name: 'linearLayers',
  title: 'Linear layers that hold most parameters',
  source: 'Lin, Chen and Yan, "Network in network" (2013), section 3.2',
  lesson:
    'Nine parameters of ten are in the fully connected layers of AlexNet and VGG-16, most of them in the first, which sees every value ' +
    'of the last feature map. Global average pooling leaves one value for each channel.',
  when:
    "Linear layers after a feature map of more than one pixel, the first seeing all of it, that hold more than half of the network's " +
    'parameters, and 10,000 at least. Not for networks without feature maps, nor for linear layers on tokens or after global pooling.',
  example: `net Classifier {
  input image: 3 x 32 x 32
  Conv(32, 3, pad = 1) -> ReLU -> MaxPool(2)
  Flatten -> Linear(256) -> ReLU -> Linear(10)
}`,
  find: ({ totals }, flat) => {
    if (totals.unknownLayers > 0) return [];
    for (const layer of flat.layers) {
      const map = layer.training ? undefined : mapSeenBy(flat, layer);
      if (!map) continue;
      const chain = [layer];
      for (let next = onlyReader(flat, layer); next && isLinear(next); next = onlyReader(flat, next))
        chain.push(next);
      const params = chain.reduce<Int>((sum, each) => add(sum, paramsOf(each)), 0);
      if (params < FEWEST || Number(params) <= MOST * Number(totals.params)) continue;
      const [channels = 1] = map;
      const last = chain.at(-1)!;
      const classes = knownSizes(last.node.outputs[0])?.at(-1) ?? 1;
      const bias = last.node.application.weights.length > 1 ? classes : 0;
      const left = add(sub(totals.params, params), add(product([channels, classes]), bias));
      return [
        noteAt(
          layer.node.site,
          chain,
          {
            code: 'linear-layers-hold-most',
            data: {
              layers: chain.map((each) => ({ name: each.node.name, params: paramsOf(each) })),
              params,
              total: totals.params,
              map,
              left,
              classes,
            },
          },
          'counted with it',
        ),
      ];
    }
    return [];
  },
};

const isLinear = ({ node }: UnrolledLayer): boolean => node.application.operator.name === 'Linear';

function paramsOf({ node }: UnrolledLayer): Int {
  const { params } = node.application;
  return isUnknown(params) ? 0 : params;
}

/** The feature map of more than one pixel of which a linear layer sees every value. */
function mapSeenBy({ layers }: UnrolledNetwork, linear: UnrolledLayer): readonly Int[] | undefined {
  if (!isLinear(linear)) return undefined;
  const seen = linear.node.application.weights[0]?.shape[1];
  let layer = linear;
  for (;;) {
    const sizes = knownSizes(layer.node.inputs[0]);
    if (!sizes || product(sizes) !== seen) return undefined;
    if (sizes.length > 1) return product(sizes.slice(1)) > 1 ? sizes : undefined;
    const before = layers[layer.inputs[0] ?? -1];
    if (
      !before ||
      before.inputs.length !== 1 ||
      !(isThrough(before) || before.node.application.operator.view)
    )
      return undefined;
    layer = before;
  }
}
