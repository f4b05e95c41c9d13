// Python's math module.
import { fromBigInt, gcd, mul, toInt, type Int } from '../../../math/int.js';
import { arithmetic, intOf, numberOf } from '../interpreter/numbers.js';
import { collect } from '../interpreter/iteration.js';
import type { Machine } from '../interpreter/machine.js';
import { Native, PyFloat, PyTuple, Unknown, type Value } from '../interpreter/values.js';
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
    if (args.some((each) => each instanceof Unknown)) return new Unknown('a whole number that is not known');
    const values = ints(args);
    if (!values) throw machine.error('TypeError', `${name}() needs whole numbers`);
    return values.length === 0 ? 0 : values.reduce(fold);
  });

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
    isqrt: new Native(
      'isqrt',
      (_, [value = null]) => toInt(Math.floor(Math.sqrt(Number(intOf(value) ?? 0)))) ?? 0,
    ),
    comb: new Native('comb', (own, [n = null, k = null]) => {
      const [a, b] = [Number(intOf(n) ?? 0), Number(intOf(k) ?? 0)];
      let result: Value = 1;
      own.spend(Math.min(b, 10_000));
      for (let index = 0; index < Math.min(b, 10_000); index++) {
        result = arithmetic(own, '//', arithmetic(own, '*', result, a - index) as Value, index + 1) as Value;
      }
      return result;
    }),
    factorial: new Native('factorial', (own, [value = null]) => {
      let result: Value = 1;
      for (let index = 2; index <= Math.min(Number(intOf(value) ?? 0), 2000); index++)
        result = binary(own, '*', result, index);
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
      return new PyFloat(numbers.reduce<number>((sum, each) => sum + (each ?? NaN), 0));
    }),
    modf: new Native('modf', (_, [value = null]) => {
      const number = numberOf(value) ?? NaN;
      return new PyTuple([new PyFloat(number % 1), new PyFloat(Math.trunc(number))]);
    }),
    isclose: new Native('isclose', (_, [a = null, b = null]) => {
      const [x, y] = [numberOf(a) ?? NaN, numberOf(b) ?? NaN];
      return Math.abs(x - y) <= 1e-9 * Math.max(Math.abs(x), Math.abs(y));
    }),
    isnan: new Native('isnan', (_, [value = null]) => Number.isNaN(numberOf(value))),
    isinf: new Native('isinf', (_, [value = null]) => Math.abs(numberOf(value) ?? 0) === Infinity),
    isfinite: new Native('isfinite', (_, [value = null]) => Number.isFinite(numberOf(value))),
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

const functions = {
  sqrt: Math.sqrt,
  exp: Math.exp,
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
