// Inputs with named sizes: the sizes at which they are taken where numbers are needed.
import { isKnown, isNamed, namedDim, type Dim } from '../math/dim.js';
import { evaluateAt, symbolsOf, type Point } from '../math/expression.js';
import type { Overrides } from './language.js';

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

/** What a text states of an input, with its names or with their hints. */
export const statedSizes = (
  sizes: readonly Dim[],
  { symbolic = false }: Pick<Overrides, 'symbolic'>,
): readonly Dim[] => (symbolic ? sizes : sizesAt(sizes));

/** Overrides in which the input has numbers alone. */
export const overridesAtHints = ({ openHints: _, ...overrides }: Overrides): Overrides =>
  overrides.input && isNamed(overrides.input) ? { ...overrides, input: sizesAt(overrides.input) } : overrides;
