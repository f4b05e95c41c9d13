// Methods of str.
import { collect } from './iteration.js';
import type { Methods } from './methods.js';
import { indexOf } from './numbers.js';
import { formatBraces } from './text.js';
import { PyList, PyTuple, Unknown, type Value } from './values.js';

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

function starts(text: string, of: Value | undefined, test: (part: string) => boolean): Value {
  if (of instanceof Unknown) return new Unknown(of.reason);
  const parts = of instanceof PyTuple ? of.items : [of];
  return parts.some((part) => typeof part === 'string' && test(part)) && text !== undefined;
}

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

export const stringMethods: Methods<string> = {
  format: (machine, self, args, keywords) => formatBraces(machine, self, args, keywords),
  join: (machine, self, [items = null]) => {
    const parts = collect(machine, items);
    if (parts.some((part) => part instanceof Unknown))
      return new Unknown('a text with something unknown in it');
    const wrong = parts.findIndex((part) => typeof part !== 'string');
    if (wrong >= 0) throw machine.error('TypeError', `sequence item ${wrong}: expected str instance`);
    const text = parts.join(self);
    machine.reserve('characters', text.length);
    return text;
  },
  split: (_, self, args, keywords) =>
    new PyList(
      splitText(
        self,
        word(args[0] ?? keywords.get('sep')),
        indexOf(args[1] ?? keywords.get('maxsplit')) ?? -1,
      ),
    ),
  rsplit: (_, self, [separator, limit]) => {
    const parts = splitText(self, word(separator), -1);
    const most = indexOf(limit) ?? -1;
    if (most < 0 || parts.length <= most + 1) return new PyList(parts);
    const cut = parts.length - most;
    return new PyList([parts.slice(0, cut).join(word(separator) ?? ' '), ...parts.slice(cut)]);
  },
  splitlines: (_, self) => new PyList(self.replace(/\r?\n$/, '').split(/\r?\n/)),
  strip: (_, self, [set]) => stripper(true, true)(self, set),
  lstrip: (_, self, [set]) => stripper(true, false)(self, set),
  rstrip: (_, self, [set]) => stripper(false, true)(self, set),
  lower: (_, self) => self.toLowerCase(),
  casefold: (_, self) => self.toLowerCase(),
  upper: (_, self) => self.toUpperCase(),
  capitalize: (_, self) => self.slice(0, 1).toUpperCase() + self.slice(1).toLowerCase(),
  title: (_, self) => self.toLowerCase().replace(/(^|[^\p{L}])(\p{L})/gu, (all) => all.toUpperCase()),
  startswith: (_, self, [of]) => starts(self, of, (part) => self.startsWith(part)),
  endswith: (_, self, [of]) => starts(self, of, (part) => self.endsWith(part)),
  removeprefix: (_, self, [part]) =>
    self.startsWith(word(part) ?? '\0') ? self.slice((part as string).length) : self,
  removesuffix: (_, self, [part]) =>
    word(part) && self.endsWith(part as string) ? self.slice(0, -(part as string).length) : self,
  replace: (machine, self, [from, to, count]) => {
    const [before, after] = [word(from), word(to)];
    if (before === undefined || after === undefined)
      return new Unknown('a text with something unknown in it');
    const parts = self.split(before);
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
  rfind: (_, self, [part]) => self.lastIndexOf(word(part) ?? '\0'),
  index: (machine, self, [part]) => {
    const at = self.indexOf(word(part) ?? '\0');
    if (at < 0) throw machine.error('ValueError', 'substring not found');
    return at;
  },
  count: (_, self, args) => within(self, args).text.split(word(args[0]) ?? '\0').length - 1,
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
    return self.padStart(indexOf(width) ?? 0, '0');
  },
  ljust: (machine, self, [width, fill]) => {
    machine.reserve('characters', indexOf(width) ?? 0);
    return self.padEnd(indexOf(width) ?? 0, word(fill) ?? ' ');
  },
  rjust: (machine, self, [width, fill]) => {
    machine.reserve('characters', indexOf(width) ?? 0);
    return self.padStart(indexOf(width) ?? 0, word(fill) ?? ' ');
  },
  center: (machine, self, [width]) => {
    const most = indexOf(width) ?? 0;
    machine.reserve('characters', most);
    return self.padStart(self.length + Math.floor(Math.max(0, most - self.length) / 2)).padEnd(most);
  },
  encode: (_, self) => self,
  decode: (_, self) => self,
};
