// What torch's Module says of its parts: going through them in the stub itself would take most of the time of large networks.
import { Instance, PyDict, PyList, PyTuple, Unknown, type Value } from '../../interpreter/values.js';
import type { Session } from '../session.js';
import type { Primitive } from './primitive.js';

type Named = readonly [path: string, module: Instance];

/**
 * A module and all below it, each once, by its first path, in the order in which they are registered; undefined where that is not
 * known in full, or where it is no plain tree of modules. A step for each.
 */
function modulesBelow({ machine }: Session, root: Value | undefined, prefix: string): Named[] | undefined {
  const found: Named[] = [];
  const seen = new Set<Instance>();
  const visit = (module: Value | undefined, path: string): boolean => {
    if (!(module instanceof Instance) || module.cls.role !== 'module') return false;
    if (seen.has(module)) return true;
    machine.step();
    seen.add(module);
    found.push([path, module]);
    const table = plainTable(module, '_modules');
    return (
      table?.keys().every((name) => {
        const child = table.get(name);
        if (child === null) return true;
        if (typeof name !== 'string') return false;
        const inner = path === '' ? name : `${path}.${name}`;
        return machine.within(
          () => visit(child, inner),
          () => false,
        );
      }) ?? false
    );
  };
  return visit(root, prefix) ? found : undefined;
}

/** A table of a module that nothing unknown may have changed. */
function plainTable(module: Instance, name: string): PyDict | undefined {
  const table = module.attribute(name);
  const isPlain =
    table instanceof PyDict &&
    table.open === undefined &&
    table.certain === undefined &&
    table.strays.length === 0 &&
    table.factory === undefined;
  return isPlain ? table : undefined;
}

const pairs = (named: readonly (readonly [Value, Value])[]): PyList =>
  new PyList(named.map((each) => new PyTuple(each)));

/** modules(module, prefix): a list of paths and modules, or None where the stub has to look for itself */
const modules: Primitive = (session, module, prefix) => {
  const found = typeof prefix === 'string' ? modulesBelow(session, module, prefix) : undefined;
  return found ? pairs(found) : null;
};

/** children(module): a list of names and modules, or None where the stub has to look for itself */
const children: Primitive = (_, module) => {
  const table = module instanceof Instance ? plainTable(module, '_modules') : undefined;
  const named = table?.keys().map((name): [Value, Value] => [name, table.get(name) ?? null]);
  return named?.every(([name, child]) => typeof name === 'string' && !(child instanceof Unknown))
    ? pairs(named.filter(([, child]) => child !== null))
    : null;
};

/** parameters(modules): the paths and parameters of a list of paths and modules, each once; or None where the stub has to look for itself */
const parameters: Primitive = ({ machine }, named) => {
  if (!(named instanceof PyList) || named.open !== undefined) return null;
  const found: (readonly [string, Value])[] = [];
  const seen = new Set<Value>();
  for (const each of named.elements) {
    if (!(each instanceof PyTuple) || each.open !== undefined) return null;
    const [path, module] = each.items;
    if (typeof path !== 'string' || !(module instanceof Instance)) return null;
    const table = plainTable(module, '_parameters');
    if (!table) return null;
    machine.step();
    for (const name of table.keys()) {
      const value = table.get(name) ?? null;
      if (value === null || seen.has(value)) continue;
      if (typeof name !== 'string' || !(value instanceof Instance)) return null;
      seen.add(value);
      found.push([path === '' ? name : `${path}.${name}`, value]);
    }
  }
  return pairs(found);
};

export const modulePrimitives: Readonly<Record<string, Primitive>> = {
  modules,
  children,
  parameters,
};
