// Values as texts: str, repr, and the three ways of formatting.
import { call } from './calls.js';
import type { Machine } from './machine.js';
import { getItem } from './iteration.js';
import { intOf, numberOf } from './numbers.js';
import { findAttribute } from './objects.js';
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
  PyTuple,
  Singleton,
  Unknown,
  type Value,
} from './values.js';

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
    const args = value.cls.isSubclassOf(machine.types.BaseException) && value.attributes.get('args');
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
  if (value instanceof PyList) return list(value.items, '[', ']');
  if (value instanceof PyTuple) return list(value.items, '(', value.items.length === 1 ? ',)' : ')');
  if (value instanceof PySet) return value.members.size === 0 ? 'set()' : list(value.items, '{', '}');
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
  if (value instanceof PyClass) return `<class '${value.name}'>`;
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
    const args = value.cls.isSubclassOf(machine.types.BaseException) && value.attributes.get('args');
    if (args instanceof PyTuple) return list(args.items, `${value.cls.name}(`, ')');
    return `<${value.cls.name} object>`;
  }
  return `<object>`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(
    /[\\\n\r\t]/g,
    (mark) => ({ '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' })[mark] ?? mark,
  );
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
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

const specification = /^(?:(.)?([<>=^]))?([+\- ]?)(#?)(0?)(\d*)([,_]?)(?:\.(\d+))?([a-zA-Z%]?)$/su;

/** A value by a format specification: `format(value, spec)`; undefined where the value is not known. */
export function formatBySpec(machine: Machine, value: Value, spec: string): string | undefined {
  if (spec === '') return textOf(machine, value);
  const match = specification.exec(spec);
  if (!match) return textOf(machine, value);
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
  const radix = { x: 16, X: 16, o: 8, b: 2 }[type];
  if (radix !== undefined && int !== undefined) {
    const text = (int < 0 ? -BigInt(int) : BigInt(int)).toString(radix);
    return (alternate ? `0${type}` : '') + (type === 'X' ? text.toUpperCase() : text);
  }
  switch (type) {
    case 'f':
    case 'F':
      return grouped(number.toFixed(digits));
    case '%':
      return `${grouped((number * 100).toFixed(digits))}%`;
    case 'e':
    case 'E': {
      const text = number.toExponential(digits).replace(/e([+-])(\d)$/, 'e$10$2');
      return type === 'E' ? text.toUpperCase() : text;
    }
    case 'g':
    case 'G':
      return String(Number(number.toPrecision(Math.max(1, digits))));
  }
  if (int !== undefined) return grouped(String(int < 0 ? -BigInt(int) : int));
  if (precision !== undefined) return String(Number(number.toPrecision(Math.max(1, digits))));
  return textOf(machine, new PyFloat(number));
}

/** `text % values`; unknown where a value is. */
export function formatPercent(machine: Machine, text: string, values: Value): Value {
  const list = values instanceof PyTuple ? values.items : [values];
  let position = 0;
  let unknown = false;
  const result = text.replace(
    /%(?:\((\w+)\))?([-+ #0]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g,
    (
      all,
      name: string | undefined,
      flags: string,
      width: string,
      precision: string | undefined,
      type: string,
    ) => {
      if (type === '%') return '%';
      const value =
        name === undefined ? list[position++] : values instanceof PyDict ? values.get(name) : undefined;
      if (value === undefined) return all;
      const align = flags.includes('-') ? '<' : flags.includes('0') ? '' : '>';
      const kind = type === 'i' || type === 'u' ? 'd' : type === 'r' ? 's' : type;
      const shown = type === 'r' ? (represent(machine, value, 0) ?? null) : value;
      const known = kind === 'd' && shown instanceof PyFloat ? Math.trunc(shown.value) : shown;
      const spec = `${align}${flags.includes('+') ? '+' : ''}${flags.includes('0') ? '0' : ''}${width}${precision === undefined ? '' : `.${precision}`}${kind === 'd' ? '' : kind}`;
      const formatted = known === null && type === 'r' ? undefined : formatBySpec(machine, known, spec);
      unknown ||= formatted === undefined;
      return formatted ?? '';
    },
  );
  return unknown ? new Unknown('a text with something unknown in it') : result;
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
      if (value === undefined) return all;
      const shown = conversion === 'r' ? (represent(machine, value, 0) ?? new Unknown('')) : value;
      const formatted = formatBySpec(machine, shown, filled);
      unknown ||= formatted === undefined;
      return formatted ?? '';
    },
  );
  return unknown ? new Unknown('a text with something unknown in it') : result;
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
