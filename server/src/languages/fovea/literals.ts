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
  const body = literal.slice(1, isClosed(literal) ? -1 : undefined);
  const badEscapes: StringValue['badEscapes'] = [];
  let value = '';
  let from = 0;
  for (let at = body.indexOf('\\'); at >= 0; at = body.indexOf('\\', from)) {
    value += body.slice(from, at);
    const { character, length } = escapeAt(body, at);
    if (character === undefined) badEscapes.push({ at: at + 1, length });
    value += character ?? body.slice(at + 1, at + length);
    from = at + length;
  }
  return { value: value + body.slice(from), badEscapes };
}

/** The escape at a backslash: `character` is undefined where it means nothing. */
function escapeAt(body: string, at: number): { character: string | undefined; length: number } {
  if (body[at + 1] !== 'u')
    return { character: ESCAPES[body[at + 1] ?? ''], length: Math.min(2, body.length - at) };
  const match = /^\{([0-9A-Fa-f]{1,6})\}|^([0-9A-Fa-f]{4})/.exec(body.slice(at + 2, at + 10));
  if (match === null) return { character: undefined, length: 2 };
  const code = parseInt(match[1] ?? match[2]!, 16);
  return {
    character: code <= 0x10ffff ? String.fromCodePoint(code) : undefined,
    length: 2 + match[0].length,
  };
}

/** Whether the last quote of a literal is not the first and has no backslash of its own before it. */
function isClosed(literal: string): boolean {
  if (literal.length < 2 || !CLOSING_QUOTES.has(literal[literal.length - 1]!)) return false;
  let backslashes = 0;
  while (literal[literal.length - 2 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 0;
}

const CLOSING_QUOTES: ReadonlySet<string> = new Set(['"', "'", '”', '’']);
