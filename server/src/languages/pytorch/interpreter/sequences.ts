// Building sequences from what may hold more than it lists.
import { iterate, UnknownIteration } from './iteration.js';
import type { Machine } from './machine.js';
import { PyDict, PyList, PySet, PyTuple, type Openness, type Value } from './values.js';
import { unwrap } from './truth.js';

export interface Gathered {
  readonly items: Value[];
  /** Why further elements may follow. */
  readonly open: Openness;
  /** What these may be. */
  readonly strays?: readonly Value[] | undefined;
}

/** The elements of a value as far as they are known. @throws Raised where it has none */
export function gather(machine: Machine, value: Value): Gathered {
  const items: Value[] = [];
  try {
    for (const item of iterate(machine, value)) {
      items.push(item);
      if ((items.length & 1023) === 0) machine.reserve('elements', items.length);
    }
  } catch (error) {
    if (error instanceof UnknownIteration) return { items, open: error.reason, strays: error.among };
    throw error;
  }
  return { items, open: undefined };
}

/** Adds the elements of a value to a list; what comes after elements that are not listed is not listed either. */
export function extend(machine: Machine, list: PyList, value: Value): void {
  const { items, open, strays = [] } = gather(machine, value);
  machine.reserve('elements', list.items.length + items.length);
  list.addStrays(strays);
  if (list.open !== undefined) {
    list.addStrays(items);
    return;
  }
  for (const item of items) list.items.push(item);
  list.open = open;
}

/** Why a container may hold more than it lists; undefined for one that lists all, and for other values. */
export function openness(value: Value): Openness {
  const inner = unwrap(value);
  return inner instanceof PyList ||
    inner instanceof PyTuple ||
    inner instanceof PyDict ||
    inner instanceof PySet
    ? inner.open
    : undefined;
}
