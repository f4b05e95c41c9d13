// What a branch of the program changed, so that it can be taken back: branches whose condition is unknown are followed one after the other.
import { collecting } from '../../../math/requirements.js';

/** An object of the program whose content may change. */
export abstract class Mutable {
  /**
   * When it was made, by the journal's clock of branches: `journal.now`. Each class sets it itself, since a field that
   * objects of many classes inherit is slow to make.
   */
  abstract readonly born: number;

  /** A copy of its content, for {@link restore}. */
  abstract save(): unknown;
  /** Puts a content back that {@link save} gave; the objects that hold it stay the same. */
  abstract restore(content: unknown): void;

  /** Whether {@link save} does not give all that changes, so that only that it was touched is known. */
  hidesContent(): boolean {
    return false;
  }

  /** Whether its names are looked up by those who import them, when they first need them. */
  bindsNames(): boolean {
    return false;
  }
}

/** Puts back what a table held; most branches change few of the tables that they touch. */
export function restoreTable<K, V>(table: Map<K, V>, before: ReadonlyMap<K, V>): void {
  if (table.size === before.size) {
    const entries = before.entries();
    let isSame = true;
    for (const [key, value] of table) {
      const entry = entries.next().value;
      if (entry && entry[0] === key && entry[1] === value) continue;
      isSame = false;
      break;
    }
    if (isSame) return;
  }
  table.clear();
  for (const [key, value] of before) table.set(key, value);
}

/** One branch that may be taken back. */
export class Level {
  /** What each object that was touched held when the branch began. */
  readonly before = new Map<Mutable, unknown>();

  constructor(
    readonly parent: Level | undefined,
    /** Objects that were made from this time on, and before the end, are this level's. */
    readonly start = ++journal.now,
    readonly end = Infinity,
  ) {}

  /** Whether an object was made in this branch, so that nothing outside knows it. */
  isFresh({ born }: { readonly born: number }): boolean {
    return born >= this.start && born < this.end;
  }

  /** Whether any of the objects that were there before, or of some of them, holds something else now, or may. */
  hasChanged(isMeant: (object: Mutable) => boolean = () => true): boolean {
    for (const [object, content] of this.before)
      if (isMeant(object) && (object.hidesContent() || !isSameContent(object.save(), content))) return true;
    return false;
  }

  /** What each touched object holds now. */
  capture(): ReadonlyMap<Mutable, unknown> {
    const now = new Map<Mutable, unknown>();
    for (const object of this.before.keys()) now.set(object, object.save());
    return now;
  }

  /** Keeps what the branch changed; the branch around this one notes what was there before. */
  keep(): void {
    const { parent } = this;
    if (!parent) return;
    for (const [object, content] of this.before)
      if (!parent.isFresh(object) && !parent.before.has(object)) parent.before.set(object, content);
  }

  /** Puts everything back as it was. What the branch around this one has not touched yet is noted there. */
  undo(): void {
    for (const [object, content] of this.before) object.restore(content);
    this.keep();
  }
}

/**
 * The branch at work. It is one for the whole process: programs are evaluated one at a time, and values must not carry
 * a reference to their machine.
 */
export const journal: {
  level: Level | undefined;
  now: number;
  /** How often something was changed that was there before and that levels do not note. */
  effects: number;
} = { level: undefined, now: 0, effects: 0 };

/** What is made while modules are loaded is older than all that is made before and afterwards: the clock of that runs below zero. */
let nowOfImports = -(2 ** 52);

/** Whether the text of a module is being run. */
const isImporting = (): boolean => journal.now < 0;

/**
 * Notes a change of something that no level can take back, unless it was made on the way. What modules do while they are loaded
 * does not count: whoever loads them in the same order finds the same.
 */
export function noteEffect(object?: { readonly born: number }): void {
  if (!isImporting() && !(object && journal.level?.isFresh(object) === true)) journal.effects++;
}

/**
 * Runs the text of a module, whichever branch asks for it first: no branch takes that back. Where it binds names of other modules,
 * that is an effect, since names that imports bind may have been looked up before or may be afterwards.
 */
export function importing(module: Mutable, run: () => void): void {
  const { level, now } = journal;
  const isWithin = level !== undefined && level.end === 0;
  // In a branch of another module: what it makes is older than all of that module's, and what it changes is not followed.
  const isHidden = isImporting() && !isWithin;
  const own = isHidden ? undefined : new Level(isWithin ? level : undefined, nowOfImports, 0);
  journal.now = own?.start ?? -(2 ** 53) + 1;
  journal.level = own;
  try {
    run();
  } finally {
    own?.before.delete(module);
    if (own) nowOfImports = journal.now + 1;
    if (own && isWithin) own.keep();
    else if (!own || own.hasChanged((object) => object.bindsNames())) journal.effects++;
    journal.level = level;
    journal.now = isWithin ? nowOfImports : now;
  }
}

/** Whether two contents that `save` gave are the same: their tables and lists are compared, the values in them by identity. */
function isSameContent(one: unknown, other: unknown, deepest = 8): boolean {
  if (Object.is(one, other)) return true;
  if (deepest === 0 || typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  const isSame = (a: unknown, b: unknown): boolean => isSameContent(a, b, deepest - 1);
  if (one instanceof Map)
    return (
      other instanceof Map &&
      one.constructor === Map &&
      one.size === other.size &&
      isSame([...one], [...other])
    );
  if (Array.isArray(one))
    return (
      Array.isArray(other) && one.length === other.length && one.every((each, at) => isSame(each, other[at]))
    );
  if (Object.getPrototypeOf(one) !== Object.prototype || Object.getPrototypeOf(other) !== Object.prototype)
    return false;
  const [entries, others] = [Object.entries(one), Object.entries(other)];
  return entries.length === others.length && isSame(entries, others);
}

/** Notes what an object holds before it may change. Reading counts as well: what is handed out may be changed in place. */
export function touch(object: Mutable): void {
  const { level } = journal;
  if (level && !level.isFresh(object) && !level.before.has(object)) level.before.set(object, object.save());
}

/** Runs something whose changes are taken back afterwards, or only where `isLost` says so. */
export function isolated<T>(run: () => T, isLost: () => boolean = () => true): T {
  const level = new Level(journal.level);
  journal.level = level;
  try {
    return run();
  } finally {
    if (isLost()) level.undo();
    else level.keep();
    journal.level = level.parent;
  }
}

/** Runs something that has nothing to do with the program at work, which goes on afterwards as if nothing had been done meanwhile. */
export function aside<T>(run: () => T): T {
  const { level, now, effects } = journal;
  journal.level = undefined;
  journal.now = Math.max(0, now);
  try {
    return collecting(run).result;
  } finally {
    Object.assign(journal, { level, now, effects });
  }
}
