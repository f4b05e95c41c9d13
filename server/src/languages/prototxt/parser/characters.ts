// The characters of text-format protobuf: names, numbers, escapes.

/** A letter or an underscore. */
export function isIdentifierStart(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
}

export function isIdentifierPart(code: number): boolean {
  return isIdentifierStart(code) || (code >= 0x30 && code <= 0x39);
}

/** What a number may hold besides the sign of its exponent. */
export function isNumberPart(code: number): boolean {
  return isIdentifierPart(code) || code === 0x2e;
}

/** Decimal with fraction, exponent and a final f; hexadecimal; octal. */
export const numberPattern = /^-?(?:0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fF]?)$/;

const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** A string's contents with its escapes resolved; those that are none stand for their character. */
export function decodeString(raw: string): string {
  return raw.replace(
    /\\(?:[xX]([\da-fA-F]{1,2})|([0-7]{1,3})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g,
    (_, hex?: string, octal?: string, short?: string, long?: string, other = '') => {
      const digits = hex ?? short ?? long;
      if (digits !== undefined) {
        const code = parseInt(digits, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : '�';
      }
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & 0xff);
      return simple[other as string] ?? (other as string);
    },
  );
}

/** The number that a scalar's text stands for; NaN where it stands for none. */
export function numberOf(text: string): number {
  if (/^-?\d+$/.test(text)) {
    const octal = /^-?0\d/.test(text);
    if (!octal) return Number(text);
    const value = parseInt(text.replace('-', ''), 8);
    return text.startsWith('-') ? -value : value;
  }
  const [, sign, word] = /^(-?)(inf|infinity|nan)f?$/i.exec(text) ?? [];
  if (word !== undefined) return word.toLowerCase() === 'nan' ? NaN : sign === '-' ? -Infinity : Infinity;
  if (/^-?0x/i.test(text)) return text.startsWith('-') ? -Number(text.slice(1)) : Number(text);
  return numberPattern.test(text) ? Number(text.replace(/[fF]$/, '')) : NaN;
}

/** The same text, which does not keep alive the file that it was cut from: for what outlives the file. */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}
