// GoogLeNet: a 1×1 convolution that reduces the channels before an expensive convolution, and behind a pooling.
import { add, floorDiv, max, product, type Int } from '../../math/int.js';
import type { NetworkAnalysis } from '../analysis.js';
import type { UnrolledLayer, UnrolledNetwork } from '../unrolled.js';
import {
  branchesOf,
  convolutionOf,
  forkSizes,
  hasUnitStride,
  isUnitKernel,
  kernelText,
  macsOf,
  onlyReader,
  sourceOf,
  squareKernel,
  type Branches,
  type Convolution,
} from '../structure.js';
import { byLine, noteAt, type Insight } from './insight.js';

/** Below this many channels a quarter of them is too few to work on: GoogLeNet reduces from 192 on. */
const MANY_CHANNELS = 128;
/** Of the network's MACs, all instances of a line together. What is less cannot save much. */
const SHARE_OF_LINE = 0.1;
/** The same for one that neither stands beside others in a concatenation nor thins the channels itself. */
const SHARE_ALONE = 0.2;
/** As in the lecture: 64 of 256. */
export const REDUCTION = 4;

export const reduction: Insight = {
  name: 'reduction',
  title: '1×1 reduction',
  suggestion: 'Suggest 1×1 reduction layers',
  source: 'Szegedy et al., "Going deeper with convolutions" (2014), section 4',
  lesson:
    'The naive Inception module on 28 × 28 × 256 costs 854,196,224 multiply-accumulates. 1×1 convolutions to 64 channels ' +
    'before its 3×3 and 5×5 convolutions and after its pooling leave 271,351,808.',
  when:
    `A k×k convolution without groups on ${MANY_CHANNELS} channels or more that do not come from a 1×1 convolution already. ` +
    'In a branch of a concatenation, or where it has fewer filters than channels, all instances of its line must hold a tenth ' +
    "of the network's multiply-accumulates; anywhere else it must hold a fifth alone, and be no part of a stack of equal " +
    'kernels or of a residual branch, which are lessons of their own. Not in networks that enlarge maps, such as decoders. The 1×1 convolution that is proposed keeps a quarter ' +
    'of the channels. A quick fix inserts it.',
  example: `net Naive {
  input map: 256 x 28 x 28
  concat {
    | Conv(128, 1)
    | Conv(192, 3, pad = 1)
    | Conv(96, 5, pad = 2)
    | MaxPool(3, stride = 1, pad = 1) -> Conv(64, 1)
  }
}`,
  find: (network, flat) => {
    const modules = modulesOf(flat);
    const found = expensive(network, flat, modules);
    return byLine(flat, found, ({ layer }) => layer).flatMap(({ line, members: instances }) => {
      const [{ layer, kernel, channels, filters, macs, from, to }] = instances;
      const reduced = max(1, floorDiv(channels, REDUCTION));
      const reducedMacs = add(
        product([channels, reduced, ...from]),
        product([...kernel, reduced, filters, ...to]),
      );
      if (reducedMacs >= macs) return [];
      const module = modules.get(layer);
      const moduleMacs = module && macsOf(module.layers);
      return [
        noteAt(
          line,
          [...instances.map((each) => each.layer), ...(module ? [module.join] : [])],
          {
            code: 'reduction-saves',
            data: {
              kernel: kernelText(kernel),
              channels,
              macs,
              reduced,
              reducedMacs,
              moduleMacs: moduleMacs === macs ? undefined : moduleMacs,
              sameChannels: instances.every((each) => each.channels === channels),
            },
          },
          'part of the same module',
        ),
      ];
    });
  },
};

export const poolingBranch: Insight = {
  name: 'poolingBranch',
  title: 'Pooling in a concatenation',
  suggestion: 'Suggest 1×1 convolutions after pooling in a concatenation',
  source: 'Szegedy et al., "Going deeper with convolutions" (2014), section 4',
  lesson:
    'A pooling branch gives as many channels as it takes. In a concatenation with convolutions the channels can then only ' +
    'grow from module to module, and with them the cost of all that follow.',
  when:
    'A pooling of stride 1 whose channels go into a concatenation unreduced, together with a branch with a convolution. Poolings with a ' +
    'stride are left alone: in parallel with a strided convolution they halve the map without a bottleneck (Szegedy et al. 2015, ' +
    '"Rethinking the Inception architecture", section 5). A quick fix inserts a 1×1 convolution that keeps a quarter.',
  example: `net Module {
  input map: 256 x 28 x 28
  concat {
    | Conv(128, 1)
    | Conv(64, 1) -> Conv(192, 3, pad = 1)
    | MaxPool(3, stride = 1, pad = 1)
  }
}`,
  find: (_, flat) => {
    const found = [...new Set(modulesOf(flat).values())].flatMap((module) => {
      const { join, branches, fork } = module;
      const learned = branches.some((branch) => branch.some((layer) => convolutionOf(layer)));
      if (!learned) return [];
      return branches.flatMap((branch) => {
        const [pooling, ...others] = branch.filter(
          ({ node }) => node.application.operator.family !== 'activation',
        );
        const alone = pooling && others.length === 0 && pooling.inputs[0] === fork && isUnitPooling(pooling);
        return alone ? [{ join, pooling, sizes: forkSizes(flat, module) }] : [];
      });
    });
    return byLine(flat, found, ({ pooling }) => pooling).flatMap(({ line, members: instances }) => {
      const [{ join, sizes }] = instances;
      const channels = sizes?.[0];
      const total = join.node.outputs[0]?.shape;
      const all = total && !('unknown' in total) ? total[0] : undefined;
      if (channels === undefined || all === undefined || typeof all === 'object') return [];
      const reduced = max(1, floorDiv(channels, REDUCTION));
      const sameChannels = instances.every((each) => each.sizes?.[0] === channels);
      const data = { channels, total: all, reduced, sameChannels };
      const layers = [...instances.map(({ pooling }) => pooling), join];
      return [noteAt(line, layers, { code: 'pooling-carries-channels', data }, 'joined here')];
    });
  },
};

function isUnitPooling({ node }: UnrolledLayer): boolean {
  const { operator, windows, globalPooling } = node.application;
  return (
    operator.family === 'pooling' &&
    !globalPooling &&
    windows.length > 0 &&
    windows.every(({ stride }) => stride === 1)
  );
}

/** For each layer in a branch of a concatenation along the channels, the innermost such module. */
function modulesOf(flat: UnrolledNetwork): ReadonlyMap<UnrolledLayer, Branches> {
  const modules = new Map<UnrolledLayer, Branches>();
  for (const join of flat.layers) {
    if (join.node.application.operator.name !== 'Concat' || join.inputs.length < 2) continue;
    const found = branchesOf(flat, join);
    for (const layer of found?.layers ?? []) if (found && !modules.has(layer)) modules.set(layer, found);
  }
  return modules;
}

function expensive(
  { totals }: NetworkAnalysis,
  flat: UnrolledNetwork,
  modules: ReadonlyMap<UnrolledLayer, Branches>,
): readonly Convolution[] {
  // What enlarges makes a decoder: its convolutions join what the encoder kept, which is what they are wide for.
  if (totals.unknownLayers > 0 || flat.layers.some(enlarges)) return [];
  const candidates = flat.layers.flatMap((layer) => {
    const conv = layer.training ? undefined : convolutionOf(layer);
    return conv && conv.channels >= MANY_CHANNELS && conv.groups === 1 && !isUnitKernel(conv) ? [conv] : [];
  });
  const share = (macs: Int): number => Number(macs) / Number(totals.macs);
  const unreduced = candidates.filter(({ layer }) => !isReduced(flat, layer));
  const belongs = new Set(unreduced.map(({ layer }) => layer));
  return byLine(flat, unreduced, ({ layer }) => layer, belongs).flatMap(({ members: wide }) => {
    const lineShare = share(wide.reduce<Int>((sum, { macs }) => add(sum, macs), 0));
    return wide.filter(({ layer, channels, filters, macs }) => {
      if (modules.has(layer) || filters < channels) return lineShare >= SHARE_OF_LINE;
      return share(macs) >= SHARE_ALONE && !isStacked(flat, layer) && !isResidual(flat, layer);
    });
  });
}

const enlarging: ReadonlySet<string> = new Set([
  'ConvTranspose',
  'Upsample',
  'Resize',
  'PixelShuffle',
  'Unpool',
]);
const enlarges = ({ node }: UnrolledLayer): boolean => enlarging.has(node.application.operator.name);

/** Its channels come from a 1×1 convolution. */
function isReduced(flat: UnrolledNetwork, layer: UnrolledLayer): boolean {
  const before = convolutionOf(sourceOf(flat, layer));
  return before !== undefined && isUnitKernel(before);
}

/** Before or behind another convolution with the same kernel and as many filters. */
function isStacked(flat: UnrolledNetwork, layer: UnrolledLayer): boolean {
  const own = convolutionOf(layer);
  return [sourceOf(flat, layer), onlyReader(flat, layer)].some((neighbour) => {
    const other = convolutionOf(neighbour);
    return (
      own &&
      other &&
      hasUnitStride(other) &&
      squareKernel(other) === squareKernel(own) &&
      other.filters === own.filters
    );
  });
}

/** It, or the convolution behind it, ends in an addition. */
function isResidual(flat: UnrolledNetwork, layer: UnrolledLayer): boolean {
  const next = onlyReader(flat, layer);
  const after = next && convolutionOf(next) ? onlyReader(flat, next) : undefined;
  return [next, after].some((each) => each?.node.application.operator.name === 'Add');
}
