// What each character can begin in a Fovea text.

export enum CharClass {
  Other,
  Blank,
  LineBreak,
  Name,
  Digit,
  Sign,
}

const ASCII = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(character)) ASCII[code] = CharClass.Name;
  else if (/[0-9]/.test(character)) ASCII[code] = CharClass.Digit;
  else if (character === '\n' || character === '\r') ASCII[code] = CharClass.LineBreak;
  else if (' \t\f\v'.includes(character)) ASCII[code] = CharClass.Blank;
  else if ('()[]{},:;.-|?=!<>+*/%^&"'.includes(character)) ASCII[code] = CharClass.Sign;
}

/** Whether an ASCII letter, digit or underscore: what nearly all names are made of. */
export function isAsciiNamePart(code: number): boolean {
  return code < 128 && (ASCII[code] === CharClass.Name || ASCII[code] === CharClass.Digit);
}

/** The class of one UTF-16 code unit. Letters beyond ASCII are `Other`: ask isNameStart. */
export function characterClass(code: number): CharClass {
  if (code < 128) return ASCII[code]!;
  if (code === 0xd7) return CharClass.Sign;
  // No-break, typographic and ideographic spaces, the two separators, and a byte order mark.
  const blank =
    code === 0xa0 ||
    (code >= 0x2000 && code <= 0x200b) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x3000 ||
    code === 0xfeff;
  return blank ? CharClass.Blank : CharClass.Other;
}

/** Whether a name can start at `at`: a letter of any script, or an underscore. */
export function isNameStart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return ASCII[code] === CharClass.Name;
  return code >= 0xaa && /^\p{ID_Start}/u.test(characterAt(text, at));
}

/** Whether a name can go on at `at`: as at its start, or a digit or combining mark. */
export function isNamePart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return ASCII[code] === CharClass.Name || ASCII[code] === CharClass.Digit;
  // The middle dot counts as part of a name in Unicode, but here it is somebody's product.
  return code >= 0xaa && code !== 0xb7 && /^\p{ID_Continue}/u.test(characterAt(text, at));
}

/** The whole character at `at`; half of a surrogate pair is no letter. */
function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}
