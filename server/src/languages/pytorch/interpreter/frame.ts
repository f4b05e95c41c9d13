// One activation of a function, module or class body.
import { journal, Mutable } from './journal.js';
import type { Machine } from './machine.js';
import type { Place } from './place.js';
import type { Lazy, PyFunction, PyList, PyModule, Value } from './values.js';

export class Frame extends Mutable {
  readonly born = journal.now;
  /** What `return` gives. */
  result: Value = null;
  /** What `yield` gave so far; undefined outside generators. */
  yielded: PyList | undefined;
  /** Where evaluation was, and how deep, when it was entered: what a failure within goes back to. */
  readonly place: Place | undefined;
  readonly depth: number;
  /** The functions that a class body makes, decorated or not; undefined elsewhere. */
  methods: PyFunction[] | undefined;

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
    super();
    this.place = machine.place;
    this.depth = machine.depth;
  }

  override save(): FrameContent {
    return { slots: this.slots.slice(), names: this.names && new Map(this.names), result: this.result };
  }

  override restore({ slots, names, result }: FrameContent): void {
    // By index: a slot that was not bound yet is a hole, which forEach passes over.
    for (let slot = 0; slot < this.slots.length; slot++) this.slots[slot] = slots[slot];
    this.result = result;
    if (!this.names || !names) return;
    this.names.clear();
    for (const [name, value] of names) this.names.set(name, value);
  }
}

export interface FrameContent {
  readonly slots: readonly (Value | undefined)[];
  readonly names: ReadonlyMap<string, Value | Lazy> | undefined;
  readonly result: Value;
}
