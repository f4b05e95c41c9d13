// Finds a call stack that is used up from other errors of the engine's own.

/** Whether an error says that calls are nested too deeply: all engines say so in an error of their own words alone. */
export const isStackOverflow = (error: unknown): boolean =>
  (error instanceof RangeError && /call stack/i.test(error.message)) ||
  (error instanceof Error && /too much recursion/.test(error.message));
