// Follows every way that an unknown condition may go, and keeps what holds in all of them.
import { next, returns, type Signal } from './code.js';
import { Abandoned, Raised } from './errors.js';
import type { Frame } from './frame.js';
import { journal, Level, touch, type Mutable } from './journal.js';
import { UnknownIteration } from './iteration.js';
import { Join } from './join.js';
import type { Value } from './values.js';

/** Forks within forks: beyond, branches are not followed. */
export const deepestFork = 6;

interface Outcome {
  readonly signal: Signal;
  readonly result: Value;
  readonly after: ReadonlyMap<Mutable, unknown>;
}

export interface Forked {
  readonly signal: Signal;
  /** Whether the ways leave anything different. */
  readonly changed: boolean;
}

/**
 * Runs each way from the same start. A way that ends in an exception is one that is not taken, unless all are. The
 * findings of none of them count. Beyond a number of forks within each other, `unfollowed` is done instead.
 * @throws Abandoned where the ways leave the function or a loop differently
 * @throws Raised where every way raises
 */
export function fork(
  frame: Frame,
  reason: string,
  ways: readonly (() => Signal)[],
  unfollowed: () => Signal,
): Forked {
  const { machine } = frame;
  const { hooks } = machine;
  if (machine.forks >= deepestFork) return { signal: unfollowed(), changed: true };
  const { place, depth, attempts, handled } = machine;
  const outcomes: Outcome[] = [];
  let failure: Raised | UnknownIteration | undefined;
  let abandoned: Abandoned | undefined;
  let since: Level | undefined;
  const trace = hooks.beginBranches();
  machine.forks++;
  try {
    for (const way of ways) {
      const level = new Level(journal.level);
      since ??= level;
      journal.level = level;
      for (let at: Frame | undefined = frame; at; at = at.closure) touch(at);
      try {
        const signal = way();
        outcomes.push({ signal, result: frame.result, after: level.capture() });
      } catch (error) {
        if (error instanceof Raised || error instanceof UnknownIteration) failure ??= error;
        else if (error instanceof Abandoned) {
          abandoned ??= error;
          outcomes.push({ signal: next, result: frame.result, after: level.capture() });
        } else throw error;
      } finally {
        level.undo();
        journal.level = level.parent;
        hooks.endBranch(trace);
        machine.place = place;
        machine.depth = depth;
        machine.attempts = attempts;
        machine.handled = handled;
      }
    }
  } finally {
    machine.forks--;
    hooks.endBranches(trace);
  }
  const [first] = outcomes;
  if (!first || !since) throw failure ?? new UnknownIteration(reason);
  if (failure) machine.missedRaises++;
  const join = new Join(machine, since, reason);
  hooks.joining(trace, () => {
    const objects = new Set<Mutable>(outcomes.flatMap(({ after }) => [...after.keys()]));
    const before = new Map<Mutable, unknown>(Array.from(objects, (object) => [object, object.save()]));
    for (const object of objects) {
      let content = first.after.get(object) ?? before.get(object);
      for (const { after } of outcomes.slice(1))
        content = join.content(object, content, after.get(object) ?? before.get(object));
      if (journal.level !== undefined) touch(object);
      object.restore(content);
    }
    frame.result = outcomes.slice(1).reduce((result, each) => join.value(result, each.result), first.result);
  });
  if (abandoned) throw abandoned;
  const { signal } = first;
  if (outcomes.every((each) => each.signal === signal)) return { signal, changed: join.changed };
  throw new Abandoned(reason, outcomes.some((each) => each.signal === returns) ? 'function' : 'loop');
}

/** The value of an expression that has several ways to be evaluated. */
export function forkValue(
  frame: Frame,
  reason: string,
  ways: readonly (() => Value)[],
  unknown: Value,
): Value {
  const { result } = frame;
  try {
    fork(
      frame,
      reason,
      ways.map((way) => () => {
        frame.result = way();
        return next;
      }),
      () => {
        frame.result = unknown;
        return next;
      },
    );
    return frame.result;
  } finally {
    frame.result = result;
  }
}
