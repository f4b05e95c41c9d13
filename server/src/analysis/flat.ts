// A network with all block instances spelled out: its layers in order, and who reads whom. For questions of structure.
import type { Body, CallNode, Network, OperatorNode, Site } from '../graph/graph.js';
import { mainOutput } from '../graph/graph.js';
import { liveness, needOf, type Need } from './liveness.js';
import { remembered } from './remembered.js';

/** The block instances around a layer, innermost first. */
export interface Way {
  readonly call: CallNode;
  readonly outer: Way | undefined;
}

export interface FlatLayer {
  readonly index: number;
  readonly node: OperatorNode;
  readonly way: Way | undefined;
  /** Layers that make its operands, before it in the order; −1 for an input of the network. */
  readonly inputs: readonly number[];
  /** Layers that read what it makes, each once. */
  readonly users: readonly number[];
  /** What it makes is an output of the network. */
  readonly isOutput: boolean;
  /** Serves training-only outputs alone. */
  readonly training: boolean;
}

export interface FlatNetwork {
  /** Every layer that an output needs, after those that it reads. */
  readonly layers: readonly FlatLayer[];
  /** The layer that makes the main output; −1 where there is none. */
  readonly main: number;
}

/**
 * Networks of more layers are not spelled out: ResNet-1202 has 4,240, and beyond such it is sharing between equal
 * blocks that keeps an edit fast.
 */
const MOST_LAYERS = 5_000;

/** Undefined for a network of very many layers. Computed once. */
export function flatten(network: Network): FlatNetwork | undefined {
  const known = flatOf(network);
  return known === 'too large' ? undefined : known;
}

const flatOf = remembered(computeFlat);

function computeFlat(network: Network): FlatNetwork | 'too large' {
  const layers: { -readonly [Key in keyof FlatLayer]: FlatLayer[Key] }[] = [];
  const users: number[][] = [];
  let tooLarge = false;

  /** Adds the layers of a body; gives for each of its outputs the layer that makes it. */
  const walk = (
    body: Body,
    inputs: readonly number[],
    all: Need,
    inference: Need,
    training: boolean,
    way: Way | undefined,
  ): readonly number[] => {
    const needed = liveness(body, all);
    const inInference = liveness(body, inference);
    const at = new Int32Array(body.values.length).fill(-1);
    body.inputs.forEach((value, index) => (at[value.index] = inputs[index] ?? -1));
    for (const node of body.nodes) {
      if (!needed.live[node.index]) continue;
      if (layers.length >= MOST_LAYERS) tooLarge = true;
      if (tooLarge) break;
      const operands = node.inputs.map((value) => at[value.index] ?? -1);
      const forTraining = training || !inInference.live[node.index];
      if (node.kind === 'call') {
        const results = walk(
          node.body,
          operands,
          needed.needs.get(node) ?? [],
          inInference.needs.get(node) ?? [],
          forTraining,
          { call: node, outer: way },
        );
        node.outputs.forEach((value, index) => (at[value.index] = results[index] ?? -1));
        continue;
      }
      const index = layers.length;
      const own: number[] = [];
      users.push(own);
      layers.push({
        index,
        node,
        way,
        inputs: operands,
        users: own,
        isOutput: false,
        training: forTraining,
      });
      for (const operand of new Set(operands)) users[operand]?.push(index);
      for (const value of node.outputs) at[value.index] = index;
    }
    return body.outputs.map((value) => at[value.index] ?? -1);
  };

  const { body, outputs } = network;
  const results = walk(
    body,
    body.inputs.map(() => -1),
    needOf(outputs, body, 'all'),
    needOf(outputs, body, 'inference'),
    false,
    undefined,
  );
  if (tooLarge) return 'too large';
  for (const { value } of outputs) {
    const layer = layers[results[body.outputs.indexOf(value)] ?? -1];
    if (layer) layer.isOutput = true;
  }
  const main = mainOutput(network);
  return { layers, main: main ? (results[body.outputs.indexOf(main.value)] ?? -1) : -1 };
}

/** The lines of text that lead to a layer: its own, then those of the block instances around it. */
export function linesOf({ node, way }: FlatLayer): readonly Site[] {
  const sites = [node.site];
  for (let each = way; each; each = each.outer) sites.push(each.call.site);
  return sites;
}
