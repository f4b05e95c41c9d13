// Reading and binding names.
import type { Compiled } from '../interpreter/code.js';
import type { Frame } from '../interpreter/frame.js';
import { touch } from '../interpreter/journal.js';
import type { Machine } from '../interpreter/machine.js';
import { Lazy, Unknown, type PyModule, type Value } from '../interpreter/values.js';
import type { CompileContext } from './context.js';

export type Store = (frame: Frame, value: Value) => void;

/** The frame so many functions out. */
function outer(frame: Frame, depth: number): Frame {
  let at = frame;
  for (let left = depth; left > 0 && at.closure; left--) at = at.closure;
  return at;
}

function globalNamed(machine: Machine, module: PyModule, name: string): Value | undefined {
  const value = module.global(name);
  if (value instanceof Lazy) {
    const resolved = value.resolve();
    if (resolved === undefined) return undefined;
    // Whatever bound the name while it was resolved is newer.
    if (module.global(name) === value) module.settle(name, resolved);
    return resolved;
  }
  return value === undefined ? machine.builtins.get(name) : value;
}

export function loadName({ scope }: CompileContext, name: string): Compiled {
  const at = scope.resolve(name);
  if (at?.depth === 0) {
    const { slot } = at;
    return (frame) => bound(frame.slots[slot], frame, name);
  }
  const fromOutside: Compiled = at
    ? (frame) => bound(outer(frame, at.depth).slots[at.slot], frame, name)
    : (frame) => bound(globalNamed(frame.machine, frame.module, name), frame, name, true);
  if (scope.kind === 'function') return fromOutside;
  return (frame) => {
    const own = frame.names?.get(name);
    return own === undefined || own instanceof Lazy ? fromOutside(frame) : own;
  };
}

function bound(value: Value | undefined, frame: Frame, name: string, isGlobal = false): Value {
  if (value !== undefined) return value;
  if (frame.module.open !== undefined) return new Unknown(frame.module.open);
  const error = frame.machine.error('NameError', `name '${name}' is not defined`);
  if (isGlobal) error.unbound = name;
  throw error;
}

export function storeName({ scope }: CompileContext, name: string): Store {
  if (scope.globals.has(name)) return (frame, value) => void frame.module.globals.set(name, value);
  if (scope.kind === 'table') return (frame, value) => void frame.names?.set(name, value);
  const at = scope.resolve(name);
  if (!at) return (frame, value) => void frame.module.globals.set(name, value);
  const { depth, slot } = at;
  if (depth === 0) return (frame, value) => void (frame.slots[slot] = value);
  return (frame, value) => {
    const owner = outer(frame, depth);
    touch(owner);
    owner.slots[slot] = value;
  };
}

export function deleteName({ scope }: CompileContext, name: string): (frame: Frame) => void {
  const at = scope.kind === 'function' ? scope.resolve(name) : undefined;
  return (frame) => {
    if (at) outer(frame, at.depth).slots[at.slot] = undefined;
    else (frame.names ?? frame.module.globals).delete(name);
  };
}
