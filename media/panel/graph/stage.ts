// Where the reader looks, outside of what is drawn by state: panning must not draw the whole panel anew.
import { Store } from '../state/store.js';
import { between, type Viewport } from './viewport.js';

/** Milliseconds of a glide; at once for readers who want less motion. */
const duration = 130;

export class Stage extends Store<{ readonly view: Viewport | undefined }> {
  #frame = 0;
  /** Where a glide under way ends. */
  #goal: Viewport | undefined;

  constructor() {
    super({ view: undefined });
  }

  get view(): Viewport | undefined {
    return this.get().view;
  }

  /** Where it is, or will be when the glide under way has ended. */
  get goal(): Viewport | undefined {
    return this.#goal ?? this.view;
  }

  /** At once; ends a glide under way. */
  move(view: Viewport): void {
    this.stop();
    this.set({ view });
  }

  /** In a short glide that the eye can follow. */
  glide(goal: Viewport): void {
    const from = this.view;
    this.stop();
    if (!from || near(from, goal) || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.set({ view: goal });
      return;
    }
    this.#goal = goal;
    const start = performance.now();
    const step = (now: number): void => {
      const share = Math.min(Math.max(now - start, 0) / duration, 1);
      if (share === 1) this.#goal = undefined;
      this.set({ view: share === 1 ? goal : between(from, goal, 1 - (1 - share) ** 3) });
      if (share < 1) this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#goal = undefined;
  }
}

const near = (a: Viewport, b: Viewport): boolean =>
  a.scale === b.scale && Math.abs(a.x - b.x) < 1 && Math.abs(a.y - b.y) < 1;
