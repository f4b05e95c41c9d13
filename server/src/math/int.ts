// Exact integers of any size: plain numbers while they are safe, bigints beyond 2^53.

/**
 * An exact integer. Invariant: a `number` when its magnitude is at most 2^53 − 1, a `bigint` otherwise,
 * so that equal integers are always equal under `===`.
 */
export type Int = number | bigint;

/** Brings a bigint into the canonical form of {@link Int}. */
export function fromBigInt(value: bigint): Int {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

/** The exact integer that a finite number holds, or undefined when it has a fractional part or is not finite. */
export function toInt(value: number | bigint): Int | undefined {
  if (typeof value === 'bigint') return fromBigInt(value);
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  return Number.isInteger(value) ? BigInt(value) : undefined;
}

export function add(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return fromBigInt(BigInt(a) + BigInt(b));
}

export function sub(a: Int, b: Int): Int {
  return add(a, neg(b));
}

export function neg(a: Int): Int {
  if (typeof a === 'number') return a === 0 ? 0 : -a;
  return fromBigInt(-a);
}

export function mul(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product === 0 ? 0 : product;
  }
  return fromBigInt(BigInt(a) * BigInt(b));
}

/** ⌊a / b⌋ for b > 0. */
export function floorDiv(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    // Exact: the remainder of two safe integers is, the step towards 0 stays safe, and so is a multiple's quotient.
    const rest = a % b;
    return (a - rest) / b - (rest < 0 ? 1 : 0) || 0;
  }
  const x = BigInt(a);
  const y = BigInt(b);
  const quotient = x / y;
  return fromBigInt(x % y < 0n ? quotient - 1n : quotient);
}

/** ⌈a / b⌉ for b > 0. */
export function ceilDiv(a: Int, b: Int): Int {
  return neg(floorDiv(neg(a), b));
}

/** The remainder of a / b in 0 … b − 1, for b > 0. */
export function mod(a: number, b: number): number;
export function mod(a: Int, b: Int): Int;
export function mod(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const rest = a % b;
    return rest < 0 ? rest + b : rest || 0;
  }
  const rest = BigInt(a) % BigInt(b);
  return fromBigInt(rest < 0n ? rest + BigInt(b) : rest);
}

export function max(a: Int, b: Int): Int {
  return a >= b ? a : b;
}

export function min(a: Int, b: Int): Int {
  return a <= b ? a : b;
}

export function gcd(a: Int, b: Int): Int {
  let x = a < 0 ? neg(a) : a;
  let y = b < 0 ? neg(b) : b;
  while (y > 0) [x, y] = [y, mod(x, y)];
  return x;
}

export function product(values: Iterable<Int>): Int {
  let result: Int = 1;
  for (const value of values) result = mul(result, value);
  return result;
}

/** The integer as a reader of English text expects it: `60,965,224`, with a true minus sign. */
export function formatInt(value: Int): string {
  const digits = String(value).replace('-', '');
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, ',');
  return value < 0 ? `−${grouped}` : grouped;
}

/** The form in JSON: a number, or a string of digits past 2^53 (contract of the command line). */
export function intToJson(value: Int): number | string {
  return typeof value === 'number' ? value : String(value);
}
