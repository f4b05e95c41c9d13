// How messages write what they mention: code in backquotes, numbers with thousands separators, lists with “and”.
import { formatDim, isKnown, isUnknown, type Dim, type Shape } from '../math/dim.js';
import { formatInt, type Int } from '../math/int.js';

/** A name or a piece of code: `` `conv1` ``. */
export const code = (text: string): string => `\`${text}\``;

/** Names or pieces of code, separated by commas. */
export const codes = (texts: readonly string[]): string => texts.map(code).join(', ');

/** `` Did you mean `Conv`? `` with a blank before it; empty without a similar name. */
export const didYouMean = (nearest: string | undefined): string =>
  nearest === undefined ? '' : ` Did you mean ${code(nearest)}?`;

/** `1 row`, `1,024 rows`. */
export const counted = (number: Int, singular: string, plural = `${singular}s`): string =>
  `${formatInt(number)} ${number === 1 ? singular : plural}`;

/** `a, b and c`. */
export const listed = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;

/** A size as it is written in a sentence, where `1e308` would be 309 digits. */
export function sizeText(size: Dim): string {
  const digits = isKnown(size) ? String(size).replace('-', '').length : 1;
  return digits > 24 ? `a number of ${digits} digits` : formatDim(size);
}

/** A shape within a sentence, its sizes with thousands separators as all other numbers: `64 × ? × 1,024`. */
export const shapeText = (shape: Shape): string =>
  isUnknown(shape) ? '?' : shape.map(sizeText).join(' × ') || 'scalar';

/** The first letter in lower case and no full stop: a sentence as part of another one. */
export const asClause = (sentence: string): string =>
  sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');

/** What a place that belongs to a finding is. */
export const otherOperand = (shape: string): string => `the other operand, ${shape}`;

/** A condition on sizes that a layer has. */
export const needs = (condition: string): string => `It needs ${condition}.`;

/** A figure that unknown layers may only raise. */
export const atLeastText = (figure: string): string => `at least ${figure}`;
