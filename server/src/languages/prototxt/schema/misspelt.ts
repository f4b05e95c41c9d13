// Distinguishes a misspelt name of the schema from one that a fork of Caffe adds: only the former is certain to be a mistake.
import { editDistance } from '../../../text/nearest.js';

/** Shorter words differ by one letter without being each other's misspelling: `stride_d` is not `stride_h`. */
const shortest = 4;

/**
 * The candidate that `name` is a misspelling of: all words of the two are the same but one, in which one letter is
 * wrong, missing, superfluous or swapped with its neighbour. A plural is not a misspelling.
 */
export function misspelt(name: string, candidates: Iterable<string>): string | undefined {
  const words = name.split('_');
  for (const candidate of candidates) {
    const known = candidate.split('_');
    if (known.length !== words.length) continue;
    const differing = words.flatMap((word, index) => {
      const other = known[index] ?? '';
      return word === other ? [] : [{ word, other }];
    });
    const [pair] = differing;
    if (differing.length !== 1 || pair === undefined) continue;
    const { word, other } = pair;
    const letters = /^[a-z]+$/i;
    if (Math.min(word.length, other.length) < shortest || !letters.test(word) || !letters.test(other))
      continue;
    if (`${other}s` === word || `${word}s` === other) continue;
    if (word[0] === other[0] && editDistance(word, other) <= 1) return candidate;
  }
  return undefined;
}
