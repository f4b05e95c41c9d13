// The layers of a network one by one, through all block instances, with their paths and fields.
import type { Body, CallNode, Group, Network, Node, OperatorNode, Value } from '../graph/graph.js';
import { remembered } from './remembered.js';
import { liveness, needOf, type Need } from './liveness.js';
import { absoluteFields, fieldsOf, networkContext, type Fields } from './receptiveField.js';

export interface Layer {
  readonly node: OperatorNode;
  /** Names from the network to the layer: `["ResNet50", "stage[1]", "Bottleneck_2", "Conv_3"]`. */
  readonly path: readonly string[];
  /** Fields of its first output, relative to the inputs of the network. */
  readonly fields: Fields;
  /** Serves training-only outputs alone. */
  readonly training: boolean;
}

/** More layers than this are not listed one by one: shared bodies can stand for 2^100 of them. */
export const MOST_LISTED = 1_000_000;

/**
 * Calls `visit` for every layer that an output needs, in the order of the text's evaluation, up to `most` of them.
 * Returns whether that were all.
 */
export function forEachLayer(network: Network, visit: (layer: Layer) => void, most = MOST_LISTED): boolean {
  const { body, outputs } = network;
  let left = most;
  walk(
    body,
    [network.name],
    networkContext(body),
    needOf(outputs, body, 'all'),
    needOf(outputs, body, 'inference'),
  );

  return left >= 0;

  function walk(
    within: Body,
    path: readonly string[],
    context: readonly Fields[],
    all: Need,
    inference: Need,
  ): void {
    const needed = liveness(within, all);
    const inInference = liveness(within, inference);
    const relative = fieldsOf(within).values;
    const fieldsAt = ({ index, shape }: Value): Fields =>
      absoluteFields(relative[index] ?? [], context, shape);
    for (const node of within.nodes) {
      if (left < 0) return;
      if (!needed.live[node.index]) continue;
      const here = [...path, ...groupPath(node.group), node.name];
      if (node.kind === 'operator') {
        if (--left < 0) return;
        const first = node.outputs[0];
        const fields = first ? fieldsAt(first) : [];
        visit({ node, path: here, fields, training: !inInference.live[node.index] });
      } else {
        const inner = node.inputs.map(fieldsAt);
        walk(node.body, here, inner, needed.needs.get(node) ?? [], inInference.needs.get(node) ?? []);
      }
    }
  }
}

/** The names of a group and of those around it, outermost first. */
export function groupPath(group: Group | undefined): readonly string[] {
  return group === undefined ? [] : [...groupPath(group.parent), group.name];
}

/** How often a body stands in a network, and the way to its first and last instance in the order of evaluation. */
export interface Instances {
  count: number;
  first: readonly CallNode[];
  last: readonly CallNode[];
}

/** Every body of a network, callers before what they call, with the number of its instances; linear in distinct bodies. */
export const instancesOf: (network: Network) => ReadonlyMap<Body, Instances> = remembered(
  ({ body }: Network) => countInstances(body),
);

function countInstances(root: Body): Map<Body, Instances> {
  const order: Body[] = [];
  const seen = new Set<Body>();
  const visit = (body: Body): void => {
    if (seen.has(body)) return;
    seen.add(body);
    for (const node of body.nodes) if (node.kind === 'call') visit(node.body);
    order.push(body);
  };
  visit(root);
  // Callers stand before what they call, so that a body's count is complete when its own calls are counted.
  const instances = new Map<Body, Instances>([[root, { count: 1, first: [], last: [] }]]);
  for (const body of order.reverse()) {
    const own = instances.get(body) as Instances;
    for (const node of body.nodes) {
      if (node.kind !== 'call') continue;
      const first = [...own.first, node];
      const last = [...own.last, node];
      const known = instances.get(node.body);
      if (known) {
        known.count += own.count;
        if (compareWays(first, known.first) < 0) known.first = first;
        if (compareWays(last, known.last) > 0) known.last = last;
      } else instances.set(node.body, { count: own.count, first, last });
    }
  }
  return new Map(order.map((body) => [body, instances.get(body) as Instances]));
}

/** Negative where the layers at the end of `a` are evaluated before those at the end of `b`. */
export function compareWays(a: readonly Node[], b: readonly Node[]): number {
  const split = a.findIndex((node, depth) => node !== b[depth]);
  return split < 0 ? a.length - b.length : (a[split]?.index ?? 0) - (b[split]?.index ?? -1);
}

/** What the inputs of the body at the end of `calls` see of the network's inputs. */
export function contextAt(network: Network, calls: readonly CallNode[]): readonly Fields[] {
  let body = network.body;
  let context = networkContext(body);
  for (const call of calls) {
    const relative = fieldsOf(body).values;
    const outer = context;
    context = call.inputs.map((input) => absoluteFields(relative[input.index] ?? [], outer, input.shape));
    body = call.body;
  }
  return context;
}

/** Names from the network to `node`, which stands in the body at the end of `calls`. */
export function pathOf(network: Network, calls: readonly CallNode[], node: Node): readonly string[] {
  return [network.name, ...[...calls, node].flatMap((each) => [...groupPath(each.group), each.name])];
}
