// What stands left of an assignment: names, attributes, items, and tuples of them.
import { collect, deleteItem, elementsAmong, setItem } from '../interpreter/iteration.js';
import type { Frame } from '../interpreter/frame.js';
import { deleteAttribute, setAttribute } from '../interpreter/objects.js';
import { Instance, oneOf, PyList, Unknown, type Value } from '../interpreter/values.js';
import type { Expr } from '../parser/ast.js';
import type { CompileContext } from './context.js';
import { at, compile } from './expressions.js';
import { deleteName, storeName, type Store } from './names.js';

export function compileTarget(context: CompileContext, target: Expr): Store {
  switch (target.kind) {
    case 'Name':
      return storeName(context, target.id);
    case 'Attribute': {
      const object = compile(context, target.value);
      const { attr } = target;
      return (frame, value) => setAttribute(frame.machine, object(frame), attr, value);
    }
    case 'Subscript': {
      const [object, index] = [compile(context, target.value), compile(context, target.slice)];
      const spot = context.spot(target, undefined);
      return (frame, value) => {
        const self = object(frame);
        const key = index(frame);
        const store = (): Value => {
          setItem(frame.machine, self, key, value);
          return null;
        };
        if (self instanceof Instance) at(frame, spot, store);
        else store();
      };
    }
    case 'Tuple':
    case 'List':
      return compileUnpacking(context, target.elts);
    case 'Starred':
      return compileTarget(context, target.value);
    default:
      return () => undefined;
  }
}

function compileUnpacking(context: CompileContext, targets: readonly Expr[]): Store {
  const stores = targets.map((each) => compileTarget(context, each));
  const star = targets.findIndex((each) => each.kind === 'Starred');
  return (frame, value) => {
    const { machine } = frame;
    if (value instanceof Unknown) {
      for (const store of stores) store(frame, oneOf(value.reason, elementsAmong(value)));
      return;
    }
    const items = collect(machine, value);
    const least = star < 0 ? stores.length : stores.length - 1;
    if (items.length < least || (star < 0 && items.length > least)) {
      const problem =
        items.length < least
          ? `not enough values to unpack (expected ${least}, got ${items.length})`
          : `too many values to unpack (expected ${least})`;
      const error = machine.error('ValueError', problem);
      error.unpacked = { names: stores.length, values: items.length };
      error.packed = value;
      throw error;
    }
    if (star < 0) {
      stores.forEach((store, index) => store(frame, items[index] as Value));
      return;
    }
    const behind = stores.length - 1 - star;
    stores.forEach((store, index) => {
      if (index < star) store(frame, items[index] as Value);
      else if (index > star) store(frame, items[items.length - stores.length + index] as Value);
      else store(frame, new PyList(items.slice(star, items.length - behind)));
    });
  };
}

export function compileDelete(context: CompileContext, target: Expr): (frame: Frame) => void {
  switch (target.kind) {
    case 'Name':
      return deleteName(context, target.id);
    case 'Attribute': {
      const object = compile(context, target.value);
      return (frame) => deleteAttribute(frame.machine, object(frame), target.attr);
    }
    case 'Subscript': {
      const [object, index] = [compile(context, target.value), compile(context, target.slice)];
      return (frame) => deleteItem(frame.machine, object(frame), index(frame));
    }
    case 'Tuple':
    case 'List': {
      const all = target.elts.map((each) => compileDelete(context, each));
      return (frame) => all.forEach((each) => each(frame));
    }
    default:
      return () => undefined;
  }
}
