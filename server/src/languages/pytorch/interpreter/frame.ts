// One activation of a function, module or class body.
import type { Machine } from './machine.js';
import type { Place } from './place.js';
import type { Lazy, PyFunction, PyModule, Value } from './values.js';

export class Frame {
  /** What `return` gives. */
  result: Value = null;
  /** What `yield` gave so far; undefined outside generators. */
  yielded: Value[] | undefined;
  /** Where evaluation was, and how deep, when it was entered: what a failure within goes back to. */
  readonly place: Place | undefined;
  readonly depth: number;

  constructor(
    readonly machine: Machine,
    readonly module: PyModule,
    /** Local variables of a function. */
    readonly slots: (Value | undefined)[],
    /** The frame of the function in whose text this one stands. */
    readonly closure: Frame | undefined,
    /** Names of a module's or class's body, by which they are looked up. */
    readonly names: Map<string, Value | Lazy> | undefined,
    /** The function whose activation it is; undefined for modules and class bodies. */
    readonly fn: PyFunction | undefined,
  ) {
    this.place = machine.place;
    this.depth = machine.depth;
  }
}
