// Expected depth and cost under stochastic depth: parts of a network that are dropped at random in training.
import { isUnknown } from '../math/dim.js';
import { mainOutput, type Body, type Group, type Network, type Node } from '../graph/graph.js';
import { liveness, needOf, type Need } from './liveness.js';

/** What one training step reaches on average, on the way to the main output. May be fractional. */
export interface Expected {
  readonly depth: number;
  readonly macs: number;
}

/**
 * Expected depth and multiply-accumulates, or undefined where every part always survives. A dropped branch costs
 * nothing (Huang et al., "Deep Networks with Stochastic Depth", 2016, section 3). Drops are independent of each other;
 * where all operands of a join could drop, one of them is kept at random (Larsson et al., "FractalNet", 2017, section 3.1).
 */
export function expectedOf(network: Network): Expected | undefined {
  const { body, outputs } = network;
  const main = mainOutput(network);
  if (main === undefined || !dropsParts(body)) return undefined;
  const need = needOf(outputs, body, 'main');
  const run = new Run();
  const results = run.through(
    body,
    body.inputs.map(() => run.start),
    need,
    1,
  );
  const depth = results[body.outputs.indexOf(main.value)];
  return { depth: tidy(depth ? meanOf(depth) : 0), macs: tidy(run.macs) };
}

/**
 * The probability that operand `index` of a join is kept, where each has its own chance and one is picked evenly if
 * all were dropped.
 */
export function keptProbability(survival: readonly number[], index: number): number {
  return (survival[index] ?? 1) + allDropped(survival) / Math.max(1, survival.length);
}

const allDropped = (survival: readonly number[]): number =>
  survival.reduce((product, each) => product * (1 - each), 1);

const dropping = new WeakMap<Body, boolean>();

function dropsParts(body: Body): boolean {
  let known = dropping.get(body);
  if (known === undefined) {
    known =
      body.groups.some((group) => group.survival < 1) ||
      body.nodes.some((node) => node.kind === 'call' && dropsParts(node.body));
    dropping.set(body, known);
  }
  return known;
}

/** Sums of probabilities carry rounding errors in their last digits; they are not shown. */
const tidy = (value: number): number => Number(value.toPrecision(12));

/**
 * The depth of a value as a random number: that of its anchor, an earlier value that several paths share, plus an
 * independent part, given as the probability of each length.
 */
interface Depth {
  readonly anchor: Anchor;
  readonly lengths: readonly number[];
}

interface Anchor {
  readonly before: Depth | undefined;
  readonly level: number;
}

function anchored(before: Depth | undefined): Depth {
  return { anchor: { before, level: before ? before.anchor.level + 1 : 0 }, lengths: [1] };
}

function meanOf(depth: Depth): number {
  let mean = 0;
  for (let each: Depth | undefined = depth; each; each = each.anchor.before) {
    mean += each.lengths.reduce((sum, probability, length) => sum + probability * length, 0);
  }
  return mean;
}

/** The depth relative to the anchor before its own. */
function lift({ anchor, lengths }: Depth): Depth {
  const before = anchor.before as Depth;
  const sum = Array<number>(before.lengths.length + lengths.length - 1).fill(0);
  before.lengths.forEach((p, i) => lengths.forEach((q, j) => (sum[i + j] = (sum[i + j] ?? 0) + p * q)));
  return { anchor: before.anchor, lengths: sum };
}

/** The longest of several depths, each kept with its own probability; independent beyond their common anchor. */
function longest(depths: readonly Depth[], survival: readonly number[] | undefined): Depth {
  const level = Math.min(...depths.map((depth) => depth.anchor.level));
  let lifted = depths.map((depth) => {
    while (depth.anchor.level > level) depth = lift(depth);
    return depth;
  });
  while (lifted.some((depth) => depth.anchor !== lifted[0]?.anchor)) lifted = lifted.map(lift);
  const kept = depths.map((_, index) => survival?.[index] ?? 1);
  const none = allDropped(kept);
  const size = Math.max(...lifted.map((depth) => depth.lengths.length));
  const below = lifted.map(() => 0);
  let before = 0;
  const lengths = Array.from({ length: size }, (_, length) => {
    lifted.forEach((depth, index) => (below[index] = (below[index] ?? 0) + (depth.lengths[length] ?? 0)));
    const independent = below.reduce((product, p, i) => product * (1 - (kept[i] ?? 1) * (1 - p)), 1);
    const picked = below.reduce((sum, p) => sum + p, 0) / below.length;
    const upTo = independent - none + none * picked;
    const exactly = upTo - before;
    before = upTo;
    return exactly;
  });
  return { anchor: (lifted[0] as Depth).anchor, lengths };
}

/** One pass through a network, instance by instance: shared bodies have shared shapes, but not shared chances. */
class Run {
  macs = 0;
  /** The depth of every input: all paths begin here. */
  readonly start = anchored(undefined);

  through(body: Body, inputs: readonly Depth[], need: Need, chance: number): readonly (Depth | undefined)[] {
    const { live, needs } = liveness(body, need);
    const uses = usesOf(body, live);
    const depths: (Depth | undefined)[] = [];
    const set = (index: number, depth: Depth): void => {
      depths[index] = (uses[index] ?? 0) > 1 ? anchored(depth) : depth;
    };
    body.inputs.forEach((value, index) => {
      const depth = inputs[index];
      if (depth) set(value.index, depth);
    });
    for (const node of body.nodes) {
      if (!live[node.index]) continue;
      const own = chance * chanceOf(node.group);
      const operands = node.inputs.map((value) => depths[value.index]);
      if (node.kind === 'call') {
        const results = this.through(
          node.body,
          operands.map((each) => each ?? this.start),
          needs.get(node) ?? [],
          own,
        );
        node.outputs.forEach((value, index) => {
          const depth = results[index];
          if (depth) set(value.index, depth);
        });
        continue;
      }
      const { macCount, operator } = node.application;
      if (!isUnknown(macCount)) this.macs += own * Number(macCount);
      const known = operands.filter((each) => each !== undefined);
      if (known.length === 0) continue;
      const [only] = known;
      const depth = known.length === 1 && only ? only : longest(known, node.survival);
      const next = operator.weighted ? { ...depth, lengths: [0, ...depth.lengths] } : depth;
      for (const value of node.outputs) set(value.index, next);
    }
    return body.outputs.map((value) => depths[value.index]);
  }
}

/** How many live nodes and outputs read each value. */
function usesOf(body: Body, live: readonly boolean[]): readonly number[] {
  const uses = Array<number>(body.values.length).fill(0);
  const count = ({ index }: Node['inputs'][number]): void => void (uses[index] = (uses[index] ?? 0) + 1);
  for (const node of body.nodes) if (live[node.index]) node.inputs.forEach(count);
  body.outputs.forEach(count);
  return uses;
}

/** The probability that a group, and all around it, is kept. */
function chanceOf(group: Group | undefined): number {
  return group === undefined ? 1 : group.survival * chanceOf(group.parent);
}
