// Python's json module on texts; files are not read.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { call } from '../interpreter/calls.js';
import { intOf, indexOf } from '../interpreter/numbers.js';
import { truth, unwrap } from '../interpreter/truth.js';
import { sorted } from '../interpreter/methodsOfSequences.js';
import { floatText } from '../interpreter/text.js';
import type { Machine } from '../interpreter/machine.js';
import { Raised } from '../interpreter/errors.js';
import {
  Instance,
  Native,
  noKeywords,
  PyClass,
  PyDict,
  PyFloat,
  PyList,
  PyTuple,
  Unknown,
  type Keywords,
  type Value,
} from '../interpreter/values.js';
import { fromBigInt } from '../../../math/int.js';

const deepest = 200;

export function jsonModule(machine: Machine): Readonly<Record<string, Value>> {
  const failure = new PyClass('JSONDecodeError', [machine.types.ValueError]);
  failure.mro = [failure, ...machine.types.ValueError.mro];
  const cls = (name: string): PyClass => {
    const own = new PyClass(name, [machine.types.object]);
    own.mro = [own, machine.types.object];
    own.unknownBase = pythonReasons.unsupportedAttribute('json', name);
    return own;
  };
  return {
    loads: new Native('loads', (own, [text = null], keywords) => {
      if (typeof text !== 'string') return text instanceof Unknown ? text : new Unknown(pythonReasons.bytes);
      if ([...keywords.keys()].some((name) => name !== 'object_pairs_hook' && name !== 'strict'))
        return new Unknown(pythonReasons.jsonHook);
      own.reserve('characters', text.length);
      own.spend(Math.ceil(text.length / 8));
      const read = new Reader(own, text, keywords.get('object_pairs_hook') ?? null).document();
      if (read !== undefined) return read;
      const error = new Instance(failure);
      error.attributes.set('args', new PyTuple(['this is no JSON']));
      throw new Raised(error, false, own.place);
    }),
    dumps: new Native('dumps', (own, [value = null], keywords) => new Writer(own, keywords).document(value)),
    load: new Native('load', () => new Unknown(pythonReasons.fileContents)),
    dump: new Native('dump', () => null),
    JSONDecodeError: failure,
    JSONEncoder: cls('JSONEncoder'),
    JSONDecoder: cls('JSONDecoder'),
  };
}

const blank = /[ \t\n\r]*/y;
const number = /(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?/y;
const words: Readonly<Record<string, Value>> = {
  null: null,
  true: true,
  false: false,
  NaN: new PyFloat(NaN),
  Infinity: new PyFloat(Infinity),
  '-Infinity': new PyFloat(-Infinity),
};

class Reader {
  #at = 0;
  #depth = 0;

  constructor(
    private readonly machine: Machine,
    private readonly text: string,
    private readonly hook: Value,
  ) {}

  /** Undefined where the text is no JSON. */
  document(): Value | undefined {
    const value = this.#value();
    this.#take(blank);
    return this.#at === this.text.length ? value : undefined;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.text);
    if (match) this.#at += match[0].length;
    return match;
  }

  #eat(character: string): boolean {
    this.#take(blank);
    if (this.text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #value(): Value | undefined {
    this.machine.step();
    this.#take(blank);
    if (this.#depth > deepest) return undefined;
    const first = this.text[this.#at];
    if (first === '{' || first === '[') {
      this.#depth++;
      const value = first === '{' ? this.#object() : this.#array();
      this.#depth--;
      return value;
    }
    if (first === '"') return this.#string();
    for (const [word, value] of Object.entries(words)) {
      if (!this.text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    const match = this.#take(number);
    if (!match) return undefined;
    const [all, whole = '0', fraction, exponent] = match;
    if (fraction !== undefined || exponent !== undefined) return new PyFloat(Number(all));
    this.machine.reserve('bits', whole.length * 4);
    return fromBigInt(BigInt(whole));
  }

  #string(): string | undefined {
    const match = this.#take(/"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y);
    return match ? (JSON.parse(match[0]) as string) : undefined;
  }

  #array(): Value | undefined {
    const items: Value[] = [];
    this.#at++;
    if (this.#eat(']')) return new PyList(items);
    for (;;) {
      const item = this.#value();
      if (item === undefined) return undefined;
      items.push(item);
      if (this.#eat(']')) return new PyList(items);
      if (!this.#eat(',')) return undefined;
    }
  }

  #object(): Value | undefined {
    const entries: (readonly [Value, Value])[] = [];
    this.#at++;
    const made = (): Value =>
      this.hook === null
        ? PyDict.of(entries)
        : call(this.machine, this.hook, [new PyList(entries.map((each) => new PyTuple(each)))]);
    if (this.#eat('}')) return made();
    for (;;) {
      this.#take(blank);
      const key = this.text[this.#at] === '"' ? this.#string() : undefined;
      if (key === undefined || !this.#eat(':')) return undefined;
      const value = this.#value();
      if (value === undefined) return undefined;
      entries.push([key, value]);
      if (this.#eat('}')) return made();
      if (!this.#eat(',')) return undefined;
    }
  }
}

const unknownText = new Unknown(pythonReasons.stringPart);

class Writer {
  readonly #indent: string | undefined;
  readonly #separators: readonly [string, string];

  constructor(
    private readonly machine: Machine,
    private readonly keywords: Keywords,
  ) {
    const indent = keywords.get('indent') ?? null;
    this.#indent =
      typeof indent === 'string' ? indent : indent === null ? undefined : ' '.repeat(indexOf(indent) ?? 0);
    const given = keywords.get('separators');
    const [between, colon] = given instanceof PyTuple ? given.items : [];
    this.#separators = [
      typeof between === 'string' ? between : this.#indent === undefined ? ', ' : ',',
      typeof colon === 'string' ? colon : ': ',
    ];
  }

  document(value: Value): Value {
    const text = this.#write(value, 0);
    if (text === undefined) return unknownText;
    this.machine.reserve('characters', text.length);
    return text;
  }

  #write(value: Value, depth: number): string | undefined {
    this.machine.step();
    if (depth > deepest) return undefined;
    const inner = unwrap(value);
    if (inner === null) return 'null';
    if (typeof inner === 'boolean') return String(inner);
    if (typeof inner === 'string') return this.#string(inner);
    const int = intOf(inner);
    if (int !== undefined) return String(int);
    if (inner instanceof PyFloat)
      return Number.isFinite(inner.value)
        ? floatText(inner.value)
        : Number.isNaN(inner.value)
          ? 'NaN'
          : inner.value > 0
            ? 'Infinity'
            : '-Infinity';
    if (inner instanceof PyList || inner instanceof PyTuple)
      return this.#block(
        '[]',
        depth,
        inner.items.map((item) => this.#write(item, depth + 1)),
      );
    if (inner instanceof PyDict) return this.#object(inner, depth);
    const otherwise = this.keywords.get('default') ?? null;
    if (value instanceof Unknown || this.keywords.has('cls')) return undefined;
    if (otherwise !== null) return this.#write(call(this.machine, otherwise, [value]), depth + 1);
    throw this.machine.error('TypeError', 'Object is not JSON serializable');
  }

  #object(dict: PyDict, depth: number): string | undefined {
    let keys: readonly Value[] = dict.keys();
    if (truth(this.machine, this.keywords.get('sort_keys') ?? false) === true)
      keys = sorted(this.machine, keys, noKeywords) ?? keys;
    const parts = keys.map((key) => {
      const name = typeof key === 'string' ? this.#string(key) : this.#write(key, depth + 1);
      const own = this.#write(dict.get(key) as Value, depth + 1);
      if (name === undefined || own === undefined) return undefined;
      return `${typeof key === 'string' ? name : `"${name}"`}${this.#separators[1]}${own}`;
    });
    return this.#block('{}', depth, parts);
  }

  #block(marks: string, depth: number, parts: readonly (string | undefined)[]): string | undefined {
    if (parts.includes(undefined)) return undefined;
    const [open = '', close = ''] = marks;
    if (parts.length === 0) return marks;
    if (this.#indent === undefined) return open + parts.join(this.#separators[0]) + close;
    const line = (level: number): string => `\n${(this.#indent ?? '').repeat(level)}`;
    return open + line(depth + 1) + parts.join(this.#separators[0] + line(depth + 1)) + line(depth) + close;
  }

  #string(text: string): string {
    const quoted = JSON.stringify(text);
    if (truth(this.machine, this.keywords.get('ensure_ascii') ?? true) === false) return quoted;
    return quoted
      .replace(/[\u007f-\uffff]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .replaceAll('\\u007f', '\x7f');
  }
}
