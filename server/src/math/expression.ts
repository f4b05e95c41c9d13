// Exact expressions over named sizes: sums of products, floor division, remainder, minimum and maximum, in a normal form.
import { add, floorDiv as floorDivInt, max as maxInt, mul, type Int } from './int.js';

/** A name that stands for any size from 1 on, with the size at which a run decides what it has to (its *hint*). */
interface SymbolAtom {
  readonly kind: 'symbol';
  readonly key: string;
  readonly name: string;
  readonly value: Int;
}

/** ⌊of / by⌋ with by ≥ 2. */
interface FloorAtom {
  readonly kind: 'floor';
  readonly key: string;
  readonly of: Expression;
  readonly by: number;
  readonly value: Int;
}

/** The largest of several, which are ordered by their keys. */
interface MaxAtom {
  readonly kind: 'max';
  readonly key: string;
  readonly of: readonly Expression[];
  readonly value: Int;
}

export type Atom = SymbolAtom | FloorAtom | MaxAtom;

/** An integer times atoms, which are ordered by their keys; the coefficient is not 0. */
export interface Product {
  readonly coefficient: number;
  readonly atoms: readonly Atom[];
  readonly key: string;
}

/**
 * A sum of products and a constant. Two expressions of one key have the same value at every point. The converse holds as
 * far as the rules below reach; `math/condition.ts` decides the rest.
 */
export interface Expression {
  /** Ordered by their keys, of which each occurs once. */
  readonly products: readonly Product[];
  readonly constant: number;
  /** Without the constant: expressions of one key differ by their constants. */
  readonly key: string;
  /** The value where every symbol is its hint. */
  readonly value: Int;
  /** The number of atoms, those within atoms included. */
  readonly weight: number;
}

/** Larger expressions are not formed: a size that would need one is opaque. */
const mostWeight = 400;

/** The arithmetic of expressions is total: undefined is the result that would be too large, and stays undefined. */
export type Maybe = Expression | undefined;

export function constant(value: number): Expression {
  return { products: [], constant: value, key: '', value, weight: 0 };
}

/** A named size. Symbols of one name are the same size, and have the same hint. */
export function symbol(name: string, hint: Int): Expression {
  const atom: SymbolAtom = { kind: 'symbol', key: name, name, value: hint };
  return ofAtom(atom, 1);
}

/** The number that an expression is for every point; undefined where it depends on symbols. */
export const constantOf = (expression: Expression): number | undefined =>
  expression.products.length === 0 ? expression.constant : undefined;

function ofAtom(atom: Atom, weight: number): Expression {
  const product: Product = { coefficient: 1, atoms: [atom], key: atom.key };
  return { products: [product], constant: 0, key: atom.key, value: atom.value, weight };
}

const weightOfAtom = (atom: Atom): number =>
  atom.kind === 'symbol'
    ? 1
    : atom.kind === 'floor'
      ? 1 + atom.of.weight
      : atom.of.reduce((sum, each) => sum + each.weight, 1);

const weightOf = ({ atoms }: Product): number => atoms.reduce((sum, atom) => sum + weightOfAtom(atom), 0);

/** The sum of products of which several may have one key. */
function collect(products: Iterable<Product>, start: number): Maybe {
  if (!Number.isSafeInteger(start)) return undefined;
  const byKey = new Map<string, Product>();
  for (const product of products) {
    const known = byKey.get(product.key);
    const coefficient = product.coefficient + (known?.coefficient ?? 0);
    if (!Number.isSafeInteger(coefficient)) return undefined;
    if (coefficient === 0) byKey.delete(product.key);
    else byKey.set(product.key, known ? { ...product, coefficient } : product);
  }
  const sorted = [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  let value: Int = start + 0;
  let weight = 0;
  const keys: string[] = [];
  for (const product of sorted) {
    weight += weightOf(product);
    value = add(value, valueOf(product));
    keys.push(product.coefficient === 1 ? product.key : `${product.coefficient}·${product.key}`);
  }
  if (weight > mostWeight) return undefined;
  // A constant of −0 would be another value than 0.
  return { products: sorted, constant: start + 0, key: keys.join('+'), value, weight };
}

const valueOf = ({ coefficient, atoms }: Product): Int =>
  atoms.reduce<Int>((product, atom) => mul(product, atom.value), coefficient);

export function sum(a: Maybe, b: Maybe): Maybe {
  if (!a || !b) return undefined;
  if (b.products.length === 0) return plus(a, b.constant);
  if (a.products.length === 0) return plus(b, a.constant);
  return collect([...a.products, ...b.products], a.constant + b.constant);
}

function plus(a: Expression, by: number): Maybe {
  const total = a.constant + by + 0;
  if (!Number.isSafeInteger(total)) return undefined;
  return by === 0 ? a : { ...a, constant: total, value: add(a.value, by) };
}

export function scaled(a: Maybe, factor: number): Maybe {
  if (!a || factor === 1) return a;
  if (factor === 0) return constant(0);
  return collect(
    a.products.map((each) => ({ ...each, coefficient: each.coefficient * factor })),
    a.constant * factor,
  );
}

export const difference = (a: Maybe, b: Maybe): Maybe => sum(a, scaled(b, -1));

/** Products are multiplied out. */
export function product(a: Maybe, b: Maybe): Maybe {
  if (!a || !b) return undefined;
  if (b.products.length === 0) return scaled(a, b.constant);
  if (a.products.length === 0) return scaled(b, a.constant);
  if ((a.products.length + 1) * (b.products.length + 1) > mostWeight) return undefined;
  const all: Product[] = [];
  for (const one of a.products) {
    if (b.constant !== 0) all.push({ ...one, coefficient: one.coefficient * b.constant });
    for (const other of b.products) all.push(productOf(one, other));
  }
  if (a.constant !== 0)
    for (const other of b.products) all.push({ ...other, coefficient: other.coefficient * a.constant });
  return collect(all, a.constant * b.constant);
}

function productOf(a: Product, b: Product): Product {
  const atoms = [...a.atoms, ...b.atoms].sort((x, y) => (x.key < y.key ? -1 : x.key > y.key ? 1 : 0));
  const key = atoms.map((atom) => atom.key).join('·');
  return { coefficient: a.coefficient * b.coefficient, atoms, key };
}

/** A remainder in 0 … by − 1. */
const rest = (value: number, by: number): number => ((value % by) + by) % by || 0;

const gcd = (a: number, b: number): number => (b === 0 ? Math.abs(a) : gcd(b, a % b));

/**
 * ⌊a / by⌋ for by ≥ 1, after what `by` divides is taken out: ⌊(by·x + y)/by⌋ = x + ⌊y/by⌋, a common factor goes, and
 * ⌊(⌊x/m⌋ + c)/by⌋ = ⌊(x + c·m)/(m·by)⌋ (Graham, Knuth and Patashnik, *Concrete mathematics*, 1994, 3.10 and 3.11).
 */
export function floorDiv(a: Maybe, by: number): Maybe {
  if (!a || !Number.isSafeInteger(by) || by < 1) return undefined;
  if (by === 1) return a;
  const whole: Product[] = [];
  const left: Product[] = [];
  let common = by;
  for (const each of a.products) {
    const remainder = rest(each.coefficient, by);
    const quotient = (each.coefficient - remainder) / by;
    if (quotient !== 0) whole.push({ ...each, coefficient: quotient });
    if (remainder === 0) continue;
    left.push({ ...each, coefficient: remainder });
    common = gcd(common, remainder);
  }
  const offset = rest(a.constant, by);
  const start = (a.constant - offset) / by;
  if (left.length === 0) return collect(whole, start);
  const inner = collect(
    left.map((each) => ({ ...each, coefficient: each.coefficient / common })),
    Math.floor(offset / common),
  );
  return sum(collect(whole, start), floorAtom(inner, by / common));
}

function floorAtom(of: Maybe, by: number): Maybe {
  if (!of) return undefined;
  const [only, more] = of.products;
  const [atom, another] = only?.atoms ?? [];
  if (more === undefined && another === undefined && only?.coefficient === 1 && atom?.kind === 'floor')
    return floorDiv(sum(atom.of, constant(of.constant * atom.by)), atom.by * by);
  const key = `⌊(${withConstant(of)})/${by}⌋`;
  if (of.weight >= mostWeight) return undefined;
  return ofAtom({ kind: 'floor', key, of, by, value: floorDivInt(of.value, by) }, of.weight + 1);
}

/** A text that is the same for expressions that are the same. */
export const withConstant = ({ key, constant: c }: Expression): string =>
  key === '' ? String(c) : c === 0 ? key : `${key}+${c}`;

/** ⌈a / by⌉ for by ≥ 1. */
export const ceilDiv = (a: Maybe, by: number): Maybe => floorDiv(sum(a, constant(by - 1)), by);

/** The remainder of a / by in 0 … by − 1, for by ≥ 1. */
export const remainder = (a: Maybe, by: number): Maybe => difference(a, scaled(floorDiv(a, by), by));

/** The largest; what another one is never below is left out. */
export function maximum(...all: readonly Maybe[]): Maybe {
  const kept = new Map<string, Expression>();
  for (const each of all) {
    if (!each) return undefined;
    const known = kept.get(each.key);
    if (!known || known.constant < each.constant) kept.set(each.key, each);
  }
  const sorted = [...kept.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const largest = sorted.filter(
    (each, index) =>
      !sorted.some((other, at) => {
        if (at === index) return false;
        const more = difference(other, each);
        const less = difference(each, other);
        if (!more || !less || lowerBound(more) < 0) return false;
        // Of two that are never apart, the first stays.
        return lowerBound(less) < 0 || at < index;
      }),
  );
  const [first, second] = largest;
  if (second === undefined) return first;
  const common = Math.min(...largest.map((each) => each.constant));
  const of = largest.map((each) => ({
    ...each,
    constant: each.constant - common,
    value: add(each.value, -common),
  }));
  const weight = of.reduce((total, each) => total + each.weight, 1);
  if (weight > mostWeight) return undefined;
  const value = of.reduce<Int>((most, each) => maxInt(most, each.value), of[0]?.value ?? 0);
  const key = `max(${of.map(withConstant).join(',')})`;
  return plus(ofAtom({ kind: 'max', key, of, value }, weight), common);
}

/** The smallest: min(a, b) = −max(−a, −b). */
export const minimum = (...all: readonly Maybe[]): Maybe =>
  scaled(maximum(...all.map((each) => scaled(each, -1))), -1);

/** A number that the expression is never below while every symbol is at least 1; −Infinity where none is found. */
export function lowerBound({ products, constant: start }: Expression): number {
  let bound = start;
  for (const { coefficient, atoms } of products) {
    if (coefficient < 0) return -Infinity;
    let least = coefficient;
    for (const atom of atoms) {
      const own = lowerBoundOfAtom(atom);
      if (own < 0) return -Infinity;
      least *= own;
    }
    bound += least;
  }
  return bound;
}

const lowerBoundOfAtom = (atom: Atom): number =>
  atom.kind === 'symbol'
    ? 1
    : atom.kind === 'floor'
      ? Math.floor(lowerBound(atom.of) / atom.by)
      : Math.max(...atom.of.map(lowerBound));

/** The exact quotient of polynomials in atoms; undefined where b does not divide a for every point by this form. */
export function exactQuotient(a: Maybe, b: Maybe): Maybe {
  if (!a || !b || (b.products.length === 0 && b.constant === 0)) return undefined;
  let left: Maybe = a;
  let quotient: Maybe = constant(0);
  const lead = leading(b);
  for (let step = 0; left && quotient && step < 20; step++) {
    if (left.products.length === 0 && left.constant === 0) return quotient;
    const factor = quotientOf(leading(left), lead);
    if (!factor) return undefined;
    quotient = sum(quotient, factor);
    left = difference(left, product(factor, b));
  }
  return undefined;
}

/** The product of most atoms, the last of these by its key; the constant where there is no product. */
function leading({ products, constant: c }: Expression): Product {
  let best: Product = { coefficient: c, atoms: [], key: '' };
  for (const each of products) if (each.atoms.length >= best.atoms.length) best = each;
  return best;
}

function quotientOf(a: Product, b: Product): Maybe {
  const coefficient = a.coefficient / b.coefficient;
  if (!Number.isSafeInteger(coefficient)) return undefined;
  const atoms = [...a.atoms];
  for (const { key } of b.atoms) {
    const at = atoms.findIndex((atom) => atom.key === key);
    if (at < 0) return undefined;
    atoms.splice(at, 1);
  }
  if (atoms.length === 0) return constant(coefficient);
  return collect([{ coefficient, atoms, key: atoms.map(({ key }) => key).join('·') }], 0);
}

/** The expression with atoms replaced by what `by` gives for them; those for which it gives nothing stay. */
export function replaceAtoms(expression: Expression, by: (atom: Atom) => Maybe | 'same'): Maybe {
  let result: Maybe = constant(expression.constant);
  for (const { coefficient, atoms } of expression.products) {
    let term: Maybe = constant(coefficient);
    for (const atom of atoms) {
      const other = by(atom);
      term = product(term, other === 'same' ? ofAtom(atom, weightOfAtom(atom)) : other);
    }
    result = sum(result, term);
  }
  return result;
}

/** The expression with a symbol replaced by another expression. */
export const substitute = (expression: Expression, name: string, by: Expression): Maybe =>
  replaceAtoms(expression, (atom) => substituted(atom, name, by));

function substituted(atom: Atom, name: string, by: Expression): Maybe {
  if (atom.kind === 'symbol') return atom.name === name ? by : ofAtom(atom, 1);
  if (atom.kind === 'floor') return floorDiv(substitute(atom.of, name, by), atom.by);
  return maximum(...atom.of.map((each) => substitute(each, name, by)));
}

/** The symbols that expressions depend on, with their hints. */
export function hintsOf(...all: readonly Expression[]): Readonly<Record<string, Int>> {
  const hints: Record<string, Int> = {};
  const visit = ({ products }: Expression): void => {
    for (const { atoms } of products)
      for (const atom of atoms) {
        if (atom.kind === 'symbol') hints[atom.name] = atom.value;
        else if (atom.kind === 'floor') visit(atom.of);
        else atom.of.forEach(visit);
      }
  };
  all.forEach(visit);
  return hints;
}

/** The names of the symbols that expressions depend on, in their order. */
export const symbolsOf = (...all: readonly Expression[]): readonly string[] =>
  Object.keys(hintsOf(...all)).sort();

/** Sizes by the names of symbols. */
export type Point = Readonly<Record<string, Int>>;

/** The exact value at a point; a symbol that the point leaves out has its hint. */
export function evaluateAt({ products, constant: start }: Expression, point: Point): Int {
  let total: Int = start;
  for (const { coefficient, atoms } of products) {
    let value: Int = coefficient;
    for (const atom of atoms) value = mul(value, atomAt(atom, point));
    total = add(total, value);
  }
  return total;
}

/** The exact value of an atom at a point. */
export function atomAt(atom: Atom, point: Point): Int {
  if (atom.kind === 'symbol')
    return (Object.hasOwn(point, atom.name) ? point[atom.name] : undefined) ?? atom.value;
  if (atom.kind === 'floor') return floorDivInt(evaluateAt(atom.of, point), atom.by);
  return atom.of.map((each) => evaluateAt(each, point)).reduce(maxInt);
}

/** Computes an expression at values for `names`, in their order; exact while every step stays below 2^53. */
export type Compiled = (values: readonly number[]) => number;

/** An expression as a function, for sweeps over many points; a symbol that is not among the names has its hint. */
export function compile(expression: Expression, names: readonly string[]): Compiled {
  const parts = expression.products.map(({ coefficient, atoms }): Compiled => {
    const [first, ...others] = atoms.map((atom) => compileAtom(atom, names));
    if (!first) return () => coefficient;
    if (others.length === 0) return coefficient === 1 ? first : (values) => coefficient * first(values);
    return (values) => {
      let value = coefficient * first(values);
      for (const each of others) value *= each(values);
      return value;
    };
  });
  const { constant: start } = expression;
  const [first, second, ...others] = parts;
  if (!first) return () => start;
  if (!second) return start === 0 ? first : (values) => start + first(values);
  return (values) => {
    let total = start + first(values) + second(values);
    for (const each of others) total += each(values);
    return total;
  };
}

function compileAtom(atom: Atom, names: readonly string[]): Compiled {
  if (atom.kind === 'symbol') {
    const at = names.indexOf(atom.name);
    const hint = Number(atom.value);
    return at < 0 ? () => hint : (values) => values[at] ?? hint;
  }
  if (atom.kind === 'floor') {
    const { by } = atom;
    const inner = compile(atom.of, names);
    // A quotient of doubles may round up to a whole number; the remainder is exact.
    return (values) => {
      const value = inner(values);
      const left = value % by;
      return (value - left) / by - (left < 0 ? 1 : 0);
    };
  }
  const inner = atom.of.map((each) => compile(each, names));
  return (values) => Math.max(...inner.map((each) => each(values)));
}
