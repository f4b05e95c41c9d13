// Arithmetic of whole and floating-point numbers, kept apart as in Python, and of sizes that hold the batch.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { addDim, derivedDim, floorDivDim, mulDim, subDim, type Dim } from '../../../math/dim.js';
import { add, floorDiv, fromBigInt, mod, mul, neg, sub, type Int } from '../../../math/int.js';
import type { Operator } from '../parser/ast.js';
import { limits, type Machine } from './machine.js';
import { BatchInt, PyFloat, Unknown, UnknownQuotient, type Value } from './values.js';

/** A whole number that a value is; undefined where it is none. */
export function intOf(value: Value | undefined): Int | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return Number(value);
  return value instanceof BatchInt ? value.factor : undefined;
}

/** A whole number small enough to count with. */
export function indexOf(value: Value | undefined): number | undefined {
  const int = intOf(value);
  return typeof int === 'number' ? int : undefined;
}

/** Any number as a double. */
export function numberOf(value: Value | undefined): number | undefined {
  if (value instanceof PyFloat) return value.value;
  const int = intOf(value);
  return int === undefined ? undefined : Number(int);
}

/** A size of a tensor as a value of the program. */
export const dimToValue = (dim: Dim): Value =>
  typeof dim === 'object' ? new Unknown(dim.unknown, dim) : dim;

/** The size that a value is; undefined where it is none. */
export function dimOf(value: Value | undefined): Dim | undefined {
  return value instanceof Unknown ? value.dim : intOf(value);
}

/** The result of an arithmetic operator on two numbers; undefined where one is none. */
export function arithmetic(machine: Machine, op: Operator, left: Value, right: Value): Value | undefined {
  if (left instanceof BatchInt || right instanceof BatchInt) return ofBatch(machine, op, left, right);
  const [a, b] = [intOf(left), intOf(right)];
  if (a !== undefined && b !== undefined) {
    if (typeof left === 'boolean' && typeof right === 'boolean') {
      if (op === '&') return left && right;
      if (op === '|') return left || right;
      if (op === '^') return left !== right;
    }
    return ofInts(machine, op, a, b);
  }
  const [x, y] = [numberOf(left), numberOf(right)];
  return x === undefined || y === undefined ? undefined : ofFloats(machine, op, x, y);
}

function ofBatch(machine: Machine, op: Operator, left: Value, right: Value): Value | undefined {
  if (left instanceof BatchInt && !(right instanceof BatchInt)) {
    const other = indexOf(right);
    if (op === '*' && other !== undefined && other > 0 && Number.isSafeInteger(left.factor * other))
      return new BatchInt(left.factor * other);
    if (op === '//' && other !== undefined && other > 0 && left.factor % other === 0) {
      return new BatchInt(left.factor / other);
    }
    machine.batchLost = true;
    return arithmetic(machine, op, left.factor, right);
  }
  if (right instanceof BatchInt && !(left instanceof BatchInt)) {
    if (op === '*') return ofBatch(machine, op, right, left);
    machine.batchLost = true;
    return arithmetic(machine, op, left, right.factor);
  }
  machine.batchLost = true;
  return arithmetic(machine, op, (left as BatchInt).factor, (right as BatchInt).factor);
}

/** Floor division and remainder as Python rounds: towards minus infinity, the remainder with the divisor's sign. */
export function floorDivide(a: Int, b: Int): Int {
  return b < 0 ? floorDiv(neg(a), neg(b)) : floorDiv(a, b);
}

export function modulo(a: Int, b: Int): Int {
  return b < 0 ? neg(mod(neg(a), neg(b))) : mod(a, b);
}

function ofInts(machine: Machine, op: Operator, a: Int, b: Int): Value | undefined {
  switch (op) {
    case '+':
      return add(a, b);
    case '-':
      return sub(a, b);
    case '*':
      return bounded(machine, bits(a) + bits(b), () => mul(a, b), bits(a) * bits(b));
    case '/':
      if (b === 0) throw machine.error('ZeroDivisionError', 'division by zero');
      return Number.isFinite(Number(a)) && Number.isFinite(Number(b))
        ? new PyFloat(Number(a) / Number(b))
        : new Unknown(pythonReasons.quotient);
    case '//':
    case '%':
      if (typeof a === 'bigint') machine.charge((bits(a) * bits(b)) / 40_000);
      if (b === 0) throw machine.error('ZeroDivisionError', 'integer division or modulo by zero');
      return op === '//' ? floorDivide(a, b) : modulo(a, b);
    case '**':
      if (b < 0) return ofFloats(machine, op, Number(a), Number(b));
      if (bits(a) <= 1) return a === 0 ? Number(b === 0) : a === 1 || Number(BigInt(b) % 2n) === 0 ? 1 : -1;
      return bounded(machine, bits(a) * Number(b), () => fromBigInt(BigInt(a) ** BigInt(b)));
    case '<<':
    case '>>':
      if (b < 0) throw machine.error('ValueError', 'negative shift count');
      if (op === '>>') return b > limits.bits ? (a < 0 ? -1 : 0) : fromBigInt(BigInt(a) >> BigInt(b));
      if (a === 0) return 0;
      return bounded(machine, bits(a) + Number(b), () => fromBigInt(BigInt(a) << BigInt(b)), 0);
    case '&':
      return fromBigInt(BigInt(a) & BigInt(b));
    case '|':
      return fromBigInt(BigInt(a) | BigInt(b));
    case '^':
      return fromBigInt(BigInt(a) ^ BigInt(b));
    default:
      return undefined;
  }
}

/** Why a whole number is unknown that would take more room than it may. */
export const tooManyBits = pythonReasons.integerBits(limits.bits.toLocaleString('en'));

/** A result of about so many bits, unknown where those are too many; it is paid by the products of bits that make it. */
function bounded(machine: Machine, size: number, compute: () => Int, products = size * size): Value {
  if (!(size <= limits.bits)) return new Unknown(tooManyBits);
  machine.charge(products / 40_000);
  return compute();
}

const bits = (value: Int): number =>
  typeof value === 'bigint'
    ? value.toString(16).length * 4
    : value === 0
      ? 0
      : Math.floor(Math.log2(Math.abs(value))) + 1;

function ofFloats(machine: Machine, op: Operator, a: number, b: number): Value | undefined {
  switch (op) {
    case '+':
      return new PyFloat(a + b);
    case '-':
      return new PyFloat(a - b);
    case '*':
      return new PyFloat(a * b);
    case '/':
      if (b === 0) throw machine.error('ZeroDivisionError', 'float division by zero');
      return new PyFloat(a / b);
    case '//':
      if (b === 0) throw machine.error('ZeroDivisionError', 'float floor division by zero');
      return new PyFloat(floorQuotient(a, b));
    case '%':
      if (b === 0) throw machine.error('ZeroDivisionError', 'float modulo');
      return new PyFloat(remainder(a, b));
    case '**':
      if (a < 0 && !Number.isInteger(b) && Number.isFinite(b))
        return new Unknown(pythonReasons.complexNumbers);
      if (a === 0 && b < 0)
        throw machine.error('ZeroDivisionError', '0.0 cannot be raised to a negative power');
      return new PyFloat(a === 1 ? 1 : a ** b);
    default:
      return undefined;
  }
}

/** The remainder with the divisor's sign. */
function remainder(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest === 0 ? (b < 0 ? -0 : 0) : rest;
}

/** Rounded towards minus infinity without the error of the division, as CPython does. */
function floorQuotient(a: number, b: number): number {
  if (!Number.isFinite(b)) return Math.floor(a / b);
  const quotient = (a - remainder(a, b)) / b;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** Arithmetic on a size that is not known keeps its identity where it can. */
export function onUnknown(op: Operator, left: Value, right: Value): Unknown {
  const reason = left instanceof Unknown ? left.reason : (right as Unknown).reason;
  const [a, b] = [dimOf(left), dimOf(right)];
  if (a === undefined || b === undefined) return scaledByFraction(op, left, right) ?? new Unknown(reason);
  if (op === '/' && typeof a === 'object' && a.formula && typeof b === 'number' && b > 0)
    return new UnknownQuotient(reason, a, b);
  const dim = ((): Dim | undefined => {
    switch (op) {
      case '+':
        return addDim(a, b);
      case '-':
        return subDim(a, b);
      case '*':
        return mulDim(a, b);
      case '//':
        return typeof b !== 'object' && b > 0 ? floorDivDim(a, b) : undefined;
      case '%':
        return typeof a === 'object' && a.formula && typeof b === 'number' && b > 0
          ? subDim(a, mulDim(floorDivDim(a, b), b))
          : derivedDim('mod', [a, b]);
      case '**':
        return b === 2 ? mulDim(a, a) : undefined;
      default:
        return undefined;
    }
  })();
  if (dim === undefined) return new Unknown(reason);
  return dimToValue(dim) as Unknown;
}

/** A size times a fraction over a small power of 2, which double precision holds exactly. */
function scaledByFraction(op: Operator, left: Value, right: Value): Unknown | undefined {
  const [size, factor] = left instanceof PyFloat ? [right, left] : [left, right];
  if (!(size instanceof Unknown) || !(factor instanceof PyFloat) || !size.dim?.formula) return undefined;
  const { value } = factor;
  if (op === '/' && size === left && Number.isInteger(value) && value > 0)
    return new UnknownQuotient(size.reason, size.dim, value);
  if (op !== '*' || !(value > 0)) return undefined;
  for (let below = 1; below <= 64; below *= 2) {
    if (!Number.isInteger(value * below)) continue;
    const above = mulDim(size.dim, value * below);
    return typeof above === 'object' ? new UnknownQuotient(size.reason, above, below) : undefined;
  }
  return undefined;
}

/**
 * A quotient rounded down or up. Exact: the quotient of two whole numbers below 2^26 is rounded to a whole number in double
 * precision only where it is one.
 */
export function roundedQuotient({ above, below }: UnknownQuotient, up: boolean): Value {
  const dim = up ? addDim(above, below - 1) : above;
  return dimToValue(floorDivDim(dim, below));
}

/** The whole number nearest to a double, halves to the even one. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** A double to so many digits behind the point by its exact value, halves to the even digit, as CPython's round does. */
export function roundToDigits(value: number, digits: number): number {
  if (!Number.isFinite(value) || digits > 300) return value;
  // The value is top / 2 ** halvings, and with it all that follows is exact.
  let [top, halvings] = [Math.abs(value), 0n];
  while (!Number.isInteger(top)) {
    top *= 2;
    halvings++;
  }
  const scale = 10n ** BigInt(Math.abs(digits));
  const numerator = BigInt(top) * (digits > 0 ? scale : 1n);
  const denominator = (1n << halvings) * (digits < 0 ? scale : 1n);
  let quotient = numerator / denominator;
  const rest = 2n * (numerator % denominator);
  if (rest > denominator || (rest === denominator && quotient % 2n === 1n)) quotient++;
  const text = quotient.toString().padStart(Math.max(0, digits) + 1, '0');
  const cut = text.length - Math.max(0, digits);
  const rounded = Number(`${text.slice(0, cut)}.${text.slice(cut) || '0'}e${digits < 0 ? -digits : 0}`);
  return value < 0 ? -rounded : rounded;
}
