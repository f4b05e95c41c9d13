// Indexing as NumPy has it: positions, stretches, new axes, tensors of positions and masks; reading and writing.
import { tensorReasons } from '../../../../findings/tensorReasons.js';
import { isKnownShape, isUnknown, symbolicDim, type Dim } from '../../../../math/dim.js';
import { gather } from '../../../../ops/gather.js';
import { index as indexing, type IndexItem } from '../../../../ops/indexing.js';
import { opaque } from '../../../../ops/opaque.js';
import type { ArgumentValue } from '../../../../ops/parameters.js';
import { select } from '../../../../ops/select.js';
import { sliceRange } from '../../interpreter/iteration.js';
import { dimOf, indexOf } from '../../interpreter/numbers.js';
import { comparison, decided } from '../../../../math/requirements.js';
import {
  ellipsis,
  Instance,
  PyList,
  PySlice,
  PyTuple,
  Unknown,
  type Value,
} from '../../interpreter/values.js';
import { broadcastShape, broadcastTo, nonzeroNumbers, numbersOf, picked, type Numbers } from '../numbers.js';
import { isParameter, named, written, type Session } from '../session.js';
import { mostNumbers, sizesText, Tensor, tensorOf, unbatched, type Layout } from '../tensor.js';
import type { Primitive } from './primitive.js';
import { refuse, textOf } from './refusals.js';
import { fromNumbers } from './creation.js';
import { requirePositions } from './layers.js';

/** A tensor of positions along one axis, or a mask over several. */
interface Lookup {
  /** The axis of the result of plain indexing. */
  readonly axis: number;
  readonly by: Value;
  readonly tensor: Tensor;
}

/** index(x, index) */
export const indexed: Primitive = (session, x, given) => {
  const input = session.tensor(x);
  const { rank, sizes } = input;
  if (rank === undefined || sizes === undefined)
    return partUnknown(session, x, given, isUnknown(input.shape) ? input.shape.unknown : tensorReasons.shape);
  const items = itemsOf(session, given, rank);
  if (items === undefined) return partUnknown(session, x, given, tensorReasons.indexKind);
  const list: IndexItem[] = [];
  const lookups: Lookup[] = [];
  let axis = 0;
  let outAxis = 0;
  let batch: number | undefined;
  let parted = false;
  for (const item of items) {
    if (item === null) {
      list.push(null);
      parted ||= lookups.length > 0;
      outAxis++;
      continue;
    }
    const own = axis++;
    const isBatch = own === input.batch;
    const tensor = tensorOf(item);
    const at = tensor?.rank === 0 ? (tensor.data?.[0] ?? item) : item;
    if (item instanceof PySlice || (tensor && tensor.rank !== 0)) {
      if (isBatch) batch = outAxis;
      const stretch = tensor ? everyPlace : stretchOf(session, item as PySlice, sizes[own]);
      if (stretch === undefined) return partUnknown(session, x, given, tensorReasons.sliceBounds);
      if (!(isBatch && input.hidesBatch)) list.push(stretch);
      if (tensor) lookups.push({ axis: outAxis, by: item, tensor });
      outAxis++;
      continue;
    }
    const position = indexOf(at);
    if (isBatch) {
      if (!input.hidesBatch) list.push(position ?? 0);
    } else list.push(position ?? 0);
  }
  const layout: Layout = batch === undefined ? unbatched : { batch, folded: input.folded };
  const plain = list.every(
    (item) => Array.isArray(item) && item[0] === null && item[1] === null && item[2] === 1,
  );
  const operand = session.operand(x);
  // The result depends on a tensor of the graph that gives a position.
  const positions = items.filter((item) => tensorOf(item)?.rank === 0 && session.dependsOn(item));
  let result = input.with({ layout: plain ? layout : input });
  if (!plain) {
    const [output] = session.emit({
      operator: indexing,
      given: named({ items: list as unknown as ArgumentValue }),
      operands: [operand, ...positions.map((each) => session.operand(each))],
      shapes: [input.shape],
      layout: () => layout,
      name: 'getitem',
    });
    result = output ?? input;
  }
  if (lookups.length > 0)
    result = lookedUp(session, plain ? operand : result, result, lookups, isParted(items));
  const source = result.value === undefined ? numbersOf(input) : undefined;
  const data = source && numbersAt(session, source, items)?.data;
  const own = isParameter(x) ? session.tracer?.valueOf(x) : undefined;
  if (plain && lookups.length === 0 && own) return session.wrap(new Tensor(input.shape, layout, own));
  return session.wrap(new Tensor(result.shape, result, result.value, input.type, data));
};

const everyPlace: readonly [null, null, number] = [null, null, 1];

/** Whether tensors among the items do not stand side by side: then their axes come first. */
function isParted(items: readonly Value[]): boolean {
  const isLookup = (item: Value): boolean => tensorOf(item) !== undefined;
  const [first, last] = [items.findIndex(isLookup), items.findLastIndex(isLookup)];
  return items.slice(first, last + 1).some((item) => !isLookup(item));
}

interface Axis {
  readonly size: Dim;
  readonly isBatch: boolean;
}

/** The axes as the program sees them. */
function axesOf({ shape, batch, hidesBatch }: Tensor): readonly Axis[] {
  const axes: Axis[] = (shape as readonly Dim[]).map((size) => ({ size, isBatch: false }));
  if (batch === undefined) return axes;
  return hidesBatch
    ? axes.toSpliced(batch, 0, { size: 1, isBatch: true })
    : axes.map((each, axis) => (axis === batch ? { ...each, isBatch: true } : each));
}

/** Elements at positions given by tensors, broadcast against each other. */
function lookedUp(
  session: Session,
  operand: Tensor | Instance,
  base: Tensor,
  lookups: readonly Lookup[],
  parted: boolean,
): Tensor {
  const unknownPart = (reason: string): Tensor => {
    const [output] = session.emit({
      operator: opaque('Index', reason),
      operands: [operand, ...read],
      shapes: [{ unknown: reason }],
      layout: () => ({ batch: base.batch === undefined ? undefined : 0, folded: false }),
      name: 'getitem',
    });
    return output ?? base;
  };
  for (const { tensor } of lookups)
    if (tensor.type !== 'bool')
      requirePositions(session, tensor, axesOf(base)[lookups[0]?.axis ?? 0]?.size ?? 1);
  const read = lookups.filter(({ by }) => session.dependsOn(by)).map(({ by }) => session.operand(by));
  if (lookups.some(({ tensor }) => isUnknown(tensor.shape))) return unknownPart(tensorReasons.indexShape);
  const axes = axesOf(base);
  const masks = lookups.filter(({ tensor }) => tensor.type === 'bool');
  const [mask] = masks;
  if (mask && lookups.length > 1) return unknownPart(tensorReasons.maskAndIndices);
  const rank = Math.max(...lookups.map(({ tensor }) => tensor.rank ?? 0));
  const taken = mask ? (mask.tensor.rank ?? 1) : 1;
  const gone = new Set(
    lookups.flatMap(({ axis }) => Array.from({ length: taken }, (_, step) => axis + step)),
  );
  const found: Axis[] = mask
    ? [{ size: symbolicDim('', tensorReasons.maskCount), isBatch: false }]
    : Array.from({ length: rank }, (_, axis): Axis => {
        const own = lookups.flatMap(({ tensor }) => axesOf(tensor)[axis - rank + (tensor.rank ?? 0)] ?? []);
        return (
          own.find(({ isBatch }) => isBatch) ??
          own.find(({ size }) => size !== 1) ?? { size: 1, isBatch: false }
        );
      });
  const rest = axes.flatMap((each, axis) => (gone.has(axis) ? [] : [{ ...each, axis }]));
  const lost = axes.some(({ isBatch }, axis) => isBatch && gone.has(axis));
  const isTwice = rest.some(({ isBatch }) => isBatch) && found.some(({ isBatch }) => isBatch);
  if (isTwice || (mask && lost)) return unknownPart(tensorReasons.batchIndexed);
  const start = parted ? 0 : rest.filter(({ axis }) => axis < (lookups[0]?.axis ?? 0)).length;
  const out = [...rest.slice(0, start), ...found, ...rest.slice(start)];
  const at = out.findIndex(({ isBatch }) => isBatch);
  const folded = [base, ...lookups.map(({ tensor }) => tensor)].some((each) => each.folded);
  const layout: Layout = at < 0 ? unbatched : { batch: at, folded };
  const sizes = out.filter(({ isBatch }) => !isBatch || folded).map(({ size }) => size);
  const [only] = lookups;
  const engineAxis = only && base.axis(only.axis);
  const isPlain =
    lookups.length === 1 &&
    !mask &&
    !only?.tensor.hidesBatch &&
    !only?.tensor.folded &&
    engineAxis !== undefined;
  const [output] = session.emit({
    operator: isPlain ? gather : select,
    given: named(isPlain ? { axis: engineAxis, sizes: only?.tensor.shape as readonly Dim[] } : { sizes }),
    operands: [operand, ...read],
    shapes: [base.shape],
    layout: () => layout,
    name: 'getitem',
  });
  return output ?? base;
}

export function partUnknown(
  session: Session,
  x: Value | undefined,
  by: Value | undefined,
  reason: string,
): Value {
  const input = session.tensor(x);
  const further = (by instanceof PyTuple ? by.items : [by]).filter((each) => session.dependsOn(each));
  return session.one({
    operator: opaque('Index', reason),
    operands: [x, ...further].map((each) => session.operand(each)),
    shapes: [{ unknown: reason }],
    layout: () => ({ batch: input.batch === undefined ? undefined : 0, folded: false }),
    name: 'getitem',
  });
}

const everything = new PySlice(null, null, null);

/** An item for each axis, `...` and what is left out spelled out; undefined for what is not modelled. */
function itemsOf(session: Session, given: Value | undefined, rank: number): readonly Value[] | undefined {
  const written = given instanceof PyTuple ? given.items : [given ?? null];
  const list = written.flatMap((item): readonly Value[] => {
    const made = item instanceof PyList ? fromNumbers(session, item, null) : item;
    const mask = tensorOf(made);
    const places = mask?.type === 'bool' && mask.rank !== 0 ? nonzeroNumbers(numbersOf(mask)) : undefined;
    // A mask whose numbers are known is the positions that it takes.
    return places === undefined ? [made] : places.map((each) => session.wrap(constantOf(each)));
  });
  // A position that is not known is a position all the same.
  if (list.some((item) => item instanceof Unknown && !item.dim)) return undefined;
  if (list.some((item) => typeof item === 'boolean')) return undefined;
  const axesTaken = (item: Value): number => {
    if (item === null || item === ellipsis) return 0;
    const tensor = tensorOf(item);
    return tensor?.type === 'bool' ? (tensor.rank ?? 1) : 1;
  };
  if (list.some((item) => tensorOf(item)?.type === 'bool' && tensorOf(item)?.rank === 0)) return undefined;
  const taken = list.reduce<number>((sum, item) => sum + axesTaken(item), 0);
  const hasMask = list.some((item) => axesTaken(item) > 1);
  if (taken > rank) return hasMask ? undefined : list;
  const at = list.indexOf(ellipsis);
  const rest = Array<Value>(rank - taken).fill(everything);
  const spelled = at < 0 ? [...list, ...rest] : [...list.slice(0, at), ...rest, ...list.slice(at + 1)];
  if (!hasMask) return spelled;
  // Only the first axis of a mask is written down; the others are known by its rank.
  return spelled.some((item, index) => axesTaken(item) > 1 && index < spelled.length - 1 && at >= 0)
    ? undefined
    : spelled.flatMap((item) => [item, ...Array<Value>(Math.max(0, axesTaken(item) - 1)).fill(everything)]);
}

const constantOf = ({ shape, data }: Numbers): Tensor => new Tensor(shape, unbatched, undefined, 'int', data);

function stretchOf(
  session: Session,
  slice: PySlice,
  size: Value | undefined,
): readonly [Dim | null, Dim | null, number] | undefined {
  const { start, stop, step } = slice;
  if ([start, stop, size].some((each) => each instanceof Unknown && each.dim?.formula))
    return namedStretch(slice, size);
  const bound = (value: Value): number | null | undefined =>
    value === null ? null : (indexOf(value) ?? tensorOf(value)?.data?.[0]);
  const [from, to, by] = [bound(start), bound(stop), step === null ? 1 : indexOf(step)];
  if (from === undefined || to === undefined || by === undefined) return undefined;
  const length = indexOf(size);
  // Written out, so that stretches that take everything leave no trace.
  if (length !== undefined && by === 1) {
    const range = sliceRange(session.machine, new PySlice(from, to, by), length);
    if (range?.start === 0 && range.length === length) return [null, null, 1];
  }
  return [from, to, by];
}

/** The same where a bound or the size of the axis depends on named sizes: whether it takes everything is decided at their hints. */
function namedStretch(
  { start, stop, step }: PySlice,
  size: Value | undefined,
): readonly [Dim | null, Dim | null, number] | undefined {
  const bound = (value: Value): Dim | null | undefined =>
    value === null ? null : (dimOf(value) ?? tensorOf(value)?.data?.[0]);
  const [from, to, by] = [bound(start), bound(stop), step === null ? 1 : indexOf(step)];
  const length = dimOf(size);
  if (from === undefined || to === undefined || by === undefined || length === undefined) return undefined;
  const isAll = (from ?? 0) === 0 && (to === null || decided(comparison('>=', to, length)) === true);
  return isAll && by === 1 ? everyPlace : [from, to, by];
}

/** The numbers of a part. */
function numbersAt(session: Session, source: Numbers, items: readonly Value[]): Numbers | undefined {
  type Read = (place: readonly number[]) => number;
  const shape: number[] = [];
  const reads: Read[] = [];
  const tensors: { readonly at: number; readonly numbers: Numbers }[] = [];
  let axis = 0;
  let firstPlace = 0;
  for (const item of items) {
    if (item === null) {
      shape.push(1);
      continue;
    }
    const size = source.shape[axis++];
    if (size === undefined) return undefined;
    const tensor = tensorOf(item);
    if (item instanceof PySlice) {
      const range = sliceRange(session.machine, item, size);
      if (!range) return undefined;
      const at = shape.length;
      shape.push(range.length);
      reads.push((place) => range.start + (place[at] ?? 0) * range.step);
    } else if (tensor && tensor.rank !== 0) {
      const numbers = numbersOf(tensor);
      if (!numbers) return undefined;
      if (tensors.length === 0) firstPlace = shape.length;
      tensors.push({ at: reads.length, numbers });
      reads.push(() => 0);
    } else {
      const position = tensor?.data?.[0] ?? indexOf(item);
      if (position === undefined) return undefined;
      const own = position < 0 ? position + size : position;
      if (own < 0 || own >= size) return undefined;
      reads.push(() => own);
    }
  }
  if (tensors.length === 0) return picked(source, shape, (place) => reads.map((read) => read(place)));
  const found = broadcastShape(tensors.map(({ numbers }) => numbers.shape));
  if (!found) return undefined;
  const start = isParted(items) ? 0 : firstPlace;
  const full = shape.toSpliced(start, 0, ...found);
  const positions = tensors.map(({ numbers }) => broadcastTo(numbers, found));
  const strides = found.map((_, each) => found.slice(each + 1).reduce((a, b) => a * b, 1));
  return picked(source, full, (place) => {
    const rest = place.toSpliced(start, found.length);
    const at = found.reduce((sum, _, each) => sum + (place[start + each] ?? 0) * (strides[each] ?? 1), 0);
    const own = reads.map((read) => read(rest));
    tensors.forEach((each, index) => {
      const position = positions[index]?.data[at] ?? 0;
      own[each.at] = position < 0 ? position + (source.shape[each.at] ?? 0) : position;
    });
    return own;
  });
}

/** put(x, index, value): writes into a tensor */
export const put: Primitive = (session, x, given, value, name) => {
  if (!(x instanceof Instance)) return null;
  const target = session.tensor(x);
  const indices = (given instanceof PyTuple ? given.items : [given]).filter((each) =>
    session.dependsOn(each),
  );
  const further = [value, ...indices].filter((each) => session.dependsOn(each));
  if (further.length > 0 || target.value !== undefined) {
    const [output] = session.emit(written(target, ...further.map((each) => session.operand(each))));
    if (output) session.update(x, output.with({ type: target.type }));
    return null;
  }
  if (!session.tracer)
    checkWritten(session, textOf(name ?? '='), tensorOf(indexed(session, x, given)), tensorOf(value));
  session.update(
    x,
    new Tensor(target.shape, target, undefined, target.type, changed(session, target, given, value)),
  );
  return null;
};

/** What is written into a part of a tensor must broadcast to its shape. */
function checkWritten(
  session: Session,
  operation: string,
  part: Tensor | undefined,
  value: Tensor | undefined,
): void {
  if (!part || !value || !isKnownShape(part.shape) || !isKnownShape(value.shape)) return;
  if (part.batch !== undefined || value.batch !== undefined) return;
  const [sizes, shape] = [part.shape, value.shape];
  const wrong = shape.findIndex((size, axis) => size !== 1 && size !== sizes.at(axis - shape.length));
  if (wrong < 0) return;
  const [left, right] = [part, value].map((each) => sizesText(each, undefined));
  const data = { operation, left: left ?? '?', right: right ?? '?', axis: shape.length - wrong };
  refuse(session, { code: 'broadcast-mismatch', data });
}

/** At each place of any constant that keeps its numbers, that place: made once, since programs fill tables one element at a time. */
const ownPlaces: readonly number[] = Array.from({ length: mostNumbers }, (_, index) => index);

/** The numbers of a tensor after others are written into it; undefined where they are not known. */
function changed(
  session: Session,
  target: Tensor,
  given: Value | undefined,
  value: Value | undefined,
): readonly number[] | undefined {
  const [source, by] = [numbersOf(target), numbersOf(session.tensor(value))];
  const items = source && by ? itemsOf(session, given, source.shape.length) : undefined;
  if (!source || !by || !items) return undefined;
  const places = numbersAt(session, { shape: source.shape, data: ownPlaces }, items);
  const values = places && broadcastTo(by, places.shape);
  if (!places || !values) return undefined;
  const data = source.data.slice();
  places.data.forEach((place, index) => (data[place] = values.data[index] ?? NaN));
  return data;
}
