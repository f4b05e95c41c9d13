// The numbers that small constant tensors keep: what functions of torch give on them, element by element and axis by axis.
import { isUnknown, type Shape } from '../../../math/dim.js';
import { elementsOf, mostNumbers, type DataType, type Tensor } from './tensor.js';

/** A tensor whose sizes and numbers are all known, in row-major order. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** The numbers of a constant; undefined where they, or its sizes, are not known. */
export function numbersOf({ shape, data, batch, value }: Tensor): Numbers | undefined {
  if (data === undefined || isUnknown(shape) || batch !== undefined || value !== undefined) return undefined;
  if (!shape.every((size) => typeof size === 'number')) return undefined;
  return sizeOf(shape) === data.length ? { shape, data } : undefined;
}

/** The number that every element of a constant is, for whatever batch; undefined where they may differ. */
export function uniformNumber({ data, value }: Tensor): number | undefined {
  const first = value === undefined ? data?.[0] : undefined;
  return first !== undefined && data?.every((each) => each === first) ? first : undefined;
}

/** The numbers of a tensor whose elements are all the same, where they are not too many. */
export function filled(shape: Shape, number: number | undefined): readonly number[] | undefined {
  if (number === undefined || isUnknown(shape)) return undefined;
  const count = elementsOf(shape);
  return count === undefined || count > mostNumbers ? undefined : Array<number>(count).fill(number);
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** A number as a tensor of its type holds it: torch computes in single precision unless it is asked for more. */
export function held(value: number, type: DataType): number {
  if (type === 'float') return Math.fround(value);
  return type === 'int' ? Math.trunc(value) : type === 'bool' ? Number(value !== 0) : value;
}

/** How far apart neighbours along each axis are in the row-major order. */
function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis] ?? 1;
  }
  return strides;
}

/** Calls `visit` with the position along each axis, in row-major order; the array is reused. */
export function forEachPlace(
  shape: readonly number[],
  visit: (place: readonly number[], index: number) => void,
): void {
  const count = sizeOf(shape);
  const place = new Array<number>(shape.length).fill(0);
  for (let index = 0; index < count; index++) {
    visit(place, index);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (place[axis] ?? 0) + 1;
      if (next < (shape[axis] ?? 1)) {
        place[axis] = next;
        break;
      }
      place[axis] = 0;
    }
  }
}

/** A tensor whose element at each place is that of `source` at another one; undefined where it has too many. */
export function picked(
  source: Numbers,
  shape: readonly number[],
  from: (place: readonly number[]) => readonly number[],
): Numbers | undefined {
  if (sizeOf(shape) > mostNumbers) return undefined;
  const strides = stridesOf(source.shape);
  const data: number[] = [];
  forEachPlace(shape, (place) => {
    const at = from(place).reduce((sum, position, axis) => sum + position * (strides[axis] ?? 0), 0);
    data.push(source.data[at] ?? NaN);
  });
  return { shape, data };
}

/** The shape that shapes are broadcast to; undefined where they do not fit together. */
export function broadcastShape(shapes: readonly (readonly number[])[]): number[] | undefined {
  const rank = shapes.reduce((most, each) => Math.max(most, each.length), 0);
  const result = new Array<number>(rank).fill(1);
  for (const shape of shapes) {
    for (const [index, size] of shape.entries()) {
      const axis = rank - shape.length + index;
      if (size === 1) continue;
      if (result[axis] !== 1 && result[axis] !== size) return undefined;
      result[axis] = size;
    }
  }
  return result;
}

/** A tensor repeated along axes of size 1, and along new ones in front. */
export function broadcastTo(source: Numbers, shape: readonly number[]): Numbers | undefined {
  const added = shape.length - source.shape.length;
  return picked(source, shape, (place) =>
    source.shape.map((size, axis) => (size === 1 ? 0 : (place[axis + added] ?? 0))),
  );
}

/** A function of the elements of tensors that are broadcast against each other. */
export function combined(
  operands: readonly Numbers[],
  compute: (...values: number[]) => number,
): Numbers | undefined {
  const shape = broadcastShape(operands.map((each) => each.shape));
  if (shape === undefined || sizeOf(shape) > mostNumbers) return undefined;
  const all = operands.map((each) => broadcastTo(each, shape));
  if (all.includes(undefined)) return undefined;
  const data = Array.from({ length: sizeOf(shape) }, (_, index) =>
    compute(...all.map((each) => each?.data[index] ?? NaN)),
  );
  return { shape, data };
}

/** The axes in another order. */
export const permutedNumbers = (source: Numbers, order: readonly number[]): Numbers | undefined =>
  picked(
    source,
    order.map((axis) => source.shape[axis] ?? 1),
    (place) => source.shape.map((_, axis) => place[order.indexOf(axis)] ?? 0),
  );

/** A stretch of an axis. */
export const stretchedNumbers = (
  source: Numbers,
  axis: number,
  start: number,
  length: number,
): Numbers | undefined =>
  picked(source, source.shape.with(axis, length), (place) => place.with(axis, (place[axis] ?? 0) + start));

/** Tensors one behind the other along an axis. */
export function joinedNumbers(all: readonly Numbers[], axis: number): Numbers | undefined {
  const [first] = all;
  if (!first || all.some(({ shape }) => shape.length !== first.shape.length)) return undefined;
  const shape = first.shape.with(
    axis,
    all.reduce((sum, each) => sum + (each.shape[axis] ?? 0), 0),
  );
  if (sizeOf(shape) > mostNumbers) return undefined;
  const inner = sizeOf(shape.slice(axis + 1));
  const outer = sizeOf(shape.slice(0, axis));
  const data: number[] = [];
  for (let row = 0; row < outer; row++) {
    for (const each of all) {
      const run = (each.shape[axis] ?? 0) * inner;
      data.push(...each.data.slice(row * run, (row + 1) * run));
    }
  }
  return { shape, data };
}

/** What `reduce` makes of the elements along the given axes together, each of which becomes 1, or goes. */
export function reducedNumbers(
  source: Numbers,
  axes: ReadonlySet<number>,
  keep: boolean,
  reduce: (values: readonly number[]) => number,
): Numbers {
  const kept = source.shape.map((size, axis) => (axes.has(axis) ? 1 : size));
  const strides = stridesOf(kept);
  const groups = Array.from({ length: sizeOf(kept) }, (): number[] => []);
  forEachPlace(source.shape, (place, index) => {
    const at = place.reduce(
      (sum, position, axis) => sum + (axes.has(axis) ? 0 : position * (strides[axis] ?? 0)),
      0,
    );
    groups[at]?.push(source.data[index] ?? NaN);
  });
  const shape = keep ? kept : source.shape.filter((_, axis) => !axes.has(axis));
  return { shape, data: groups.map(reduce) };
}

/** What `change` makes of each row along an axis, which keeps its length or gets another one. */
export function alongAxis(
  source: Numbers,
  axis: number,
  change: (row: readonly number[]) => readonly number[],
): Numbers | undefined {
  const last = [...source.shape.keys()].filter((each) => each !== axis).concat(axis);
  const turned = source.shape.length === 0 ? source : permutedNumbers(source, last);
  const length = source.shape[axis] ?? 1;
  if (!turned) return undefined;
  const rows = Array.from({ length: length === 0 ? 0 : turned.data.length / length }, (_, row) =>
    change(turned.data.slice(row * length, (row + 1) * length)),
  );
  const changed = {
    shape: [...turned.shape.slice(0, -1), rows[0]?.length ?? length],
    data: rows.flat(),
  };
  if (source.shape.length === 0) return { shape: [], data: changed.data };
  return permutedNumbers(
    changed,
    source.shape.map((_, each) => last.indexOf(each)),
  );
}

/** The positions of elements that are not 0, one tensor for each axis. */
export function nonzeroNumbers(source: Numbers | undefined): readonly Numbers[] | undefined {
  if (source === undefined) return undefined;
  const places: (readonly number[])[] = [];
  forEachPlace(source.shape, (place, index) => {
    if (source.data[index] !== 0) places.push([...place]);
  });
  return source.shape.map((_, axis) => ({
    shape: [places.length],
    data: places.map((place) => place[axis] ?? 0),
  }));
}
