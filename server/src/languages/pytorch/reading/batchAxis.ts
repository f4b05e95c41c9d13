// Which axis of a stated input is the batch: a reading counts only where running the whole input, without any batch, agrees with it.
import { isKnownShape, isUnknown, shapeKey, type Dim, type Shape } from '../../../math/dim.js';
import { add, mul, type Int } from '../../../math/int.js';
import type { Finding } from '../../../graph/graph.js';
import type { GivenInput, GivenTensor, NetworkRun, RunInput } from './networkRun.js';
import { unbatched, type Layout } from '../trace/tensor.js';

/** An input whose axes are all stated, read in several ways. */
export interface Readings {
  /** The likeliest axis first. */
  readonly byAxis: readonly { readonly input: RunInput; readonly size: number | undefined }[];
  /** All axes alike: what it gives is what PyTorch gives. */
  readonly whole: RunInput;
}

/** An input as the file states it: tensors with all their axes, and other values. */
export interface WholeInput {
  readonly positional: readonly GivenInput[];
  readonly named: ReadonlyMap<string, GivenInput>;
}

/** The ways to read an input; `place` is the call that states it. */
export function readingsOf({ positional, named }: WholeInput, place: RunInput['place']): Readings {
  const shapes = [...positional, ...named.values()].flatMap(shapesIn).filter(({ length }) => length >= 2);
  const isShared = (axis: number): boolean => shapes.every((shape) => shape[axis] === shapes[0]?.[axis]);
  // Sequences of several lengths that share their second size have the batch there, as recurrent layers take it.
  const axes = !isShared(0) && isShared(1) ? [1, 0] : isShared(1) ? [0, 1] : [0];
  const byAxis = axes.map((axis) => {
    const size = isShared(axis) ? shapes[0]?.[axis] : undefined;
    const batchSize = typeof size === 'number' ? size : undefined;
    const at = (each: GivenInput): GivenInput => withBatch(each, axis);
    const input: RunInput = { place, batchSize, positional: positional.map(at), named: mapped(named, at) };
    return { input, size: batchSize };
  });
  const whole: RunInput = {
    place,
    positional: positional.map(withoutBatch),
    named: mapped(named, withoutBatch),
  };
  return { byAxis, whole };
}

const mapped = (
  named: ReadonlyMap<string, GivenInput>,
  change: (each: GivenInput) => GivenInput,
): ReadonlyMap<string, GivenInput> => new Map(Array.from(named, ([name, each]) => [name, change(each)]));

/** The shapes of all tensors of an input. */
function shapesIn(each: GivenInput): readonly (readonly Dim[])[] {
  if ('parts' in each) return each.parts.flatMap(([, part]) => shapesIn(part));
  return 'shape' in each && !isUnknown(each.shape) ? [each.shape] : [];
}

/** An input whose tensors are changed. */
function changed(each: GivenInput, change: (tensor: GivenTensor) => GivenTensor): GivenInput {
  if ('parts' in each)
    return { ...each, parts: each.parts.map(([name, part]) => [name, changed(part, change)] as const) };
  return 'shape' in each ? change(each) : each;
}

const withoutBatch = (each: GivenInput): GivenInput =>
  changed(each, (tensor) => ({ ...tensor, layout: unbatched }));

const withBatch = (each: GivenInput, batch: number): GivenInput =>
  changed(each, (tensor) => {
    const { shape } = tensor;
    if (isUnknown(shape) || shape.length < 2) return { ...tensor, layout: unbatched };
    return { ...tensor, shape: shape.toSpliced(batch, 1), layout: { batch, folded: false } };
  });

/**
 * Runs a network on a stated input. The batch is left out of it where that gives the figures of the whole input, one example's
 * each: a time axis in front, nodes of a graph, or examples that are taken one by one are no batch. Then the whole input is run.
 */
export function runOnReadings(readings: Readings, runOn: (input: RunInput) => NetworkRun): NetworkRun {
  const { byAxis, whole } = readings;
  const cuts: Cut[] = [];
  let wholeRun: NetworkRun | undefined;
  for (const { input, size } of byAxis) {
    const run = runOn(input);
    // One example is what the whole input is.
    if (size === 1) return run;
    wholeRun ??= runOn(whole);
    if (agrees(run, wholeRun, size)) return run;
    cuts.push(...run.tracer.cuts);
  }
  wholeRun ??= runOn(whole);
  wholeRun.tracer.cuts.push(...cuts);
  return wholeRun;
}

type Cut = NetworkRun['tracer']['cuts'][number];

/** Whether one example's figures, so many times, are those of the whole input; also where the whole says less. */
function agrees(run: NetworkRun, whole: NetworkRun, size: number | undefined): boolean {
  const [own, all] = [errorsOf(run), errorsOf(whole)];
  // What follows from a mistake is not compared, but it is the same mistake.
  if (own.length > 0 || all.length > 0) return own[0]?.start === all[0]?.start;
  const [lost, lostOfAll] = [lostIn(run), lostIn(whole)];
  if (lost !== lostOfAll) return lost < lostOfAll;
  if (lost > 0) return true;
  if (size === undefined) return false;
  return dependsOnBatch(run, whole) && givesAlike(run, whole, size) && costsAlike(run, whole, size);
}

/** Whether an example is anything at all: an axis that nothing which is given or spent depends on may be any. */
const dependsOnBatch = (run: NetworkRun, whole: NetworkRun): boolean =>
  run.outputs.some(({ tensor }) => tensor.batch !== undefined) ||
  total(costsOf(run)) !== total(costsOf(whole));

const errorsOf = ({ findings }: NetworkRun): readonly Finding[] =>
  findings.filter(({ severity }) => severity === 'error');

/** How many values of a run are not known; all where it does not come to its end. */
function lostIn({ complete, failed, watch, tracer }: NetworkRun): number {
  if (!complete || failed || watch.exhausted) return Infinity;
  return tracer.builder.values.filter(({ shape }) => !isKnownShape(shape)).length;
}

function givesAlike(run: NetworkRun, whole: NetworkRun, size: number): boolean {
  const [own, all] = [run.outputs, whole.outputs];
  return (
    own.length === all.length &&
    own.every(({ tensor }, index) => {
      const expected = all[index]?.tensor.shape;
      return expected !== undefined && shapeKey(atSize(tensor.shape, tensor, size)) === shapeKey(expected);
    })
  );
}

/** A shape with the batch in its place. */
function atSize(shape: Shape, { batch, folded }: Layout, size: number): Shape {
  if (batch === undefined || !isKnownShape(shape)) return shape;
  return folded
    ? shape.map((own, axis) => (axis === batch ? mul(own, size) : own))
    : shape.toSpliced(batch, 0, size);
}

/** Whether all multiply-accumulates are spent once for each example, but those of layers that read no example at all. */
function costsAlike(run: NetworkRun, whole: NetworkRun, size: number): boolean {
  const [own, all] = [costsOf(run), costsOf(whole)];
  if (total(all) === mul(total(own), size)) return true;
  return (
    own.length === all.length &&
    own.every((macs, index) => all[index] === macs || all[index] === mul(macs, size))
  );
}

function costsOf({ tracer }: NetworkRun): readonly Int[] {
  return tracer.builder.nodes.flatMap((node): Int[] => {
    const macs = node.kind === 'operator' ? node.application.macCount : 0;
    return isUnknown(macs) || macs === 0 ? [] : [macs];
  });
}

const total = (macs: readonly Int[]): Int => macs.reduce(add, 0);
