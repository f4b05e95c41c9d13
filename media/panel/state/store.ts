// A value that components read and that notifies them of changes.
import { useEffect, useReducer, useRef } from 'preact/hooks';

export class Store<State extends object> {
  readonly #listeners = new Set<() => void>();

  constructor(private state: State) {}

  get(): State {
    return this.state;
  }

  /** Replaces some fields; listeners are notified if one of them differs. */
  set(patch: Partial<State>): void {
    const changed = (Object.keys(patch) as (keyof State)[]).some((key) => patch[key] !== this.state[key]);
    if (!changed) return;
    this.state = { ...this.state, ...patch };
    for (const listener of this.#listeners) listener();
  }

  /** Returns how to stop listening. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** A part of the store's state; the component is drawn anew when that part changes. */
export function useStore<State extends object, Part>(
  store: Store<State>,
  part: (state: State) => Part,
): Part {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const value = part(store.get());
  const latest = useRef({ value, part });
  latest.current = { value, part };
  useEffect(() => {
    const check = (): void => {
      if (latest.current.part(store.get()) !== latest.current.value) redraw(undefined as never);
    };
    // It may have changed between drawing and listening.
    check();
    return store.listen(check);
  }, [store]);
  return value;
}
