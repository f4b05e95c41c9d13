// The hover of a line that makes layers of several kinds, such as the call of a module of one's own: their table and their total.
import { NetworkAnalysis } from '../analysis/analysis.js';
import type { Network, Value } from '../graph/graph.js';
import { formatInt } from '../math/int.js';
import { exact, formatActivationMemory, formatNumber, formatShare, plural } from '../format/numbers.js';
import { flowText } from './flow.js';
import { countsOf, fieldsText, kindOf, type HoverContext } from './hoverLayer.js';
import { rowsOf, totalOf, waysText, type Row } from './instances.js';
import {
  code,
  codeBlock,
  joined,
  lineBreak,
  paragraphs,
  table,
  type Markdown,
  type Piece,
} from '../text/markdown.js';
import type { PlacedNode } from './sites.js';
import { terms } from '../format/terms.js';
import { columns, headlines, layerTexts, more } from './texts.js';

/** Rows that the table shows; the rest is summed up in one. */
const mostRows = 12;

export function callHover(
  network: NetworkAnalysis,
  placed: readonly PlacedNode[],
  others: Markdown | undefined,
  { settings, languageId }: HoverContext,
): Markdown {
  const own = placed.filter(({ body }) => network.instances.has(body));
  const rows = rowsOf(network, own);
  const total = totalOf(network, own);
  const bound = total.unknownLayers > 0;
  const flow = flowOf(own, network.network);
  const share = (of: 'params' | 'macs', unit: string): Piece | undefined =>
    total[of] === 0
      ? undefined
      : headlines.share(formatShare(NetworkAnalysis.share(total[of], network.totals[of])), unit);
  const shares = joined([share('params', terms.parameters), share('macs', terms.macs)], ', ');
  return paragraphs(
    codeBlock(kindsText(rows), languageId),
    joined(
      [
        flow,
        joined(
          [
            headlines.parameters(exact(total.params, bound), ''),
            headlines.macs(exact(total.macs, bound), ''),
            plural(total.layers, 'layer'),
          ],
          ' · ',
        ),
        headlines.withShares(headlines.in(code(network.name), undefined), shares),
      ],
      lineBreak,
    ),
    layersTable(network, rows),
    table([
      [
        terms.activations,
        `${exact(total.activations, bound)} · ${formatActivationMemory(total.activations, settings)}`,
      ],
      ...(total.statistics === 0
        ? []
        : [[terms.runningStatistics, layerTexts.statistics(formatInt(total.statistics))]]),
    ]),
    others,
  );
}

/** `Conv ×4, BatchNorm ×4, ReLU ×3`, most first. */
function kindsText(rows: readonly Row[]): string {
  const counts = new Map<string, number>();
  for (const { node, count } of rows) counts.set(kindOf(node), (counts.get(kindOf(node)) ?? 0) + count);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => (count === 1 ? kind : `${kind} ×${formatNumber(count)}`))
    .join(', ');
}

/** From the only tensor that comes in from outside to the only one that goes out; undefined where there are others. */
function flowOf(placed: readonly PlacedNode[], network: Network): Markdown | undefined {
  const [first] = placed;
  if (!first || placed.some(({ body }) => body !== first.body)) return undefined;
  const { body } = first;
  const own = new Set(placed.map(({ node }) => node));
  const inputs = new Set<Value>();
  const outputs = new Set<Value>();
  const leaves = (value: Value): void => {
    if (value.producer && own.has(value.producer)) outputs.add(value);
  };
  for (const node of body.nodes) {
    for (const value of node.inputs) {
      if (!own.has(node)) leaves(value);
      // A learned tensor by itself is no input of the call.
      else if (!(value.producer && own.has(value.producer)) && value.producer?.inputs.length !== 0)
        inputs.add(value);
    }
  }
  body.outputs.forEach(leaves);
  return inputs.size === 1 && outputs.size === 1
    ? flowText({ inputs: [...inputs], outputs: [...outputs] }, true, network)
    : undefined;
}

function layersTable(network: NetworkAnalysis, rows: readonly Row[]): Markdown {
  const shown = rows.length > mostRows ? rows.slice(0, mostRows - 1) : rows;
  const rest = rows.slice(shown.length);
  return table(
    [
      [terms.layer, columns.flow, terms.parameters, terms.macs, terms.receptiveField, '×', terms.where],
      ...shown.map((row) => [
        kindOf(row.node),
        flowText(row.node, false, network.network),
        ...countsOf(row.node),
        fieldsText(network, row),
        formatNumber(row.count),
        code(waysText(network.network, row)),
      ]),
      ...(rest.length > 0
        ? [
            [
              more.rows(rest.length),
              '',
              '',
              '',
              '',
              formatNumber(rest.reduce((sum, { count }) => sum + count, 0)),
              '',
            ],
          ]
        : []),
    ],
    [2, 3, 4, 5],
  );
}
