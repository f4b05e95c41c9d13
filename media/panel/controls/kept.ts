// What is kept of the parts of the page that were shown last, for the next time that they are shown.

/** Parts that are kept. */
const most = 100;

/** Values by what they belong to; the oldest are given up. */
export class Kept<Value> {
  readonly #values = new Map<string, Value>();

  get(subject: string): Value | undefined {
    return this.#values.get(subject);
  }

  set(subject: string, value: Value): void {
    this.#values.delete(subject);
    this.#values.set(subject, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > most && oldest !== undefined) this.#values.delete(oldest);
  }
}
