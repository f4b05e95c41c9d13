// Creates tensors of sizes and of numbers, and reads the numbers of small constants.
import { tensorReasons } from '../../../../findings/tensorReasons.js';
import { isUnknown, symbolicDim, type Dim } from '../../../../math/dim.js';
import { intOf, numberOf } from '../../interpreter/numbers.js';
import { unwrap } from '../../interpreter/truth.js';
import {
  BatchInt,
  Instance,
  PyClass,
  PyFloat,
  PyList,
  PyTuple,
  Unknown,
  UnknownNumber,
  type Value,
} from '../../interpreter/values.js';
import { select } from '../../../../ops/select.js';
import { held, nonzeroNumbers, numbersOf } from '../numbers.js';
import { dimOrUnknown, isParameter, named, type Session } from '../session.js';
import {
  dataTypes,
  elementsOf,
  isFloating,
  mostNumbers,
  Tensor,
  tensorOf,
  unbatched,
  type DataType,
  type Layout,
} from '../tensor.js';
import type { Primitive } from './primitive.js';

const typeNamed = (type: Value | undefined): DataType | undefined =>
  typeof type === 'string' && dataTypes.includes(type) ? (type as DataType) : undefined;

const unknownTensor = (session: Session, reason: string, type?: DataType): Value =>
  session.wrap(new Tensor({ unknown: reason }, unbatched, undefined, type));

/** The size of the batch in an axis that is another's, as in `torch.eye(n, n)` of a batch of n. */
function batchDim({ batchSize }: Session, { factor }: BatchInt): Dim {
  return batchSize === undefined ? symbolicDim('', tensorReasons.batchSize) : factor * batchSize;
}

/** full(sizes, number or None, type): a constant */
const made: Primitive = (session, list, fill, type) => {
  const kind = typeNamed(type) ?? 'float';
  const sizes = session.sizes(list);
  if (sizes === undefined)
    return unknownTensor(session, list instanceof Unknown ? list.reason : tensorReasons.sizes, kind);
  const tagged = sizes.findIndex((size) => size instanceof BatchInt);
  const factor = tagged < 0 ? 1 : (sizes[tagged] as BatchInt).factor;
  const layout: Layout = tagged < 0 ? unbatched : { batch: tagged, folded: factor !== 1 };
  const dims = sizes.map((size, axis) =>
    size instanceof BatchInt && axis !== tagged ? batchDim(session, size) : dimOrUnknown(size),
  );
  const shape = dims.filter((_, axis) => layout.folded || axis !== tagged);
  const count = elementsOf(shape);
  const number = numberOf(fill) ?? tensorOf(fill)?.data?.[0];
  const data =
    number === undefined || count === undefined || count > mostNumbers
      ? undefined
      : Array<number>(count).fill(held(number, kind));
  return session.wrap(new Tensor(shape, layout, undefined, kind, data));
};

const itemsOf = (value: Value): readonly Value[] | undefined => {
  const inner = unwrap(value);
  return inner instanceof PyList || inner instanceof PyTuple ? inner.items : undefined;
};

/** The type of numbers of several types is the first of these. */
const widest: readonly DataType[] = ['double', 'float', 'int', 'bool'];

/** from_numbers(nested lists, type or None) */
export const fromNumbers: Primitive = (session, values, type) => {
  const wanted = typeNamed(type);
  const existing = tensorOf(values);
  if (existing) return wanted === undefined ? (values as Value) : castTo(session, values as Value, wanted);
  const shape: Dim[] = [];
  let level: readonly Value[] = [values ?? null];
  for (let depth = 0; depth < 8; depth++) {
    const lists = level.map(itemsOf);
    if (!lists.some((each) => each !== undefined)) break;
    const length = lists[0]?.length ?? 0;
    if (!lists.every((each) => each?.length === length))
      return unknownTensor(session, tensorReasons.raggedLists, wanted);
    shape.push(length);
    level = lists.flatMap((each) => each ?? []);
    session.machine.reserve('numbers', level.length);
  }
  const unknown = level.find(
    (each) => each instanceof Unknown && each.dim === undefined && !(each instanceof UnknownNumber),
  );
  // What is not known may be a list, or a tensor.
  if (unknown instanceof Unknown) return unknownTensor(session, unknown.reason, wanted);
  const tensors = level.map(tensorOf);
  if (tensors.some((each) => each && each.rank !== 0 && each.data?.length !== 1))
    return unknownTensor(session, tensorReasons.tensorOfTensors, wanted);
  const numbers = level.map((each, index) => numberOf(each) ?? tensors[index]?.data?.[0]);
  const types = level.map((each, index): DataType | undefined =>
    typeof each === 'boolean'
      ? 'bool'
      : intOf(each) === undefined
        ? (tensors[index]?.type ?? 'float')
        : 'int',
  );
  const guessed = widest.find((each) => types.includes(each)) ?? 'float';
  const known = numbers.length <= mostNumbers && !numbers.includes(undefined);
  const data = known ? (numbers as number[]).map((each) => held(each, wanted ?? guessed)) : undefined;
  return session.wrap(new Tensor(shape, unbatched, undefined, wanted ?? guessed, data));
};

/** numbers(x): nested lists of its numbers */
const readNumbers: Primitive = (session, x) => {
  const { data, shape, type, batch } = session.tensor(x);
  if (isUnknown(shape)) return new Unknown(shape.unknown);
  if (data === undefined || batch !== undefined) return new Unknown(tensorReasons.tensorValues);
  let level = data.map((each): Value =>
    isFloating(type) ? new PyFloat(each) : type === 'bool' ? each !== 0 : Math.trunc(each),
  );
  for (const size of shape.slice(1).reverse()) {
    const length = Number(size);
    level = Array.from(
      { length: level.length / Math.max(1, length) },
      (_, row) => new PyList(level.slice(row * length, (row + 1) * length)),
    );
  }
  return shape.length === 0 ? (level[0] ?? new Unknown(tensorReasons.emptyTensor)) : new PyList(level);
};

/** number(x): the only number of a tensor */
const onlyNumber: Primitive = (session, x) => {
  const tensor = session.tensor(x);
  const { data, type } = tensor;
  if (data?.length !== 1) return readNumbers(session, x ?? null);
  const [value = 0] = data;
  return isFloating(type) ? new PyFloat(value) : type === 'bool' ? value !== 0 : Math.trunc(value);
};

/** scalar(value): a number as it is; whatever else as a tensor without axes of which nothing is known */
const scalar: Primitive = (session, value) =>
  numberOf(value) !== undefined || tensorOf(value)?.rank === 0
    ? (value as Value)
    : session.wrap(new Tensor([], unbatched, undefined));

/** arange(start, end, step, type): whole numbers unless one of the three is none */
const ranged: Primitive = (session, start, end, step, type) => {
  const all = [start, end, step].map((each) => numberOf(each) ?? tensorOf(each)?.data?.[0]);
  const [from, to, by] = all;
  const isWhole = [start, end, step].every(
    (each) => intOf(each) !== undefined || tensorOf(each)?.type === 'int',
  );
  const kind = typeNamed(type) ?? (isWhole ? 'int' : 'float');
  if (end instanceof BatchInt && from === 0 && by === 1) return made(session, new PyTuple([end]), null, kind);
  if (from === undefined || to === undefined || by === undefined || by === 0) {
    const size = [start, end, step].find((each) => each instanceof Unknown);
    const length =
      from === 0 && by === 1 && size !== undefined
        ? dimOrUnknown(size)
        : symbolicDim('', size instanceof Unknown ? size.reason : tensorReasons.rangeLength);
    const tensor = new Tensor([length], unbatched, undefined, kind);
    if (from === 0 && by === 1 && typeof length === 'object' && length.formula)
      session.counted.set(tensor, length);
    return session.wrap(tensor);
  }
  const count = Math.max(0, Math.ceil((to - from) / by));
  const data =
    count > mostNumbers
      ? undefined
      : Array.from({ length: count }, (_, index) => held(from + index * by, kind));
  return session.wrap(new Tensor([count], unbatched, undefined, kind, data));
};

/** linspace(start, end, steps, type): in single precision from both ends, as torch has it */
const spaced: Primitive = (session, start, end, steps, type) => {
  const kind = typeNamed(type) ?? 'float';
  const [from, to] = [start, end].map((each) => numberOf(each) ?? tensorOf(each)?.data?.[0]);
  const count = numberOf(steps) ?? tensorOf(steps)?.data?.[0];
  if (count === undefined)
    return session.wrap(new Tensor([dimOrUnknown(steps ?? null)], unbatched, undefined, kind));
  if (from === undefined || to === undefined || count > mostNumbers)
    return session.wrap(new Tensor([count], unbatched, undefined, kind));
  const round = (value: number): number => (kind === 'double' ? value : Math.fround(value));
  const [first, last] = [round(from), round(to)];
  const step = count > 1 ? round(round(last - first) / (count - 1)) : 0;
  const data = Array.from({ length: count }, (_, index) =>
    held(
      index < count / 2
        ? round(first + round(step * index))
        : round(last - round(step * (count - index - 1))),
      kind,
    ),
  );
  return session.wrap(new Tensor([count], unbatched, undefined, kind, data));
};

/** cast(x, type): numbers are cut to whole ones where the type is int */
function castTo(session: Session, x: Value, kind: DataType): Value {
  const input = session.tensor(x);
  if (kind === input.type || isParameter(x)) return x;
  const data = input.value === undefined ? input.data?.map((each) => held(each, kind)) : undefined;
  return session.wrap(new Tensor(input.shape, input, input.value, kind, data));
}

const cast: Primitive = (session, x, type) =>
  castTo(session, x ?? null, typeNamed(type) ?? session.tensor(x).type);

/** kind(otherwise, …values): the type that a dtype or a tensor among the values has */
const kindAmong: Primitive = (session, otherwise, ...values) => {
  for (const each of values) {
    const tensor = tensorOf(each);
    if (tensor) return isUnknown(tensor.shape) ? (otherwise ?? null) : tensor.type;
    const kind =
      each instanceof Instance && !(each.native instanceof Tensor)
        ? (each.attribute('kind') ?? null)
        : each instanceof PyClass && each.role === 'tensor'
          ? (each.find('kind') ?? null)
          : null;
    if (typeof kind === 'string' && typeNamed(kind) !== undefined) return kind;
  }
  return otherwise ?? null;
};

/** copy(x): a tensor of the same elements, which changes independently */
const copied: Primitive = (session, x) => {
  const input = session.tensor(x);
  const value = isParameter(x) ? session.tracer?.valueOf(x) : input.value;
  return session.wrap(new Tensor(input.shape, input, value, input.type, value ? undefined : input.data));
};

/** type_of(x) */
const typeOf: Primitive = (session, x) => session.tensor(x).type;

/** nonzero(x): the positions of what is not 0, a row for each */
const nonzero: Primitive = (session, x) => {
  const input = session.tensor(x);
  const source = numbersOf(input);
  const places = nonzeroNumbers(source);
  if (!places || input.value) {
    const reason = tensorReasons.nonzeroCount;
    return session.one({
      operator: select,
      given: named({ sizes: [symbolicDim('', reason), input.rank ?? symbolicDim('', reason)] }),
      operands: [session.operand(x)],
      shapes: [input.shape],
      layout: () => unbatched,
      name: 'nonzero',
    });
  }
  const count = places[0]?.shape[0] ?? 0;
  const data = Array.from({ length: count }, (_, row) => places.map((each) => each.data[row] ?? 0)).flat();
  return session.wrap(new Tensor([count, places.length], unbatched, undefined, 'int', data));
};

export const creationPrimitives: Readonly<Record<string, Primitive>> = {
  full: made,
  from_numbers: fromNumbers,
  numbers: readNumbers,
  number: onlyNumber,
  scalar,
  arange: ranged,
  linspace: spaced,
  cast,
  kind: kindAmong,
  copy: copied,
  type: typeOf,
  nonzero,
};
