// What an operator says of an input whose shape is not known: the number of axes, with sizes that are open.
import { isUnknown, openShape, type Shape } from '../../math/dim.js';
import type { Value } from '../../graph/graph.js';
import type { GivenArgument, Operator } from '../../ops/operator.js';

const peers: ReadonlySet<string> = new Set(['Add', 'Sub', 'Mul', 'Mean', 'Max', 'Concat']);
const enlarging: ReadonlySet<string> = new Set(['Upsample', 'Resize', 'PixelShuffle', 'PixelUnshuffle']);
/** Parameters that take one number for each spatial axis. */
const perAxis: ReadonlySet<string> = new Set(['kernel', 'stride', 'pad', 'dilation', 'size', 'scale']);

/**
 * Shapes of an operator's inputs. Joins have inputs of equally many axes. What slides windows has as many spatial axes as
 * its arguments list, or as the input of the network has.
 */
export function seenShapes(
  operator: Operator,
  given: readonly GivenArgument[],
  inputs: readonly Value[],
  spatialAxes: number | undefined,
): readonly Shape[] {
  const shapes = inputs.map(({ shape }) => shape);
  const [lost] = shapes.filter(isUnknown);
  if (lost === undefined) return shapes;
  const rank = rankOf();
  if (rank === undefined) return shapes;
  return shapes.map((shape) => (isUnknown(shape) ? openShape(rank, lost.unknown) : shape));

  function rankOf(): number | undefined {
    const { name, family, parameters } = operator;
    if (peers.has(name)) return shapes.flatMap((shape) => (isUnknown(shape) ? [] : [shape.length]))[0];
    if (name === 'Flatten' && given.length === 0) return 1;
    if (family !== 'convolution' && family !== 'pooling' && !enlarging.has(name)) return undefined;
    const names = Object.keys(parameters);
    const listed = given.flatMap(({ name: own, value }, index) =>
      perAxis.has(own ?? names[index] ?? '') && Array.isArray(value) ? [value.length] : [],
    )[0];
    const axes = listed ?? spatialAxes;
    return axes === undefined ? undefined : axes + 1;
  }
}
