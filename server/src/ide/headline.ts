// The first lines of a hover, which show without scrolling: shapes, parameters, MACs, receptive field, and whose they are.
import { NetworkAnalysis } from '../analysis/analysis.js';
import type { Totals } from '../analysis/totals.js';
import type { Node } from '../graph/graph.js';
import { exact, formatShare } from '../format/numbers.js';
import { fieldCell, type FieldLookup } from './fieldLine.js';
import { flowText } from './flow.js';
import { fieldAt, wayText, waysText, type Row } from './instances.js';
import { code, joined, lineBreak, rich, type Markdown, type Piece } from '../text/markdown.js';
import { terms } from '../format/terms.js';
import { headlines } from './texts.js';

/** `**9,408** parameters · **118,013,952** MACs · receptive field **7 × 7**`; what a layer does not have is left out. */
function figuresLine(
  figures: Pick<Totals, 'params' | 'macs' | 'unknownLayers'>,
  field: string,
  has: { readonly params: boolean; readonly macs: boolean },
  count = 1,
): Markdown {
  const bound = figures.unknownLayers > 0;
  const total = count > 1 ? headlines.inTotal : '';
  return joined(
    [
      has.params ? headlines.parameters(exact(figures.params, bound), has.macs ? '' : total) : undefined,
      has.macs ? headlines.macs(exact(figures.macs, bound), total) : undefined,
      field === '–' ? undefined : headlines.field(field),
    ],
    ' · ',
  );
}

const hasFigures = (nodes: readonly Node[], { params, macs, unknownLayers }: Totals) => {
  const isUnknown = unknownLayers > 0;
  const some = (of: 'learns' | 'multiplies'): boolean =>
    nodes.some((node) => node.kind === 'call' || node.application.operator[of]);
  return {
    params: isUnknown || params !== 0 || some('learns'),
    macs: isUnknown || macs !== 0 || some('multiplies'),
  };
};

/** Of all instances of a line in a network: their shapes, what they cost together, and where they are. */
export function headline(
  network: NetworkAnalysis,
  rows: readonly Row[],
  total: Totals,
): Markdown | undefined {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return undefined;
  const count = rows.reduce((sum, each) => sum + each.count, 0);
  const has = hasFigures(
    rows.map(({ node }) => node),
    total,
  );
  const figures = figuresLine(total, fieldsText(network, first, last), has, count);
  return joined([shapesText(network, rows), figures, whereText(network, rows, total, count)], lineBreak);
}

function shapesText({ network }: NetworkAnalysis, rows: readonly Row[]): Markdown {
  const flows = new Map(
    rows.map(({ node }) => [flowText(node, true, network).text, flowText(node, true, network)]),
  );
  const [first, ...others] = [...flows.values()];
  const last = others.at(-1);
  if (!first) return rich``;
  if (!last) return first;
  return rich`${first} … ${last}${others.length > 1 ? headlines.different(flows.size) : ''}`;
}

/** `3 × 3`, or `3 × 3 … 9 × 9` where instances differ. */
function fieldsText({ network }: NetworkAnalysis, { first }: Row, { last }: Row): string {
  const [from, to] = [first, last].map((way) => {
    const value = way.node.outputs[0];
    return fieldCell(fieldAt(network, way, value), value);
  }) as [string, string];
  return from === to ? from : `${from} … ${to}`;
}

/** `in \`ResNet18\`, \`layer1.0\`: 0.32 % of its parameters, 6.37 % of its MACs`. */
function whereText(network: NetworkAnalysis, rows: readonly Row[], total: Totals, count: number): Markdown {
  const [row] = rows;
  const name = code(network.name);
  // The name of a layer that no block or module holds says nothing new.
  const way = row && wayText(network.network, row.first);
  const where =
    count === 1
      ? headlines.in(name, way && way !== row?.node.name ? way : undefined)
      : rows.length === 1 && row
        ? headlines.allEqual(count, name, waysText(network.network, row))
        : headlines.distinct(count, name, rows.length);
  const counts = rows.every((each) => each.main === each.count);
  if (!counts) return where;
  const { totals } = network;
  const share = (of: 'params' | 'macs', unit: string): Piece | undefined =>
    total[of] === 0
      ? undefined
      : headlines.share(formatShare(NetworkAnalysis.share(total[of], totals[of])), unit);
  const shares = joined([share('params', terms.parameters), share('macs', terms.macs)], ', ');
  return headlines.withShares(where, shares);
}

/** Of a layer in a block that no network uses. */
export function headlineAlone(node: Node, fieldOf: FieldLookup, total: Totals): Markdown {
  const value = node.outputs[0];
  const field = fieldCell(fieldOf(value), value);
  return joined(
    [flowText(node, true, undefined), figuresLine(total, field, hasFigures([node], total))],
    lineBreak,
  );
}
