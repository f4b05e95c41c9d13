// Inputs with named sizes: the sizes at which they are taken where numbers are needed.
import { isKnown, isNamed, namedDim, type Dim } from '../math/dim.js';
import { evaluateAt, symbolsOf, type Point } from '../math/expression.js';
import type { WrittenShape } from '../directives/shapes.js';
import type { Overrides } from './language.js';

/** A shape some of whose axes are named, and the names without a size of their own. */
export interface NamedShape {
  readonly dims: readonly Dim[];
  readonly open: readonly string[];
}

/** Where nothing is stated: images as most networks take them, and sequences. */
const imageSide = 224;
const tokens = 64;
const colours = 3;

/** The shape with its names as symbols; undefined where an axis is neither a number nor a name. */
export function namedShape({ axes }: WrittenShape): NamedShape | undefined {
  const [only, more] = axes;
  // A single word is more likely a slip than a size.
  if (only?.kind === 'symbol' && !more && only.hint === undefined && !/^(?:\p{Lu}|.$)/u.test(only.name))
    return undefined;
  const hints = new Map<string, number | bigint>();
  const places = new Map<string, number>();
  axes.forEach((axis, index) => {
    if (axis.kind !== 'symbol') return;
    if (axis.hint !== undefined) hints.set(axis.name, axis.hint);
    // The last place of a name decides what it most likely is.
    places.set(axis.name, index);
  });
  const hintOf = (name: string): number | bigint => {
    const isChannels = axes.length > 2 && places.get(name) === 0;
    const isSequence = axes.length < 3 && places.get(name) === 0;
    return hints.get(name) ?? (isChannels ? colours : isSequence ? tokens : imageSide);
  };
  const dims: Dim[] = [];
  for (const axis of axes) {
    if (axis.kind === 'any') return undefined;
    dims.push(axis.kind === 'size' ? axis.size : namedDim(axis.name, hintOf(axis.name)));
  }
  return { dims, open: [...places.keys()].filter((name) => !hints.has(name)) };
}

/** Sizes as numbers: symbols are what the point says, or their hints. */
export const sizesAt = (dims: readonly Dim[], point: Point = {}): readonly Dim[] =>
  dims.map((dim) => (isKnown(dim) || !dim.formula ? dim : evaluateAt(dim.formula, point)));

/** The same names with other hints. */
export const withHints = (dims: readonly Dim[], hints: Point): readonly Dim[] =>
  dims.map((dim) => {
    const [name] = isKnown(dim) || !dim.formula ? [] : symbolsOf(dim.formula);
    const hint = name === undefined ? undefined : hints[name];
    return name === undefined || hint === undefined ? dim : namedDim(name, hint);
  });

/** Overrides in which the input has numbers alone. */
export const overridesAtHints = ({ openHints: _, ...overrides }: Overrides): Overrides =>
  overrides.input && isNamed(overrides.input) ? { ...overrides, input: sizesAt(overrides.input) } : overrides;
