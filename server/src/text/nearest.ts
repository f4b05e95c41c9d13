// The known name that somebody most likely meant.

/** Longer names are not compared: nobody mistypes them into something a suggestion could help with. */
const MAX_LENGTH = 64;

const CASE_CHANGE = 0.2;

/**
 * The candidate nearest to `name`, or undefined where none is near: at most one edit for names of up to four
 * characters, two up to eight, three above. A single character may differ in its case only. Of equally near
 * candidates the first.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const length = name.length;
  if (length === 0 || length > MAX_LENGTH) return undefined;
  const cutoff = length === 1 ? CASE_CHANGE : length <= 4 ? 1 : length <= 8 ? 2 : 3;
  let best = Infinity;
  let found: string | undefined;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - length) > cutoff) continue;
    const distance = editDistance(name, candidate);
    if (distance <= cutoff && distance < best) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

/**
 * Edits between two names: insertions, deletions, replacements and swaps of neighbours, none of them overlapping
 * (Damerau-Levenshtein in its optimal string alignment form); a change of case counts a fifth, so that `relu` is near `ReLU`.
 */
export function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  let beforeLast = new Array<number>(width).fill(0);
  let last = Array.from({ length: width }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = new Array<number>(width);
    row[0] = i;
    for (let j = 1; j < width; j++) {
      let cost = last[j - 1]! + replacement(a[i - 1]!, b[j - 1]!);
      cost = Math.min(cost, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      }
      row[j] = cost;
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

function replacement(x: string, y: string): number {
  if (x === y) return 0;
  return x.toLowerCase() === y.toLowerCase() ? CASE_CHANGE : 1;
}
