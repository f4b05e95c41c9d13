// Caffe says a batch normalisation that learns by two layers, BatchNorm and Scale; elsewhere it is one.
import type { Body, Network, Node, OperatorNode, Value } from '../graph/graph.js';
import { argumentsOf } from './flat.js';

/** The network with each pair of a BatchNorm that does not learn and a Scale with bias, which alone reads it, as one BatchNorm. */
export function withLearnedBatchNorm(network: Network): Network {
  const known = new Map<Body, Body>();
  return changed(network, { body: rewritten(network.body) });

  function rewritten(body: Body): Body {
    const before = known.get(body);
    if (before) return before;
    const scales = new Map<Node, OperatorNode>();
    const readers = new Map<Value, Node[]>();
    for (const node of body.nodes)
      for (const value of node.inputs) readers.set(value, [...(readers.get(value) ?? []), node]);
    for (const node of body.nodes) {
      const [output] = node.outputs;
      if (node.kind !== 'operator' || !output || body.outputs.includes(output)) continue;
      const [scale, other] = readers.get(output) ?? [];
      if (scale?.kind === 'operator' && other === undefined && isPair(node, scale)) scales.set(node, scale);
    }
    const merged = new Set<Node>(scales.values());
    const nodes = body.nodes.map((node): Node => {
      if (node.kind === 'call') {
        const inner = rewritten(node.body);
        return inner === node.body ? node : changed(node, { body: inner });
      }
      const scale = scales.get(node);
      if (scale) return joined(node, scale);
      // A node stands at its index; one that gives nothing is needed by nobody.
      return merged.has(node) ? changed(node, { inputs: [], outputs: [] }) : node;
    });
    const result = nodes.every((node, index) => node === body.nodes[index]) ? body : changed(body, { nodes });
    known.set(body, result);
    return result;
  }
}

/** With other parts, and without the results of analyses that are kept on it under symbols (analysis/cached.ts). */
function changed<T extends object>(of: T, parts: Partial<T>): T {
  const copy = { ...of, ...parts };
  for (const key of Object.getOwnPropertySymbols(copy)) Reflect.deleteProperty(copy, key);
  return copy;
}

function isPair(norm: OperatorNode, scale: OperatorNode): boolean {
  const [ofNorm, ofScale] = [argumentsOf(norm), argumentsOf(scale)];
  return (
    norm.application.operator.name === 'BatchNorm' &&
    scale.application.operator.name === 'Scale' &&
    scale.inputs.length === 1 &&
    ofNorm('affine') === false &&
    ofScale('bias') === true &&
    ofScale('axis') === 0 &&
    ofScale('axes') === 1
  );
}

function joined(norm: OperatorNode, scale: OperatorNode): OperatorNode {
  const { operator, given, binding, inputs } = norm.application;
  const named = given.flatMap(({ value }, index) => {
    const name = binding[index];
    return name === undefined || name === 'affine' ? [] : [{ name, value }];
  });
  const keys = [scale, norm].flatMap(({ application, weightKeys }) => {
    const count = application.weights.length + application.statistics.length;
    return weightKeys ?? Array<undefined>(count).fill(undefined);
  });
  return changed(norm, {
    outputs: scale.outputs,
    application: operator.apply(named, inputs),
    ...(keys.some((key) => key !== undefined) && { weightKeys: keys }),
  });
}
