// Shapes: permutations, copies along axes, axes of size 1, with the batch kept in its place.
import { tensorReasons } from '../../../../findings/tensorReasons.js';
import { type Dim, isKnown, isUnknown, mulDim } from '../../../../math/dim.js';
import { expand, repeat } from '../../../../ops/expand.js';
import { checkFlattening } from './refusals.js';
import { flatten } from '../../../../ops/flatten.js';
import { permute } from '../../../../ops/permute.js';
import type { ArgumentValue } from '../../../../ops/parameters.js';
import { roll } from '../../../../ops/roll.js';
import { indexOf } from '../../interpreter/numbers.js';
import { BatchInt, PyTuple, Unknown, type Value } from '../../interpreter/values.js';
import { normalAxis, product, shifted } from '../layout.js';
import { broadcastTo, type Numbers, numbersOf, permutedNumbers, picked } from '../numbers.js';
import { plainOrder } from '../memory.js';
import { batchFactor, dimOrUnknown, isParameter, named, type Session } from '../session.js';
import { type Layout, Tensor, unbatched } from '../tensor.js';
import type { Primitive } from './primitive.js';
import { ordered, reshaped, seen, unknownOf, valueIn, viewed, withData } from './views.js';

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
