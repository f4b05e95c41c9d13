// Methods of str.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { collect } from './iteration.js';
import type { Methods } from './methods.js';
import { indexOf } from './numbers.js';
import { formatBraces } from './text.js';
import { unwrap } from './truth.js';
import { PyDict, PyList, PyTuple, Unknown, type Value } from './values.js';

const word = (value: Value | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** The part of a text from one offset to another, as the optional arguments of find and count give them. */
function within(text: string, [, from, to]: readonly Value[]): { start: number; text: string } {
  const bound = (value: Value | undefined, otherwise: number): number => {
    const at = indexOf(value) ?? otherwise;
    return at < 0 ? Math.max(0, at + text.length) : Math.min(at, text.length);
  };
  const start = bound(from, 0);
  return { start, text: text.slice(start, bound(to, text.length)) };
}

function starts(self: string, args: readonly Value[], test: (text: string, part: string) => boolean): Value {
  const [of] = args;
  if (of instanceof Unknown) return new Unknown(of.reason);
  const parts = of instanceof PyTuple ? of.items : [of];
  const { text } = within(self, args);
  const known = parts.filter((part) => typeof part === 'string');
  if (known.some((part) => test(text, part))) return true;
  const unknown = parts.find((part) => part instanceof Unknown);
  return unknown instanceof Unknown ? new Unknown(unknown.reason) : false;
}

/** Letters that follow no letter in upper case, the others in lower. */
const titled = (text: string): string =>
  text.toLowerCase().replace(/(^|[^\p{L}])(\p{L})/gu, (all) => all.toUpperCase());

/** With `fill` on both sides, as CPython divides an odd number of them. */
function centred(text: string, width: number, fill: string): string {
  const missing = Math.max(0, width - text.length);
  const left = Math.floor(missing / 2) + (missing & width & 1);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

function translated(text: string, table: PyDict): string | Unknown {
  let result = '';
  for (const character of text) {
    const found = table.get(character.codePointAt(0) ?? 0);
    if (found instanceof Unknown) return found;
    if (found === undefined) result += character;
    else if (typeof found === 'string') result += found;
    else if (found !== null) result += String.fromCodePoint(indexOf(found) ?? 0);
  }
  return result;
}

const unknownIn = (args: readonly Value[], keywords: ReadonlyMap<string, Value>): Unknown | undefined =>
  [...args, ...keywords.values()].find((each) => each instanceof Unknown);

const stripper =
  (left: boolean, right: boolean) =>
  (text: string, set: Value | undefined): string => {
    const marks = word(set);
    const strips = (character: string): boolean =>
      marks === undefined ? /\s/.test(character) : marks.includes(character);
    let [start, end] = [0, text.length];
    while (left && start < end && strips(text[start] as string)) start++;
    while (right && end > start && strips(text[end - 1] as string)) end--;
    return text.slice(start, end);
  };

function splitText(text: string, separator: string | undefined, limit: number): string[] {
  if (separator === undefined) {
    const words = text.trim().split(/\s+/).filter(Boolean);
    if (limit < 0 || words.length <= limit + 1) return words;
    const rest = text.trimStart().match(new RegExp(`^(?:\\S+\\s+){${limit}}`))?.[0].length ?? 0;
    return [...words.slice(0, limit), text.trimStart().slice(rest).trimEnd()];
  }
  const parts = text.split(separator);
  return limit < 0
    ? parts
    : [...parts.slice(0, limit), parts.slice(limit).join(separator)].slice(0, parts.length);
}

/** Methods that take what is unknown into account themselves. */
const own = new Set(['format', 'join', 'startswith', 'endswith', 'format_map', 'translate']);

const methods: Methods<string> = {
  format: (machine, self, args, keywords) => formatBraces(machine, self, args, keywords),
  join: (machine, self, [items = null]) => {
    const parts = collect(machine, items);
    if (parts.some((part) => part instanceof Unknown)) return new Unknown(pythonReasons.stringPart);
    const wrong = parts.findIndex((part) => typeof part !== 'string');
    if (wrong >= 0) throw machine.error('TypeError', `sequence item ${wrong}: expected str instance`);
    const text = parts.join(self);
    machine.reserve('characters', text.length);
    return text;
  },
  split: (machine, self, args, keywords) => {
    const most = indexOf(args[1] ?? keywords.get('maxsplit')) ?? -1;
    const parts = splitText(self, word(args[0] ?? keywords.get('sep')), most);
    machine.reserve('elements', parts.length);
    return new PyList(parts);
  },
  rsplit: (machine, self, args, keywords) => {
    const separator = word(args[0] ?? keywords.get('sep'));
    const most = indexOf(args[1] ?? keywords.get('maxsplit')) ?? -1;
    const parts = splitText(self, separator, -1);
    machine.reserve('elements', parts.length);
    if (most < 0 || parts.length <= most + 1) return new PyList(parts);
    if (separator === undefined) {
      let rest = self.length;
      for (const part of parts.slice(parts.length - most).reverse())
        rest = self.lastIndexOf(part, rest - part.length);
      return new PyList([self.slice(0, rest).trimEnd(), ...parts.slice(parts.length - most)]);
    }
    const cut = parts.length - most;
    return new PyList([parts.slice(0, cut).join(separator), ...parts.slice(cut)]);
  },
  splitlines: (_, self, args, keywords) => {
    const kept = (args[0] ?? keywords.get('keepends') ?? false) === true;
    const lines = self.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
    return new PyList(kept ? lines : lines.map((line) => line.replace(/[\r\n]+$/, '')));
  },
  strip: (_, self, [set]) => stripper(true, true)(self, set),
  lstrip: (_, self, [set]) => stripper(true, false)(self, set),
  rstrip: (_, self, [set]) => stripper(false, true)(self, set),
  lower: (_, self) => self.toLowerCase(),
  casefold: (_, self) => self.toLowerCase().replaceAll('ß', 'ss'),
  upper: (_, self) => self.toUpperCase(),
  capitalize: (_, self) => self.slice(0, 1).toUpperCase() + self.slice(1).toLowerCase(),
  title: (_, self) => titled(self),
  swapcase: (_, self) =>
    Array.from(self, (each) => (each === each.toUpperCase() ? each.toLowerCase() : each.toUpperCase())).join(
      '',
    ),
  startswith: (_, self, args) => starts(self, args, (text, part) => text.startsWith(part)),
  endswith: (_, self, args) => starts(self, args, (text, part) => text.endsWith(part)),
  removeprefix: (_, self, [part]) =>
    self.startsWith(word(part) ?? '\0') ? self.slice((part as string).length) : self,
  removesuffix: (_, self, [part]) =>
    word(part) && self.endsWith(part as string) ? self.slice(0, -(part as string).length) : self,
  replace: (machine, self, [from, to, count]) => {
    const [before, after] = [word(from), word(to)];
    if (before === undefined || after === undefined) return new Unknown(pythonReasons.stringPart);
    const parts = before === '' ? ['', ...self, ''] : self.split(before);
    const most = indexOf(count) ?? -1;
    const kept = most < 0 ? parts.length - 1 : Math.min(most, parts.length - 1);
    const length = self.length + kept * Math.max(0, after.length - before.length);
    machine.reserve('characters', length);
    return (
      parts.slice(0, kept + 1).join(after) +
      parts
        .slice(kept + 1)
        .map((part) => before + part)
        .join('')
    );
  },
  find: (_, self, args) => {
    const { start, text } = within(self, args);
    const at = text.indexOf(word(args[0]) ?? '\0');
    return at < 0 ? -1 : at + start;
  },
  rfind: (_, self, args) => {
    const { start, text } = within(self, args);
    const at = text.lastIndexOf(word(args[0]) ?? '\0');
    return at < 0 ? -1 : at + start;
  },
  rindex: (machine, self, args, keywords) => {
    const at = methods.rfind!(machine, self, args, keywords);
    if (at === -1) throw machine.error('ValueError', 'substring not found');
    return at;
  },
  format_map: (machine, self, [mapping = null]) => {
    const inner = unwrap(mapping);
    if (!(inner instanceof PyDict)) return new Unknown(pythonReasons.mapping);
    const names = inner.keys().filter((key) => typeof key === 'string');
    return formatBraces(machine, self, [], new Map(names.map((key) => [key, inner.get(key) as Value])));
  },
  maketrans: (_, self, [to, gone]) => {
    const table = new PyDict();
    const targets = [...(word(to) ?? '')];
    [...self].forEach((each, index) => {
      const target = targets[index];
      if (target !== undefined) table.set(each.codePointAt(0) ?? 0, target.codePointAt(0) ?? 0);
    });
    for (const each of word(gone) ?? '') table.set(each.codePointAt(0) ?? 0, null);
    return table;
  },
  translate: (_, self, [table = null]) =>
    table instanceof PyDict ? translated(self, table) : new Unknown(pythonReasons.translationTable),
  expandtabs: (machine, self, args, keywords) => {
    const size = indexOf(args[0] ?? keywords.get('tabsize')) ?? 8;
    let [result, column] = ['', 0];
    for (const each of self) {
      const added = each === '\t' ? ' '.repeat(size > 0 ? size - (column % size) : 0) : each;
      column = /[\r\n]/.test(each) ? 0 : column + added.length;
      result += added;
      machine.reserve('characters', result.length);
    }
    return result;
  },
  istitle: (_, self) => /\p{L}/u.test(self) && self === titled(self),
  isascii: (_, self) => /^[\x20-\x7e\s]*$/.test(self) || [...self].every((each) => each < '\u0080'),
  isprintable: (_, self) => !/[\p{C}\p{Zl}\p{Zp}]|[^\P{Zs} ]/u.test(self),
  index: (machine, self, args, keywords) => {
    const at = methods.find!(machine, self, args, keywords);
    if (at === -1) throw machine.error('ValueError', 'substring not found');
    return at;
  },
  count: (_, self, args) => {
    const { text } = within(self, args);
    return word(args[0]) === '' ? text.length + 1 : text.split(word(args[0]) ?? '\0').length - 1;
  },
  isdigit: (_, self) => /^\d+$/.test(self),
  isnumeric: (_, self) => /^\d+$/.test(self),
  isdecimal: (_, self) => /^\d+$/.test(self),
  isalpha: (_, self) => /^\p{L}+$/u.test(self),
  isalnum: (_, self) => /^[\p{L}\d]+$/u.test(self),
  isidentifier: (_, self) => /^[\p{L}_][\p{L}\d_]*$/u.test(self),
  isspace: (_, self) => /^\s+$/.test(self),
  isupper: (_, self) => self !== self.toLowerCase() && self === self.toUpperCase(),
  islower: (_, self) => self !== self.toUpperCase() && self === self.toLowerCase(),
  partition: (_, self, [separator]) => {
    const at = self.indexOf(word(separator) ?? '\0');
    if (at < 0) return new PyTuple([self, '', '']);
    return new PyTuple([
      self.slice(0, at),
      separator as string,
      self.slice(at + (separator as string).length),
    ]);
  },
  rpartition: (_, self, [separator]) => {
    const at = self.lastIndexOf(word(separator) ?? '\0');
    if (at < 0) return new PyTuple(['', '', self]);
    return new PyTuple([
      self.slice(0, at),
      separator as string,
      self.slice(at + (separator as string).length),
    ]);
  },
  zfill: (machine, self, [width]) => {
    machine.reserve('characters', indexOf(width) ?? 0);
    const sign = /^[+-]/.exec(self)?.[0] ?? '';
    return sign + self.slice(sign.length).padStart((indexOf(width) ?? 0) - sign.length, '0');
  },
  ljust: (machine, self, [width, fill]) => {
    machine.reserve('characters', indexOf(width) ?? 0);
    return self.padEnd(indexOf(width) ?? 0, word(fill) ?? ' ');
  },
  rjust: (machine, self, [width, fill]) => {
    machine.reserve('characters', indexOf(width) ?? 0);
    return self.padStart(indexOf(width) ?? 0, word(fill) ?? ' ');
  },
  center: (machine, self, [width, fill]) => {
    const most = indexOf(width) ?? 0;
    machine.reserve('characters', most);
    return centred(self, most, word(fill) ?? ' ');
  },
  encode: () => new Unknown(pythonReasons.bytes),
};

export const stringMethods: Methods<string> = Object.fromEntries(
  Object.entries(methods).map(([name, run]) => [
    name,
    (machine, self, args, keywords) => {
      const unknown = own.has(name) ? undefined : unknownIn(args, keywords);
      return unknown ? new Unknown(unknown.reason) : run(machine, self, args, keywords);
    },
  ]),
);
