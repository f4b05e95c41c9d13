// The values of numbers as people write them in definitions and budgets, exactly: `61M`, `1_000`, `2.5`.
import { numberTooLong } from './texts.js';

/** No size, count or budget of a network needs more digits. */
const MAX_DIGITS = 400;

const SUFFIX_POWER: Readonly<Record<string, number>> = { K: 3, M: 6, G: 9, T: 12 };

export interface NumberValue {
  value: number | bigint;
  /** What is wrong with the number, as a sentence. */
  problem: string | null;
}

/**
 * The value of `12`, `1_000`, `2.5`, `1e-3`, `61M` (K, M, G, T are powers of a thousand). An integer keeps its exact
 * value, as a bigint above 2^53; anything else is the nearest double.
 */
export function numberValue(literal: string): NumberValue {
  if (literal.length > MAX_DIGITS) return tooLong;
  const digitsOnly = literal.replaceAll('_', '');
  const match = /^(\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?([KMGTkmgt]?)/.exec(digitsOnly)!;
  const fraction = match[2] ?? '';
  let digits = match[1]! + fraction;
  let power = Number(match[3] ?? 0) - fraction.length + (SUFFIX_POWER[match[4]!.toUpperCase()] ?? 0);
  if (/^0*$/.test(digits)) return { value: 0, problem: null };
  while (power < 0 && digits.endsWith('0')) {
    digits = digits.slice(0, -1);
    power++;
  }
  if (power < 0) return { value: Number(`${digits}e${power}`), problem: null };
  if (digits.length + power > MAX_DIGITS) return tooLong;
  const exact = BigInt(digits) * 10n ** BigInt(power);
  return { value: exact <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(exact) : exact, problem: null };
}

const tooLong: NumberValue = {
  value: Infinity,
  problem: numberTooLong(MAX_DIGITS),
};
