// The values of number and string literals, exactly as written.

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
  if (/^\d{1,15}$/.test(literal)) return { value: Number(literal), problem: null };
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
  problem: `This number is too long: at most ${MAX_DIGITS} digits can be reckoned with.`,
};

export interface StringValue {
  value: string;
  /** Escapes that mean nothing, by their offset in the literal and their length. */
  badEscapes: { at: number; length: number }[];
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

/** The value of a string literal, which starts with a quote and, unless it is never closed, ends with one. */
export function stringValue(literal: string): StringValue {
  const closed = /^.(?:[^\\]|\\[^])*?["'”’]$/.test(literal) && literal.length > 1;
  const body = literal.slice(1, closed ? -1 : undefined);
  if (!body.includes('\\')) return { value: body, badEscapes: [] };
  const badEscapes: { at: number; length: number }[] = [];
  const value = body.replace(
    /\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|([\s\S]?))/g,
    (whole, braced: string | undefined, four: string | undefined, single: string | undefined, at: number) => {
      const code = braced ?? four;
      const character =
        code === undefined
          ? ESCAPES[single!]
          : parseInt(code, 16) <= 0x10ffff
            ? String.fromCodePoint(parseInt(code, 16))
            : undefined;
      if (character !== undefined) return character;
      badEscapes.push({ at: at + 1, length: whole.length });
      return whole.slice(1);
    },
  );
  return { value, badEscapes };
}
