// Values of the interpreter as JSON, tensors by numbers in the order in which they are met; replay.py writes CPython's likewise.
import {
  BatchInt,
  ellipsis,
  Instance,
  PyFloat,
  PyList,
  PySlice,
  PyTuple,
  Unknown,
  type Value,
} from '../../server/src/languages/pytorch/interpreter/values.js';
import { floatText } from '../../server/src/languages/pytorch/interpreter/text.js';
import { tensorOf, type Tensor } from '../../server/src/languages/pytorch/trace/tensor.js';

export interface Encoder {
  /** As an argument: lists and tuples are the same. */
  readonly encode: (value: Value) => unknown;
  /** As a result, which must be told apart from others. */
  readonly result: (value: Value) => unknown;
}

export function encoder(): Encoder {
  const numbers = new Map<Tensor, number>();
  const write = (value: Value, sequence: (items: readonly unknown[], tuple: boolean) => unknown): unknown => {
    const inner = (each: Value): unknown => write(each, sequence);
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (typeof value === 'number') return value;
    if (typeof value === 'bigint') return Number(value);
    // The interpreter takes the batch as 1 wherever it counts.
    if (value instanceof BatchInt) return value.factor;
    if (value instanceof PyFloat) return { float: floatText(value.value) };
    if (value instanceof PyList) return sequence(value.items.map(inner), false);
    if (value instanceof PyTuple) return sequence(value.items.map(inner), true);
    if (value instanceof PySlice) return { slice: [value.start, value.stop, value.step].map(inner) };
    if (value === ellipsis) return { other: 'Ellipsis' };
    if (value instanceof Unknown) return { unknown: true };
    const tensor = tensorOf(value);
    if (tensor) {
      if (!numbers.has(tensor)) numbers.set(tensor, numbers.size);
      return { tensor: numbers.get(tensor) };
    }
    // A parameter that holds nothing yet.
    if (value instanceof Instance && value.cls.role === 'parameter') return { tensor: null };
    return { other: value instanceof Instance ? value.cls.name : typeof value };
  };
  return {
    encode: (value) => write(value, (items) => ({ list: items })),
    result: (value) => write(value, (items, tuple) => (tuple ? { tuple: items } : { list: items })),
  };
}
