// The iterators of itertools that may have no end: each element is made when it is asked for.
import { call } from '../interpreter/calls.js';
import { iterate, UnknownIteration } from '../interpreter/iteration.js';
import { indexOf } from '../interpreter/numbers.js';
import { binary } from '../interpreter/operators.js';
import { truth } from '../interpreter/truth.js';
import type { Machine } from '../interpreter/machine.js';
import { Native, PyIterator, Unknown, type Value } from '../interpreter/values.js';

type Make = (machine: Machine, args: readonly Value[]) => Iterator<Value>;

/** Whether a test holds; where that is not known, neither is what follows. */
function holds(machine: Machine, test: Value, item: Value): boolean {
  machine.step();
  const known = truth(machine, test === null ? item : call(machine, test, [item]));
  if (known instanceof Unknown) throw new UnknownIteration(known.reason);
  return known;
}

const makers: Readonly<Record<string, { readonly names: readonly string[]; readonly make: Make }>> = {
  count: {
    names: ['start', 'step'],
    *make(machine, [start = 0, step = 1]) {
      for (let value: Value = start; ; value = binary(machine, '+', value, step)) {
        machine.step();
        yield value;
      }
    },
  },
  cycle: {
    names: ['iterable'],
    *make(machine, [items = null]) {
      const kept: Value[] = [];
      for (const item of iterate(machine, items)) {
        kept.push(item);
        machine.reserve('elements', kept.length);
        yield item;
      }
      while (kept.length > 0) {
        for (const item of kept) {
          machine.step();
          yield item;
        }
      }
    },
  },
  repeat: {
    names: ['object', 'times'],
    *make(machine, [value = null, times]) {
      if (times instanceof Unknown) throw new UnknownIteration(times.reason);
      const most = times === undefined ? Infinity : (indexOf(times) ?? 0);
      for (let index = 0; index < most; index++) {
        machine.step();
        yield value;
      }
    },
  },
  chained: {
    names: [],
    *make(machine, [iterables = null]) {
      for (const items of iterate(machine, iterables)) yield* iterate(machine, items);
    },
  },
  islice: {
    names: [],
    *make(machine, [items = null, ...bounds]) {
      const unknown = bounds.find((each) => each instanceof Unknown);
      if (unknown instanceof Unknown) throw new UnknownIteration(unknown.reason);
      const [first = null, second, third = null] = bounds;
      const start = second === undefined ? 0 : (indexOf(first ?? 0) ?? 0);
      const stop = indexOf((second === undefined ? first : second) ?? undefined) ?? Infinity;
      const step = Math.max(1, indexOf(third ?? 1) ?? 1);
      let at = 0;
      if (stop <= start) return;
      for (const item of iterate(machine, items)) {
        machine.step();
        if (at >= start && (at - start) % step === 0) yield item;
        if (++at >= stop) return;
      }
    },
  },
  takewhile: {
    names: [],
    *make(machine, [test = null, items = null]) {
      for (const item of iterate(machine, items)) {
        if (!holds(machine, test, item)) return;
        yield item;
      }
    },
  },
  dropwhile: {
    names: [],
    *make(machine, [test = null, items = null]) {
      let dropping = true;
      for (const item of iterate(machine, items)) {
        dropping &&= holds(machine, test, item);
        if (!dropping) yield item;
      }
    },
  },
  filterfalse: {
    names: [],
    *make(machine, [test = null, items = null]) {
      for (const item of iterate(machine, items)) if (!holds(machine, test, item)) yield item;
    },
  },
  compress: {
    names: ['data', 'selectors'],
    *make(machine, [items = null, selectors = null]) {
      const chosen = iterate(machine, selectors)[Symbol.iterator]();
      for (const item of iterate(machine, items)) {
        const next = chosen.next() as { done?: boolean; value: Value };
        if (next.done) return;
        if (holds(machine, null, next.value)) yield item;
      }
    },
  },
};

export const lazyIterators: Readonly<Record<string, Value>> = Object.fromEntries(
  Object.entries(makers).map(([name, { names, make }]) => [
    name,
    new Native(name, (machine, args, keywords) => {
      const given = [...args];
      names.forEach((key, index) => {
        const value = keywords.get(key);
        if (value !== undefined) given[index] ??= value;
      });
      return new PyIterator(make(machine, given));
    }),
  ]),
);
