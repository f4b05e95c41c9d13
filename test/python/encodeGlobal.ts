// Values of the interpreter as plain data that globals.py writes likewise.
import { unwrap } from '../../server/src/languages/pytorch/interpreter/truth.js';
import {
  Instance,
  Lazy,
  PyDict,
  PyFloat,
  PyList,
  PyRange,
  PySet,
  PyTuple,
  Unknown,
  type Value,
} from '../../server/src/languages/pytorch/interpreter/values.js';
import { floatText } from '../../server/src/languages/pytorch/interpreter/text.js';

export interface Encoded {
  readonly kind: string;
  readonly value?: unknown;
  readonly items?: readonly (Encoded | readonly Encoded[] | string)[];
}

export function encodeGlobal(given: unknown): Encoded {
  if (given === undefined || given instanceof Lazy) return { kind: 'nothing' };
  const value = unwrap(given as Value);
  if (value instanceof Unknown) return { kind: 'unknown', value: value.reason };
  if (value === null) return { kind: 'NoneType', value: null };
  if (typeof value === 'boolean') return { kind: 'bool', value };
  if (typeof value === 'number' || typeof value === 'bigint') return { kind: 'int', value: String(value) };
  if (typeof value === 'string') return { kind: 'str', value };
  if (value instanceof PyFloat) return { kind: 'float', value: floatText(value.value) };
  if (value instanceof PyList || value instanceof PyTuple)
    return { kind: value instanceof PyList ? 'list' : 'tuple', items: value.items.map(encodeGlobal) };
  if (value instanceof PyRange) {
    const items = Array.from({ length: value.length }, (_, index) => value.start + index * value.step);
    return { kind: 'list', items: items.map(encodeGlobal) };
  }
  if (value instanceof PyDict) {
    const items = value.keys().map((key) => [encodeGlobal(key), encodeGlobal(value.get(key))]);
    return { kind: 'dict', items };
  }
  if (value instanceof PySet) {
    const items = value.items.map((each) => JSON.stringify(sortedKeys(encodeGlobal(each)))).sort();
    return { kind: value.frozen ? 'frozenset' : 'set', items: items.map(spaced) };
  }
  return { kind: 'other', value: value instanceof Instance ? value.cls.name : typeof value };
}

const sortedKeys = ({ items, kind, value }: Encoded): unknown => ({
  ...(items && { items: items.map((each) => sortedKeys(each as Encoded)) }),
  kind,
  ...(value !== undefined && { value }),
});

/** As Python's json.dumps writes separators; no text in the programs' sets contains them. */
const spaced = (json: string): string => json.replaceAll('":', '": ').replaceAll(',"', ', "');
