// Reads the arguments of a command: `--name value`, `--name=value`, flags, and everything else in its place.
import { parseArguments } from '../directives/arguments.js';
import { namedShape, type NamedShape } from '../directives/namedShapes.js';
import { parseShapes, readShape as readWrittenShape } from '../directives/shapes.js';
import type { Int } from '../math/int.js';
import { nearest } from '../text/nearest.js';
import { UsageError } from './io.js';
import { usage } from './messages.js';

/** For each option whether it takes a value, may be given several times, or is a flag. */
export type OptionKinds = Readonly<Record<string, 'value' | 'list' | 'flag'>>;

export interface Options {
  readonly positional: readonly string[];
  readonly value: (name: string) => string | undefined;
  readonly list: (name: string) => readonly string[];
  readonly flag: (name: string) => boolean;
}

/** @throws UsageError for an option that is unknown, repeated, or misses its value. */
export function readOptions(args: readonly string[], kinds: OptionKinds): Options {
  const positional: string[] = [];
  const given = new Map<string, string[]>();
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? '';
    if (argument === '--') {
      positional.push(...args.slice(index + 1));
      break;
    }
    if (!argument.startsWith('--')) {
      if (argument.startsWith('-') && argument.length > 1) throw unknownOption(argument, kinds);
      positional.push(argument);
      continue;
    }
    const [name = '', inline] = splitOnce(argument.slice(2), '=');
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) throw unknownOption(argument, kinds);
    const values = given.get(name) ?? [];
    if (values.length > 0 && kind === 'value') throw new UsageError(usage.repeatedOption(name));
    if (kind === 'flag') {
      if (inline !== undefined) throw new UsageError(usage.unexpectedValue(name));
      values.push('');
    } else {
      const value = inline ?? args[++index];
      if (value === undefined || (inline === undefined && value.startsWith('--'))) {
        throw new UsageError(usage.missingValue(name));
      }
      values.push(value);
    }
    given.set(name, values);
  }
  return {
    positional,
    value: (name) => given.get(name)?.[0],
    list: (name) => given.get(name) ?? [],
    flag: (name) => given.has(name),
  };
}

function unknownOption(argument: string, kinds: OptionKinds): UsageError {
  const names = Object.keys(kinds).map((name) => `--${name}`);
  return new UsageError(usage.unknownOption(argument, nearest(argument, names), names));
}

/** A shape as `3x224x224` or `3xHxW=320`, without the batch. @throws UsageError */
export function readNamedShape(text: string): NamedShape {
  const shapes = parseShapes(text);
  const only = 'problem' in shapes || shapes.length !== 1 ? undefined : shapes[0];
  const named = only?.name === undefined && only ? namedShape(only) : undefined;
  return named ?? { dims: readShape(text), open: [] };
}

/** A shape as `3x224x224`, without the batch. @throws UsageError */
export function readShape(text: string): readonly Int[] {
  const shape = readWrittenShape(text);
  if ('problem' in shape) throw new UsageError(usage.shape(text, shape.problem));
  return shape;
}

/** Named arguments as `depths=[3, 4],classes=10`: commas within brackets and quotes do not separate arguments. @throws UsageError */
export function readArguments(texts: readonly string[]): Readonly<Record<string, string>> {
  const result = new Map<string, string>();
  for (const text of texts) {
    const found = parseArguments(text);
    if ('repeated' in found) throw new UsageError(usage.repeatedArgument(found.repeated));
    if ('problem' in found || found.length === 0) throw new UsageError(usage.arguments(text));
    for (const { name, value } of found) {
      if (result.has(name)) throw new UsageError(usage.repeatedArgument(name));
      result.set(name, value);
    }
  }
  return Object.fromEntries(result);
}

/** A whole number. @throws UsageError */
export function readWhole(text: string, option: string, least: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(usage.whole(option, least, text));
}

export function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
