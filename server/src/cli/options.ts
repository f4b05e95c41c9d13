// Reads the arguments of a command: `--name value`, `--name=value`, flags, and everything else in its place.
import { parseArguments } from '../directives/arguments.js';
import { readShape as readWrittenShape } from '../directives/shapes.js';
import type { Int } from '../math/int.js';
import { nearest } from '../text/nearest.js';
import { UsageError } from './io.js';

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
    if (values.length > 0 && kind === 'value') throw new UsageError(`--${name} is given twice.`);
    if (kind === 'flag') {
      if (inline !== undefined) throw new UsageError(`--${name} takes no value.`);
      values.push('');
    } else {
      const value = inline ?? args[++index];
      if (value === undefined || (inline === undefined && value.startsWith('--'))) {
        throw new UsageError(`--${name} needs a value.`);
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
  const meant = nearest(argument, names);
  return new UsageError(
    `There is no option ${argument}.${
      meant ? ` Did you mean ${meant}?` : names.length > 0 ? ` There are ${names.join(', ')}.` : ''
    }`,
  );
}

/** A shape as `3x224x224`, without the batch. @throws UsageError */
export function readShape(text: string): readonly Int[] {
  const shape = readWrittenShape(text);
  if ('problem' in shape)
    throw new UsageError(`--input takes a shape such as 3x224x224, not ${text}. ${shape.problem}`);
  return shape;
}

/** Named arguments as `depths=[3, 4],classes=10`: commas within brackets and quotes do not part. @throws UsageError */
export function readArguments(texts: readonly string[]): Readonly<Record<string, string>> {
  const result = new Map<string, string>();
  for (const text of texts) {
    const found = parseArguments(text);
    if ('repeated' in found) throw new UsageError(`--args gives ${found.repeated} twice.`);
    if ('problem' in found || found.length === 0)
      throw new UsageError(`--args takes name=value, separated by commas, not ${text.trim() || 'nothing'}.`);
    for (const { name, value } of found) {
      if (result.has(name)) throw new UsageError(`--args gives ${name} twice.`);
      result.set(name, value);
    }
  }
  return Object.fromEntries(result);
}

/** A whole number. @throws UsageError */
export function readWhole(text: string, option: string, least: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`--${option} takes a whole number ≥ ${least}, not ${text}.`);
}

export function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
