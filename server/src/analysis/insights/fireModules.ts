// SqueezeNet: the squeeze ratio of a fire module, and the share of its filters that are 3×3.
import { add, product, type Int } from '../../math/int.js';
import type { UnrolledLayer, UnrolledNetwork } from '../unrolled.js';
import {
  branchesOf,
  convolutionOf,
  hasUnitStride,
  isThrough,
  isUnitKernel,
  sourceOf,
  type Convolution,
} from '../structure.js';
import { byLine, noteAt, type Insight } from './insight.js';

export const fireModules: Insight = {
  name: 'fireModules',
  title: 'Fire modules',
  source: 'Iandola et al., "SqueezeNet" (2016), sections 3 and 5',
  lesson:
    'Three strategies save parameters: 1×1 filters in place of 3×3, few channels into the 3×3 filters that remain, and pooling late. ' +
    'The squeeze ratio (squeezing filters to expanding ones) and the share of 3×3 filters are the two knobs of a fire module.',
  when:
    'A 1×1 convolution to fewer channels, read by a 1×1 and a k×k convolution alone that are concatenated, with more filters together ' +
    'than it has. Without the squeeze, or with other branches, it is no fire module.',
  example: `net Fire {
  input map: 96 x 55 x 55
  Conv(16, 1) -> ReLU
  concat {
    | Conv(64, 1) -> ReLU
    | Conv(64, 3, pad = 1) -> ReLU
  }
}`,
  find: (_, flat) => {
    const modules = flat.layers.flatMap((layer) => fireModule(flat, layer) ?? []);
    return byLine(flat, modules, ({ join }) => join).map(({ line, members: group }) => {
      const sum = (of: (module: FireModule) => Int): Int =>
        group.reduce<Int>((all, each) => add(all, of(each)), 0);
      return noteAt(
        line,
        group.flatMap(({ join, squeeze, expand1, expand3 }) => [
          join,
          ...[squeeze, expand1, expand3].map(({ layer }) => layer),
        ]),
        {
          code: 'fire-module',
          data: {
            modules: group.map((each) => ({
              channels: each.squeeze.channels,
              squeeze: each.squeeze.filters,
              expand1: each.expand1.filters,
              expand3: each.expand3.filters,
            })),
            weights: sum((each) =>
              add(each.squeeze.weights, add(each.expand1.weights, each.expand3.weights)),
            ),
            unsqueezed: sum((each) =>
              add(
                product([each.squeeze.channels, each.expand1.filters]),
                product([...each.expand3.kernel, each.squeeze.channels, each.expand3.filters]),
              ),
            ),
          },
        },
        'of the module',
      );
    });
  },
};

interface FireModule {
  readonly join: UnrolledLayer;
  readonly squeeze: Convolution;
  readonly expand1: Convolution;
  readonly expand3: Convolution;
}

function fireModule(flat: UnrolledNetwork, join: UnrolledLayer): FireModule | undefined {
  if (join.node.application.operator.name !== 'Concat' || join.inputs.length !== 2) return undefined;
  const module = branchesOf(flat, join);
  const start = flat.layers[module?.fork ?? -1];
  const squeeze = convolutionOf(start && isThrough(start) ? sourceOf(flat, start) : start);
  const expanding = module?.branches.map((branch) => {
    const convolutions = branch.flatMap((layer) => convolutionOf(layer) ?? []);
    const others = branch.filter((layer) => !convolutionOf(layer) && !isThrough(layer));
    return convolutions.length === 1 && others.length === 0 ? convolutions[0] : undefined;
  });
  const expand1 = expanding?.find((conv) => conv && isUnitKernel(conv));
  const expand3 = expanding?.find((conv) => conv && !isUnitKernel(conv));
  if (!squeeze || !expand1 || !expand3 || !isUnitKernel(squeeze)) return undefined;
  const fits =
    [squeeze, expand1, expand3].every((conv) => hasUnitStride(conv) && conv.groups === 1) &&
    squeeze.filters < squeeze.channels &&
    squeeze.filters < add(expand1.filters, expand3.filters);
  return fits ? { join, squeeze, expand1, expand3 } : undefined;
}
