// The kinds of parameters that operators declare: how a given value is read, and what is said of one that does not fit.
import { toInt, type Int } from '../math/int.js';
import { isUnknown, symbolicDim, type Dim, type SymbolicDim, type Unknown } from '../math/dim.js';
import { nearest } from '../text/nearest.js';
import type { Problem } from '../findings/catalogue.js';

/** A value that a language hands to an operator's parameter. */
export type ArgumentValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | Unknown
  | readonly ArgumentValue[];

/** How reading a value went: the value, a problem (with a value to go on with, where there is one), or unknown. */
export type Reading<T> =
  | { readonly value: T }
  | { readonly problem: Problem; readonly recovery?: T }
  | Unknown;

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
    ? { value: options.default as T, text: options.defaultText ?? formatArgument(options.default as ArgumentValue) }
    : undefined;

/** A size that may be unknown: channels, features. At least 1. */
export function size(options: Options<Dim>): Parameter<Dim> {
  return {
    type: 'whole number ≥ 1',
    doc: options.doc,
    default: withDefault(options),
    read: (value, callee, name) => {
      if (isUnknown(value)) return 'key' in value ? { value: value as SymbolicDim } : value;
      const reading = readInt(value, callee, name, 1, 'a whole number ≥ 1');
      if (!('problem' in reading)) return reading;
      const key = `${callee}.${name}=${formatArgument(value)}`;
      return { ...reading, recovery: symbolicDim(key, `${name} of ${callee} is not valid`) };
    },
  };
}

/** A whole number that must be known; `min` is its least value. */
export function integer(options: Options<Int> & { readonly min?: number }): Parameter<Int> {
  const type = options.min === undefined ? 'whole number' : `whole number ≥ ${options.min}`;
  return {
    type,
    doc: options.doc,
    default: withDefault(options),
    read: (value, callee, name) =>
      isUnknown(value) ? value : readInt(value, callee, name, options.min, `a ${type}`),
  };
}

/** A real number in a range. */
export function real(
  options: Options<number> & { readonly min?: number; readonly max?: number; readonly exclusiveMin?: true },
): Parameter<number> {
  const { min, max, exclusiveMin } = options;
  const range =
    min !== undefined && max !== undefined
      ? ` from ${min} to ${max}`
      : min !== undefined
        ? exclusiveMin
          ? ` > ${min}`
          : ` ≥ ${min}`
        : '';
  const type = `number${range}`;
  return {
    type,
    doc: options.doc,
    default: withDefault(options),
    read: (value, callee, name) => {
      if (isUnknown(value)) return value;
      if (typeof value !== 'number' && typeof value !== 'bigint') return wrongType(value, callee, name, `a ${type}`);
      const number = Number(value);
      const fits =
        (min === undefined || (exclusiveMin ? number > min : number >= min)) &&
        (max === undefined || number <= max);
      return fits ? { value: number } : outOfRange(value, callee, name, `a ${type}`);
    },
  };
}

export function flag(options: Options<boolean>): Parameter<boolean> {
  return {
    type: 'true or false',
    doc: options.doc,
    default: withDefault(options),
    choices: ['true', 'false'],
    read: (value, callee, name) =>
      isUnknown(value)
        ? value
        : typeof value === 'boolean'
          ? { value }
          : wrongType(value, callee, name, 'true or false'),
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

/** A size per spatial axis: kernel, stride, dilation. */
export function perAxis(options: Options<PerAxis | undefined> & { readonly min?: number }): Parameter<PerAxis> {
  const min = options.min ?? 1;
  const expected = `a whole number ≥ ${min} or a list with one for each axis`;
  return {
    type: `whole number ≥ ${min}, or one per axis`,
    doc: options.doc,
    default: withDefault(options) as Parameter<PerAxis>['default'],
    read: (value, callee, name) => {
      if (isUnknown(value)) return value;
      if (!Array.isArray(value)) return readInt(value as ArgumentValue, callee, name, min, expected);
      return readList(value as readonly ArgumentValue[], (each) => readInt(each, callee, name, min, expected));
    },
  };
}

/** Padding as it is written: a number, one per axis, a pair (before, after) per axis, or a word. */
export type Padding = Int | readonly (Int | readonly [Int, Int])[] | 'same' | 'valid';

export function padding(options: Options<Padding>): Parameter<Padding> {
  const expected = 'a whole number ≥ 0, one per axis, a pair [before, after] per axis, same or valid';
  return {
    type: 'whole number ≥ 0, one or a pair [before, after] per axis, same or valid',
    doc: options.doc,
    default: withDefault(options),
    choices: ['same', 'valid'],
    read: (value, callee, name): Reading<Padding> => {
      if (isUnknown(value)) return value;
      if (value === 'same' || value === 'valid') return { value };
      if (!Array.isArray(value)) return readInt(value as ArgumentValue, callee, name, 0, expected);
      return readList<Int | readonly [Int, Int]>(value as readonly ArgumentValue[], (each) => {
        if (!Array.isArray(each)) return readInt(each, callee, name, 0, expected);
        if (each.length !== 2) return wrongType(value as ArgumentValue, callee, name, expected);
        const pair = readList(each as readonly ArgumentValue[], (one) => readInt(one, callee, name, 0, expected));
        return pair as Reading<readonly [Int, Int]>;
      });
    },
  };
}

/** A list of whole numbers, such as the sizes of a reshape or the order of a permutation. */
export function integers(options: Options<readonly Int[]> & { readonly min?: number }): Parameter<readonly Int[]> {
  const type =
    options.min === undefined ? 'list of whole numbers' : `list of whole numbers ≥ ${options.min}`;
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
  return min !== undefined && int < min ? outOfRange(int, callee, parameter, expected) : { value: int };
}

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

/** A value as it would be written: `3`, `[3, 1]`, `same`, `true`, `?`. */
export function formatArgument(value: ArgumentValue): string {
  if (value === null) return 'none';
  if (isUnknown(value)) return '?';
  if (Array.isArray(value)) return `[${value.map(formatArgument).join(', ')}]`;
  const text = String(value);
  return text.length > 40 ? `${text.slice(0, 37)}…` : text.replace(/^-/, '−');
}
