// The work that the networks of one file may cost together, in steps: a network that is taken over counts as much as one that is read.
import type { Steps } from '../../../contract/steps.js';
import type { Machine } from '../interpreter/machine.js';

/** Steps that one network may use. */
export const networkSteps = 5_000_000;
/** Steps that a network may use in any case. */
const fewest = 100_000;
/** Steps of all networks of a file together; beyond that each has the fewest. */
const fileSteps = 30_000_000;
/** Steps of all runs that only look for an input that fits; beyond that each network is run on the likeliest one. */
const searchSteps = 8_000_000;

/** What reading one network cost, and what it might have. */
export interface Cost {
  readonly steps: number;
  /** Those of runs that only looked for an input. */
  readonly searched: number;
  /** Steps that each of its runs might use. */
  readonly allowed: number;
  /** Whether it would have been run on further inputs, had the file not used up what it may. */
  readonly isCut: boolean;
}

export class Work {
  /** Networks whose budget ended: the more there are, the less each of the others gets. */
  #ended = 0;
  #used = 0;
  #searched = 0;
  #isCut = false;
  #last: Cost = { steps: 0, searched: 0, allowed: networkSteps, isCut: false };

  constructor(private readonly machine: Machine) {}

  /** Steps that the next run of a network may use. */
  get steps(): number {
    if (this.#used >= fileSteps) return fewest;
    return Math.max(fewest, Math.floor(networkSteps / 2 ** this.#ended));
  }

  /** Steps that are left for finding inputs that fit. */
  get searchSteps(): number {
    return Math.max(0, searchSteps - this.#searched);
  }

  /** What the network that was read last cost. */
  get last(): Cost {
    return this.#last;
  }

  /** A network used up its budget. */
  end(): void {
    this.#ended++;
  }

  /** Counts a run that only looked for an input; whether there may be another one. */
  search(steps: number): boolean {
    this.#searched += steps;
    this.#isCut ||= this.searchSteps === 0;
    return !this.#isCut;
  }

  /** Counts what reading a network costs. */
  *counted<T>(reading: Steps<T>): Steps<T> {
    const { machine, steps: allowed } = this;
    const [before, searched] = [machine.steps, this.#searched];
    this.#isCut = this.searchSteps === 0;
    const result = yield* reading;
    const steps = machine.steps - before;
    this.#used += steps;
    this.#last = { steps, searched: this.#searched - searched, allowed, isCut: this.#isCut };
    return result;
  }

  /** Whether a network that cost this is read in the same way now. */
  allows({ searched, allowed, isCut }: Cost): boolean {
    return allowed === this.steps && !isCut && searched < this.searchSteps;
  }

  /** Counts what a network that is taken over cost when it was read. */
  add({ steps, searched }: Cost): void {
    this.#used += steps;
    this.#searched += searched;
  }
}
