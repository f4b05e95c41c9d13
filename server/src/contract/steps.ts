// Work that is done in steps, between which its host may do other things or drop it.

/** Work that stops after each step; nothing of it is lost where it is not taken up again. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Goes through all steps at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Thrown where nobody waits for the result any more: what was found so far is dropped. */
export class Cancelled {}
