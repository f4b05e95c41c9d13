// A network with all block instances spelled out: its layers in order, and who reads whom. For questions of structure.
import type { Network, OperatorNode, Site } from '../graph/graph.js';
import { mainOutput } from '../graph/graph.js';
import { cached } from './cached.js';
import { walkLayers, type BlockInstance } from './walk.js';

export interface UnrolledLayer {
  readonly index: number;
  readonly node: OperatorNode;
  /** The innermost block instance around it. */
  readonly instance: BlockInstance | undefined;
  /** Layers that make its operands, before it in the order; −1 for an input of the network. */
  readonly inputs: readonly number[];
  /** Layers that read what it makes, each once. */
  readonly users: readonly number[];
  /** What it makes is an output of the network. */
  readonly isOutput: boolean;
  /** Serves training-only outputs alone. */
  readonly training: boolean;
}

export interface UnrolledNetwork {
  /** Every layer that an output needs, after those that it reads. */
  readonly layers: readonly UnrolledLayer[];
  /** The layer that makes the main output; −1 where there is none. */
  readonly main: number;
}

/**
 * Networks of more layers are not spelled out: ResNet-1202 has 4,240, and beyond such it is sharing between equal
 * blocks that keeps an edit fast.
 */
const MOST_LAYERS = 5_000;

/** Undefined for a network of very many layers. Computed once. */
export function unroll(network: Network): UnrolledNetwork | undefined {
  const known = unrolledOf(network);
  return known === 'tooLarge' ? undefined : known;
}

const unrolledOf = cached(computeUnrolled);

function computeUnrolled(network: Network): UnrolledNetwork | 'tooLarge' {
  const layers: { -readonly [Key in keyof UnrolledLayer]: UnrolledLayer[Key] }[] = [];
  const users: number[][] = [];
  const { body, outputs } = network;
  const results = walkLayers<number>(network, {
    inputs: body.inputs.map(() => -1),
    needed: 'all',
    visit: ({ node, instance, inputs, training }) => {
      const index = layers.length;
      if (index >= MOST_LAYERS) return undefined;
      const own: number[] = [];
      users.push(own);
      layers.push({ index, node, instance, inputs, users: own, isOutput: false, training });
      for (const operand of new Set(inputs)) users[operand]?.push(index);
      return node.outputs.map(() => index);
    },
  });
  if (results === undefined) return 'tooLarge';
  for (const { value } of outputs) {
    const layer = layers[results[body.outputs.indexOf(value)] ?? -1];
    if (layer) layer.isOutput = true;
  }
  const main = mainOutput(network);
  return { layers, main: main ? (results[body.outputs.indexOf(main.value)] ?? -1) : -1 };
}

/** The lines of text that lead to a layer: its own, then those of the block instances around it. */
export function linesOf({ node, instance }: UnrolledLayer): readonly Site[] {
  const sites = [node.site];
  for (let each = instance; each; each = each.outer) sites.push(each.call.site);
  return sites;
}
