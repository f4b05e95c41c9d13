// The axes of a tensor: how many are spatial, what they are called, and how a parameter names one.
import type { Dim } from '../math/dim.js';
import { add, type Int } from '../math/int.js';
import type { Problem } from '../findings/catalogue.js';

const spatialNames: readonly (readonly string[])[] = [
  [],
  ['length'],
  ['height', 'width'],
  ['depth', 'height', 'width'],
];

/** The name of spatial axis `index` of `rank` spatial axes: `height` and `width` of two. */
export function spatialAxisName(index: number, rank: number): string {
  return spatialNames[rank]?.[index] ?? `axis ${index + 1}`;
}

/** The name of an axis of a whole shape, where axis 0 is the channels; of a vector, the features. */
export function axisName(axis: number, rank: number): string {
  if (axis === 0) return rank === 1 ? 'features' : 'channels';
  return spatialAxisName(axis - 1, rank - 1);
}

/** The axis that a number names, negative ones from the end; undefined, and reported, where there is none. */
export function axisOf(
  axis: Int,
  operator: string,
  input: readonly Dim[],
  report: (problem: Problem, place: { readonly at: 'argument'; readonly argument: string }) => void,
  argument = 'axis',
): number | undefined {
  const index = axis < 0 ? add(axis, input.length) : axis;
  if (index >= 0 && index < input.length) return Number(index);
  report({ code: 'axis-out-of-range', data: { operator, axis, found: input } }, { at: 'argument', argument });
  return undefined;
}
