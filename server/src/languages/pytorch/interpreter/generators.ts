// Generators: what a function that yields gives when it is called.
import type { Frame } from './frame.js';
import { journal, touch } from './journal.js';
import type { Place } from './place.js';
import type { Value } from './values.js';

/** The steps of a generator: what it is sent comes back from its yields. */
export type Resumable = Generator<Value, Value, Value | undefined>;

/** Goes on with a generator's steps, wherever it is asked to, as the work of that place. */
export class GeneratorSource implements Iterator<Value, Value, Value | undefined> {
  #running = false;

  constructor(
    /** The activation whose steps they are. */
    private readonly frame: Frame,
    private readonly steps: Resumable,
    /** Where its expressions are at work; that of who asks where undefined. */
    private readonly place?: Place,
  ) {}

  next(sent?: Value): IteratorResult<Value, Value> {
    return this.#resume(() => this.steps.next(sent));
  }

  throw(error: unknown): IteratorResult<Value, Value> {
    return this.#resume(() => this.steps.throw(error));
  }

  #resume(run: () => IteratorResult<Value, Value>): IteratorResult<Value, Value> {
    const { machine } = this.frame;
    if (this.#running) throw machine.error('ValueError', 'generator already executing');
    // A branch that is taken back takes back what its steps bind.
    if (journal.level !== undefined)
      for (let at: Frame | undefined = this.frame; at; at = at.closure) touch(at);
    machine.step();
    machine.enter();
    const { place } = machine;
    if (this.place) machine.place = this.place;
    this.#running = true;
    try {
      const step = run();
      machine.place = place;
      machine.leave();
      return step;
    } finally {
      this.#running = false;
    }
  }
}
