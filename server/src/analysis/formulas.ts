// What a network is for every size of its input: the formulas of its sizes and costs, and the sizes that it accepts.
import type { Network, OperatorNode, Span } from '../graph/graph.js';
import { severityOf } from '../findings/catalogue.js';
import { conditionKey, holdsAt, holdsAtHint, type Condition } from '../math/condition.js';
import { isKnown, isUnknown, type Dim, type Shape } from '../math/dim.js';
import { valueFormula } from '../math/formula.js';
import { evaluateAt, hintsOf, type Expression, type Point } from '../math/expression.js';
import type { Int } from '../math/int.js';
import { divisorsOf, fitsRegion, regionOf, type Region } from '../math/region.js';
import type { Requirement } from '../math/requirements.js';
import type { Totals } from './totals.js';
import { forEachLayer, instancesOf } from './layers.js';
import { probe } from './probe.js';
import { isEverything, unitedRegion, type RunRegion } from './runs.js';
import { totalFormulas } from './totalFormulas.js';

/** A condition under which a network works, and where it arises. */
export interface Demand {
  readonly condition: Condition;
  /** The first layer that it arises at; undefined for one of the program between layers. */
  readonly node: OperatorNode | undefined;
  readonly site: Span | undefined;
}

/** The formulas of one layer, in the order in which layers are listed. */
export interface LayerFormulas {
  /** Of its first output, for each axis; undefined where no axis depends on a symbol. */
  readonly output: readonly Dim[] | undefined;
  readonly macs: Expression | undefined;
}

export interface NetworkFormulas {
  /** The named sizes of the input, with those at which the figures beside the formulas are. */
  readonly symbols: Readonly<Record<string, Int>>;
  /** The sizes for which the network works. */
  readonly region: Region;
  /** Whether every size in the region works: otherwise the region holds all that work, and maybe others. */
  readonly isComplete: boolean;
  /** Sizes outside the region that work as well, since a size of 1 is repeated there. */
  readonly exceptions: readonly number[];
  /** Further conditions under which the formulas hold; elsewhere the network works as well, but is another one. */
  readonly guards: Region;
  /** The sizes for which a program takes the branches that these demands are of. */
  readonly branch: Region;
  /** By what symbols are divisible wherever the network works. */
  readonly divisors: Readonly<Record<string, number>>;
  readonly demands: readonly Demand[];
  /** By their place in the list of layers; empty where they are not the layers at the hints. */
  readonly layers: readonly LayerFormulas[];
  readonly outputs: readonly Shape[];
  readonly params: Expression | undefined;
  readonly macs: Expression | undefined;
  readonly activations: Expression | undefined;
}

/** The same network at the hints. */
export interface Concrete {
  readonly network: Network;
  readonly totals: Totals;
}

/** The symbols of a network's inputs, with their hints. */
export function symbolsOfInputs({ inputs }: Network): Readonly<Record<string, Int>> {
  const symbols: Record<string, Int> = {};
  for (const { value } of inputs) {
    if (isUnknown(value.shape)) continue;
    for (const dim of value.shape) {
      if (!isKnown(dim) && dim.formula) Object.assign(symbols, hintsOf(dim.formula));
    }
  }
  return symbols;
}

/** The nodes of a network, those of all its bodies, each once. */
function* nodesOf(network: Network): Iterable<OperatorNode> {
  for (const body of instancesOf(network).keys())
    for (const node of body.nodes) if (node.kind === 'operator') yield node;
}

/**
 * What a run on named sizes says of a network, beside one at the hints, which has the same layers where nothing went
 * wrong in either. What differs at the hints is left out. `others` are runs that took other branches.
 */
export function formulasOf(
  symbolic: Network,
  concrete: Concrete | undefined,
  others: readonly Network[] = [],
): NetworkFormulas {
  const symbols = symbolsOfInputs(symbolic);
  const names = Object.keys(symbols);
  const { demands, guards } = requirementsOf(symbolic);
  const own = runRegionOf(names, { demands, guards });
  const isBranched = !isEverything(own.guards);
  const united = isBranched
    ? unitedRegion(names, [own, ...others.map((each) => runRegionOf(names, requirementsOf(each)))])
    : undefined;
  const exceptions = repeatedAt(symbolic, demands, guards, symbols);
  const isNecessary = exceptions.length <= mostExceptions;
  // What one branch demands, another one may not; what is repeated where it is 1 need not be equal.
  const isRegionKnown = isNecessary && (!isBranched || united !== undefined);
  const region = isRegionKnown ? (united ?? own.demands) : regionOf(names, []);
  // What works in spite of a demand, in another branch or since a size of 1 is repeated, is another network.
  const guarded =
    isRegionKnown && united === undefined
      ? own.guards
      : regionOf(names, [...guards, ...demands.map(({ condition }) => condition)]);
  const isFit = (point: Point): boolean => fitsRegion(own.demands, point) && fitsRegion(guarded, point);
  const probed = probe(symbolic, symbols, isFit);
  const layers = probed.isWrong || !concrete ? [] : layerFormulas(symbolic, concrete.network);
  const totals = probed.isWrong ? undefined : totalFormulas(symbolic);
  const same = (formula: Expression | undefined, count: Int | undefined): Expression | undefined =>
    formula && formula.value === count ? formula : undefined;
  const figures = concrete?.totals;
  const isExact = figures?.unknownLayers === 0;
  return {
    symbols,
    region,
    exceptions: isRegionKnown ? exceptions : [],
    isComplete:
      [symbolic, ...others].every(isDetermined) && isRegionKnown && !probed.isRefused && !probed.isWrong,
    guards: guarded,
    branch: own.guards,
    // In the branch that the hints took, its own conditions hold as well.
    divisors: divisorsOf(isBranched ? guarded : region),
    demands,
    layers,
    outputs: probed.isWrong ? [] : symbolic.outputs.map(({ value }) => value.shape),
    params: isExact ? same(totals?.params, figures.params) : undefined,
    macs: isExact ? same(totals?.macs, figures.macs) : undefined,
    activations: isExact ? same(totals?.activations, figures.activations) : undefined,
  };
}

const runRegionOf = (names: readonly string[], { demands, guards }: Requirements): RunRegion => ({
  guards: regionOf(names, guards),
  demands: regionOf(
    names,
    demands.map(({ condition }) => condition),
  ),
});

/** Where a run holds, and where it works. */
export const runOf = (network: Network): RunRegion =>
  runRegionOf(Object.keys(symbolsOfInputs(network)), requirementsOf(network));

interface Requirements {
  readonly demands: readonly Demand[];
  readonly guards: readonly Condition[];
}

/** Conditions of layers with their places, then those of the program; each once. */
function requirementsOf(network: Network): Requirements {
  const demands = new Map<string, Demand>();
  const guards = new Map<string, Condition>();
  const note = (
    { kind, condition, isUncertain = false }: Requirement,
    node: OperatorNode | undefined,
    site: Span | undefined,
  ): void => {
    const key = conditionKey(condition);
    // What may not be part of every run is no reason to refuse a size, but the run may be another one there.
    if (kind === 'guard' || isUncertain) guards.set(key, condition);
    else if (!demands.has(key)) demands.set(key, { condition, node, site });
  };
  for (const node of nodesOf(network))
    for (const each of node.application.requirements) note(each, node, node.shownAt ?? node.site);
  for (const each of network.requirements ?? []) note(each, undefined, each.at);
  return { demands: [...demands.values()], guards: [...guards.values()] };
}

/** Whether every size of every layer is a number or a formula, so that no condition is missed. */
function isDetermined(network: Network): boolean {
  if (network.incomplete !== undefined) return false;
  if ((network.requirements ?? []).some(({ isUncertain }) => isUncertain)) return false;
  if (network.body.findings.some(({ severity }) => severity === 'error')) return false;
  const isDimKnown = (dim: Dim): boolean => isKnown(dim) || dim.formula !== undefined;
  for (const { application } of nodesOf(network)) {
    if (application.operator.family === 'unknown') return false;
    if (application.problems.some(({ code }) => severityOf(code) === 'error')) return false;
    if (!application.outputs.every((shape) => !isUnknown(shape) && shape.every(isDimKnown))) return false;
  }
  return true;
}

/** More exceptions are no exceptions. */
const mostExceptions = 4;

/** The sizes at which a demand does not hold, but a size of 1 is repeated instead. */
function repeatedAt(
  network: Network,
  demands: readonly Demand[],
  guards: readonly Condition[],
  symbols: Readonly<Record<string, Int>>,
): readonly number[] {
  const repeated = [...nodesOf(network)].flatMap(({ application }) =>
    application.requirements.filter(({ unlessOne }) => unlessOne !== undefined),
  );
  repeated.push(...(network.requirements ?? []).filter(({ unlessOne }) => unlessOne !== undefined));
  const byKey = new Map(repeated.map((each) => [conditionKey(each.condition), each]));
  const conditions = [...demands.map(({ condition }) => condition), ...guards];
  const names = Object.keys(symbols);
  const found: number[] = [];
  for (let size = 1; size <= 256; size++) {
    const point = Object.fromEntries(names.map((name) => [name, size]));
    const failing = conditions.filter((each) => !holdsAt(each, point));
    if (failing.length === 0) continue;
    const isRepeated = failing.every((each) =>
      byKey.get(conditionKey(each))?.unlessOne?.some((one) => evaluateAt(one, point) === 1),
    );
    if (isRepeated) found.push(size);
  }
  return found;
}

/** Formulas of the layers, where those at the hints are the same ones. */
function layerFormulas(symbolic: Network, concrete: Network): readonly LayerFormulas[] {
  const named: { readonly node: OperatorNode; readonly path: string }[] = [];
  forEachLayer(symbolic, ({ node, path }) => void named.push({ node, path: path.join('/') }), mostLayers);
  const result: LayerFormulas[] = [];
  let isSame = true;
  forEachLayer(
    concrete,
    ({ node, path }) => {
      const own = named[result.length];
      isSame &&=
        own?.path === path.join('/') && own.node.application.operator.name === node.application.operator.name;
      result.push(own && isSame ? layerOf(own.node, node) : { output: undefined, macs: undefined });
    },
    mostLayers,
  );
  return isSame && named.length === result.length ? result : [];
}

/** Layers beyond these have no formulas. */
const mostLayers = 100_000;

function layerOf({ application }: OperatorNode, concrete: OperatorNode): LayerFormulas {
  const [shape] = application.outputs;
  const [there] = concrete.application.outputs;
  const formula = valueFormula(application.macs);
  const macs = formula?.value === concrete.application.macCount ? formula : undefined;
  const isNumber = macs === undefined || macs.products.length === 0;
  return {
    output: shape && there && isSameAtHint(shape, there) ? shape : undefined,
    macs: isNumber ? undefined : macs,
  };
}

/** A shape with a formula that is the other one at the hints. */
function isSameAtHint(shape: Shape, there: Shape): shape is readonly Dim[] {
  if (isUnknown(shape) || isUnknown(there) || shape.length !== there.length) return false;
  let depends = false;
  for (const [axis, dim] of shape.entries()) {
    if (!isKnown(dim)) depends = true;
    const value = isKnown(dim) ? dim : dim.formula?.value;
    if (value !== there[axis]) return false;
  }
  return depends;
}

/** Whether the hints satisfy all that the network demands. */
export const worksAtHints = ({ demands }: NetworkFormulas): boolean =>
  demands.every(({ condition }) => holdsAtHint(condition));
