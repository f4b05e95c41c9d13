// Finds an assumed input under which a network runs: a finding that another size would not have is no mistake of the reader's.
import { elementsOf, isUnknown, type Dim, type Shape } from '../../math/dim.js';
import type { Finding } from '../../graph/graph.js';
import type { AssumedInput, Family } from './assumed.js';

export interface Attempt<T> {
  readonly result: T;
  readonly errors: readonly Finding[];
}

/** Milliseconds for all attempts. */
const patience = 500;

/**
 * The first attempt without errors, over the families in turn; where there is none, the first of those that come furthest. Where sizes on both sides
 * of the right one were tried, those between are searched, so that a linear layer behind a flattening finds the size it was made for.
 */
export function firstFit<T>(
  families: readonly Family[],
  attempt: (input: AssumedInput) => Attempt<T>,
): T | undefined {
  const until = Date.now() + patience;
  let best: { readonly result: T; readonly badness: number } | undefined;
  for (const family of families) {
    let before: Told | undefined;
    const tried: Tried[] = [];
    const fits = (input: AssumedInput): T | undefined => {
      const { result, errors } = attempt(input);
      const badness = badnessOf(errors);
      if (!best || badness < best.badness) best = { result, badness };
      const side = input.shape.at(-1);
      tried.push({ side, excess: excessOf(errors[0]) });
      const told = errors.map(({ code, start, message }) => `${code} ${start} ${message}`).join('\n');
      independent = told === before?.errors && !isNear(side, before.side);
      before = { errors: told, side };
      return errors.length === 0 ? result : undefined;
    };
    let independent = false;
    for (const input of family) {
      const result = fits(input);
      if (result !== undefined) return result;
      if (Date.now() > until) return best?.result;
      // Another size tells the same: size is not what is wrong.
      if (independent) break;
    }
    const [model] = family;
    if (independent || !model || family.length === 1) continue;
    for (let side = between(tried); side !== undefined; side = between(tried)) {
      const result = fits(atSide(model, side));
      if (result !== undefined) return result;
      if (Date.now() > until) return best?.result;
    }
  }
  return best?.result;
}

/** An exception ends a run, so that what is wrong behind it is not seen. */
function badnessOf(errors: readonly Finding[]): number {
  return errors.some(({ code }) => code === 'raises-exception') ? Infinity : errors.length;
}

interface Told {
  readonly errors: string;
  readonly side: Dim | undefined;
}

/** Sizes so close that a strided layer may give the same for both. */
const isNear = (one: Dim | undefined, other: Dim | undefined): boolean =>
  typeof one === 'number' &&
  typeof other === 'number' &&
  one !== other &&
  Math.max(one, other) < 1.5 * Math.min(one, other);

interface Tried {
  readonly side: Dim | undefined;
  /** How much more a layer is given than it was made for; undefined where that is not what is wrong. */
  readonly excess: number | undefined;
}

/** The middle between the largest size that was too small and the smallest that was too large. */
function between(tried: readonly Tried[]): number | undefined {
  let low = 0;
  let high = Infinity;
  for (const { side, excess } of tried) {
    if (typeof side !== 'number') continue;
    if (excess !== undefined && excess > 0) high = Math.min(high, side);
    else low = Math.max(low, side < high ? side : 0);
  }
  if (high === Infinity || high - low < 2) return undefined;
  return Math.floor((low + high) / 2);
}

function atSide({ shape, reason }: AssumedInput, side: number): AssumedInput {
  const [channels, ...axes] = shape;
  return {
    shape: [channels as Dim, ...axes.map(() => side)],
    reason: reason.replace('the default size', `a side of ${side} that its layers fit`),
  };
}

function excessOf(error: Finding | undefined): number | undefined {
  if (error?.code === 'features-mismatch') {
    const { expected, found } = error.data as { expected: Dim; found: Dim };
    return typeof expected === 'number' && typeof found === 'number' ? found - expected : undefined;
  }
  if (error?.code === 'elements-mismatch') {
    const { from, to } = error.data as { from: Shape; to: Shape };
    const [given, wanted] = [elementsOf(from), elementsOf(to)];
    if (isUnknown(given) || isUnknown(wanted)) return undefined;
    return typeof given === 'number' && typeof wanted === 'number' ? given - wanted : undefined;
  }
  return undefined;
}
