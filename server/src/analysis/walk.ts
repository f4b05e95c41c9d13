// The one walk over the layers of a network, through all block instances, in the order of evaluation.
import type { Body, CallNode, Network, OperatorNode } from '../graph/graph.js';
import { liveness, needOf, type Need } from './liveness.js';

/** A block instance on the way to a layer. */
export interface BlockInstance {
  readonly call: CallNode;
  /** The instance that it stands in; undefined for the body of the network. */
  readonly outer: BlockInstance | undefined;
}

/** A layer as the walk meets it; `V` is what the walk carries along for each value. */
export interface WalkedLayer<V> {
  readonly node: OperatorNode;
  /** The innermost block instance around it; undefined for a layer of the network's own body. */
  readonly instance: BlockInstance | undefined;
  /** One for each operand. */
  readonly inputs: readonly V[];
  /** Serves training-only outputs alone. */
  readonly training: boolean;
}

export interface Walk<V> {
  /** What the walk carries for each input of the network's body. */
  readonly inputs: readonly V[];
  /** Which layers are visited: those on the way to the main output, or to any output. */
  readonly needed: 'main' | 'all';
  /** Gives what the walk carries for each output of the layer; undefined ends the walk. */
  readonly visit: (layer: WalkedLayer<V>) => readonly V[] | undefined;
}

/**
 * Visits every layer that the outputs in question need, after those that it reads. Returns what the walk carries for
 * each output of the network's body, or undefined where `visit` ended it.
 */
export function walkLayers<V>(
  network: Network,
  { inputs, needed, visit }: Walk<V>,
): readonly V[] | undefined {
  const { body, outputs } = network;
  const inference = needOf(outputs, body, 'inference');
  return walk(body, inputs, undefined, needOf(outputs, body, needed), inference);

  function walk(
    within: Body,
    given: readonly V[],
    instance: BlockInstance | undefined,
    need: Need,
    inferenceNeed: Need,
  ): readonly V[] | undefined {
    const { live, needs } = liveness(within, need);
    const inInference = liveness(within, inferenceNeed);
    // A value that is read has been carried before: nodes are in the order of evaluation.
    const carried = new Array<V>(within.values.length);
    within.inputs.forEach(({ index }, at) => (carried[index] = given[at]!));
    for (const node of within.nodes) {
      if (!live[node.index]) continue;
      const operands = node.inputs.map(({ index }) => carried[index]!);
      const results =
        node.kind === 'operator'
          ? visit({ node, instance, inputs: operands, training: !inInference.live[node.index] })
          : walk(
              node.body,
              operands,
              { call: node, outer: instance },
              needs.get(node) ?? [],
              inInference.needs.get(node) ?? [],
            );
      if (results === undefined) return undefined;
      node.outputs.forEach(({ index }, at) => (carried[index] = results[at]!));
    }
    return within.outputs.map(({ index }) => carried[index]!);
  }
}

/** The block instances around a layer, outermost first. */
export const callsTo = (instance: BlockInstance | undefined): readonly CallNode[] =>
  instance ? [...callsTo(instance.outer), instance.call] : [];
