// The table of a network's layers, for a terminal, a spreadsheet or a document.
import type { NetworkAnalysis } from '../analysis/analysis.js';
import { forEachLayer } from '../analysis/layers.js';
import { axesOf, shownField } from '../analysis/receptiveField.js';
import { activationsOf } from '../analysis/totals.js';
import { fieldSize, perAxis } from '../format/numbers.js';
import { formatShape, type Count, spatialRank } from '../math/dim.js';
import { figures } from './messages.js';

/** One layer; counts are plain digits, or the reason why they are unknown. */
export interface LayerRow {
  readonly path: readonly string[];
  readonly operator: string;
  readonly input: string;
  readonly output: string;
  readonly params: Count;
  readonly macs: Count;
  readonly activations: Count;
  /** `11 × 11`, `global` or nothing; then its stride and padding. */
  readonly field: readonly [size: string, stride: string, padding: string];
  readonly training: boolean;
}

/** Layers that are listed one by one. A file of few lines can have very many more. */
export const mostListed = 200_000;

/** The first {@link mostListed} layers of a network. */
export function layerRows(network: NetworkAnalysis): readonly LayerRow[] {
  const rows: LayerRow[] = [];
  forEachLayer(
    network.network,
    ({ node, path, fields, training }) => {
      const output = node.outputs[0]?.shape ?? { unknown: figures.noOutput };
      const field = shownField(fields);
      const axes = axesOf(field, spatialRank(output)) ?? [];
      rows.push({
        path: path.slice(1),
        operator: node.application.operator.name,
        input: node.inputs.map(({ shape }) => formatShape(shape)).join(' and '),
        output: formatShape(output),
        params: node.application.params,
        macs: node.application.macCount,
        activations: activationsOf(node),
        field:
          axes.length > 0
            ? [
                fieldSize(axes),
                perAxis(axes.map(({ stride }) => stride)),
                perAxis(axes.map(({ padding }) => padding)),
              ]
            : [field?.kind === 'global' ? 'global' : '', '', ''],
        training,
      });
    },
    mostListed,
  );
  return rows;
}
