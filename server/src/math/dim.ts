// Sizes of tensors, known or not: arithmetic on a size that is not known is total and keeps what can still be said of it.
import {
  constant,
  exactQuotient,
  floorDiv as floorDivExpression,
  hintsOf,
  maximum,
  product,
  scaled,
  sum,
  symbol,
  withConstant,
  type Expression,
  type Maybe,
} from './expression.js';
import { atLeast, truthOf } from './condition.js';
import { add as addInt, floorDiv, formatInt, max, mod, mul as mulInt, neg, type Int } from './int.js';

/** What cannot be known, with the reason that is shown to the reader. */
export interface Unknown {
  readonly unknown: string;
}

/**
 * A size that is not known but has an identity. Two such sizes with one key differ by exactly the difference of
 * their offsets, so that `x` and `x − 2` are known to disagree although `x` is not known: a join that
 * mismatches behind an unknown size is still found. With an empty key it has no identity: nothing is known of how
 * it compares, not even with itself.
 */
export interface SymbolicDim extends Unknown {
  readonly key: string;
  readonly offset: Int;
  /** What the size is for every size of a named axis of the input, where that is known. */
  readonly formula?: Expression;
}

/** One size of a tensor: elements along one axis. */
export type Dim = Int | SymbolicDim;

/** The sizes of a tensor without its batch axis, channels first; or unknown, where not even the rank is known. */
export type Shape = readonly Dim[] | Unknown;

/** A number of parameters, operations or elements. */
export type Count = Int | Unknown;

export const unknown = (reason: string): Unknown => ({ unknown: reason });

/** Keys grow with each layer they pass through, and double where a value is joined with itself. */
const MAX_KEY_LENGTH = 500;

/** A size that is not known; sizes made with the same key are the same size. A key too long is no identity. */
export const symbolicDim = (key: string, reason: string, offset: Int = 0): SymbolicDim =>
  key === '' || key.length > MAX_KEY_LENGTH
    ? { key: '', offset: 0, unknown: reason }
    : { key, offset, unknown: reason };

/** A size that an axis of the input is named after: any size from 1 on, decided as `hint` where a run has to. */
export const namedDim = (name: string, hint: Int): Dim => formulaDim(symbol(name, hint), `any ${name}`);

/** A size that is given by a formula, and plain where that is a number. */
function formulaDim(formula: Expression, reason: string): Dim {
  if (formula.products.length === 0) return formula.constant;
  return { key: `ƒ${formula.key}`, offset: formula.constant, unknown: reason, formula };
}

/** The formula of a size; undefined where there is none. A number is one. */
export function formulaOf(dim: Dim): Maybe {
  if (typeof dim === 'object') return dim.formula;
  return typeof dim === 'number' ? constant(dim) : undefined;
}

/** What a rule of expressions makes of sizes that have formulas, some of them other than numbers; else undefined. */
function byFormula(a: Dim, b: Dim, rule: (a: Expression, b: Expression) => Maybe): Dim | undefined {
  const [from, other] = isKnown(a) ? [b, a] : [a, b];
  if (isKnown(from) || from.formula === undefined) return undefined;
  const second = formulaOf(other);
  if (second === undefined) return undefined;
  const result = from === a ? rule(from.formula, second) : rule(second, from.formula);
  return result && formulaDim(result, from.unknown);
}

/** Whether one of some sizes has a formula that is not a number. */
export const isNamed = (dims: readonly Dim[]): boolean =>
  dims.some((dim) => !isKnown(dim) && dim.formula !== undefined);

/** Sizes of which only the number is known. */
export const openShape = (rank: number, reason: string): readonly Dim[] =>
  Array.from({ length: rank }, () => symbolicDim('', reason));

export const isUnknown = (value: unknown): value is Unknown =>
  typeof value === 'object' && value !== null && 'unknown' in value;

export const isKnown = (dim: Dim): dim is Int => typeof dim !== 'object';

/** Whether every size is known. */
export const isKnownShape = (shape: Shape): shape is readonly Int[] =>
  !isUnknown(shape) && shape.every(isKnown);

export function addDim(a: Dim, b: Dim): Dim {
  if (isKnown(a)) return isKnown(b) ? addInt(a, b) : addDim(b, a);
  if (b === 0) return a;
  const formula = byFormula(a, b, sum);
  if (formula !== undefined) return formula;
  // Without an identity it must not be the same object either, or it would pass for the same size.
  if (isKnown(b)) return a.key === '' ? { ...a } : symbolicDim(a.key, a.unknown, addInt(a.offset, b));
  if (a.key === '' || b.key === '') return symbolicDim('', a.unknown);
  // Sums are kept in one order, so that a + b and b + a are one size.
  const [x, y] = [a.key, b.key].sort();
  return symbolicDim(`(${x}+${y})`, a.unknown, addInt(a.offset, b.offset));
}

export function subDim(a: Dim, b: Dim): Dim {
  if (isKnown(b)) return addDim(a, neg(b));
  if (!isKnown(a) && a.key === b.key && a.key !== '') return addInt(a.offset, neg(b.offset));
  const formula = byFormula(a, b, (x, y) => sum(x, scaled(y, -1)));
  if (formula !== undefined) return formula;
  return derivedDim('sub', [a, b]);
}

export function mulDim(a: Dim, b: Dim): Dim {
  if (isKnown(a)) return isKnown(b) ? mulInt(a, b) : mulDim(b, a);
  if (b === 0) return 0;
  if (b === 1) return a;
  const formula = byFormula(a, b, product);
  if (formula !== undefined) return formula;
  if (!isKnown(b)) return derivedDim('mul', dimKey(a) < dimKey(b) ? [a, b] : [b, a]);
  return a.key === '' ? { ...a } : symbolicDim(`${b}·${a.key}`, a.unknown, mulInt(b, a.offset));
}

/** ⌊a / b⌋ for b > 0. */
export function floorDivDim(a: Dim, b: Int): Dim {
  if (isKnown(a)) return floorDiv(a, b);
  if (b === 1) return a;
  if (a.key === '') return { ...a };
  const formula = byFormula(a, b, (x, { constant: by }) => floorDivExpression(x, by));
  if (formula !== undefined) return formula;
  // ⌊(x + q·b + r)/b⌋ = ⌊(x + r)/b⌋ + q: sizes that differ by whole strides still compare.
  return symbolicDim(`⌊(${a.key}+${mod(a.offset, b)})/${b}⌋`, a.unknown, floorDiv(a.offset, b));
}

/** ⌈a / b⌉ for b > 0. */
export function ceilDivDim(a: Dim, b: Int): Dim {
  return floorDivDim(addDim(a, addInt(b, -1)), b);
}

function larger(x: Maybe, y: Maybe): Maybe {
  const isLarger = atLeast(x, y);
  const truth = isLarger && truthOf(isLarger);
  return truth === 'always' ? x : truth === 'never' ? y : maximum(x, y);
}

/** The larger of two sizes. */
export function maxDim(a: Dim, b: Dim): Dim {
  if (isKnown(a) && isKnown(b)) return max(a, b);
  return byFormula(a, b, larger) ?? derivedDim('max', [a, b]);
}

/** The smaller of two sizes. */
export function minDim(a: Dim, b: Dim): Dim {
  if (isKnown(a) && isKnown(b)) return neg(max(neg(a), neg(b)));
  const smaller = (x: Expression, y: Expression): Maybe => scaled(larger(scaled(x, -1), scaled(y, -1)), -1);
  return byFormula(a, b, smaller) ?? derivedDim('min', [a, b]);
}

/** a / b where b divides a for every size by their formulas; undefined where that is not known. */
export function exactQuotientDim(a: Dim, b: Dim): Dim | undefined {
  if (isKnown(a) && isKnown(b)) return b !== 0 && mod(a, b) === 0 && b > 0 ? floorDiv(a, b) : undefined;
  return byFormula(a, b, exactQuotient);
}

/** A size computed by `rule` from sizes of which one at least is not known. Equal arguments give equal sizes. */
export function derivedDim(rule: string, from: readonly Dim[], reason = rule): SymbolicDim {
  const unknowns = from.filter((dim): dim is SymbolicDim => !isKnown(dim));
  const identified = unknowns.every((dim) => dim.key !== '');
  return symbolicDim(
    identified ? `${rule}(${from.map(dimKey).join(',')})` : '',
    unknowns[0]?.unknown ?? reason,
  );
}

export function productDim(dims: readonly Dim[]): Dim {
  return dims.reduce<Dim>(mulDim, 1);
}

/** What is known of a = b. */
export function compareDims(a: Dim, b: Dim): 'equal' | 'unequal' | 'unknown' {
  if (isKnown(a) && isKnown(b)) return a === b ? 'equal' : 'unequal';
  if (isKnown(a) || isKnown(b) || a.key !== b.key || a.key === '') return 'unknown';
  return a.offset === b.offset ? 'equal' : 'unequal';
}

/** A text that is the same for two sizes exactly when they are known to be equal or have no identity. */
export function dimKey(dim: Dim): string {
  if (isKnown(dim)) return String(dim);
  if (dim.formula) return `ƒ${withConstant(dim.formula)}`;
  return dim.offset === 0 ? dim.key || '?' : `${dim.key}+${dim.offset}`;
}

export function shapeKey(shape: Shape): string {
  if (isUnknown(shape)) return `?${shape.unknown}`;
  let key = '';
  for (const dim of shape) key += `${isKnown(dim) ? dim : dimKey(dim)},`;
  return key;
}

/**
 * A text that is the same exactly for shapes of which everything is the same, the reasons of what is unknown included:
 * for caches, whose values repeat those reasons.
 */
export function exactShapeKey(shape: Shape): string {
  if (isUnknown(shape)) return `?${shape.unknown.length}:${shape.unknown}`;
  let key = '';
  for (const dim of shape) key += `${isKnown(dim) ? dim : exactDimKey(dim)},`;
  return key;
}

/** The same for one size. */
const exactDimKey = ({ key, offset, unknown: reason, formula }: SymbolicDim): string =>
  `${key.length}:${key}+${offset}~${reason.length}:${reason}${formula ? hintsKey(formula) : ''}`;

/** Runs at other hints decide otherwise: what they find is not the same. */
const hintsKey = (formula: Expression): string =>
  Object.entries(hintsOf(formula))
    .map(([name, hint]) => `@${name}=${hint}`)
    .join('');

export function formatDim(dim: Dim): string {
  return isKnown(dim) ? formatInt(dim) : '?';
}

/** `96 × 55 × 55`, with `?` for each size that is not known. */
export function formatShape(shape: Shape): string {
  if (isUnknown(shape)) return '?';
  // Sizes stand without thousands separators: a shape is read as a whole.
  return shape.map((dim) => (isKnown(dim) ? String(dim) : '?')).join(' × ') || 'scalar';
}

export function addCount(a: Count, b: Count): Count {
  if (isUnknown(a)) return a;
  if (isUnknown(b)) return b;
  return addInt(a, b);
}

/** The number of elements of a tensor as a formula; undefined where it has none. */
export const elementsFormula = (shape: Shape): Maybe =>
  isUnknown(shape) ? undefined : formulaOf(productDim(shape));

/** The number of elements of a tensor. */
export function elementsOf(shape: Shape): Count {
  if (isUnknown(shape)) return shape;
  let count: Int = 1;
  for (const dim of shape) {
    if (!isKnown(dim)) return unknown(dim.unknown);
    count = mulInt(count, dim);
  }
  return count;
}

/** The number of spatial axes of a tensor: all but the channels; 0 where the shape is not known. */
export const spatialRank = (shape: Shape | undefined): number =>
  shape === undefined || isUnknown(shape) ? 0 : Math.max(0, shape.length - 1);
