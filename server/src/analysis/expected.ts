// Expected depth and cost under stochastic depth: operands of joins that are dropped at random in training.
import { isUnknown } from '../math/dim.js';
import { mainOutput, type Body, type Network, type Value } from '../graph/graph.js';
import { needOf } from './liveness.js';
import { totals } from './totals.js';
import { walkLayers } from './walk.js';

/** What one training step reaches on average, on the way to the main output. May be fractional. */
export interface Expected {
  readonly depth: number;
  readonly macs: number;
}

/** More outcomes, or layers, than this are not gone through; the expectation is then not given. */
const MAX_OUTCOMES = 100_000;

/**
 * Expected depth and multiply-accumulates, or undefined where every part always survives (or where more outcomes
 * interlock than can be gone through). Drops are independent; a branch that is dropped costs nothing (Huang et al.,
 * "Deep Networks with Stochastic Depth", 2016, section 3). A join keeps at least one operand: were all dropped, one of
 * them, evenly chosen, is kept (Larsson et al., "FractalNet", 2017, local drop-path).
 *
 * The network is cut at the values that every path passes. Between two cuts all outcomes of the joins are gone
 * through, so the result is exact; beyond a cut the expectations add up.
 */
export function expectedOf(network: Network): Expected | undefined {
  const main = mainOutput(network);
  if (main === undefined || !drops(network.body)) return undefined;
  if (totals(network.body, needOf(network.outputs, network.body, 'main')).layers > MAX_OUTCOMES)
    return undefined;
  const steps = stepsOf(network, main.value);
  let expected: Expected = { depth: 0, macs: 0 };
  for (const region of regions(steps)) {
    const part = expectedOfRegion(region);
    if (part === undefined) return undefined;
    expected = { depth: expected.depth + part.depth, macs: expected.macs + part.macs };
  }
  return { depth: tidy(expected.depth), macs: tidy(expected.macs) };
}

const dropping = new WeakMap<Body, boolean>();

/** Whether a join of the body, or of one that it calls, drops operands. */
function drops(body: Body): boolean {
  let known = dropping.get(body);
  if (known === undefined) {
    known = body.nodes.some((node) =>
      node.kind === 'call' ? drops(node.body) : (node.survival?.some((chance) => chance < 1) ?? false),
    );
    dropping.set(body, known);
  }
  return known;
}

/** Sums of probabilities carry rounding errors in their last digits, which are not shown. */
const tidy = (value: number): number => Number(value.toPrecision(12));

/** One layer of the network with all block instances spelled out; `inputs` are indices of steps, −1 the network's input. */
interface LayerStep {
  readonly inputs: readonly number[];
  readonly weighted: boolean;
  readonly macs: number;
  readonly survival: readonly number[] | undefined;
}

/** The layers on the way to the main output, in order; the last one makes it. */
function stepsOf(network: Network, main: Value): readonly LayerStep[] {
  const steps: LayerStep[] = [];
  const { body } = network;
  const results = walkLayers<number>(network, {
    inputs: body.inputs.map(() => -1),
    needed: 'main',
    visit: ({ node, inputs }) => {
      const { macCount, operator } = node.application;
      const macs = isUnknown(macCount) ? 0 : Number(macCount);
      steps.push({ inputs, weighted: operator.weighted ?? false, macs, survival: node.survival });
      return node.outputs.map(() => steps.length - 1);
    },
  });
  return steps.slice(0, (results?.[body.outputs.indexOf(main)] ?? -1) + 1);
}

/** Runs of steps between cuts; inputs are relative to the run, −1 being the value at the cut before it. */
function regions(steps: readonly LayerStep[]): readonly (readonly LayerStep[])[] {
  const lastUse = steps.map((_, index) => index);
  steps.forEach((step, index) => step.inputs.forEach((input) => (lastUse[input] = index)));
  const runs: LayerStep[][] = [];
  let run: LayerStep[] = [];
  let start = 0;
  let openUntil = steps.reduce((last, step, index) => (step.inputs.includes(-1) ? index : last), -1);
  steps.forEach((step, index) => {
    run.push({ ...step, inputs: step.inputs.map((input) => (input < start ? -1 : input - start)) });
    // Nothing made before this step is read after it: every path passes its output.
    if (openUntil <= index) {
      runs.push(run);
      run = [];
      start = index + 1;
    }
    openUntil = Math.max(openUntil, lastUse[index] ?? index);
  });
  if (run.length > 0) runs.push(run);
  return runs;
}

/** Goes through all outcomes of the joins of a run. */
function expectedOfRegion(run: readonly LayerStep[]): Expected | undefined {
  const joins: { readonly index: number; readonly outcomes: readonly DropOutcome[] }[] = [];
  run.forEach(({ survival }, index) => {
    if (survival?.some((chance) => chance < 1)) joins.push({ index, outcomes: outcomesOf(survival) });
  });
  if (joins.some(({ outcomes }) => outcomes === tooMany)) return undefined;
  const count = joins.reduce((product, { outcomes }) => product * outcomes.length, 1);
  if (count > MAX_OUTCOMES) return undefined;
  const expected = { depth: 0, macs: 0 };
  const kept = new Map<number, readonly boolean[]>();
  const go = (which: number, probability: number): void => {
    const join = joins[which];
    if (join === undefined) {
      const one = oneOutcome(run, kept);
      expected.depth += probability * one.depth;
      expected.macs += probability * one.macs;
      return;
    }
    for (const outcome of join.outcomes) {
      kept.set(join.index, outcome.kept);
      go(which + 1, probability * outcome.probability);
    }
  };
  go(0, 1);
  return expected;
}

/** Which operands a join keeps, each combination once, with its probability. */
function outcomesOf(survival: readonly number[]): readonly DropOutcome[] {
  const n = survival.length;
  if (2 ** n > MAX_OUTCOMES) return tooMany;
  const allDropped = survival.reduce((product, chance) => product * (1 - chance), 1);
  const outcomes: DropOutcome[] = [];
  for (let subset = 1; subset < 2 ** n; subset++) {
    const kept = survival.map((_, index) => ((subset >> index) & 1) === 1);
    let probability = survival.reduce(
      (product, chance, index) => product * (kept[index] ? chance : 1 - chance),
      1,
    );
    // Were all dropped, one of them is kept after all.
    if ((subset & (subset - 1)) === 0) probability += allDropped / n;
    if (probability > 0) outcomes.push({ kept, probability });
  }
  return outcomes;
}

/** Stands for a list that is too long to be made. */
const tooMany: readonly DropOutcome[] = [];

export interface DropOutcome {
  readonly kept: readonly boolean[];
  readonly probability: number;
}

function oneOutcome(run: readonly LayerStep[], kept: ReadonlyMap<number, readonly boolean[]>): Expected {
  const keeps = (step: number, operand: number): boolean => kept.get(step)?.[operand] ?? true;
  const depths: number[] = [];
  run.forEach(({ inputs, weighted }, index) => {
    let longest = 0;
    inputs.forEach((input, operand) => {
      if (input >= 0 && keeps(index, operand)) longest = Math.max(longest, depths[input] ?? 0);
    });
    depths.push(longest + (weighted ? 1 : 0));
  });
  const active: boolean[] = Array<boolean>(run.length).fill(false);
  active[run.length - 1] = true;
  let macs = 0;
  for (let index = run.length - 1; index >= 0; index--) {
    const step = run[index];
    if (!active[index] || step === undefined) continue;
    macs += step.macs;
    step.inputs.forEach((input, operand) => {
      if (input >= 0 && keeps(index, operand)) active[input] = true;
    });
  }
  return { depth: depths.at(-1) ?? 0, macs };
}
