// The network's receptive field: that of the last feature map on the way to the main output.
import type { Body, Network, Node, OperatorNode, Value } from '../graph/graph.js';
import { isKnown, isUnknown, spatialRank } from '../math/dim.js';
import { liveness, needOf, type Need } from './liveness.js';
import {
  contextInside,
  axesOf,
  fieldsAt,
  networkContext,
  shownField,
  type Field,
  type Fields,
} from './receptiveField.js';

export interface FeatureMap {
  readonly field: Field | undefined;
  /** Number of its spatial axes, where known. */
  readonly rank: number;
}

/**
 * The field of the feature map that global pooling reads, or, without global pooling, of the one that the first
 * linear layer or the Flatten before it reads, or else of the main output (docs/conventions.md).
 */
export function lastFeatureMap(network: Network): FeatureMap {
  const { body, outputs } = network;
  const need = needOf(outputs, body, 'main');
  const main = body.outputs[need[0] ?? -1];
  if (main === undefined) return { field: undefined, rank: 0 };
  const context = networkContext(body);
  return (
    find(body, need, context, 'last', isGlobalPooling) ??
    find(body, need, context, 'first', isLinear) ??
    lastMapBefore(main, body, need, context) ??
    featureMap(body, main, context)
  );
}

const isGlobalPooling = (node: OperatorNode): boolean => node.application.globalPooling;
const isLinear = (node: OperatorNode): boolean => node.application.operator.family === 'linear';

/** The feature map that the first or last layer of a kind reads, looking into the bodies that are called. */
function find(
  body: Body,
  need: Need,
  context: readonly Fields[],
  which: 'first' | 'last',
  wanted: (node: OperatorNode) => boolean,
): FeatureMap | undefined {
  if (!holds(body, wanted)) return undefined;
  const { live, needs } = liveness(body, need);
  const nodes = which === 'first' ? body.nodes : [...body.nodes].reverse();
  for (const node of nodes) {
    if (!live[node.index]) continue;
    if (node.kind === 'call') {
      const inner = contextInside(body, node, context);
      const found = find(node.body, needs.get(node) ?? [], inner, which, wanted);
      if (found) return found;
    } else if (wanted(node)) {
      return lastMapBefore(node.inputs[0], body, need, context) ?? { field: undefined, rank: 0 };
    }
  }
  return undefined;
}

/** Back over Flatten, Reshape, Dropout and the like, to where there are still places to speak of. */
function lastMapBefore(
  last: Value | undefined,
  body: Body,
  need: Need,
  context: readonly Fields[],
): FeatureMap | undefined {
  const { live, needs } = liveness(body, need);
  for (let value = last; value; value = value.producer?.inputs[0]) {
    const map = featureMap(body, value, context);
    if (map.field?.kind !== 'lost') return map;
    if (body.nodes.some((each) => live[each.index] && isUncertain(each))) break;
    const { producer } = value;
    if (producer?.kind === 'call') {
      const own = producer.body.outputs[producer.outputs.indexOf(value)];
      const inner = contextInside(body, producer, context);
      const found = lastMapBefore(own, producer.body, needs.get(producer) ?? [], inner);
      if (found) return found;
    }
    // What a window makes of a map whose places are lost says nothing of the map before it.
    if (producer && widens(producer)) break;
  }
  return undefined;
}

/** Whether something in a node looks at more than one place, so that what it gives sees more than what it reads. */
function widens(node: Node): boolean {
  if (node.kind === 'call') return holds(node.body, widens);
  const { field } = node.application;
  return field.kind === 'windows' && field.axes.some(({ size }) => size !== 1);
}

/** Whether places are lost in a node because it is not known, so that those before it say nothing about the network. */
function isUncertain(node: Node): boolean {
  if (node.kind === 'call') return holds(node.body, isUncertain);
  const { field, operator } = node.application;
  const open = node.outputs.some(({ shape }) => isUnknown(shape) || !shape.every(isKnown));
  return operator.family === 'unknown' || (open && field.kind === 'lost');
}

function featureMap(body: Body, value: Value, context: readonly Fields[]): FeatureMap {
  const rank = spatialRank(value.shape);
  const field = shownField(fieldsAt(body, value, context));
  // A local field on no axes, of a tensor that never had places, is no window.
  return { field: axesOf(field, rank)?.length === 0 ? undefined : field, rank };
}

const holding = new WeakMap<(node: OperatorNode) => boolean, WeakMap<Body, boolean>>();

/** Whether a body or one that it calls has such a layer; asked once for each shared body. */
function holds(body: Body, wanted: (node: OperatorNode) => boolean): boolean {
  let known = holding.get(wanted);
  if (known === undefined) holding.set(wanted, (known = new WeakMap()));
  let answer = known.get(body);
  if (answer === undefined) {
    answer = body.nodes.some((node) => (node.kind === 'call' ? holds(node.body, wanted) : wanted(node)));
    known.set(body, answer);
  }
  return answer;
}
