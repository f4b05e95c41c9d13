// The instances of one line: every distinct one as a row, with its number and the way to it.
import type { NetworkAnalysis } from '../analysis/analysis.js';
import { compareWays, contextAt, instancesOf, pathOf } from '../analysis/layers.js';
import { liveness, needOf, type Need } from '../analysis/liveness.js';
import { fieldsAt, networkContext, shownField, type Field } from '../analysis/receptiveField.js';
import { sumOf, totals, totalsOfLayer, type Totals } from '../analysis/totals.js';
import { argumentsOf } from '../format/arguments.js';
import type { Body, CallNode, Network, Node, Value } from '../graph/graph.js';
import { shapeKey } from '../math/dim.js';
import { add, mul, type Int } from '../math/int.js';
import type { PlacedNode } from './sites.js';

/** A layer or block instance in a network, with the instances of its ancestors that lead to it. */
export interface Way {
  readonly calls: readonly CallNode[];
  readonly node: Node;
}

/** Instances that are equal in arguments and shapes. */
export interface Row {
  readonly node: Node;
  readonly first: Way;
  readonly last: Way;
  readonly count: number;
  /** How many of them are on the way to the main output. */
  readonly main: number;
  /** How many are on the way to any output, training-only ones included. */
  readonly used: number;
}

/** All distinct instances of the nodes of one site, in the order of evaluation. */
export function rowsOf(network: NetworkAnalysis, placed: readonly PlacedNode[]): readonly Row[] {
  const { instances } = network;
  const counts = [usesOf(network.network, 'main'), usesOf(network.network, 'all')] as const;
  const rows = new Map<string, { -readonly [Key in keyof Row]: Row[Key] }>();
  for (const { node, body } of placed) {
    const all = instances.get(body);
    if (!all) continue;
    const [main, used] = counts.map((uses) => usesOfNode(uses.get(body), body, node)) as [number, number];
    const first: Way = { calls: all.first, node };
    const last: Way = { calls: all.last, node };
    const key = keyOf(node);
    const row = rows.get(key);
    if (!row) {
      rows.set(key, { node, first, last, count: all.count, main, used });
      continue;
    }
    row.count += all.count;
    row.main += main;
    row.used += used;
    if (compare(first, row.first) < 0) [row.first, row.node] = [first, node];
    if (compare(last, row.last) > 0) row.last = last;
  }
  return [...rows.values()].sort((a, b) => compare(a.first, b.first));
}

const compare = (a: Way, b: Way): number => compareWays([...a.calls, a.node], [...b.calls, b.node]);

/** Equal for nodes that no reader could distinguish by arguments, shapes or figures. */
function keyOf(node: Node): string {
  const shapes = (values: readonly Value[]): string => values.map((value) => shapeKey(value.shape)).join(';');
  return [
    shapes(node.inputs),
    shapes(node.outputs),
    ...argumentsOf(node).map(({ name, text }) => `${name}=${text}`),
  ].join('|');
}

/** Names from the network, which is left out, to the place; a layer's own name only where nothing else identifies it. */
export function wayText(network: Network, way: Way): string {
  return joined(wayNames(network, way));
}

function wayNames(network: Network, { calls, node }: Way): readonly string[] {
  const path = pathOf(network, calls, node).slice(1);
  return path.length > 1 && node.kind === 'operator' ? path.slice(0, -1) : path;
}

/** The way to the first and, where there are more, to the last: `stage[1] › Bottleneck_2 … Bottleneck_4`. */
export function waysText(network: Network, { first, last }: Row): string {
  const [from, to] = [wayNames(network, first), wayNames(network, last)];
  const split = to.findIndex((name, index) => name !== from[index]);
  return split < 0 ? joined(from) : `${joined(from)} … ${joined(to.slice(split))}`;
}

/** Names of a way that are shown; of a deeper one the outermost and the innermost. */
const mostNames = 6;

function joined(names: readonly string[]): string {
  const shown = names.length > mostNames ? [...names.slice(0, 3), '…', ...names.slice(-2)] : names;
  return shown.join(' › ');
}

/** What a value at the end of a way sees of the network's input. */
export function fieldAt(network: Network, { calls }: Way, value: Value | undefined): Field | undefined {
  if (value === undefined) return undefined;
  const body = calls.at(-1)?.body ?? network.body;
  return shownField(fieldsAt(body, value, contextAt(network, calls)));
}

/** What a value of a body sees of the body's own input. */
export function fieldWithin(body: Body, value: Value | undefined): Field | undefined {
  if (value === undefined) return undefined;
  return shownField(fieldsAt(body, value, networkContext(body)));
}

/** The figures of one layer, or of all layers of one block instance. */
export function figuresOf(node: Node): Totals {
  if (node.kind === 'operator') return totalsOfLayer(node);
  return totals(node.body, allOf(node.body));
}

/** The figures of all instances of nodes together; tensors that several of them share are counted once. */
export function totalOf({ instances }: NetworkAnalysis, placed: readonly PlacedNode[]): Totals {
  const byCount = new Map<number, Node[]>();
  for (const { node, body } of placed) {
    const count = instances.get(body)?.count;
    if (count === undefined) continue;
    const known = byCount.get(count);
    if (known) known.push(node);
    else byCount.set(count, [node]);
  }
  let total = sumOf([]);
  for (const [count, nodes] of byCount) {
    const one = sumOf(nodes.map(figuresOf));
    const many = (each: Int, before: Int): Int => add(before, mul(each, count));
    total = {
      params: many(one.params, total.params),
      macs: many(one.macs, total.macs),
      activations: many(one.activations, total.activations),
      statistics: many(one.statistics, total.statistics),
      layers: total.layers + one.layers * count,
      unknownLayers: total.unknownLayers + one.unknownLayers * count,
      shared: total.shared,
    };
  }
  return total;
}

export const allOf = (body: Body): Need => body.outputs.map((_, index) => index);

/** By the outputs that are needed of a body: how many of its instances are needed for just those. */
type Uses = ReadonlyMap<string, { readonly need: Need; readonly count: number }>;

const usesCache = new WeakMap<Network, Map<'main' | 'all', ReadonlyMap<Body, Uses>>>();

/** Linear in distinct bodies and the sets of outputs that are needed of them, not in instances. */
function usesOf(network: Network, which: 'main' | 'all'): ReadonlyMap<Body, Uses> {
  let known = usesCache.get(network);
  if (!known) usesCache.set(network, (known = new Map()));
  let uses = known.get(which);
  if (!uses) known.set(which, (uses = countUses(network, which)));
  return uses;
}

function countUses(network: Network, which: 'main' | 'all'): ReadonlyMap<Body, Uses> {
  const result = new Map<Body, Map<string, { need: Need; count: number }>>();
  const note = (body: Body, need: Need, count: number): void => {
    let uses = result.get(body);
    if (!uses) result.set(body, (uses = new Map()));
    const key = need.join();
    const known = uses.get(key);
    if (known) known.count += count;
    else uses.set(key, { need, count });
  };
  note(network.body, needOf(network.outputs, network.body, which), 1);
  for (const body of instancesOf(network).keys()) {
    for (const { need, count } of result.get(body)?.values() ?? []) {
      for (const [call, needed] of liveness(body, need).needs) note(call.body, needed, count);
    }
  }
  return result;
}

function usesOfNode(uses: Uses | undefined, body: Body, node: Node): number {
  let sum = 0;
  for (const { need, count } of uses?.values() ?? []) if (liveness(body, need).live[node.index]) sum += count;
  return sum;
}
