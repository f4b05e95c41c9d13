// Attributes that objects keep in tables of their own: setting one registers it. Which classes do so is declared by who knows them.
import type { Machine } from './machine.js';
import { PyDict, Unknown, type Instance, type Value } from './values.js';

/** The names of the tables of an object; none for most. */
export const tablesOf = (object: Instance): readonly string[] => object.cls.registry?.tables ?? [];

/** Registers a value that belongs in one of the tables; false where it is a plain attribute. */
export function register(machine: Machine, object: Instance, name: string, value: Value): boolean {
  const { registry } = object.cls;
  if (registry === undefined) return false;
  const table = registry.tableFor(value);
  if (table !== undefined) {
    tableOf(machine, object, table, value).set(name, value);
    for (const other of registry.tables) if (other !== table) existing(object, other)?.delete(name);
    object.attributes.delete(name);
    return true;
  }
  for (const each of registry.tables) {
    const entries = existing(object, each);
    if (entries?.has(name) && registry.staysIn(each, value)) {
      entries.set(name, value);
      return true;
    }
    if (registry.leaves.includes(each)) entries?.delete(name);
  }
  return false;
}

/** The registered value of a name. */
export function registered(object: Instance, name: string): Value | undefined {
  for (const table of tablesOf(object)) {
    const found = existing(object, table)?.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function existing(object: Instance, table: string): PyDict | undefined {
  const entries = object.attribute(table);
  return entries instanceof PyDict ? entries : undefined;
}

/** The table of an object; one whose `__init__` was not called has none, which is reported once and mended. */
function tableOf(machine: Machine, object: Instance, table: string, value: Value): PyDict {
  const known = existing(object, table);
  if (known) return known;
  // Where it is not known which of several calls made the tables, they hold more than what is set from now on.
  const lost = object.attribute(table);
  if (!(lost instanceof Unknown)) machine.hooks.superMissing(object, value);
  for (const each of tablesOf(object)) {
    const made = new PyDict();
    if (lost instanceof Unknown) made.open = lost.reason;
    object.attributes.set(each, made);
  }
  return object.attribute(table) as PyDict;
}
