// How formulas of sizes are written for people: `64 × ⌈H/4⌉ × ⌈W/4⌉`.
import { isKnown, isUnknown, type Shape } from '../math/dim.js';
import { formatExpression, type Divisors } from '../math/expressionText.js';

/** `64 × ⌈H/4⌉ × ⌈W/4⌉`, or with what symbols are divisible by `64 × H/4 × W/4`; `?` for a size without a formula. */
export function formatShapeFormula(shape: Shape, divisors?: Divisors): string {
  if (isUnknown(shape)) return '?';
  const sizes = shape.map((dim) =>
    isKnown(dim) ? String(dim) : dim.formula ? inShape(formatExpression(dim.formula, divisors)) : '?',
  );
  return sizes.join(' × ') || 'scalar';
}

/** A sum in brackets, for it stands between products. */
const inShape = (text: string): string =>
  / [+−] /.test(text.replace(/[⌊⌈][^⌊⌈⌋⌉]*[⌋⌉]/g, '')) ? `(${text})` : text;
