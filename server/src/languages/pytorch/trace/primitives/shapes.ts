// Shapes: views, permutations, parts and joins, with the batch kept in its place.
import { tensorReasons } from '../../../../findings/tensorReasons.js';
import {
  compareDims,
  derivedDim,
  exactQuotientDim,
  isKnown,
  isUnknown,
  mulDim,
  productDim,
  shapeKey,
  symbolicDim,
  type Dim,
  type SymbolicDim,
} from '../../../../math/dim.js';
import { agreeDims } from '../../../../math/requirements.js';
import type { Value as GraphValue } from '../../../../graph/graph.js';
import { expand, repeat } from '../../../../ops/expand.js';
import { checkFlattening, refuse } from './refusals.js';
import { flatten } from '../../../../ops/flatten.js';
import { permute } from '../../../../ops/permute.js';
import { reshape } from '../../../../ops/reshape.js';
import { channelShuffle } from '../../../../ops/shuffle.js';
import type { ArgumentValue } from '../../../../ops/parameters.js';
import { roll } from '../../../../ops/roll.js';
import { indexOf } from '../../interpreter/numbers.js';
import { BatchInt, Instance, PyTuple, Unknown, type Value } from '../../interpreter/values.js';
import { normalAxis, product, productFormula, shifted } from '../layout.js';
import { broadcastTo, numbersOf, permutedNumbers, picked, type Numbers } from '../numbers.js';
import { orderOf, plainOrder, stridesIn, viewedStrides } from '../memory.js';
import { batchFactor, dimOrUnknown, isParameter, named, type Session } from '../session.js';
import { sizesAtBatch, sizesText, Tensor, unbatched, type Layout } from '../tensor.js';
import type { Primitive } from './primitive.js';

/** A tensor as it is, but for what changes of how it is seen; a learned one is then a node of the graph. */
const seen = (session: Session, x: Value | undefined, changes: Parameters<Tensor['with']>[0]): Value => {
  const value = valueIn(session, x);
  return session.wrap(session.tensor(x).with({ ...changes, ...(value && { value }) }));
};

/** A tensor seen in a way that is not known; where it becomes so, a node says that what follows is not certain. */
export const unknownOf = (session: Session, x: Value | undefined, reason: string): Value => {
  const { shape, batch, folded } = session.tensor(x);
  if (isUnknown(shape)) return seen(session, x, {});
  if (!session.dependsOn(x)) return seen(session, x, { shape: { unknown: reason } });
  return session.one({
    operator: flatten,
    operands: [session.operand(x)],
    shapes: [{ unknown: reason }],
    layout: () => ({ batch, folded }),
    name: 'view',
  });
};

/** The axis that a number names; reported where there is none. */
export function axisIn(
  session: Session,
  input: Tensor,
  axis: Value | undefined,
  extra = 0,
): number | undefined {
  const { rank } = input;
  const given = indexOf(axis);
  if (rank === undefined || given === undefined) return undefined;
  const found = normalAxis(given, rank + extra);
  if (found === undefined && !isUnknown(input.shape)) {
    session.problem({
      code: 'dimension-out-of-range',
      data: { axis: given, rank: rank + extra, found: input.shape },
    });
  }
  return found;
}

/** Whether numbers of elements are one at the hints: that they are is then required, for the batch is what they leave. */
function holdsAlike(elements: SymbolicDim, others: Dim): boolean {
  const found = compareDims(elements, others);
  if (found !== 'unknown') return found === 'equal';
  const of = isKnown(others) ? others : others.formula?.value;
  if (of === undefined || elements.formula?.value !== of) return false;
  agreeDims(elements, others);
  return true;
}

/** Which of the target sizes holds the batch, and how often; undefined where none does. */
function batchPlace(
  input: Tensor,
  sizes: readonly Value[],
): { readonly at: number; readonly factor: number | undefined } | undefined {
  const tagged = sizes.findIndex((size) => size instanceof BatchInt);
  if (tagged >= 0) return { at: tagged, factor: batchFactor(sizes[tagged] as Value) };
  if (input.batch === undefined) return undefined;
  const free = sizes.indexOf(-1);
  const total = isUnknown(input.shape) ? undefined : product(input.shape);
  const rest = sizes.filter((_, index) => index !== free).map(dimOrUnknown);
  const others = product(rest);
  if (free >= 0 && total !== undefined && others === total) return { at: free, factor: 1 };
  // A size of the input may make it so; what it is otherwise is another network.
  const elements = isUnknown(input.shape) ? undefined : productFormula(input.shape);
  if (free >= 0 && elements && holdsAlike(elements, productDim(rest))) return { at: free, factor: 1 };
  // A literal size at the place of the batch is the batch: x.view(1, -1).
  const own = input.folded && !isUnknown(input.shape) ? input.shape[input.batch] : 1;
  if (sizes[input.batch] === own) return { at: input.batch, factor: own as number };
  // So is a number that the program computed from the size of such an axis: int(windows.shape[0] / 4).
  if (input.batch === 0 && sizes[0] === 1) return { at: 0, factor: 1 };
  return free >= 0 ? { at: free, factor: undefined } : { at: 0, factor: undefined };
}

/** reshape(x, sizes, name) */
const reshaped: Primitive = (session, x, list, name) => {
  const input = session.tensor(x);
  const sizes = session.sizes(list);
  if (sizes === undefined)
    return unknownOf(session, x, list instanceof Unknown ? list.reason : tensorReasons.sizes);
  // Where the batch is among sizes that are not known is not known either.
  const lost = sizes.find((each) => each instanceof Unknown && each.dim === undefined);
  if (lost instanceof Unknown && input.batch !== undefined && !sizes.some((each) => each instanceof BatchInt))
    return unknownOf(session, x, lost.reason);
  const result = reshapedTo(session, x, sizes, name);
  return ordered(session, x, result, name !== 'view');
};

/** Whether sizes, of which one may be −1, have as many elements as a shape; undefined where that is not known. */
function holds(shape: readonly Dim[], sizes: readonly Dim[]): boolean | undefined {
  const isFree = sizes.includes(-1);
  const [total, given] = [product(shape), product(sizes.filter((size) => size !== -1))];
  if (total === undefined || given === undefined) return undefined;
  return isFree ? given > 0 && total % given === 0 : total === given;
}

function reshapedTo(
  session: Session,
  x: Value | undefined,
  sizes: readonly Value[],
  name: Value | undefined,
): Value {
  const input = session.tensor(x);
  const place = batchPlace(input, sizes);
  const dims = sizes.map(dimOrUnknown);
  if (place === undefined) return viewed(session, x, dims, unbatched, name);
  const { at } = place;
  const factor = place.factor ?? foldedSize(input, dims, at);
  const folded = factor !== 1;
  const engine = folded ? dims.with(at, factor) : dims.filter((_, index) => index !== at);
  // Where a part of the batch becomes part of an example, no axis is the batch any more.
  const [own, whole] = [input.shape, sizesAtBatch(input, session.batchSize)];
  const isCut = !isUnknown(own) && holds(own, engine) === false;
  if (isCut && whole?.includes(undefined) === false && holds(whole as readonly number[], dims) === true) {
    const problem = { code: 'elements-mismatch', data: { operator: 'view', from: own, to: engine } } as const;
    session.tracer?.cuts.push({ problem, place: session.machine.place });
    return unknownOf(session, x, tensorReasons.batchSplitByView);
  }
  return viewed(session, x, engine, { batch: at, folded }, name);
}

/** How much of each example the axis of the batch holds. */
function foldedSize({ shape }: Tensor, dims: readonly Dim[], at: number): Dim {
  const written = dims[at];
  if (typeof written === 'number' && written !== -1) return written;
  const total = isUnknown(shape) ? undefined : product(shape);
  const others = product(dims.filter((_, index) => index !== at && dims[index] !== -1));
  if (total !== undefined && others !== undefined && others > 0 && total % others === 0)
    return total / others;
  if (isUnknown(shape) || (total !== undefined && others !== undefined))
    return total === undefined ? symbolicDim('', isUnknown(shape) ? shape.unknown : tensorReasons.size) : 1;
  // Sizes that stand on both sides take no part.
  const rest = [...shape];
  const left = dims.filter((dim, index) => {
    if (index === at) return false;
    const same = rest.findIndex((each) => compareDims(each, dim) === 'equal' || each === dim);
    if (same >= 0) rest.splice(same, 1);
    return same < 0;
  });
  const exact = exactQuotientDim(productDim(rest), productDim(left));
  if (exact !== undefined) return exact;
  const [above, below] = [product(rest), product(left)];
  if (above !== undefined && below !== undefined && below > 0 && above % below === 0) return above / below;
  return derivedDim('quotient', [productDim(rest), productDim(left)]);
}

/** The same elements under other axes; without a node where the engine's shape stays. */
function viewed(
  session: Session,
  x: Value | undefined,
  sizes: readonly Dim[],
  layout: Layout,
  name: Value | undefined,
): Value {
  const input = session.tensor(x);
  const { shape } = input;
  if (
    !isUnknown(shape) &&
    shape.length === sizes.length &&
    sizes.every((size, axis) => size === shape[axis] || compareDims(size, shape[axis] ?? 0) === 'equal')
  ) {
    return seen(session, x, { layout });
  }
  const shuffled = channelShuffleOf(input, spelledOut(shape, sizes));
  if (shuffled) {
    return session.one({
      operator: channelShuffle,
      given: named({ groups: shuffled.groups }),
      operands: [new Tensor(shuffled.source.shape, layout, shuffled.source)],
      layout: () => layout,
      name: 'channel_shuffle',
    });
  }
  return withData(
    session,
    session.one({
      operator: reshape,
      given: named({ sizes }),
      operands: [session.operand(x)],
      shapes: [shape],
      layout: () => layout,
      name: typeof name === 'string' ? name : 'reshape',
    }),
    input,
  );
}

/** The batches for which a view is tried where the size of the batch is not known: one that is 1 has no stride of its own. */
const triedBatches = [1, 2, 7];

const knownAt = (tensor: Tensor, batch: number): readonly number[] | undefined => {
  const sizes = sizesAtBatch(tensor, batch);
  return sizes?.includes(undefined) === false ? (sizes as readonly number[]) : undefined;
};

/** What a view of a tensor is, with the order of its axes in memory; reported where view would have to copy. */
function ordered(session: Session, x: Value | undefined, result: Value, mayCopy: boolean): Value {
  const input = session.tensor(x);
  const output = session.tensor(result);
  const { order } = input;
  if (order === undefined || output === input || !(result instanceof Instance)) return result;
  const { batchSize } = session;
  const strides = (batchSize === undefined ? triedBatches : [batchSize]).map((batch) => {
    const [from, to] = [knownAt(input, batch), knownAt(output, batch)];
    if (!from || !to || product(from) !== product(to)) return null;
    return viewedStrides(from, stridesIn(from, order), to);
  });
  if (strides.includes(null)) return result;
  const found = strides.at(-1);
  if (!mayCopy && strides.every((each) => each === undefined))
    refuse(session, {
      code: 'view-not-contiguous',
      data: { from: sizesText(input, batchSize), to: sizesText(output, batchSize) },
    });
  const rank = output.rank ?? 0;
  return session.wrap(output.with({ order: found ? orderOf(found) : plainOrder(rank) }));
}

/** Sizes with what a −1 among them stands for, where that is known. */
function spelledOut(shape: Tensor['shape'], sizes: readonly Dim[]): readonly Dim[] {
  const free = sizes.indexOf(-1);
  const total = isUnknown(shape) ? undefined : product(shape);
  const others = product(sizes.filter((_, axis) => axis !== free));
  if (free < 0) return sizes;
  if (total !== undefined && others) return sizes.with(free, total / others);
  const rest = sizes.filter((_, axis) => axis !== free);
  const left = isUnknown(shape) ? undefined : exactQuotientDim(productDim(shape), productDim(rest));
  return left === undefined ? sizes : sizes.with(free, left);
}

/**
 * Channels that are parted into groups, exchanged and laid in a row again are shuffled: as one operator the places of the
 * map stay what they are, which a view of other axes would lose.
 */
function channelShuffleOf(
  { value, folded }: Tensor,
  sizes: readonly Dim[],
): { readonly source: GraphValue; readonly groups: Dim } | undefined {
  const exchange = value?.producer;
  const parting = exchange?.inputs[0]?.producer;
  const source = parting?.inputs[0];
  if (folded || exchange?.kind !== 'operator' || parting?.kind !== 'operator' || !source) return undefined;
  if (exchange.application.operator !== permute || parting.application.operator !== reshape) return undefined;
  const [order] = exchange.application.given;
  const parted = parting.outputs[0]?.shape;
  if (isUnknown(source.shape) || parted === undefined || isUnknown(parted)) return undefined;
  const places = sizes.slice(1);
  const exchanged = [1, 0, ...places.map((_, axis) => axis + 2)];
  const fits =
    shapeKey(source.shape) === shapeKey(sizes) &&
    shapeKey(parted.slice(2)) === shapeKey(places) &&
    JSON.stringify(order?.value) === JSON.stringify(exchanged);
  return fits && parted[0] !== undefined ? { source, groups: parted[0] } : undefined;
}

/** Numbers that are known stay known under other axes. */
function withData(session: Session, result: Value, input: Tensor): Value {
  const count = session.counted.get(input);
  if (count !== undefined) session.counted.set(session.tensor(result), count);
  if (input.data === undefined) return result;
  const output = session.tensor(result);
  return session.wrap(new Tensor(output.shape, output, output.value, input.type, input.data));
}

/** A result with the numbers that are made of those of its input, where both are constants. */
export function withNumbers(
  session: Session,
  result: Value,
  input: Tensor,
  make: (source: Numbers) => Numbers | undefined,
): Value {
  const source = numbersOf(input);
  const output = session.tensor(result);
  if (!source || output.value !== undefined || isUnknown(output.shape)) return result;
  const data = make(source)?.data;
  return session.wrap(new Tensor(output.shape, output, undefined, input.type, data));
}

const knownSizes = ({ shape }: Tensor): readonly number[] | undefined =>
  !isUnknown(shape) && shape.every((size) => typeof size === 'number') ? shape : undefined;

/** flatten(x, start, end) */
const flattened: Primitive = (session, x, start, end) => {
  const input = session.tensor(x);
  const { rank, sizes } = input;
  const [from, to] = [axisIn(session, input, start), axisIn(session, input, end)];
  if (rank === undefined || sizes === undefined || from === undefined || to === undefined) {
    return unknownOf(session, x, tensorReasons.axes);
  }
  if (rank > 0) checkFlattening(session, from, to);
  if (to <= from) return seen(session, x, {});
  if (input.batch !== undefined && input.batch >= from && input.batch <= to) {
    const factor = product(sizes.slice(from, to + 1).map(dimOrUnknown));
    const target: Value[] = [
      ...sizes.slice(0, from),
      factor === undefined ? new Unknown(tensorReasons.inputSize) : new BatchInt(factor),
      ...sizes.slice(to + 1),
    ];
    return reshaped(session, x as Value, new PyTuple(target), 'flatten');
  }
  const batch = input.batch !== undefined && input.batch > to ? input.batch - (to - from) : input.batch;
  const result = withData(
    session,
    session.one({
      operator: flatten,
      given: named({
        ...(input.axis(from) !== 0 && { start: input.axis(from) ?? 0 }),
        ...(to !== rank - 1 && { end: input.axis(to) ?? -1 }),
      }),
      operands: [session.operand(x)],
      layout: () => ({ batch, folded: input.folded }),
      name: 'flatten',
    }),
    input,
  );
  return ordered(session, x, result, true);
};

/** permute(x, order, name) */
const permuted: Primitive = (session, x, list, name) => {
  const input = session.tensor(x);
  const { rank } = input;
  const given = session.axes(list);
  if (rank === undefined || given === undefined) return unknownOf(session, x, tensorReasons.axisOrder);
  const order = given.map((axis) => normalAxis(axis, rank));
  if (order.length !== rank || new Set(order).size !== rank || order.includes(undefined)) {
    session.problem({ code: 'permutation-mismatch', data: { order: given, rank, found: input.shape } });
    return unknownOf(session, x, tensorReasons.axisOrderInvalid);
  }
  const batch = input.batch === undefined ? undefined : order.indexOf(input.batch);
  const layout: Layout = { batch, folded: input.folded };
  const engine = order.flatMap((axis) => input.axis(axis as number) ?? []);
  const memory = input.order?.map((axis) => order.indexOf(axis));
  if (engine.every((axis, index) => axis === index)) return seen(session, x, { layout, order: memory });
  const result = session.one({
    operator: permute,
    given: named({ order: engine }),
    operands: [session.operand(x)],
    layout: () => layout,
    name: typeof name === 'string' ? name : 'permute',
  });
  const output = withNumbers(session, result, input, (source) => permutedNumbers(source, order as number[]));
  return memory ? session.wrap(session.tensor(output).with({ order: memory })) : output;
};

/** contiguous(x): the same elements, in the plain order in memory */
const contiguous: Primitive = (session, x) => {
  const input = session.tensor(x);
  const { rank, order } = input;
  const isPlain = order?.every((axis, index) => axis === index) === true;
  if (rank === undefined || isPlain || isParameter(x)) return x as Value;
  return session.wrap(input.with({ order: plainOrder(rank) }));
};

/** expand(x, sizes): a size along the batch gives a tensor the batch */
const expanded: Primitive = (session, x, list) => {
  const input = session.tensor(x);
  const sizes = session.sizes(list);
  const { rank } = input;
  if (sizes === undefined || rank === undefined) return unknownOf(session, x, tensorReasons.sizes);
  const added = sizes.length - rank;
  const tagged = sizes.findIndex((size) => size instanceof BatchInt);
  const batch = input.batch === undefined ? (tagged >= 0 ? tagged : undefined) : input.batch + added;
  const folded = input.batch === undefined ? (batchFactor(sizes[tagged] ?? null) ?? 1) > 1 : input.folded;
  const layout: Layout = { batch, folded };
  const dims = sizes.map(dimOrUnknown).filter((_, axis) => folded || axis !== batch);
  let shape = input.shape as readonly Dim[];
  // A constant's axis of size 1 becomes the batch, which the engine leaves out.
  if (!input.hidesBatch && batch !== undefined && !folded && batch - added >= 0)
    shape = shape.filter((_, axis) => axis !== batch - added);
  if (shape.length === dims.length && dims.every((size, axis) => size === -1 || size === shape[axis])) {
    return session.wrap(new Tensor(shape, layout, valueIn(session, x), input.type));
  }
  const result = session.one({
    operator: expand,
    given: named({ sizes: dims }),
    operands: [session.operand(x)],
    shapes: [shape],
    layout: () => layout,
    name: 'expand',
  });
  const target = knownSizes(session.tensor(result));
  return withNumbers(session, result, input, (source) => target && broadcastTo(source, target));
};

/** What a tensor is in the graph, a learned one included. */
function valueIn(session: Session, x: Value | undefined): Tensor['value'] {
  return session.tracer?.valueOf(session.operand(x)) ?? session.tensor(x).value;
}

/** repeat(x, counts) */
const repeated: Primitive = (session, x, list) => {
  const input = session.tensor(x);
  const counts = session.sizes(list);
  const { rank } = input;
  if (counts === undefined || rank === undefined) return unknownOf(session, x, tensorReasons.sizes);
  const added = counts.length - rank;
  const tagged = counts.findIndex((size) => size instanceof BatchInt);
  const batch = input.batch === undefined ? (tagged >= 0 ? tagged : undefined) : input.batch + added;
  const folded = input.folded || (batch !== undefined && Number(dimOrUnknown(counts[batch] ?? 1)) > 1);
  let shape = input.shape as readonly Dim[];
  if (input.hidesBatch) shape = shape.toSpliced(input.batch as number, 0, 1);
  const full = [...Array<Dim>(Math.max(0, added)).fill(1), ...shape];
  const dims = counts.map(dimOrUnknown);
  const keep = (_: unknown, axis: number): boolean => folded || axis !== batch;
  // No copies are a tensor without elements, as a layer without padding makes: nothing of the input is in it.
  if (dims.includes(0)) {
    const empty = full.map((size, axis) => mulDim(size, dims[axis] ?? 1)).filter(keep);
    return session.wrap(new Tensor(empty, { batch, folded }, undefined, input.type));
  }
  const result = session.one({
    operator: repeat,
    given: named({ repeats: dims.filter(keep) }),
    operands: [session.operand(x)],
    shapes: [full.filter(keep)],
    layout: () => ({ batch, folded }),
    name: 'repeat',
  });
  const target = knownSizes(session.tensor(result));
  return withNumbers(
    session,
    result,
    input,
    (source) =>
      target &&
      picked(source, target, (place) =>
        source.shape.map((size, axis) => (place[axis + Math.max(0, added)] ?? 0) % size),
      ),
  );
};

/** unsqueeze(x, axis) */
const unsqueezed: Primitive = (session, x, axis) => {
  const input = session.tensor(x);
  const at = axisIn(session, input, axis, 1);
  const { sizes } = input;
  if (at === undefined || sizes === undefined) return unknownOf(session, x, tensorReasons.axis);
  const layout = shifted(input, at, 1);
  const target: Value[] = sizes.toSpliced(at, 0, 1);
  const dims = target.map(dimOrUnknown).filter((_, index) => layout.folded || index !== layout.batch);
  return ordered(session, x, viewed(session, x, dims, layout, 'unsqueeze'), true);
};

/** squeeze(x, axis or None): the batch stays, except where the file states that it is one example */
const squeezed: Primitive = (session, x, axis) => {
  const input = session.tensor(x);
  const { sizes } = input;
  if (sizes === undefined) return unknownOf(session, x, tensorReasons.shape);
  const named = axis === null ? undefined : session.axes(axis)?.map((each) => normalAxis(each, sizes.length));
  const taken = (index: number): boolean => named === undefined || named.includes(index);
  // What may be 1 may be gone, so that not even the number of axes is known.
  if (sizes.some((size, index) => taken(index) && index !== input.batch && indexOf(size) === undefined))
    return unknownOf(session, x, tensorReasons.maybeOne);
  const gone = sizes.flatMap((size, index) => (size === 1 && taken(index) ? [index] : []));
  // A batch of one example is taken away too.
  const { batch } = input;
  if (session.batchSize === 1 && input.hidesBatch && batch !== undefined && taken(batch)) gone.push(batch);
  if (gone.length === 0) return seen(session, x, {});
  const before = (place: number): number => gone.filter((each) => each < place).length;
  const layout: Layout =
    batch === undefined || gone.includes(batch)
      ? unbatched
      : { batch: batch - before(batch), folded: input.folded };
  const left = sizes.filter((_, index) => !gone.includes(index));
  const dims = left.map(dimOrUnknown).filter((_, index) => layout.folded || index !== layout.batch);
  return ordered(session, x, viewed(session, x, dims, layout, 'squeeze'), true);
};

/** roll(x, shifts, axes); without axes the elements are shifted in one row */
const rolled: Primitive = (session, x, shifts, axes) => {
  const input = session.tensor(x);
  const list = (value: Value | undefined): readonly ArgumentValue[] => {
    const given = session.argument(value ?? null);
    return Array.isArray(given) ? (given as readonly ArgumentValue[]) : [given];
  };
  const [by, along] = [list(shifts), session.axes(axes)?.map((axis) => axisIn(session, input, axis))];
  const own = along?.map((axis) => (axis === undefined ? undefined : input.axis(axis)));
  const isTold =
    own?.length === by.length && by.every((each) => typeof each === 'number') && !own.includes(undefined);
  return session.one({
    operator: roll,
    given: isTold ? named({ shifts: by, axes: own as readonly number[] }) : [],
    operands: [session.operand(x)],
    layout: () => input,
    name: 'roll',
  });
};

/** size_of(x): the sizes as the program sees them */
const sizesOf: Primitive = (session, x) => {
  const { sizes, shape } = session.tensor(x);
  if (sizes === undefined) return new Unknown(isUnknown(shape) ? shape.unknown : tensorReasons.shape);
  const tuple = new PyTuple(sizes);
  session.shapes.add(tuple);
  return tuple;
};

/** rank_of(x) */
const rankOf: Primitive = (session, x) => session.tensor(x).rank ?? new Unknown(tensorReasons.shape);

/** count_of(x): the number of elements */
const countOf: Primitive = (session, x) => {
  const { shape } = session.tensor(x);
  if (isUnknown(shape)) return new Unknown(shape.unknown);
  const count = shape.reduce<Dim>(mulDim, 1);
  return isKnown(count) ? count : new Unknown(count.unknown, count);
};

/** identity(x, name): a copy that is the same to everybody, as contiguous() is */
const same: Primitive = (_, x) => x as Value;

export const shapePrimitives: Readonly<Record<string, Primitive>> = {
  reshape: reshaped,
  flatten: flattened,
  permute: permuted,
  expand: expanded,
  repeat: repeated,
  unsqueeze: unsqueezed,
  squeeze: squeezed,
  roll: rolled,
  sizes: sizesOf,
  rank: rankOf,
  count: countOf,
  same,
  contiguous,
};
