// All that an analysis finds as one text, for comparing two of them.
import type { Analysis } from '../../server/src/analysis/analysis.js';
import { forEachLayer } from '../../server/src/analysis/layers.js';
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

const show = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each));
