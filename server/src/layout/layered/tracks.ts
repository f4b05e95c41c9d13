// Where lines turn between two ranks: each bundle of lines on a track of its own where it would run over another.

/** Lines from one place above to places below. */
export interface Bundle {
  readonly start: number;
  readonly ends: readonly number[];
}

/** For each bundle its track, counted from above; −1 for one that goes straight down. */
export function tracksOf(bundles: readonly Bundle[]): {
  readonly track: readonly number[];
  readonly count: number;
} {
  const spans = bundles.map(({ start, ends }) => {
    return [Math.min(start, ...ends), Math.max(start, ...ends)] as const;
  });
  const bent = bundles.map((_, index) => index).filter((index) => spans[index]![0] < spans[index]![1]);
  // To the right the rightmost turns first, to the left the leftmost: so those of one direction do not cross.
  const goesRight = (index: number): boolean =>
    bundles[index]!.ends.some((end) => end > bundles[index]!.start);
  bent.sort((a, b) => {
    const [x, y] = [bundles[a]!.start, bundles[b]!.start];
    if (goesRight(a) !== goesRight(b)) return goesRight(a) ? 1 : -1;
    return goesRight(a) ? y - x : x - y;
  });
  const track = bundles.map(() => -1);
  const rows: (readonly [number, number])[][] = [];
  for (const index of bent) {
    const [low, high] = spans[index]!;
    const overlaps = (row: readonly (readonly [number, number])[]): boolean =>
      row.some(([from, to]) => from <= high + 4 && low - 4 <= to);
    // Below every track that it would cover, so that the order holds.
    let at = rows.length;
    while (at > 0 && !overlaps(rows[at - 1]!)) at--;
    (rows[at] ??= []).push([low, high]);
    track[index] = at;
  }
  return { track, count: rows.length };
}
