// Exact fractions for strides and paddings of receptive fields (a transposed convolution has stride 1/2).
import { add as addInt, gcd, intToJson, mul as mulInt, neg, type Int } from './int.js';

/** An exact fraction in lowest terms; a whole number is a plain {@link Int}. */
export type Rational = Int | Fraction;

export interface Fraction {
  readonly numerator: Int;
  /** Greater than 1. */
  readonly denominator: Int;
}

const isFraction = (value: Rational): value is Fraction => typeof value === 'object';
const numeratorOf = (value: Rational): Int => (isFraction(value) ? value.numerator : value);
const denominatorOf = (value: Rational): Int => (isFraction(value) ? value.denominator : 1);

/** numerator / denominator in lowest terms; the denominator must not be 0. */
export function ratio(numerator: Int, denominator: Int): Rational {
  if (denominator === 1) return numerator;
  if (denominator < 0) return ratio(neg(numerator), neg(denominator));
  const divisor = gcd(numerator, denominator);
  const n = exactDiv(numerator, divisor);
  const d = exactDiv(denominator, divisor);
  return d === 1 ? n : { numerator: n, denominator: d };
}

function exactDiv(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') return a / b || 0;
  const quotient = BigInt(a) / BigInt(b);
  const small = Number(quotient);
  return Number.isSafeInteger(small) ? small : quotient;
}

export function add(a: Rational, b: Rational): Rational {
  if (!isFraction(a) && !isFraction(b)) return addInt(a, b);
  const denominator = mulInt(denominatorOf(a), denominatorOf(b));
  return ratio(
    addInt(mulInt(numeratorOf(a), denominatorOf(b)), mulInt(numeratorOf(b), denominatorOf(a))),
    denominator,
  );
}

export function negate(a: Rational): Rational {
  return isFraction(a) ? { numerator: neg(a.numerator), denominator: a.denominator } : neg(a);
}

export function sub(a: Rational, b: Rational): Rational {
  return add(a, negate(b));
}

export function mul(a: Rational, b: Rational): Rational {
  if (!isFraction(a) && !isFraction(b)) return mulInt(a, b);
  return ratio(mulInt(numeratorOf(a), numeratorOf(b)), mulInt(denominatorOf(a), denominatorOf(b)));
}

/** Negative, zero or positive as a is below, equal to or above b. */
export function compare(a: Rational, b: Rational): number {
  if (!isFraction(a) && !isFraction(b)) return a < b ? -1 : a > b ? 1 : 0;
  const difference = numeratorOf(sub(a, b));
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

export function equal(a: Rational, b: Rational): boolean {
  return compare(a, b) === 0;
}

/** ⌈a⌉. */
export function ceil(a: Rational): Int {
  if (!isFraction(a)) return a;
  const n = BigInt(a.numerator);
  const d = BigInt(a.denominator);
  const quotient = n / d;
  const up = n % d > 0n ? quotient + 1n : quotient;
  const small = Number(up);
  return Number.isSafeInteger(small) ? small : up;
}

export function formatRational(value: Rational): string {
  return isFraction(value)
    ? `${String(value.numerator).replace('-', '−')}/${value.denominator}`
    : String(value).replace('-', '−');
}

/** The form in JSON: a whole number as an integer, a fraction as a string such as "1/2". */
export function rationalToJson(value: Rational): number | string {
  return isFraction(value) ? `${value.numerator}/${value.denominator}` : intToJson(value);
}
