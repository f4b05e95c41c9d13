// Making, indexing and reading tensors, and what resizes maps.
import { isUnknown, type Dim } from '../../../../math/dim.js';
import { gather } from '../../../../ops/gather.js';
import { index as indexing, type IndexItem } from '../../../../ops/indexing.js';
import { opaque } from '../../../../ops/opaque.js';
import type { ArgumentValue } from '../../../../ops/parameters.js';
import { pad } from '../../../../ops/pad.js';
import { channelShuffle, pixelShuffle, pixelUnshuffle } from '../../../../ops/shuffle.js';
import { select } from '../../../../ops/select.js';
import { resizeTo } from '../../../../ops/upsample.js';
import { sliceRange } from '../../interpreter/iteration.js';
import { indexOf, intOf, numberOf } from '../../interpreter/numbers.js';
import {
  BatchInt,
  ellipsis,
  Instance,
  PyClass,
  PyFloat,
  PyList,
  PySlice,
  PyTuple,
  Unknown,
  type Value,
} from '../../interpreter/values.js';
import { dimOrUnknown, named, type Session } from '../session.js';
import {
  elementsOf,
  mostNumbers,
  Tensor,
  tensorOf,
  unbatched,
  type DataType,
  type Layout,
} from '../tensor.js';
import type { Primitive } from './layers.js';

const dataTypes: readonly string[] = ['float', 'int', 'bool'];

/** full(sizes, number or None, type): a constant */
const made: Primitive = (session, list, fill, type) => {
  const sizes = session.sizes(list);
  if (sizes === undefined)
    return session.wrap(new Tensor({ unknown: 'sizes that are not known' }, unbatched, undefined));
  const tagged = sizes.findIndex((size) => size instanceof BatchInt);
  const factor = tagged < 0 ? 1 : (sizes[tagged] as BatchInt).factor;
  const layout: Layout = tagged < 0 ? unbatched : { batch: tagged, folded: factor !== 1 };
  const shape = sizes.map(dimOrUnknown).filter((_, axis) => layout.folded || axis !== tagged);
  const count = elementsOf(shape);
  const number = numberOf(fill);
  const data =
    number === undefined || count === undefined || count > mostNumbers
      ? undefined
      : Array<number>(count).fill(number);
  const known = typeof type === 'string' && dataTypes.includes(type) ? (type as DataType) : 'float';
  return session.wrap(new Tensor(shape, layout, undefined, known, data));
};

/** from_numbers(nested lists, type or None) */
const fromNumbers: Primitive = (session, values, type) => {
  const existing = tensorOf(values);
  if (existing) return values as Value;
  const shape: Dim[] = [];
  let level: readonly Value[] = [values ?? null];
  for (let depth = 0; level[0] instanceof PyList || level[0] instanceof PyTuple; depth++) {
    const lists = level as readonly (PyList | PyTuple)[];
    shape.push(lists[0]?.items.length ?? 0);
    level = lists.flatMap((each) => (each instanceof PyList || each instanceof PyTuple ? each.items : []));
    session.machine.reserve('elements', level.length);
    if (depth > 8) break;
  }
  const numbers = level.map((each) => numberOf(each) ?? tensorOf(each)?.data?.[0]);
  const known = numbers.length <= mostNumbers && !numbers.includes(undefined);
  const guessed: DataType = level.every((each) => typeof each === 'boolean')
    ? 'bool'
    : level.every((each) => intOf(each) !== undefined)
      ? 'int'
      : 'float';
  const kind = typeof type === 'string' && dataTypes.includes(type) ? (type as DataType) : guessed;
  return session.wrap(
    new Tensor(shape, unbatched, undefined, kind, known ? (numbers as number[]) : undefined),
  );
};

/** numbers_of(x): nested lists of its numbers */
const numbersOf: Primitive = (session, x) => {
  const { data, shape, type } = session.tensor(x);
  if (data === undefined || isUnknown(shape)) return new Unknown('the numbers of a tensor');
  const values = data.map((each): Value =>
    type === 'float' ? new PyFloat(each) : type === 'bool' ? each !== 0 : Math.trunc(each),
  );
  let level: Value[] = values;
  for (const size of shape.slice(1).reverse()) {
    const length = Number(size);
    level = Array.from(
      { length: level.length / Math.max(1, length) },
      (_, row) => new PyList(level.slice(row * length, (row + 1) * length)),
    );
  }
  return shape.length === 0 ? (values[0] ?? new Unknown('an empty tensor')) : new PyList(level);
};

/** cast(x, type): numbers are cut to whole ones where the type is int */
const castTo: Primitive = (session, x, type) => {
  const input = session.tensor(x);
  const kind = typeof type === 'string' && dataTypes.includes(type) ? (type as DataType) : input.type;
  if (kind === input.type || input.value !== undefined) return x as Value;
  if (x instanceof Instance && x.cls.role === 'parameter') return x;
  const data = input.data?.map((each) => (kind === 'int' ? Math.trunc(each) : each));
  return session.wrap(new Tensor(input.shape, input, undefined, kind, data));
};

/** type_of(x) */
const typeOf: Primitive = (session, x) => session.tensor(x).type;

/** index(x, index) */
const indexed: Primitive = (session, x, given) => {
  const input = session.tensor(x);
  const { rank, sizes } = input;
  if (rank === undefined || sizes === undefined) return partUnknown(session, x, 'a shape that is not known');
  const items = itemsOf(given, rank);
  if (items === undefined) return partUnknown(session, x, 'an index of a kind that is not modelled');
  const list: IndexItem[] = [];
  const lookups: { readonly axis: number; readonly sizes: readonly Dim[] }[] = [];
  let axis = 0;
  let outAxis = 0;
  let { batch } = unbatched as Layout;
  const batchLost = { value: false };
  for (const item of items) {
    if (item === null) {
      list.push(null);
      outAxis++;
      continue;
    }
    const own = axis++;
    const isBatch = own === input.batch;
    if (item instanceof PySlice) {
      if (isBatch) batch = outAxis;
      if (!(isBatch && input.hidesBatch)) {
        const stretch = stretchOf(session, item, sizes[own]);
        if (stretch === undefined) return partUnknown(session, x, 'a stretch whose bounds are not known');
        list.push(stretch);
      }
      outAxis++;
      continue;
    }
    const tensor =
      tensorOf(item) ??
      (item instanceof PyList ? session.tensor(fromNumbers(session, item, null)) : undefined);
    if (tensor && tensor.rank !== 0) {
      if (tensor.type === 'bool' || isUnknown(tensor.shape) || isBatch || lookups.length > 0) {
        return partUnknown(session, x, 'an index by a tensor of this kind');
      }
      lookups.push({ axis: list.length, sizes: tensor.shape });
      list.push([null, null, 1]);
      outAxis += tensor.shape.length;
      continue;
    }
    const at = tensor?.data?.[0] ?? indexOf(item);
    if (isBatch) {
      batchLost.value = true;
      if (!input.hidesBatch) list.push(at ?? 0);
      continue;
    }
    if (at === undefined) return partUnknown(session, x, 'an index that is not known', outOf(input, own));
    list.push(at);
  }
  const layout: Layout = batch === undefined || batchLost.value ? unbatched : { batch, folded: input.folded };
  const [lookup] = lookups;
  const plain = list.every(
    (item) => Array.isArray(item) && item[0] === null && item[1] === null && item[2] === 1,
  );
  const operand = session.operand(x);
  let result = input.with({ layout: plain && !lookup ? layout : input });
  if (!plain) {
    const [output] = session.emit({
      operator: indexing,
      given: named({ items: list as unknown as ArgumentValue }),
      operands: [operand],
      layout: () => layout,
      name: 'getitem',
    });
    result = output ?? input;
  }
  if (lookup) {
    const [output] = session.emit({
      operator: gather,
      given: named({ axis: lookup.axis, sizes: lookup.sizes }),
      operands: plain ? [operand] : [result],
      layout: () => layout,
      name: 'getitem',
    });
    result = output ?? result;
  }
  const data = dataAt(session, input, items);
  return session.wrap(
    data
      ? new Tensor(result.shape, result, undefined, input.type, data)
      : plain && !lookup && x instanceof Instance && x.cls.role === 'parameter'
        ? new Tensor(input.shape, layout, session.tracer?.valueOf(x))
        : result,
  );
};

const outOf = (input: Tensor, axis: number): Tensor => {
  const own = input.axis(axis);
  const shape =
    isUnknown(input.shape) || own === undefined ? input.shape : input.shape.filter((_, each) => each !== own);
  return input.with({ shape });
};

function partUnknown(session: Session, x: Value | undefined, reason: string, known?: Tensor): Value {
  const input = session.tensor(x);
  if (known) return session.wrap(known);
  return session.one({
    operator: opaque('Index', reason),
    operands: [session.operand(x)],
    shapes: [{ unknown: reason }],
    layout: () => ({ batch: input.batch === undefined ? undefined : 0, folded: false }),
    name: 'getitem',
  });
}

const everything = new PySlice(null, null, null);

/** An item for each axis, `...` and what is left out spelled out; undefined for what is not modelled. */
function itemsOf(given: Value | undefined, rank: number): readonly Value[] | undefined {
  const list = given instanceof PyTuple ? given.items : [given ?? null];
  if (list.some((item) => item instanceof Unknown)) {
    // A position that is not known is a position all the same.
    if (list.some((item) => item instanceof Unknown && !item.dim)) return undefined;
  }
  const taken = list.filter((item) => item !== null && item !== ellipsis && typeof item !== 'boolean').length;
  if (taken > rank || list.some((item) => typeof item === 'boolean')) return taken > rank ? list : undefined;
  const at = list.indexOf(ellipsis);
  const rest = Array<Value>(rank - taken).fill(everything);
  return at < 0 ? [...list, ...rest] : [...list.slice(0, at), ...rest, ...list.slice(at + 1)];
}

function stretchOf(
  session: Session,
  slice: PySlice,
  size: Value | undefined,
): readonly [number | null, number | null, number] | undefined {
  const { start, stop, step } = slice;
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

/** The numbers of a part, of a tensor with one axis. */
function dataAt(
  session: Session,
  { data, rank, value }: Tensor,
  items: readonly Value[],
): readonly number[] | undefined {
  const [item] = items;
  if (data === undefined || rank !== 1 || items.length !== 1 || value !== undefined || item === undefined)
    return undefined;
  if (item instanceof PySlice) {
    const range = sliceRange(session.machine, item, data.length);
    return (
      range && Array.from({ length: range.length }, (_, each) => data[range.start + each * range.step] ?? NaN)
    );
  }
  const at = indexOf(item);
  const number = at === undefined ? undefined : data.at(at);
  return number === undefined ? undefined : [number];
}

/** pad(x, amounts from the last axis on, mode) */
const padded: Primitive = (session, x, list, mode) => {
  const input = session.tensor(x);
  const { rank } = input;
  const amounts = session.sizes(list)?.map((each) => indexOf(each));
  if (rank === undefined || amounts === undefined || amounts.includes(undefined) || isUnknown(input.shape)) {
    return partUnknown(session, x, 'a padding that is not known');
  }
  const pairs = new Map<number, [number, number]>();
  for (let at = 0; at + 1 < amounts.length; at += 2) {
    const axis = input.axis(rank - 1 - at / 2);
    const [before, after] = [amounts[at] ?? 0, amounts[at + 1] ?? 0];
    if (axis !== undefined && (before !== 0 || after !== 0)) pairs.set(axis, [before, after]);
  }
  if (pairs.size === 0) return x as Value;
  const cut = [...pairs.values()].flat().some((each) => each < 0);
  if (cut) {
    const items = input.shape.map((_, axis): IndexItem => {
      const [before, after] = pairs.get(axis) ?? [0, 0];
      return [before < 0 ? -before : null, after < 0 ? after : null, 1];
    });
    return session.one({
      operator: indexing,
      given: named({ items: items as unknown as ArgumentValue }),
      operands: [session.operand(x)],
      layout: () => input,
      name: 'pad',
    });
  }
  const modes: Readonly<Record<string, string>> = {
    constant: 'zeros',
    reflect: 'reflect',
    replicate: 'replicate',
    circular: 'circular',
  };
  const spatial = input.shape
    .slice(1)
    .map((_, axis): readonly [number, number] => pairs.get(axis + 1) ?? [0, 0]);
  return session.one({
    operator: pad,
    given: named({
      ...(spatial.some(([before, after]) => before > 0 || after > 0) && { pad: spatial }),
      ...(pairs.has(0) && { channels: pairs.get(0) as [number, number] }),
      mode: modes[typeof mode === 'string' ? mode : 'constant'] ?? 'zeros',
    }),
    operands: [session.operand(x)],
    layout: () => input,
    name: 'pad',
  });
};

/** interpolate(x, size or None, factor or None, mode, align_corners) */
const resized: Primitive = (session, x, size, factor, mode, corners) => {
  const input = session.tensor(x);
  const modes: Readonly<Record<string, string>> = {
    nearest: 'nearest',
    'nearest-exact': 'nearest',
    bicubic: 'bicubic',
  };
  const word = typeof mode === 'string' ? mode : 'nearest';
  return session.one({
    operator: resizeTo,
    given: named({
      ...(size !== null && { size: session.argument(size) }),
      ...(size === null && { scale: session.argument(factor) }),
      mode: modes[word] ?? 'bilinear',
      alignCorners: corners === true,
    }),
    operands: [session.operand(x)],
    layout: () => input,
    name: 'interpolate',
  });
};

/** shuffle(kind, x, factor) */
const shuffled: Primitive = (session, kind, x, factor) => {
  const input = session.tensor(x);
  const value = session.argument(factor);
  const [operator, given] =
    kind === 'pixel'
      ? [pixelShuffle, named({ factor: value })]
      : kind === 'unpixel'
        ? [pixelUnshuffle, named({ factor: value })]
        : [channelShuffle, named({ groups: value })];
  return session.one({
    operator,
    given,
    operands: [session.operand(x)],
    layout: () => input,
    name: `${String(kind)}_shuffle`,
  });
};

/** unmodelled(name, …tensors): something that is not modelled, of tensors that stay in use */
const unmodelled: Primitive = (session, name, ...values) => {
  const tensors = values.filter((each) => tensorOf(each));
  const what = typeof name === 'string' ? name : 'this';
  const reason = `${what} is not modelled`;
  return session.one({
    operator: opaque(what, reason),
    operands: tensors.map((each) => session.operand(each)),
    shapes: [{ unknown: reason }],
    layout: () => ({ batch: tensors.length > 0 ? 0 : undefined, folded: false }),
    name: what,
  });
};

/** shape_as(x, sizes, name): a tensor of these sizes, of elements of another one, or of a pair, that are chosen by their values */
const shapedAs: Primitive = (session, x, list, name) => {
  const tensors = x instanceof PyTuple ? x.items : [x];
  const sizes = session.sizes(list);
  if (sizes === undefined) return partUnknown(session, tensors[0], 'sizes that are not known');
  const tagged = sizes.findIndex((size) => size instanceof BatchInt);
  const factor = tagged < 0 ? 1 : (sizes[tagged] as BatchInt).factor;
  const layout: Layout = tagged < 0 ? unbatched : { batch: tagged, folded: factor !== 1 };
  const shape = sizes.map(dimOrUnknown).filter((_, axis) => layout.folded || axis !== tagged);
  return session.one({
    operator: select,
    given: named({ sizes: shape }),
    operands: tensors.map((each) => session.operand(each)),
    layout: () => layout,
    name: typeof name === 'string' ? name : 'select',
  });
};

/** set_role(class, role): tells the interpreter which class of the stubs is what */
const setRole: Primitive = (session, cls, role) => {
  if (cls instanceof PyClass && (role === 'module' || role === 'tensor' || role === 'parameter')) {
    cls.role = role;
    if (role === 'tensor') session.tensorClass = cls;
  }
  return cls ?? null;
};

/** share(instance, tensor): makes an instance, such as a Parameter, hold a tensor */
const share: Primitive = (session, instance, tensor) => {
  if (instance instanceof Instance) {
    const own = session.tensor(tensor);
    instance.native = new Tensor(own.shape, own, own.value, own.type, own.data);
    instance.created = session.machine.place;
  }
  return null;
};

export const tensorPrimitives: Readonly<Record<string, Primitive>> = {
  full: made,
  from_numbers: fromNumbers,
  numbers: numbersOf,
  cast: castTo,
  type: typeOf,
  index: indexed,
  pad: padded,
  interpolate: resized,
  shuffle: shuffled,
  unmodelled,
  shape_as: shapedAs,
  set_role: setRole,
  share,
};
