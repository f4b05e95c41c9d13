// How formulas of sizes are written for people: `64 × ⌈H/4⌉ × ⌈W/4⌉`.
import { isKnown, isUnknown, type Shape } from '../math/dim.js';
import { formatExpression, type Divisors } from '../math/expressionText.js';
import { regionText, type Region } from '../math/region.js';

/** `64 × ⌈H/4⌉ × ⌈W/4⌉`, or with what symbols are divisible by `64 × H/4 × W/4`; `?` for a size without a formula. */
export function formatShapeFormula(shape: Shape, divisors?: Divisors): string {
  if (isUnknown(shape)) return '?';
  const sizes = shape.map((dim) =>
    isKnown(dim) ? String(dim) : dim.formula ? inShape(formatExpression(dim.formula, divisors)) : '?',
  );
  return sizes.join(' × ') || 'scalar';
}

/** The sizes that a network works for, and those at which a size of 1 is repeated: `H and W divisible by 2, or 1`. */
export const acceptedSizes = ({ region, exceptions }: Accepted): string =>
  regionText(region) + (exceptions.length > 0 ? `, or ${exceptions.map(String).join(', ')}` : '');

interface Accepted {
  readonly region: Region;
  readonly exceptions: readonly number[];
}

/** A sum in brackets, for it stands between products. */
const inShape = (text: string): string =>
  / [+−] /.test(text.replace(/[⌊⌈][^⌊⌈⌋⌉]*[⌋⌉]/g, '')) ? `(${text})` : text;
