// A line of steps through one value a layer: level over each layer, upright between one and the next.

/** The data of an SVG path; it breaks off where there is no value. */
export function stepPath(
  values: readonly (number | undefined)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  let drawing = false;
  values.forEach((value, index) => {
    if (value !== undefined) path += `${drawing ? 'H' : 'M'}${x(index)}${drawing ? 'V' : ','}${y(value)}`;
    // The last one reaches as far as its layer does.
    const next = values[index + 1];
    if (value !== undefined && next === undefined) path += `H${x(index + 1)}`;
    drawing = value !== undefined;
  });
  return path;
}
