// The kinds of parameters that operators declare: how a given value is read, and what is said of one that does not fit.
import { expectations, types } from '../findings/operators.js';
import { reasons } from '../findings/reasons.js';
import { toInt, type Int } from '../math/int.js';
import { isUnknown, symbolicDim, type Dim, type SymbolicDim, type Unknown } from '../math/dim.js';
import { nearest } from '../text/nearest.js';
import type { Problem } from '../findings/catalogue.js';

/** A value that a language hands to an operator's parameter. */
export type ArgumentValue = number | bigint | string | boolean | null | Unknown | readonly ArgumentValue[];

/** How reading a value went: the value, a problem (with a value to go on with, where there is one), or unknown. */
export type Reading<T> =
  { readonly value: T } | { readonly problem: Problem; readonly recovery?: T } | Unknown;

export interface Parameter<T> {
  /** The type as the reader sees it: `whole number ≥ 1`. */
  readonly type: string;
  /** One sentence: what the parameter does, with its unit. */
  readonly doc: string;
  /** Undefined where the argument is required. */
  readonly default: { readonly value: T; readonly text: string } | undefined;
  /** The words it takes, where it takes words. */
  readonly choices?: readonly string[];
  readonly read: (value: ArgumentValue, callee: string, name: string) => Reading<T>;
}

type Options<T> = { readonly doc: string; readonly default?: T; readonly defaultText?: string };

const withDefault = <T>(options: Options<T>): Parameter<T>['default'] =>
  'default' in options
    ? {
        value: options.default as T,
        text: options.defaultText ?? formatArgument(options.default as ArgumentValue),
      }
    : undefined;

/** A size that may be unknown: channels, features, groups. At least 1. */
export function size(options: Options<Dim>): Parameter<Dim> {
  return {
    type: types.bounded(types.wholeNumber, 1),
    doc: options.doc,
    default: withDefault(options),
    read: (value, callee, name) => {
      const reading = readDim(value, callee, name, 1, expectations.of(types.bounded(types.wholeNumber, 1)));
      if (!('problem' in reading)) return reading;
      const key = `${callee}.${name}=${formatArgument(value)}`;
      return { ...reading, recovery: symbolicDim(key, reasons.invalidArgument(name, callee)) };
    },
  };
}

type Range = { readonly min?: number; readonly max?: number };

/** A whole number that must be known, in a range; undefined where it may be left out. */
export function integer(options: Options<Int> & Range): Parameter<Int>;
export function integer(options: Options<undefined> & Range): Parameter<Int | undefined>;
export function integer(options: Options<Int | undefined> & Range): Parameter<Int | undefined> {
  const { min, max } = options;
  const type = types.bounded(types.wholeNumber, min, max);
  return {
    type,
    doc: options.doc,
    default: withDefault(options),
    read: (value, callee, name) => {
      if (isUnknown(value)) return value;
      const reading = readInt(value, callee, name, min, `a ${type}`);
      return 'value' in reading && max !== undefined && reading.value > max
        ? outOfRange(value, callee, name, `a ${type}`)
        : reading;
    },
  };
}

/** A real number in a range. Sizes never depend on it, so that an unknown or wrong one is passed over. */
export function real(
  options: Options<number> & { readonly min?: number; readonly max?: number; readonly exclusiveMin?: true },
): Parameter<number> {
  const { min, max, exclusiveMin } = options;
  const type = types.bounded(types.number, min, max, exclusiveMin);
  return {
    type,
    doc: options.doc,
    default: withDefault(options),
    read: (value, callee, name) => {
      const recovery = options.default ?? NaN;
      if (isUnknown(value)) return { value: recovery };
      if (typeof value !== 'number' && typeof value !== 'bigint') {
        return { ...wrongType(value, callee, name, `a ${type}`), recovery };
      }
      const number = Number(value);
      const fits =
        Number.isFinite(number) &&
        (min === undefined || (exclusiveMin ? number > min : number >= min)) &&
        (max === undefined || number <= max);
      return fits ? { value: number } : { ...outOfRange(value, callee, name, `a ${type}`), recovery };
    },
  };
}

export function flag(options: Options<boolean>): Parameter<boolean> {
  return {
    type: types.flag,
    doc: options.doc,
    default: withDefault(options),
    choices: ['true', 'false'],
    read: (value, callee, name) =>
      isUnknown(value)
        ? value
        : typeof value === 'boolean'
          ? { value }
          : wrongType(value, callee, name, types.flag),
  };
}

export function choice<const Word extends string>(
  words: readonly Word[],
  options: Options<Word>,
): Parameter<Word> {
  return {
    type: words.join(' | '),
    doc: options.doc,
    default: withDefault(options),
    choices: words,
    read: (value, callee, name) => {
      if (isUnknown(value)) return value;
      const word = words.find((each) => each === value);
      if (word !== undefined) return { value: word };
      return {
        problem: {
          code: 'argument-choice',
          data: {
            callee,
            parameter: name,
            choices: words,
            found: formatArgument(value),
            nearest: typeof value === 'string' ? nearest(value, words) : undefined,
          },
        },
        ...(options.default !== undefined && { recovery: options.default }),
      };
    },
  };
}

/** One whole number for all spatial axes, or a list with one for each. */
export type PerAxis = Int | readonly Int[];

type Least = { readonly min?: number };

/** A whole number per spatial axis: kernel, stride, dilation. Undefined where it may be left out. */
export function perAxis(options: Options<PerAxis> & Least): Parameter<PerAxis>;
export function perAxis(options: Options<undefined> & Least): Parameter<PerAxis | undefined>;
export function perAxis(options: Options<PerAxis | undefined> & Least): Parameter<PerAxis | undefined> {
  const min = options.min ?? 1;
  const one = types.bounded(types.wholeNumber, min);
  const wanted = expectations.perAxis(one);
  return {
    type: types.perAxis(one),
    doc: options.doc,
    default: withDefault(options),
    read: (value, callee, name) => {
      if (isUnknown(value)) return value;
      if (!Array.isArray(value)) return readInt(value as ArgumentValue, callee, name, min, wanted);
      return readList(value as readonly ArgumentValue[], (each) => readInt(each, callee, name, min, wanted));
    },
  };
}

/** Sizes per spatial axis, each of which may be unknown: the target of a resize. */
export function sizePerAxis(
  options: Options<undefined> & { readonly default: undefined },
): Parameter<Dim | readonly Dim[] | undefined>;
export function sizePerAxis(options: { readonly doc: string }): Parameter<Dim | readonly Dim[]>;
export function sizePerAxis(options: Options<undefined>): Parameter<Dim | readonly Dim[] | undefined> {
  const one = types.bounded(types.wholeNumber, 1);
  const wanted = expectations.perAxis(one);
  return {
    type: types.perAxis(one),
    doc: options.doc,
    default: withDefault(options),
    read: (value, callee, name): Reading<Dim | readonly Dim[]> =>
      Array.isArray(value)
        ? readList(value as readonly ArgumentValue[], (each) => readDim(each, callee, name, 1, wanted))
        : readDim(value, callee, name, 1, wanted),
  };
}

/** A factor > 0 per spatial axis; undefined where it may be left out. */
export function factorPerAxis(
  options: Options<undefined>,
): Parameter<number | readonly number[] | undefined> {
  const one = types.bounded(types.number, 0, undefined, true);
  const wanted = expectations.perAxis(one);
  const readFactor = (value: ArgumentValue, callee: string, name: string): Reading<number> => {
    if (isUnknown(value)) return value;
    if (typeof value !== 'number' && typeof value !== 'bigint') {
      return wrongType(value, callee, name, wanted);
    }
    const number = Number(value);
    return number > 0 && Number.isFinite(number)
      ? { value: number }
      : outOfRange(value, callee, name, wanted);
  };
  return {
    type: types.perAxis(one),
    doc: options.doc,
    default: withDefault(options),
    read: (value, callee, name): Reading<number | readonly number[]> =>
      Array.isArray(value)
        ? readList(value as readonly ArgumentValue[], (each) => readFactor(each, callee, name))
        : readFactor(value, callee, name),
  };
}

/** Padding as it is written: a number, one per axis, a pair (before, after) per axis, or a word. */
export type Padding = Int | readonly (Int | readonly [Int, Int])[] | 'same' | 'valid';

export function padding(options: Options<Padding>): Parameter<Padding> {
  const wanted = expectations.padding;
  return {
    type: types.padding,
    doc: options.doc,
    default: withDefault(options),
    choices: ['same', 'valid'],
    read: (value, callee, name): Reading<Padding> => {
      if (isUnknown(value)) return value;
      if (value === 'same' || value === 'valid') return { value };
      if (!Array.isArray(value)) return readInt(value as ArgumentValue, callee, name, 0, wanted);
      return readList<Int | readonly [Int, Int]>(value as readonly ArgumentValue[], (each) => {
        if (!Array.isArray(each)) return readInt(each, callee, name, 0, wanted);
        if (each.length !== 2) return wrongType(value as ArgumentValue, callee, name, wanted);
        const pair = readList(each as readonly ArgumentValue[], (one) =>
          readInt(one, callee, name, 0, wanted),
        );
        return pair as Reading<readonly [Int, Int]>;
      });
    },
  };
}

/** A list of whole numbers, such as axes or the order of a permutation; undefined where it may be left out. */
export function integers(options: Options<readonly Int[]> & Least): Parameter<readonly Int[]>;
export function integers(options: Options<undefined> & Least): Parameter<readonly Int[] | undefined>;
export function integers(
  options: Options<readonly Int[] | undefined> & Least,
): Parameter<readonly Int[] | undefined> {
  const type = types.bounded(types.wholeNumbers, options.min);
  return {
    type,
    doc: options.doc,
    default: withDefault(options),
    read: (value, callee, name) => {
      if (isUnknown(value)) return value;
      const list = (Array.isArray(value) ? value : [value]) as readonly ArgumentValue[];
      return readList(list, (each) => readInt(each, callee, name, options.min, `a ${type}`));
    },
  };
}

/** A list of sizes, each of which may be unknown. */
export function sizes(
  options: Options<readonly Dim[]> & { readonly min: number },
): Parameter<readonly Dim[]> {
  const type = types.bounded(types.wholeNumbers, options.min);
  return {
    type,
    doc: options.doc,
    default: withDefault(options),
    read: (value, callee, name) => {
      if (isUnknown(value) && !('key' in value)) return value;
      const list = (Array.isArray(value) ? value : [value]) as readonly ArgumentValue[];
      return readList(list, (each) => readDim(each, callee, name, options.min, `a ${type}`));
    },
  };
}

function readList<T>(
  values: readonly ArgumentValue[],
  read: (value: ArgumentValue) => Reading<T>,
): Reading<readonly T[]> {
  const result: T[] = [];
  for (const each of values) {
    const reading = read(each);
    if (!('value' in reading)) return 'problem' in reading ? { problem: reading.problem } : reading;
    result.push(reading.value);
  }
  return { value: result };
}

/** A size; one that is unknown is a value too, with or without an identity. */
function readDim(
  value: ArgumentValue,
  callee: string,
  parameter: string,
  min: number,
  expected: string,
): Reading<Dim> {
  if (!isUnknown(value)) return readInt(value, callee, parameter, min, expected);
  return { value: 'key' in value ? (value as SymbolicDim) : symbolicDim('', value.unknown) };
}

function readInt(
  value: ArgumentValue,
  callee: string,
  parameter: string,
  min: number | undefined,
  expected: string,
): Reading<Int> {
  if (isUnknown(value)) return value;
  if (typeof value !== 'number' && typeof value !== 'bigint') {
    return wrongType(value, callee, parameter, expected);
  }
  const int = toInt(value);
  if (int === undefined) {
    return Number.isFinite(value as number)
      ? { problem: { code: 'fractional-size', data: { callee, parameter, found: formatArgument(value) } } }
      : outOfRange(value, callee, parameter, expected);
  }
  if (min !== undefined && int < min) return outOfRange(int, callee, parameter, expected);
  // No tensor has a size of that many digits, and counts that are made of it would be read by nobody.
  if (int >= largest || int <= -largest)
    return outOfRange(int, callee, parameter, expectations.digits(expected));
  return { value: int };
}

const largest = 10n ** 50n;

function wrongType(
  value: ArgumentValue,
  callee: string,
  parameter: string,
  expected: string,
): { readonly problem: Problem } {
  const found = formatArgument(value);
  return { problem: { code: 'argument-type', data: { callee, parameter, expected, found } } };
}

function outOfRange(
  value: ArgumentValue,
  callee: string,
  parameter: string,
  expected: string,
): { readonly problem: Problem } {
  const found = formatArgument(value);
  return { problem: { code: 'argument-range', data: { callee, parameter, expected, found } } };
}

/** A value as it would be written: `3`, `[3, 1]`, `same`, `true`, `?`; cut where it is long. */
export function formatArgument(value: ArgumentValue | undefined): string {
  const text = written(value, 0);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function written(value: ArgumentValue | undefined, depth: number): string {
  if (value === null || value === undefined) return 'none';
  if (isUnknown(value)) return '?';
  if (typeof value === 'number' && !Number.isFinite(value))
    return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '−inf';
  if (!Array.isArray(value)) return String(value).slice(0, 41).replace(/^-/, '−');
  if (depth > 3) return '…';
  return `[${value
    .slice(0, 20)
    .map((each: ArgumentValue) => written(each, depth + 1))
    .join(', ')}]`;
}
