// All that an analysis finds as one text, for comparing two of them.
import type { Analysis } from '../../server/src/analysis/analysis.js';
import { forEachLayer } from '../../server/src/analysis/layers.js';
import { otherPlacesOf, placeOf, type Span } from '../../server/src/graph/graph.js';
import { exactShapeKey } from '../../server/src/math/dim.js';

export function everything(analysis: Analysis): string {
  const lines = analysis.findings.map(
    ({ code, start, end, message }) => `${start}-${end} ${code} ${message}`,
  );
  for (const each of analysis.networks) {
    const { totals, training, depth, featureMap, expected } = each;
    const field = featureMap.field?.kind === 'local' ? featureMap.field.axes : featureMap.field;
    lines.push(show([each.name, totals, training, depth, field, expected]));
    forEachLayer(each.network, ({ path, node, fields, training: only }) => {
      const shapes = node.outputs.map(({ shape }) => exactShapeKey(shape));
      lines.push(show([path, node.application.operator.name, shapes, node.application.params, fields, only]));
    });
  }
  return lines.join('\n');
}

/** The same with every place in the texts. */
export function everythingPlaced(analysis: Analysis): string {
  const at = ({ uri, start, end }: Span): string => `${uri} ${start}-${end}`;
  const places = analysis.networks.flatMap(({ network: { site, body, inputs, outputs } }) => [
    [site, site.name, ...inputs.map(({ span }) => span), ...outputs.map(({ span }) => span)].map(at),
    ...body.nodes.map((node) => [
      node.qualifiedName,
      ...[placeOf(node), ...otherPlacesOf(node)].flatMap((each) => [
        at(each),
        at(each.name),
        ...each.arguments.map(at),
        each.label && at(each.label),
      ]),
    ]),
    body.groups.map((each) => [each.name, at(each.site)]),
    body.marks.map(({ span, of, shapeParts, value }) => [
      at(span),
      of,
      shapeParts,
      exactShapeKey(value.shape),
    ]),
  ]);
  const related = analysis.findings.map((each) => each.related.map(at));
  return [everything(analysis), show(places), show(related)].join('\n');
}

const show = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each));
