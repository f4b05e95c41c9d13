// The figures of a network as formulas of the sizes of its input: sums over layers, shared bodies once.
import type { Body, Network, OperatorNode } from '../graph/graph.js';
import { elementsFormula } from '../math/dim.js';
import { constant, scaled, sum, type Maybe } from '../math/expression.js';
import { valueFormula } from '../math/formula.js';
import { liveness, needOf, type Need } from './liveness.js';

/** Undefined where a layer's figure has no formula, or the sum has too many terms. */
export interface TotalFormulas {
  readonly params: Maybe;
  readonly macs: Maybe;
  readonly activations: Maybe;
}

/** What inference reaches; activations on the way to the main output. */
export function totalFormulas({ body, outputs }: Network): TotalFormulas {
  const { params, macs } = formulas(body, needOf(outputs, body, 'inference'), new Map());
  const { activations } = formulas(body, needOf(outputs, body, 'main'), new Map());
  return { params, macs, activations };
}

const nothing: TotalFormulas = { params: constant(0), macs: constant(0), activations: constant(0) };

function formulas(body: Body, need: Need, known: Map<Body, Map<string, TotalFormulas>>): TotalFormulas {
  const ofBody = known.get(body) ?? new Map<string, TotalFormulas>();
  known.set(body, ofBody);
  const key = need.join();
  const found = ofBody.get(key);
  if (found) return found;
  const { live, needs } = liveness(body, need);
  // Layers of one application are counted and not added up, so that long networks stay short sums.
  const counts = new Map<TotalFormulas, number>();
  for (const node of body.nodes) {
    if (!live[node.index]) continue;
    const own = node.kind === 'operator' ? ofLayer(node) : formulas(node.body, needs.get(node) ?? [], known);
    counts.set(own, (counts.get(own) ?? 0) + 1);
  }
  let total = nothing;
  for (const [own, count] of counts) {
    total = {
      params: sum(total.params, scaled(own.params, count)),
      macs: sum(total.macs, scaled(own.macs, count)),
      activations: sum(total.activations, scaled(own.activations, count)),
    };
  }
  ofBody.set(key, total);
  return total;
}

const ofLayers = new WeakMap<OperatorNode['application'], TotalFormulas>();

function ofLayer({ application, weightKeys }: OperatorNode): TotalFormulas {
  const known = ofLayers.get(application);
  if (known) return known;
  const { operator, macs, paramsFormula, params, outputs } = application;
  const isPlain = weightKeys === undefined;
  const own: TotalFormulas = {
    // Tensors that several layers share are counted once; where they may be, only a plain number would be right.
    params: isPlain || typeof params !== 'object' ? valueFormula(paramsFormula) : undefined,
    macs: operator.family === 'unknown' ? undefined : valueFormula(macs),
    activations: operator.view
      ? constant(0)
      : operator.family === 'unknown'
        ? undefined
        : outputs.reduce<Maybe>((total, shape) => sum(total, elementsFormula(shape)), constant(0)),
  };
  ofLayers.set(application, own);
  return own;
}
