// Values as texts: str, repr, and the three ways of formatting.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { call } from './calls.js';
import type { Machine } from './machine.js';
import { getItem } from './iteration.js';
import { intOf, numberOf, roundToDigits } from './numbers.js';
import { findAttribute } from './objects.js';
import { toInt } from '../../../math/int.js';
import {
  BatchInt,
  Instance,
  Method,
  Native,
  PyClass,
  PyDict,
  PyFloat,
  PyFunction,
  PyList,
  PyModule,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
  PyView,
  Singleton,
  Unknown,
  type Value,
} from './values.js';
import { entryOf } from '../../../text/table.js';

/** Longer texts are cut: they only go into names and messages. */
const longest = 10_000;

/** `str(value)`; undefined where the value is not known. */
export function textOf(machine: Machine, value: Value): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof Instance) {
    const own = value.cls.find('__str__') ?? value.cls.find('__repr__');
    if (own !== undefined) {
      const text = call(machine, own, [value]);
      return typeof text === 'string' ? text : undefined;
    }
    const args = value.cls.isSubclassOf(machine.types.BaseException) && value.attribute('args');
    if (args instanceof PyTuple) {
      const [first = ''] = args.items;
      if (args.items.length > 1 || value.cls.isSubclassOf(machine.types.KeyError))
        return args.items.length === 0 ? '' : represent(machine, args.items.length > 1 ? args : first, 0);
      return textOf(machine, first);
    }
  }
  return represent(machine, value, 0);
}

/** `repr(value)`; undefined where the value is not known. */
export function represent(machine: Machine, value: Value, depth: number): string | undefined {
  machine.step();
  if (depth > 8) return '...';
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof PyFloat) return floatText(value.value);
  if (value instanceof BatchInt) return String(value.factor);
  if (value instanceof Unknown) return undefined;
  const list = (items: readonly Value[], open: string, close: string): string => {
    let text = open;
    for (const [index, item] of items.entries()) {
      if (text.length > longest) return `${text}...`;
      text += (index > 0 ? ', ' : '') + (represent(machine, item, depth + 1) ?? '?');
    }
    return text + close;
  };
  if (value instanceof PyView) return list(value.items, `${value.kind}([`, '])');
  if (value instanceof PyList) return list(value.items, '[', ']');
  if (value instanceof PyTuple) return list(value.items, '(', value.items.length === 1 ? ',)' : ')');
  if (value instanceof PySet) {
    if (value.members.size === 0) return value.frozen ? 'frozenset()' : 'set()';
    return value.frozen ? list(value.items, 'frozenset({', '})') : list(value.items, '{', '}');
  }
  if (value instanceof PySlice) return list([value.start, value.stop, value.step], 'slice(', ')');
  if (value instanceof PyDict) {
    const pairs = value.keys().map((key) => {
      const [name, own] = [key, value.get(key) as Value].map(
        (each) => represent(machine, each, depth + 1) ?? '?',
      );
      return `${name}: ${own}`;
    });
    return `{${pairs.join(', ')}}`.slice(0, longest);
  }
  if (value instanceof PyRange)
    return `range(${value.start}, ${value.stop}${value.step === 1 ? '' : `, ${value.step}`})`;
  if (value instanceof PyClass) return `<class '${classText(value)}'>`;
  if (value instanceof PyFunction || value instanceof Native) return `<function ${value.name}>`;
  if (value instanceof PyModule) return `<module '${value.name}'>`;
  if (value instanceof Method) return '<bound method>';
  if (value instanceof Singleton) return value.name;
  if (value instanceof Instance) {
    const own = value.cls.find('__repr__');
    if (own !== undefined) {
      const text = call(machine, own, [value]);
      return typeof text === 'string' ? text : undefined;
    }
    const args = value.cls.isSubclassOf(machine.types.BaseException) && value.attribute('args');
    if (args instanceof PyTuple) return list(args.items, `${value.cls.name}(`, ')');
    return `<${value.cls.name} object>`;
  }
  return `<object>`;
}

/** The name of a class with that of its module, which built-in ones leave out. */
function classText(cls: PyClass): string {
  if (!cls.origin) return cls.name;
  const qualified = cls.attribute('__qualname__');
  return `${cls.origin.module.name}.${typeof qualified === 'string' ? qualified : cls.name}`;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\\n\r\t]|[\p{C}\p{Zl}\p{Zp}]|[^\P{Zs} ]/gu, (mark) => {
    const known = escapes[mark];
    if (known !== undefined) return known;
    const code = mark.codePointAt(0) ?? 0;
    const digits = code.toString(16);
    if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
    return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
  });
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

/** A float as Python writes it: with a point or an exponent, always. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    const sign = exponent.startsWith('-') ? '-' : '+';
    return `${digits}e${sign}${exponent.replace(/^[+-]/, '').padStart(2, '0')}`;
  }
  if (Object.is(value, -0)) return '-0.0';
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

const specification = /^(?:(.)?([<>=^]))?([+\- ]?)(#?)(0?)(\d*)([,_]?)(?:\.(\d+))?([a-zA-Z%]?)$/su;

/** A value by a format specification: `format(value, spec)`; undefined where the value is not known. */
export function formatBySpec(machine: Machine, value: Value, spec: string): string | undefined {
  const own = value instanceof Instance ? value.cls.find('__format__') : undefined;
  if (own !== undefined) {
    const text = call(machine, own, [value, spec]);
    return typeof text === 'string' ? text : undefined;
  }
  if (spec === '') return textOf(machine, value);
  if (
    value instanceof Instance &&
    value.native !== undefined &&
    !value.cls.role &&
    typeof value.native !== 'string'
  )
    return formatBySpec(machine, value.native as Value, spec);
  const match = specification.exec(spec);
  if (!match) throw machine.error('ValueError', 'Invalid format specifier');
  const [, fill = ' ', align, sign = '', alternate, zero, width = '', group, precision, type = ''] = match;
  const number = numberOf(value);
  let body: string | undefined;
  if (number !== undefined && type !== 's') {
    const negative = number < 0;
    body = numberBody(machine, value, { type, precision, alternate: alternate === '#', group: group ?? '' });
    if (body === undefined) return undefined;
    body = (negative ? '-' : sign === '+' || sign === ' ' ? sign : '') + body;
  } else {
    body = textOf(machine, value);
    if (body !== undefined && precision !== undefined) body = body.slice(0, Number(precision));
  }
  if (body === undefined) return undefined;
  const wanted = Number(width || 0);
  machine.reserve('characters', wanted);
  const missing = wanted - [...body].length;
  if (missing <= 0) return body;
  const filler = zero && align === undefined ? '0' : fill;
  switch (align ?? (zero ? '=' : number === undefined ? '<' : '>')) {
    case '<':
      return body + filler.repeat(missing);
    case '^':
      return filler.repeat(Math.floor(missing / 2)) + body + filler.repeat(Math.ceil(missing / 2));
    case '=': {
      const [own = ''] = /^[+\- ]?/.exec(body) ?? [];
      return own + filler.repeat(missing) + body.slice(own.length);
    }
    default:
      return filler.repeat(missing) + body;
  }
}

function numberBody(
  machine: Machine,
  value: Value,
  {
    type,
    precision,
    alternate,
    group,
  }: { type: string; precision: string | undefined; alternate: boolean; group: string },
): string | undefined {
  const int = intOf(value);
  const number = Math.abs(numberOf(value) ?? 0);
  const digits = Math.min(Number(precision ?? 6), 100);
  const grouped = (text: string): string => {
    if (group === '') return text;
    const [whole = '', rest] = text.split('.');
    const parted = whole.replace(/\B(?=(\d{3})+$)/g, group);
    return rest === undefined ? parted : `${parted}.${rest}`;
  };
  const radix = entryOf({ x: 16, X: 16, o: 8, b: 2 }, type);
  if (radix !== undefined && int !== undefined) {
    const text = (int < 0 ? -BigInt(int) : BigInt(int)).toString(radix);
    return (alternate ? `0${type}` : '') + (type === 'X' ? text.toUpperCase() : text);
  }
  switch (type) {
    case 'f':
    case 'F':
      return grouped(fixedText(number, digits));
    case '%':
      return `${grouped(fixedText(number * 100, digits))}%`;
    case 'e':
    case 'E': {
      const text = number.toExponential(digits).replace(/e([+-])(\d)$/, 'e$10$2');
      return type === 'E' ? text.toUpperCase() : text;
    }
    case 'g':
    case 'G': {
      const text = generalText(number, Math.max(1, digits), alternate);
      return grouped(type === 'G' ? text.toUpperCase() : text);
    }
    case 'c':
      return int === undefined ? undefined : String.fromCodePoint(Math.min(Number(int), 0x10ffff));
  }
  if (int !== undefined && typeof value !== 'boolean') return grouped(String(int < 0 ? -BigInt(int) : int));
  if (typeof value === 'boolean') return String(Number(value));
  if (precision !== undefined) {
    const text = generalText(number, Math.max(1, digits), false);
    return grouped(/^\d+$/.test(text) ? (text.length > digits ? text : `${text}.0`) : text);
  }
  const text = textOf(machine, new PyFloat(number));
  return text === undefined ? undefined : grouped(text);
}

/** So many digits behind the point, halves to the even digit. */
function fixedText(value: number, digits: number): string {
  return Number.isFinite(value) ? roundToDigits(value, digits).toFixed(digits) : floatText(value);
}

/** A number as C's %g writes it: so many digits, with an exponent where it is small or has more. */
function generalText(value: number, digits: number, keepZeros: boolean): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : 'inf';
  if (value === 0) return '0';
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const size = Number(exponent);
  const trimmed = (text: string): string =>
    keepZeros || !text.includes('.') ? text : text.replace(/\.?0+$/, '');
  if (size < -4 || size >= digits)
    return `${trimmed(mantissa)}e${size < 0 ? '-' : '+'}${String(Math.abs(size)).padStart(2, '0')}`;
  return trimmed(value.toFixed(Math.max(0, digits - 1 - size)));
}

/** `text % values`; unknown where a value is. */
export function formatPercent(machine: Machine, text: string, values: Value): Value {
  const list = values instanceof PyTuple ? values.items : [values];
  let position = 0;
  let unknown = false;
  let named = false;
  const next = (): Value => {
    const value = list[position++];
    if (value === undefined) throw machine.error('TypeError', 'not enough arguments for format string');
    return value;
  };
  const result = text.replace(
    /%(?:\(([^)]*)\))?([-+ #0]*)(\d+|\*)?(?:\.(\d+|\*))?[hlL]?([a-zA-Z%])/g,
    (
      _,
      name: string | undefined,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      type: string,
    ) => {
      if (type === '%') return '%';
      const size = width === '*' ? String(intOf(next()) ?? 0) : (width ?? '');
      const digits = precision === '*' ? String(intOf(next()) ?? 0) : precision;
      named ||= name !== undefined;
      const value =
        name === undefined ? next() : values instanceof PyDict ? getItem(machine, values, name) : next();
      const formatted = percentText(machine, value, { flags, width: size, precision: digits, type });
      unknown ||= formatted === undefined;
      return formatted ?? '';
    },
  );
  if (!named && !(values instanceof PyDict) && position < list.length && !(values instanceof Unknown))
    throw machine.error('TypeError', 'not all arguments converted during string formatting');
  return unknown ? new Unknown(pythonReasons.stringPart) : result;
}

/** One conversion of the `%` operator. */
function percentText(
  machine: Machine,
  value: Value,
  {
    flags,
    width,
    precision,
    type,
  }: { flags: string; width: string; precision: string | undefined; type: string },
): string | undefined {
  const number = numberOf(value);
  const left = flags.includes('-');
  if ('sra'.includes(type) || (type === 'c' && number === undefined)) {
    const text = type === 's' || type === 'c' ? textOf(machine, value) : represent(machine, value, 0);
    const cut = precision === undefined ? text : text?.slice(0, Number(precision));
    machine.reserve('characters', Number(width || 0));
    return left ? cut?.padEnd(Number(width || 0)) : cut?.padStart(Number(width || 0));
  }
  if (value instanceof Unknown) return undefined;
  if (number === undefined) throw machine.error('TypeError', `%${type} format: a real number is required`);
  const whole = 'diuxXo'.includes(type);
  const shown = whole && value instanceof PyFloat ? (toInt(Math.trunc(value.value)) ?? 0) : value;
  const kind = type === 'i' || type === 'u' ? 'd' : type;
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const zeros = flags.includes('0') && !left ? '0' : '';
  const digits = whole || precision === undefined ? '' : `.${precision}`;
  return formatBySpec(
    machine,
    shown,
    `${left ? '<' : zeros === '' ? '>' : ''}${sign}${flags.includes('#') ? '#' : ''}${zeros}${width}${digits}${kind}`,
  );
}

/** `text.format(…)`; unknown where a value is. */
export function formatBraces(
  machine: Machine,
  text: string,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Value {
  let position = 0;
  let unknown = false;
  const result = text.replace(
    /\{\{|\}\}|\{([^{}!:]*)(?:!([rsa]))?(?::((?:[^{}]|\{[^{}]*\})*))?\}/g,
    (all, field: string | undefined, conversion: string | undefined, spec: string | undefined) => {
      if (all === '{{' || all === '}}') return all[0] as string;
      const value = fieldValue(machine, field ?? '', args, keywords, () => position++);
      const filled = (spec ?? '').replace(/\{(\w*)\}/g, (_, name: string) => {
        const inner = fieldValue(machine, name, args, keywords, () => position++);
        return (inner === undefined ? undefined : textOf(machine, inner)) ?? '';
      });
      if (value === undefined)
        throw machine.error(/^\d*(?:[.[]|$)/.test(field ?? '') ? 'IndexError' : 'KeyError', field ?? '');
      const shown =
        conversion === 's'
          ? (textOf(machine, value) ?? new Unknown(''))
          : conversion !== undefined
            ? (represent(machine, value, 0) ?? new Unknown(''))
            : value;
      const formatted = formatBySpec(machine, shown, filled);
      unknown ||= formatted === undefined;
      return formatted ?? '';
    },
  );
  return unknown ? new Unknown(pythonReasons.stringPart) : result;
}

function fieldValue(
  machine: Machine,
  field: string,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  next: () => number,
): Value | undefined {
  const [first = '', ...rest] = field.split(/(?=[.[])/);
  let value = first === '' ? args[next()] : /^\d+$/.test(first) ? args[Number(first)] : keywords.get(first);
  for (const part of rest) {
    if (value === undefined) return undefined;
    if (part.startsWith('.')) value = findAttribute(machine, value, part.slice(1));
    else {
      const index = part.slice(1, -1);
      value = getItem(machine, value, /^\d+$/.test(index) ? Number(index) : index);
    }
  }
  return value;
}
