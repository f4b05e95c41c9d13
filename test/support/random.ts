// Random numbers for tests: the same in each run.

export interface Random {
  /** A number in [0, 1). */
  next: () => number;
  /** A whole number in [0, end). */
  below: (end: number) => number;
  pick: <T>(of: readonly T[]) => T;
}

/** The generator of Park and Miller (1988). */
export function seeded(seed: number): Random {
  let state = (Math.abs(Math.trunc(seed)) % 2_147_483_646) + 1;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const below = (end: number): number => Math.floor(next() * end);
  return {
    next,
    below,
    pick: <T>(of: readonly T[]): T => {
      if (of.length === 0) throw new Error('There is nothing to pick.');
      return of[below(of.length)] as T;
    },
  };
}
