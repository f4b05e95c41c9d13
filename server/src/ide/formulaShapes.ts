// The shapes of statements as formulas, where an input has named sizes.
import type { Analysis, NetworkAnalysis } from '../analysis/analysis.js';
import type { LayerFormulas } from '../analysis/formulas.js';
import { cached } from '../analysis/cached.js';
import { forEachLayer, instancesOf } from '../analysis/layers.js';
import { formatShapeFormula } from '../format/formulas.js';
import type { Node, Span } from '../graph/graph.js';
import { withConstant } from '../math/expression.js';
import { dimKey, isKnown, isUnknown, shapeKey, type Shape } from '../math/dim.js';

const keyOf = ({ uri, start, end }: Span): string => `${uri} ${start} ${end}`;

/** By the places of marks: the one shape that a statement has on named sizes; undefined where it has several. */
const shapesOf = cached((analysis: Analysis): ReadonlyMap<string, Shape | undefined> => {
  const shapes = new Map<string, Shape | undefined>();
  for (const network of analysis.named?.lowered.networks ?? [])
    for (const body of instancesOf(network).keys())
      for (const { span, value } of body.marks) {
        const key = keyOf(span);
        const known = shapes.get(key);
        const isOther = shapes.has(key) && (known === undefined || shapeKey(known) !== shapeKey(value.shape));
        shapes.set(key, isOther ? undefined : value.shape);
      }
  return shapes;
});

/** The formulas of layers by their nodes; a layer whose instances have several is left out. */
export const layerFormulasOf = cached((network: NetworkAnalysis): ReadonlyMap<Node, LayerFormulas> => {
  const layers = network.formulas?.layers ?? [];
  const found = new Map<Node, LayerFormulas | undefined>();
  const keyOf = ({ output, macs }: LayerFormulas): string =>
    `${output ? shapeKey(output) : ''} ${macs ? withConstant(macs) : ''}`;
  let index = 0;
  if (layers.length > 0)
    forEachLayer(
      network.network,
      ({ node }) => {
        const own = layers[index++];
        const known = found.get(node);
        const isOther = found.has(node) && (!known || !own || keyOf(known) !== keyOf(own));
        found.set(node, isOther ? undefined : own);
      },
      layers.length,
    );
  return new Map([...found].flatMap(([node, own]) => (own ? [[node, own]] : [])));
});

/**
 * `64 × ⌈H/4⌉ × ⌈W/4⌉` for the shape of a statement; undefined where it depends on no named size, or is another one at the
 * sizes that figures are given at.
 */
export function shapeFormulaAt(analysis: Analysis, span: Span, shown: Shape): string | undefined {
  const shape = shapesOf(analysis).get(keyOf(span));
  if (shape === undefined || isUnknown(shape) || isUnknown(shown) || shape.length !== shown.length)
    return undefined;
  if (shape.every(isKnown)) return undefined;
  const isSame = shape.every((dim, axis) => {
    const there = shown[axis];
    if (there === undefined) return false;
    const value = isKnown(dim) ? dim : dim.formula?.value;
    return value !== undefined && dimKey(value) === dimKey(there);
  });
  return isSame ? formatShapeFormula(shape) : undefined;
}
