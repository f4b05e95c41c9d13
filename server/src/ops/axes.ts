// The axes of a tensor: how many are spatial and what they are called.

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
