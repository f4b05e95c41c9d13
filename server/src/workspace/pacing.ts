// When a long analysis lets other work through. This is for the language server to say: it takes a clock.

/** How one analysis goes on. */
export interface Pace {
  /** Asked between steps: undefined where the next one may follow at once, else what to wait for before it. */
  readonly pause: () => Promise<void> | undefined;
  /** Called within steps that take long: does at once whatever can be done without the result, and returns. */
  readonly attend: () => void;
  /** The analysis has come to its end, or was dropped. */
  readonly end: () => void;
}

/** Begins the analysis of a document by its canonical URI. */
export type Pacing = (uri: string) => Pace;

/** Without a pause, for whoever waits for the result alone. */
export const withoutPause: Pacing = () => ({
  pause: () => undefined,
  attend: () => undefined,
  end: () => undefined,
});
