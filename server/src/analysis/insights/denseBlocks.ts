// DenseNet: channels that grow from layer to layer, what it costs to keep them, and what transitions leave of them.
import { add, product, sub, type Int } from '../../math/int.js';
import type { UnrolledLayer, UnrolledNetwork } from '../unrolled.js';
import { convolutionOf, isUnitKernel, knownSizes, onlyReader, type Convolution } from '../structure.js';
import { byLine, noteAt, type LineGroup, type Insight } from './insight.js';

/** Two concatenations in a row may be a skip connection; three of one growth are a habit. */
const FEWEST_LAYERS = 3;

export const denseBlocks: Insight = {
  name: 'denseBlocks',
  title: 'Dense connectivity',
  source:
    'Huang et al., "Densely connected convolutional networks" (2016), section 3; Pleiss et al., "Memory-efficient implementation of DenseNets" (2017)',
  lesson:
    'Each layer of a dense block adds a few channels and sees all that came before. Layers stay thin, but what enters them grows, and ' +
    'all features must be kept. A transition compresses them before the next block.',
  when:
    `${FEWEST_LAYERS} or more concatenations along the channels, one after the other, that each add the same number of channels computed from all ` +
    'that they keep. Concatenations of other branches, as in Inception, or over a long way, as in a U-Net, are none.',
  example: `net Dense {
  input map: 24 x 32 x 32
  repeat 6 {
    concat {
      | it
      | BatchNorm -> ReLU -> Conv(12, 3, pad = 1)
    }
  }
  BatchNorm -> ReLU -> Conv(48, 1) -> AvgPool(2)
}`,
  find: (_, flat) =>
    groupsOf(flat).map(({ line, members: blocks }) => {
      const joins = blocks.flatMap((block) => block.joins);
      const transitions = blocks.flatMap(({ transition }) => transition ?? []);
      const sum = (layers: readonly UnrolledLayer[]): Int =>
        layers.reduce<Int>((all, layer) => add(all, product(knownSizes(layer.node.outputs[0]) ?? [])), 0);
      return noteAt(
        line,
        [...joins.map(({ layer }) => layer), ...transitions.map(({ layer }) => layer)],
        {
          code: 'dense-block',
          data: {
            blocks: blocks.map(({ joins: own }) => ({
              layers: own.length,
              from: own[0]!.from,
              to: own.at(-1)!.to,
              growth: own[0]!.growth,
            })),
            features: sum(blocks.map(({ joins: own }) => own.at(-1)!.layer)),
            written: sum(joins.map(({ layer }) => layer)),
            transitions: transitions
              .filter(({ channels, filters }) => filters < channels)
              .map(({ channels, filters }) => ({ from: channels, to: filters })),
          },
        },
        'of the dense blocks and transitions',
      );
    }),
};

/** A concatenation that adds channels computed from all the others that it keeps. */
interface DenseJoin {
  readonly layer: UnrolledLayer;
  /** The concatenation before it in its block, where there is one. */
  readonly before: number;
  readonly from: Int;
  readonly to: Int;
  readonly growth: Int;
}

interface DenseBlock {
  readonly joins: readonly DenseJoin[];
  readonly transition: Convolution | undefined;
}

function groupsOf(flat: UnrolledNetwork): readonly LineGroup<DenseBlock>[] {
  const blocks = blocksOf(flat);
  const joins = new Set(blocks.flatMap((block) => block.joins.map(({ layer }) => layer)));
  return byLine(flat, blocks, (block) => block.joins[0]!.layer, joins);
}

function blocksOf(flat: UnrolledNetwork): readonly DenseBlock[] {
  const joins = new Map<number, DenseJoin>();
  const last = new Map<number, DenseJoin[]>();
  for (const layer of flat.layers) {
    const join = denseJoin(flat, layer);
    if (!join) continue;
    joins.set(layer.index, join);
    const run = last.get(join.before);
    // The run is now known by its new end.
    if (run && run.at(-1)?.growth === join.growth) {
      last.delete(join.before);
      run.push(join);
      last.set(layer.index, run);
    } else last.set(layer.index, [join]);
  }
  return [...last.values()]
    .filter((run) => run.length >= FEWEST_LAYERS)
    .map((run) => ({ joins: run, transition: transitionOf(flat, run.at(-1)!.layer) }));
}

function denseJoin(flat: UnrolledNetwork, layer: UnrolledLayer): DenseJoin | undefined {
  if (layer.node.application.operator.name !== 'Concat' || layer.inputs.length < 2) return undefined;
  const output = knownSizes(layer.node.outputs[0]);
  if (!output || output.length < 2) return undefined;
  for (const [which, operand] of layer.inputs.entries()) {
    const kept = layer.inputs.filter((_, other) => other !== which);
    const before = originOf(flat, operand, kept);
    const growth = knownSizes(layer.node.inputs[which])?.[0];
    if (before === undefined || growth === undefined) continue;
    const to = output[0] as Int;
    return { layer, before, from: sub(to, growth), to, growth };
  }
  return undefined;
}

/** Layers within one layer of a dense block: normalisation, activation and convolution, twice, and dropout. */
const LONGEST_LAYER = 16;

/**
 * Whether an operand is computed from all that its concatenation keeps: from its only other operand, or from an earlier
 * concatenation of just the kept ones. Gives the layer of that; at least one convolution lies between.
 */
function originOf({ layers }: UnrolledNetwork, operand: number, kept: readonly number[]): number | undefined {
  let learned = false;
  let at = operand;
  for (let step = 0; step < LONGEST_LAYER; step++) {
    const layer = layers[at];
    const isKept = kept.length === 1 && kept[0] === at;
    const isSame =
      layer?.node.application.operator.name === 'Concat' &&
      layer.inputs.length === kept.length &&
      layer.inputs.every((input) => kept.includes(input));
    if (isKept || isSame) return learned ? at : undefined;
    if (!layer || layer.inputs.length !== 1) return undefined;
    learned ||= convolutionOf(layer) !== undefined;
    at = layer.inputs[0] ?? -1;
  }
  return undefined;
}

/** The 1×1 convolution that alone reads what a block gives. */
function transitionOf(flat: UnrolledNetwork, last: UnrolledLayer): Convolution | undefined {
  const conv = convolutionOf(onlyReader(flat, last));
  return conv && isUnitKernel(conv) ? conv : undefined;
}
