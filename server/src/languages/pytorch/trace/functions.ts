// What torch's functions of numbers give, for small constants: by element, over axes, and along one axis.
import { roundHalfEven } from '../interpreter/numbers.js';
import { held } from './numbers.js';
import type { DataType } from './tensor.js';

type Compute = (...values: number[]) => number;

const truth = (value: boolean): number => Number(value);

/** Comparisons by their names, all one function to the engine. */
export const comparisons: ReadonlySet<string> = new Set(['eq', 'ne', 'lt', 'le', 'gt', 'ge']);

const logical: ReadonlySet<string> = new Set([
  'logical_and',
  'logical_or',
  'logical_xor',
  'logical_not',
  'isfinite',
  'isnan',
  'isinf',
]);

/** Functions that give floating-point numbers whatever they are given. */
const floating: ReadonlySet<string> = new Set(
  'div sqrt rsqrt exp exp2 expm1 log log2 log10 log1p sin cos tan tanh sigmoid reciprocal mean var norm'.split(
    ' ',
  ),
);

/** Functions of elements that can be computed from numbers alone. */
const onElements: Readonly<Record<string, Compute>> = {
  add: (a = 0, b = 0, alpha = 1) => a + alpha * b,
  sub: (a = 0, b = 0, alpha = 1) => a - alpha * b,
  mul: (a = 1, b = 1) => a * b,
  div: (a = 0, b = 1) => a / b,
  floordiv: (a = 0, b = 1) => Math.floor(a / b),
  truncdiv: (a = 0, b = 1) => Math.trunc(a / b),
  mod: (a = 0, b = 1) => a - Math.floor(a / b) * b,
  fmod: (a = 0, b = 1) => a % b,
  pow: (a = 0, b = 1) => a ** b,
  max: (a = 0, b = 0) => Math.max(a, b),
  min: (a = 0, b = 0) => Math.min(a, b),
  clamp: (a = 0, low = -Infinity, high = Infinity) => Math.min(Math.max(a, low), high),
  where: (condition = 0, a = 0, b = 0) => (condition === 0 ? b : a),
  neg: (a = 0) => -a,
  abs: (a = 0) => Math.abs(a),
  sign: (a = 0) => Math.sign(a),
  exp: (a = 0) => Math.exp(a),
  exp2: (a = 0) => 2 ** a,
  expm1: (a = 0) => Math.expm1(a),
  log: (a = 0) => Math.log(a),
  log2: (a = 0) => Math.log2(a),
  log10: (a = 0) => Math.log10(a),
  log1p: (a = 0) => Math.log1p(a),
  sqrt: (a = 0) => Math.sqrt(a),
  rsqrt: (a = 1) => 1 / Math.sqrt(a),
  reciprocal: (a = 1) => 1 / a,
  sin: (a = 0) => Math.sin(a),
  cos: (a = 0) => Math.cos(a),
  tan: (a = 0) => Math.tan(a),
  floor: (a = 0) => Math.floor(a),
  ceil: (a = 0) => Math.ceil(a),
  trunc: (a = 0) => Math.trunc(a),
  round: (a = 0) => roundHalfEven(a),
  eq: (a = 0, b = 0) => truth(a === b),
  ne: (a = 0, b = 0) => truth(a !== b),
  lt: (a = 0, b = 0) => truth(a < b),
  le: (a = 0, b = 0) => truth(a <= b),
  gt: (a = 0, b = 0) => truth(a > b),
  ge: (a = 0, b = 0) => truth(a >= b),
  logical_and: (a = 0, b = 0) => truth(a !== 0 && b !== 0),
  logical_or: (a = 0, b = 0) => truth(a !== 0 || b !== 0),
  logical_xor: (a = 0, b = 0) => truth((a !== 0) !== (b !== 0)),
  logical_not: (a = 0) => truth(a === 0),
  isfinite: (a = 0) => truth(Number.isFinite(a)),
  isnan: (a = 0) => truth(Number.isNaN(a)),
  isinf: (a = 0) => truth(a === Infinity || a === -Infinity),
};

/** A tensor, or a number of the program, as far as the type of a result depends on it. */
export interface Typed {
  readonly type: DataType;
  /** Numbers of the program, and tensors without axes, do not widen the type of others of their kind. */
  readonly rank: number | undefined;
}

const widths: readonly DataType[] = ['bool', 'int', 'float', 'double'];
const kindOf = (type: DataType): number => (type === 'bool' ? 0 : type === 'int' ? 1 : 2);

/** The type of what a function gives (torch.result_type). */
export function resultType(name: string, operands: readonly Typed[]): DataType {
  if (comparisons.has(name) || logical.has(name)) return 'bool';
  const values = name === 'where' ? operands.slice(1) : name === 'clamp' ? operands.slice(0, 1) : operands;
  const widest = (some: readonly Typed[]): DataType =>
    some.reduce<DataType>(
      (type, each) => (widths.indexOf(each.type) > widths.indexOf(type) ? each.type : type),
      'bool',
    );
  const withAxes = values.filter(({ rank }) => rank !== 0);
  const without = values.filter(({ rank }) => rank === 0);
  const [main, scalar] = [widest(withAxes), widest(without)];
  // A number changes the kind of a tensor, but not its precision.
  const type =
    withAxes.length === 0
      ? scalar
      : kindOf(scalar) > kindOf(main)
        ? kindOf(scalar) === 2
          ? 'float'
          : scalar
        : main;
  return floating.has(name) && kindOf(type) < 2 ? 'float' : type;
}

/** The numbers of one element of the result, from those of the operands. */
export function elementFunction(name: string, type: DataType): Compute | undefined {
  const compute = Object.hasOwn(onElements, name) ? onElements[name] : undefined;
  if (compute === undefined) return undefined;
  return (...values) => held(compute(...values), type);
}

/** What reductions give. */
const reductions: Readonly<Record<string, (values: readonly number[]) => number>> = {
  sum: (values) => values.reduce((total, each) => total + each, 0),
  mean: (values) => values.reduce((total, each) => total + each, 0) / values.length,
  prod: (values) => values.reduce((total, each) => total * each, 1),
  max: (values) => values.reduce((most, each) => Math.max(most, each), -Infinity),
  min: (values) => values.reduce((least, each) => Math.min(least, each), Infinity),
  all: (values) => truth(values.every((each) => each !== 0)),
  any: (values) => truth(values.some((each) => each !== 0)),
  count_nonzero: (values) => values.filter((each) => each !== 0).length,
  argmax: (values) => values.indexOf(values.reduce((most, each) => Math.max(most, each), -Infinity)),
  argmin: (values) => values.indexOf(values.reduce((least, each) => Math.min(least, each), Infinity)),
};

export const reductionOf = (name: string): ((values: readonly number[]) => number) | undefined =>
  Object.hasOwn(reductions, name) ? reductions[name] : undefined;

/** The type of what a reduction gives. */
export function reducedType(name: string, type: DataType): DataType {
  if (name === 'all' || name === 'any') return 'bool';
  if (name === 'argmax' || name === 'argmin' || name === 'count_nonzero') return 'int';
  if (floating.has(name) && kindOf(type) < 2) return 'float';
  return type === 'bool' && (name === 'sum' || name === 'prod') ? 'int' : type;
}

/** Running totals and orders along an axis. */
const runs: Readonly<Record<string, (row: readonly number[], type: DataType) => readonly number[]>> = {
  cumsum: (row, type) => running(row, (total, each) => held(total + each, type)),
  cumprod: (row, type) => running(row, (total, each) => held(total * each, type)),
  cummax: (row) => running(row, Math.max),
  cummin: (row) => running(row, Math.min),
  sort: (row) => row.toSorted((a, b) => a - b),
  sort_descending: (row) => row.toSorted((a, b) => b - a),
  argsort: (row) => [...row.keys()].sort((a, b) => (row[a] ?? 0) - (row[b] ?? 0)),
  argsort_descending: (row) => [...row.keys()].sort((a, b) => (row[b] ?? 0) - (row[a] ?? 0)),
  flip: (row) => row.toReversed(),
};

export const runOf = (
  name: string,
): ((row: readonly number[], type: DataType) => readonly number[]) | undefined =>
  Object.hasOwn(runs, name) ? runs[name] : undefined;

/** The type of a running total. */
export const runType = (name: string, type: DataType): DataType =>
  name.startsWith('argsort') || (name.startsWith('cum') && type === 'bool') ? 'int' : type;

function running(row: readonly number[], add: (total: number, each: number) => number): readonly number[] {
  let total: number | undefined;
  return row.map((each) => (total = total === undefined ? each : add(total, each)));
}
