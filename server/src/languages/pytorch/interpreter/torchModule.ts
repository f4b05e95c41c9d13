// What torch's Module does when its attributes are set: submodules, parameters and buffers are registered.
import type { Machine } from './machine.js';
import { Instance, PyDict, Unknown, type Value } from './values.js';

/** The tables of a module in which attributes are looked up that are not its own. */
export const parameterTables = ['_modules', '_parameters', '_buffers'] as const;

/** Registers a value that belongs in one of the tables; false where it is a plain attribute. */
export function addRole(machine: Machine, module: Instance, name: string, value: Value): boolean {
  const role = value instanceof Instance ? value.cls.role : undefined;
  const table = role === 'module' ? '_modules' : role === 'parameter' ? '_parameters' : undefined;
  if (table !== undefined) {
    tableOf(machine, module, table, value).set(name, value);
    for (const other of parameterTables) if (other !== table) existing(module, other)?.delete(name);
    module.attributes.delete(name);
    return true;
  }
  // A registered name stays registered when None, or a tensor for a buffer, is assigned to it.
  for (const each of parameterTables) {
    const entries = existing(module, each);
    if (entries?.has(name) && (value === null || (each === '_buffers' && role === 'tensor'))) {
      entries.set(name, value);
      return true;
    }
    if (each === '_modules') entries?.delete(name);
  }
  return false;
}

function existing(module: Instance, table: string): PyDict | undefined {
  const entries = module.attribute(table);
  return entries instanceof PyDict ? entries : undefined;
}

/** The table of a module; one whose `__init__` was not called has none, which is reported once and mended. */
function tableOf(
  machine: Machine,
  module: Instance,
  table: (typeof parameterTables)[number],
  value: Value,
): PyDict {
  const known = existing(module, table);
  if (known) return known;
  // Where it is not known which of several calls made the tables, they hold more than what is set from now on.
  const lost = module.attribute(table);
  if (!(lost instanceof Unknown)) machine.hooks.superMissing(module, value);
  for (const each of parameterTables) {
    const made = new PyDict();
    if (lost instanceof Unknown) made.open = lost.reason;
    module.attributes.set(each, made);
  }
  return module.attribute(table) as PyDict;
}
