// What a layer says of a bottom whose shape is not known: the number of axes, with sizes that are open.
import { isUnknown, openShape, type Dim, type Shape } from '../../math/dim.js';
import type { LayerSource } from './layerSource.js';
import type { Sees } from './layers/layerType.js';
import { Reader } from './parser/reader.js';
import { messageOf } from './parser/syntax.js';

/** Fields that are given once for each axis. */
const perAxis = ['kernel_size', 'stride', 'pad', 'dilation'];

/** Shapes of a layer's bottoms, with as many axes as the layer must have where nothing else specifies them. */
export function seenShapes(
  { params }: LayerSource,
  sees: Sees | undefined,
  shapes: readonly Shape[],
  spatialAxes: number | undefined,
): readonly Shape[] {
  const [lost] = shapes.filter(isUnknown);
  if (sees === undefined || lost === undefined) return shapes;
  const rank = rankOf();
  if (rank === undefined) return shapes;
  return shapes.map((shape) => (isUnknown(shape) ? openShape(rank, lost.unknown) : shape));

  function rankOf(): number | undefined {
    if (sees === 'row') return 1;
    if (sees === 'peers') return shapes.flatMap((shape) => (isUnknown(shape) ? [] : [shape.length]))[0];
    const lists = params.flatMap((field) => {
      const reader = new Reader(messageOf(field));
      if (reader.field('kernel_h') ?? reader.field('kernel_w')) return [2];
      return perAxis.map((name) => reader.fields(name).length).filter((length) => length > 1);
    });
    const axes = lists.length > 0 ? Math.max(...lists) : spatialAxes;
    return axes === undefined ? undefined : axes + 1;
  }
}

/**
 * Spatial axes of a blob that nothing specifies: those of the inputs, two where they say nothing. Undefined where the
 * input with the most axes has more.
 */
export const spatialAxesOf = (input: readonly Dim[]): number | undefined =>
  input.length <= 3 ? 2 : undefined;
