// The layers of a network one by one, through all block instances, with their paths and fields.
import type { Body, CallNode, Group, Network, Node, OperatorNode } from '../graph/graph.js';
import { cached } from './cached.js';
import { contextInside, fieldsAt, networkContext, type Fields } from './receptiveField.js';
import { walkLayers, type BlockInstance } from './walk.js';

export interface Layer {
  readonly node: OperatorNode;
  /** Names from the network to the layer: `["ResNet50", "stage[1]", "Bottleneck_2", "Conv_3"]`. */
  readonly path: readonly string[];
  /** Fields of its first output, relative to the inputs of the network. */
  readonly fields: Fields;
  /** Which layers, counted in the order of the visits, make its operands; −1 for an input of the network. */
  readonly from: readonly number[];
  /** Serves training-only outputs alone. */
  readonly training: boolean;
}

/** More layers than this are not listed one by one: shared bodies can stand for 2^100 of them. */
const MOST_LISTED = 1_000_000;

/**
 * Calls `visit` for every layer that an output needs, in the order of the text's evaluation, up to `most` of them.
 * Returns whether that were all.
 */
export function forEachLayer(network: Network, visit: (layer: Layer) => void, most = MOST_LISTED): boolean {
  const { body, name } = network;
  const outermost: LayerContext = { path: [name], body, context: networkContext(body) };
  // Computed once for an instance, however many layers it has.
  const contextOf = cached((instance: BlockInstance): LayerContext => {
    const { call, outer } = instance;
    const { path, body: around, context } = outer ? contextOf(outer) : outermost;
    return {
      path: [...path, ...groupPath(call.group), call.name],
      body: call.body,
      context: contextInside(around, call, context),
    };
  });
  let count = 0;
  const results = walkLayers<number>(network, {
    inputs: body.inputs.map(() => -1),
    needed: 'all',
    visit: ({ node, instance, inputs, training }) => {
      if (count >= most) return undefined;
      const { path, body: around, context } = instance ? contextOf(instance) : outermost;
      const [first] = node.outputs;
      const fields = first ? fieldsAt(around, first, context) : [];
      visit({ node, path: [...path, ...groupPath(node.group), node.name], fields, from: inputs, training });
      const index = count++;
      return node.outputs.map(() => index);
    },
  });
  return results !== undefined;
}

interface LayerContext {
  readonly path: readonly string[];
  readonly body: Body;
  /** What the inputs of the body see of the network's inputs. */
  readonly context: readonly Fields[];
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
export const instancesOf: (network: Network) => ReadonlyMap<Body, Instances> = cached(({ body }: Network) =>
  countInstances(body),
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
    context = contextInside(body, call, context);
    body = call.body;
  }
  return context;
}

/** Names from the network to `node`, which stands in the body at the end of `calls`. */
export function pathOf(network: Network, calls: readonly CallNode[], node: Node): readonly string[] {
  return [network.name, ...[...calls, node].flatMap((each) => [...groupPath(each.group), each.name])];
}
