// Text from a file made safe to print: no character in it moves a cursor, clears a screen or reorders what is read.

/**
 * C0 but for tab and line feed, DEL, C1, the separators of lines and paragraphs, and the characters that embed, override
 * or isolate a direction of writing ("Trojan Source", CVE-2021-42574).
 */
const unsafe = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Writes unsafe characters as escapes (`\x1b`, `\u202e`); tabs and line feeds stay, and CRLF becomes a line feed. */
export function printable(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(unsafe, escaped);
}

/** The same for whole outputs, whose lines end as they do. */
export const printableOutput = (text: string): string => text.split('\r\n').map(printable).join('\r\n');

/** The same on one line: every run of line breaks and the spaces around it is one space. */
export function printableLine(text: string): string {
  return printable(text.replace(/[\r\n\u2028\u2029]+/g, '\n'))
    .split('\n')
    .map((line, index, all) => (index < all.length - 1 ? line.trimEnd() : line))
    .map((line, index) => (index > 0 ? line.trimStart() : line))
    .join(' ');
}

/** The same for JSON, in whose strings every character can be written as `\\u` and four digits. */
export const jsonPrintable = (json: string): string =>
  json.replace(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}
