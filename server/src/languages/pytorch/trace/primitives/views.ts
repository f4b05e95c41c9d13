// Views: the same elements under other axes, with the batch kept in its place and the order in memory checked.
import { tensorReasons } from '../../../../findings/tensorReasons.js';
import type { Value as GraphValue } from '../../../../graph/graph.js';
import {
  compareDims,
  derivedDim,
  type Dim,
  exactQuotientDim,
  isKnown,
  isUnknown,
  productDim,
  shapeKey,
  type SymbolicDim,
  symbolicDim,
} from '../../../../math/dim.js';
import { agreeDims } from '../../../../math/requirements.js';
import { flatten } from '../../../../ops/flatten.js';
import { permute } from '../../../../ops/permute.js';
import { reshape } from '../../../../ops/reshape.js';
import { channelShuffle } from '../../../../ops/shuffle.js';
import { BatchInt, Instance, Unknown, type Value } from '../../interpreter/values.js';
import { product, productFormula } from '../layout.js';
import { orderOf, plainOrder, stridesIn, viewedStrides } from '../memory.js';
import { batchFactor, dimOrUnknown, named, type Session } from '../session.js';
import { type Layout, sizesAtBatch, sizesText, Tensor, unbatched } from '../tensor.js';
import type { Primitive } from './primitive.js';
import { refuse } from './refusals.js';

/** A tensor as it is, but for what changes of how it is seen; a learned one is then a node of the graph. */
export const seen = (
  session: Session,
  x: Value | undefined,
  changes: Parameters<Tensor['with']>[0],
): Value => {
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
export const reshaped: Primitive = (session, x, list, name) => {
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
export function viewed(
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
export function ordered(session: Session, x: Value | undefined, result: Value, mayCopy: boolean): Value {
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
export function withData(session: Session, result: Value, input: Tensor): Value {
  const count = session.counted.get(input);
  if (count !== undefined) session.counted.set(session.tensor(result), count);
  if (input.data === undefined) return result;
  const output = session.tensor(result);
  return session.wrap(new Tensor(output.shape, output, output.value, input.type, input.data));
}

/** What a tensor is in the graph, a learned one included. */
export function valueIn(session: Session, x: Value | undefined): Tensor['value'] {
  return session.tracer?.valueOf(session.operand(x)) ?? session.tensor(x).value;
}
