// What a branch of the program changed, so that it can be taken back: branches whose condition is unknown are followed one after the other.

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
  readonly start = ++journal.now;
  /** What each object that was touched held when the branch began. */
  readonly before = new Map<Mutable, unknown>();

  constructor(readonly parent: Level | undefined) {}

  /** Whether an object was made in this branch, so that nothing outside knows it. */
  isFresh(object: Mutable): boolean {
    return object.born >= this.start;
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
export const journal: { level: Level | undefined; now: number } = { level: undefined, now: 0 };

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
