// Python's math module.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { fromBigInt, gcd, mul, toInt, type Int } from '../../../math/int.js';
import {
  arithmetic,
  indexOf,
  intOf,
  numberOf,
  roundedQuotient,
  roundHalfEven,
} from '../interpreter/numbers.js';
import { collect } from '../interpreter/iteration.js';
import type { Machine } from '../interpreter/machine.js';
import { Native, PyFloat, PyTuple, Unknown, UnknownQuotient, type Value } from '../interpreter/values.js';
import { binary } from '../interpreter/operators.js';

const onFloats = (name: string, compute: (...numbers: number[]) => number): Native =>
  new Native(name, (machine, args) => {
    const unknown = args.find((each) => each instanceof Unknown);
    if (unknown) return new Unknown((unknown as Unknown).reason);
    const numbers = args.map(numberOf);
    if (numbers.includes(undefined)) throw machine.error('TypeError', `${name}() needs real numbers`);
    const result = compute(...(numbers as number[]));
    if (Number.isNaN(result) && !numbers.some(Number.isNaN))
      throw machine.error('ValueError', 'math domain error');
    return new PyFloat(result);
  });

/** Rounds to a whole number; whole ones stay as they are. */
const rounding = (name: string, round: (value: number) => number): Native =>
  new Native(name, (machine, [value = null]) => {
    if (value instanceof UnknownQuotient && name !== 'trunc') return roundedQuotient(value, name === 'ceil');
    if (value instanceof Unknown) return value;
    const int = intOf(value);
    if (int !== undefined) return int;
    const number = numberOf(value);
    if (number === undefined || !Number.isFinite(number))
      throw machine.error('ValueError', `${name}() needs a finite number`);
    return toInt(round(number)) ?? 0;
  });

const ints = (args: readonly Value[]): Int[] | undefined => {
  const values = args.map(intOf);
  return values.includes(undefined) ? undefined : (values as Int[]);
};

const folding = (name: string, fold: (a: Int, b: Int) => Int): Native =>
  new Native(name, (machine, args) => {
    if (args.some((each) => each instanceof Unknown)) return new Unknown(pythonReasons.integer);
    const values = ints(args);
    if (!values) throw machine.error('TypeError', `${name}() needs whole numbers`);
    return values.length === 0 ? 0 : values.reduce(fold);
  });

/** ⌊√n⌋ by Newton's method, from above. */
function squareRoot(machine: Machine, n: bigint): Int {
  if (n < 2n) return fromBigInt(n);
  let root = 1n << BigInt(n.toString(16).length * 2 + 1);
  for (;;) {
    machine.charge(n.toString(16).length ** 2 / 2500);
    const next = (root + n / root) / 2n;
    if (next >= root) return fromBigInt(root);
    root = next;
  }
}

const magnitude = (value: Int): Int => (value < 0 ? fromBigInt(-BigInt(value)) : value);

export function mathModule(_: Machine): Readonly<Record<string, Value>> {
  const plain = (Object.keys(functions) as (keyof typeof functions)[]).map(
    (name) => [name, onFloats(name, functions[name])] as const,
  );
  return {
    ...Object.fromEntries(plain),
    pi: new PyFloat(Math.PI),
    e: new PyFloat(Math.E),
    tau: new PyFloat(2 * Math.PI),
    inf: new PyFloat(Infinity),
    nan: new PyFloat(NaN),
    floor: rounding('floor', Math.floor),
    ceil: rounding('ceil', Math.ceil),
    trunc: rounding('trunc', Math.trunc),
    gcd: folding('gcd', (a, b) => gcd(a, b)),
    lcm: folding('lcm', (a, b) => {
      const divisor = gcd(a, b);
      return divisor === 0 ? 0 : fromBigInt(BigInt(magnitude(mul(a, b))) / BigInt(divisor));
    }),
    isqrt: new Native('isqrt', (own, [value = null]) => {
      if (value instanceof Unknown) return new Unknown(value.reason);
      const number = intOf(value);
      if (number === undefined) throw own.error('TypeError', 'isqrt() needs a whole number');
      if (number < 0) throw own.error('ValueError', 'isqrt() argument must be nonnegative');
      return squareRoot(own, BigInt(number));
    }),
    comb: new Native('comb', (own, [n = null, k = null]) => {
      const [a, b] = [indexOf(n), indexOf(k)];
      if (a === undefined || b === undefined) return new Unknown(pythonReasons.number);
      if (b > a) return 0;
      let result: Value = 1;
      for (let index = 0; index < Math.min(b, a - b) && !(result instanceof Unknown); index++) {
        own.step();
        result = arithmetic(own, '//', arithmetic(own, '*', result, a - index) as Value, index + 1) as Value;
      }
      return result;
    }),
    perm: new Native('perm', (own, [n = null, k = null]) => {
      const [a, b] = [
        Number(intOf(n) ?? NaN),
        k === null ? Number(intOf(n) ?? NaN) : Number(intOf(k) ?? NaN),
      ];
      if (!(a >= 0 && b >= 0 && b <= 10_000)) return new Unknown(pythonReasons.number);
      let result: Value = 1;
      own.spend(b);
      for (let index = 0; index < b; index++) result = arithmetic(own, '*', result, a - index) as Value;
      return result;
    }),
    frexp: new Native('frexp', (_, [value = null]) => {
      let number = numberOf(value);
      if (number === undefined) return new Unknown(pythonReasons.number);
      if (number === 0 || !Number.isFinite(number)) return new PyTuple([new PyFloat(number), 0]);
      let exponent = 0;
      for (; Math.abs(number) >= 1; exponent++) number /= 2;
      for (; Math.abs(number) < 0.5; exponent--) number *= 2;
      return new PyTuple([new PyFloat(number), exponent]);
    }),
    ldexp: new Native('ldexp', (_, [value = null, exponent = null]) => {
      const [number, power] = [numberOf(value), indexOf(exponent)];
      if (number === undefined || power === undefined) return new Unknown(pythonReasons.number);
      return new PyFloat(number * 2 ** power);
    }),
    dist: new Native('dist', (own, [a = null, b = null]) => {
      const [x, y] = [a, b].map((each) => collect(own, each).map(numberOf));
      if (!x || !y || [...x, ...y].includes(undefined)) return new Unknown(pythonReasons.number);
      return new PyFloat(Math.hypot(...x.map((each, index) => (each as number) - (y[index] as number))));
    }),
    factorial: new Native('factorial', (own, [value = null]) => {
      let result: Value = 1;
      const last = Number(intOf(value) ?? NaN);
      if (Number.isNaN(last)) return new Unknown(pythonReasons.number);
      for (let index = 2; index <= last && !(result instanceof Unknown); index++) {
        own.step();
        result = binary(own, '*', result, index);
      }
      return result;
    }),
    prod: new Native('prod', (own, [items = null], keywords) =>
      collect(own, items).reduce<Value>(
        (product, item) => binary(own, '*', product, item),
        keywords.get('start') ?? 1,
      ),
    ),
    fsum: new Native('fsum', (own, [items = null]) => {
      const numbers = collect(own, items).map(numberOf);
      if (numbers.includes(undefined)) return new Unknown(pythonReasons.sumTerm);
      return new PyFloat(exactSum(numbers as number[]));
    }),
    modf: new Native('modf', (_, [value = null]) => {
      const number = numberOf(value);
      if (number === undefined) return new Unknown(pythonReasons.number);
      return new PyTuple([new PyFloat(number % 1), new PyFloat(Math.trunc(number))]);
    }),
    isclose: new Native('isclose', (_, [a = null, b = null], keywords) => {
      const [x, y] = [numberOf(a), numberOf(b)];
      if (x === undefined || y === undefined) return new Unknown(pythonReasons.number);
      const [relative, absolute] = ['rel_tol', 'abs_tol'].map((name) => keywords.get(name));
      const least = (numberOf(relative) ?? 1e-9) * Math.max(Math.abs(x), Math.abs(y));
      return x === y || Math.abs(x - y) <= Math.max(least, numberOf(absolute) ?? 0);
    }),
    isnan: new Native('isnan', (_, [value = null]) =>
      value instanceof Unknown ? value : Number.isNaN(numberOf(value)),
    ),
    isinf: new Native('isinf', (_, [value = null]) =>
      value instanceof Unknown ? value : Math.abs(numberOf(value) ?? 0) === Infinity,
    ),
    isfinite: new Native('isfinite', (_, [value = null]) =>
      value instanceof Unknown ? value : Number.isFinite(numberOf(value)),
    ),
    log: new Native('log', (own, args) => {
      const unknown = args.find((each) => each instanceof Unknown);
      if (unknown) return new Unknown((unknown as Unknown).reason);
      const [value, base] = args.map(numberOf);
      if (value === undefined || value <= 0) throw own.error('ValueError', 'math domain error');
      // The logarithm to a base is a quotient in Python too, but those to 2 and 10 have functions of their own.
      return new PyFloat(base === undefined ? Math.log(value) : Math.log(value) / Math.log(base));
    }),
  };
}

/** A sum without the errors of rounding, by partial sums that do not overlap (Shewchuk 1997). */
function exactSum(numbers: readonly number[]): number {
  const partials: number[] = [];
  for (let x of numbers) {
    let kept = 0;
    for (let y of partials) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) partials[kept++] = low;
      x = high;
    }
    partials.splice(kept, partials.length - kept, x);
  }
  return partials.reduceRight((sum, each) => sum + each, 0);
}

const functions = {
  sqrt: Math.sqrt,
  exp: Math.exp,
  cbrt: Math.cbrt,
  exp2: (value: number): number => 2 ** value,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  remainder: (a: number, b: number): number => a - b * roundHalfEven(a / b),
  expm1: Math.expm1,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  pow: Math.pow,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  atan2: Math.atan2,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  fabs: Math.abs,
  hypot: Math.hypot,
  fmod: (a: number, b: number): number => a % b,
  radians: (degrees: number): number => (degrees * Math.PI) / 180,
  degrees: (radians: number): number => (radians * 180) / Math.PI,
  copysign: (a: number, b: number): number =>
    Object.is(Math.sign(b), -0) || b < 0 ? -Math.abs(a) : Math.abs(a),
} as const;
