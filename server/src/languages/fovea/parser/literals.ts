// The values of string literals, exactly as written.

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
