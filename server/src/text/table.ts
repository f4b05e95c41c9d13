// Tables by names that stand in a text: `constructor` and `toString` are names like any other.

/** The entry of a name in a table that is written down in code; undefined also for what every object inherits. */
export const entryOf = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** An empty table to be filled under names of a text; it inherits nothing, and `__proto__` is a name in it. */
export const emptyTable = <T>(): Record<string, T> => Object.create(null) as Record<string, T>;
