// A network with every block instance spelled out, for writing it in another language.
import { conversionReasons } from '../findings/conversion.js';
import { pathOf } from '../analysis/layers.js';
import { callsTo, walkLayers, type BlockInstance } from '../analysis/walk.js';
import type { Network, OperatorNode, Value } from '../graph/graph.js';
import type { Shape } from '../math/dim.js';
import type { ArgumentValue } from '../ops/parameters.js';
import { entryOf } from '../text/table.js';

export interface FlatValue {
  readonly shape: Shape;
  /** The layer that makes it, and which of its outputs it is; undefined for an input of the network. */
  readonly producer: FlatLayer | undefined;
  readonly output: number;
  /** Layers that read it, once for each operand. */
  readonly readers: FlatLayer[];
}

export interface FlatLayer {
  readonly index: number;
  readonly node: OperatorNode;
  /** Names from the network, which is left out, to the layer. */
  readonly path: readonly string[];
  readonly inputs: readonly FlatValue[];
  readonly outputs: readonly FlatValue[];
  /** Serves training-only outputs alone. */
  readonly training: boolean;
  /** The innermost block instance around it. */
  readonly instance: BlockInstance | undefined;
}

export interface FlatNetwork {
  readonly name: string;
  readonly inputs: readonly { readonly name: string; readonly value: FlatValue }[];
  readonly layers: readonly FlatLayer[];
  readonly outputs: readonly {
    readonly name: string;
    readonly value: FlatValue;
    readonly training: boolean;
  }[];
}

/**
 * Layers that some output needs, in the order of evaluation.
 * @throws ConversionError where a layer's weights are not those of its operator, which is all that a text says
 */
export function flatten(network: Network): FlatNetwork {
  const flat = expanded(network);
  const reasons = flat.layers.flatMap(({ node: { application }, path }) => {
    const { operator, given, inputs, params } = application;
    const own = operator.apply(given, inputs).params;
    if (typeof own === 'object' || typeof params === 'object' || own === params) return [];
    return [conversionReasons.at(path.join('/'), conversionReasons.computedWeights)];
  });
  if (reasons.length > 0) throw new ConversionError(reasons);
  return flat;
}

function expanded(network: Network): FlatNetwork {
  const layers: FlatLayer[] = [];
  const { body, outputs } = network;
  const inputs = new Map<Value, FlatValue>();
  for (const value of body.inputs) inputs.set(value, newValue(value, undefined, 0));
  const results = walkLayers<FlatValue>(network, {
    inputs: body.inputs.map((value) => inputs.get(value)!),
    needed: 'all',
    visit: ({ node, instance, inputs: operands, training }) => {
      const own: FlatValue[] = [];
      const path = pathOf(network, callsTo(instance), node).slice(1);
      const layer: FlatLayer = {
        index: layers.length,
        node,
        path,
        inputs: operands,
        outputs: own,
        training,
        instance,
      };
      node.outputs.forEach((value, index) => own.push(newValue(value, layer, index)));
      for (const operand of operands) operand.readers.push(layer);
      layers.push(layer);
      return own;
    },
  })!;
  return {
    name: network.name,
    inputs: network.inputs.map(({ name, value }) => ({ name, value: inputs.get(value)! })),
    layers,
    outputs: outputs.map(({ name, value, training }) => ({
      name,
      value: results[body.outputs.indexOf(value)]!,
      training,
    })),
  };
}

const newValue = ({ shape }: Value, producer: FlatLayer | undefined, output: number): FlatValue => ({
  shape,
  producer,
  output,
  readers: [],
});

/** Given arguments by parameter; those that are not given have their default. */
export function argumentsOf({ application }: OperatorNode): (name: string) => ArgumentValue | undefined {
  const { binding, given, operator } = application;
  return (name) => {
    const index = binding.indexOf(name);
    return index >= 0
      ? given[index]?.value
      : (entryOf(operator.parameters, name)?.default?.value as ArgumentValue | undefined);
  };
}

/** Why a network cannot be written in another language, one sentence for each layer. */
export class ConversionError extends Error {
  constructor(readonly reasons: readonly string[]) {
    super(reasons.join('\n'));
  }
}
