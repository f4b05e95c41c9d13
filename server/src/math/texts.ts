// What conditions and ranges of sizes say in words.
import { formatInt, type Int } from './int.js';

/** Ranges of sizes; `%` stands for their names, such as `H and W`. */
export const regionTexts = {
  never: 'no size',
  any: (names: string) => `any ${names}`,
  from: (least: Int) => `any % from ${formatInt(least)} on`,
  atMost: (most: Int) => `% ≤ ${formatInt(most)}`,
  between: (least: Int, most: Int) => `% from ${formatInt(least)} to ${formatInt(most)}`,
  divisible: (by: Int) => `% divisible by ${formatInt(by)}`,
  remainders: (rests: readonly number[], by: Int) =>
    `% with a remainder of ${rests.slice(0, -1).join(', ')} or ${rests.at(-1) ?? 0} by ${formatInt(by)}`,
  on: (least: Int) => ` from ${formatInt(least)} on`,
  within: (multiples: string, least: Int, most: Int) =>
    `${multiples}, from ${formatInt(least)} to ${formatInt(most)}`,
  and: (names: readonly string[]) =>
    names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`,
} as const;

export const conditionTexts = {
  divisible: (size: string, by: number | string, holds: boolean) =>
    `${size} ${holds ? 'divisible' : 'not divisible'} by ${by}`,
} as const;

/** A literal with more digits than are supported. */
export const numberTooLong = (most: number): string =>
  `This number is too long: at most ${most} digits are supported.`;
