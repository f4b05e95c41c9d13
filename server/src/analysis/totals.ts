// Sums over a network: parameters, multiply-accumulates, activation elements. Shared bodies are summed once.
import { reasons } from '../findings/reasons.js';
import { add, sub, type Int } from '../math/int.js';
import { elementsOf, isUnknown, unknown, type Count } from '../math/dim.js';
import type { Body, OperatorNode } from '../graph/graph.js';
import { liveness, type Need } from './liveness.js';
import { cached } from './cached.js';

/** Sums over layers; lower bounds where some layers are unknown. */
export interface Totals {
  readonly params: Int;
  readonly macs: Int;
  /** Elements of all tensors that layers newly write, for one example. */
  readonly activations: Int;
  /** Running statistics, which are kept but not learned. */
  readonly statistics: Int;
  /** Number of layers; exact up to 2^53, like the next. */
  readonly layers: number;
  /** Layers of which a figure or the output's shape is unknown; above 0 the sums are lower bounds. */
  readonly unknownLayers: number;
  /** Tensors that several layers may share, counted above, by their keys. */
  readonly shared: ReadonlyMap<string, SharedTensor>;
}

/** Numbers of a tensor that is counted once, however many layers use it. */
export interface SharedTensor {
  readonly params: Int;
  readonly statistics: Int;
}

const none: Totals = {
  params: 0,
  macs: 0,
  activations: 0,
  statistics: 0,
  layers: 0,
  unknownLayers: 0,
  shared: new Map(),
};

/** Elements of the tensors that one layer newly writes, for one example; none for views. */
export function activationsOf({ application }: OperatorNode): Count {
  const { operator } = application;
  if (operator.view) return 0;
  if (operator.family === 'unknown') return unknown(reasons.operatorUnknown);
  let sum: Int = 0;
  for (const shape of application.outputs) {
    const elements = elementsOf(shape);
    if (isUnknown(elements)) return elements;
    sum = add(sum, elements);
  }
  return sum;
}

const ofLayers = new WeakMap<OperatorNode['application'], Totals>();

/** The figures of one layer alone. */
export function totalsOfLayer(node: OperatorNode): Totals {
  const { application, weightKeys } = node;
  const own = totalsOfApplication(node);
  return weightKeys ? { ...own, shared: sharedTensors(application, weightKeys) } : own;
}

/** Tensors with a key; two of one key within a layer are one as well. */
function sharedTensors(
  { weights, statistics }: OperatorNode['application'],
  keys: readonly (string | undefined)[],
): ReadonlyMap<string, SharedTensor> {
  const shared = new Map<string, SharedTensor>();
  [...weights, ...statistics].forEach(({ shape }, index) => {
    const key = keys[index];
    const count = elementsOf(shape);
    if (key === undefined || isUnknown(count)) return;
    shared.set(
      key,
      index < weights.length ? { params: count, statistics: 0 } : { params: 0, statistics: count },
    );
  });
  return shared;
}

/** What a layer learns at least that may learn more than its weights; 0 where those are unknown themselves. */
function knownWeights({ weights }: OperatorNode['application']): Int {
  let sum: Int = 0;
  for (const { shape } of weights) {
    const count = elementsOf(shape);
    if (isUnknown(count)) return 0;
    sum = add(sum, count);
  }
  return sum;
}

function totalsOfApplication(node: OperatorNode): Totals {
  const { application } = node;
  let known = ofLayers.get(application);
  if (known === undefined) {
    let statistics: Int = 0;
    for (const each of application.statistics) {
      const count = elementsOf(each.shape);
      if (!isUnknown(count)) statistics = add(statistics, count);
    }
    const counts = [application.params, application.macCount, activationsOf(node)] as const;
    const [params, macs, activations] = counts.map((count) => (isUnknown(count) ? 0 : count));
    const learned = isUnknown(application.params) ? knownWeights(application) : params;
    const uncertain = counts.some(isUnknown) || application.outputs.some(isUnknown);
    known = {
      params: learned ?? 0,
      macs: macs ?? 0,
      activations: activations ?? 0,
      statistics,
      layers: 1,
      unknownLayers: uncertain ? 1 : 0,
      shared: none.shared,
    };
    ofLayers.set(application, known);
  }
  return known;
}

const ofBody = cached((_: Body) => new Map<string, Totals>());

/** Sums over the layers of a body, and of the bodies that it calls, on the way to the outputs in `need`. */
export function totals(body: Body, need: Need): Totals {
  const known = ofBody(body);
  const key = need.join();
  let sum = known.get(key);
  if (sum === undefined) {
    const { live, needs } = liveness(body, need);
    const parts = body.nodes.filter((node) => live[node.index]);
    sum = sumOf(
      parts.map((node) =>
        node.kind === 'operator' ? totalsOfLayer(node) : totals(node.body, needs.get(node) ?? []),
      ),
    );
    known.set(key, sum);
  }
  return sum;
}

/** The sum of all; tensors that several of them use are counted once. */
export function sumOf(parts: Iterable<Totals>): Totals {
  let { params, macs, activations, statistics, layers, unknownLayers } = none;
  let shared: Map<string, SharedTensor> | undefined;
  for (const part of parts) {
    params = add(params, part.params);
    macs = add(macs, part.macs);
    activations = add(activations, part.activations);
    statistics = add(statistics, part.statistics);
    layers += part.layers;
    unknownLayers += part.unknownLayers;
    if (part.shared.size === 0) continue;
    shared ??= new Map();
    for (const [key, tensor] of part.shared) {
      if (shared.has(key)) {
        params = sub(params, tensor.params);
        statistics = sub(statistics, tensor.statistics);
      } else shared.set(key, tensor);
    }
  }
  return { params, macs, activations, statistics, layers, unknownLayers, shared: shared ?? none.shared };
}
