// Shapes some of whose axes are names: `3xHxW`, `3xH=320xW`.
import { namedDim, type Dim } from '../math/dim.js';
import type { WrittenShape } from './shapes.js';

/** A shape some of whose axes are named, and the names without a size of their own. */
export interface NamedShape {
  readonly dims: readonly Dim[];
  readonly open: readonly string[];
}

/** Where nothing is stated: images as most networks take them, and sequences. */
const imageSide = 224;
const tokens = 64;
const colours = 3;

/** The size that an axis of an input most likely has, of so many axes. */
export const likeliestSize = (axis: number, rank: number): number =>
  axis > 0 ? imageSide : rank > 2 ? colours : tokens;

type Hints = ReadonlyMap<string, number | bigint>;

/** The hints of names in several shapes, each of which is one size in all of them: as stated, else as in the first. */
export function sharedHints(shapes: readonly WrittenShape[]): Hints {
  const hints = new Map<string, number | bigint>();
  for (const { axes } of shapes)
    for (const axis of axes)
      if (axis.kind === 'symbol' && axis.hint !== undefined && !hints.has(axis.name))
        hints.set(axis.name, axis.hint);
  for (const { axes } of shapes)
    for (const [index, axis] of axes.entries())
      if (axis.kind === 'symbol' && !hints.has(axis.name))
        hints.set(axis.name, likeliestSize(index, axes.length));
  return hints;
}

/** The shape with its names as symbols; undefined where an axis is neither a number nor a name. */
export function namedShape({ axes }: WrittenShape, shared: Hints = new Map()): NamedShape | undefined {
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
  const hintOf = (name: string): number | bigint =>
    shared.get(name) ?? hints.get(name) ?? likeliestSize(places.get(name) ?? 0, axes.length);
  const dims: Dim[] = [];
  for (const axis of axes) {
    if (axis.kind === 'any') return undefined;
    dims.push(axis.kind === 'size' ? axis.size : namedDim(axis.name, hintOf(axis.name)));
  }
  return { dims, open: [...places.keys()].filter((name) => !hints.has(name)) };
}
