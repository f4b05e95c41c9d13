// The hover of a layer or of a block instance: first what it costs, then how that follows, then its instances.
import type { NetworkAnalysis } from '../analysis/analysis.js';
import { activationsOf, type Totals } from '../analysis/totals.js';
import type { Body, CallNode, Network, Node, OperatorNode } from '../graph/graph.js';
import { elementsOf, formatDim, isKnown, isUnknown } from '../math/dim.js';
import { formatShapeFormula } from '../format/formulas.js';
import { formatExpression } from '../math/expressionText.js';
import { formatDerivation, formatFormula } from '../math/formula.js';
import { layerFormulasOf } from './formulaShapes.js';
import { add, formatInt, mul, type Int } from '../math/int.js';
import type { Weight } from '../ops/operator.js';
import type { InsightSettings } from '../analysis/insights/notes.js';
import type { ComplexitySettings } from './complexity.js';
import { alongWay, fieldCell, fieldLine, globalSince, withinBody, type FieldLookup } from './fieldLine.js';
import { flowText } from './flow.js';
import { headline, headlineAlone } from './headline.js';
import { exact, formatActivationMemory, formatCount, formatNumber } from '../format/numbers.js';
import { insightsText } from './insights.js';
import { fieldAt, figuresOf, rowsOf, totalOf, wayText, waysText, type Row } from './instances.js';
import { argumentsOf, frameworkArguments, type ArgumentNames } from '../format/arguments.js';
import {
  code,
  codeBlock,
  documentation,
  joined,
  rich,
  paragraphs,
  table,
  type Markdown,
  type Piece,
} from '../text/markdown.js';
import type { SiteNodes } from './sites.js';
import { terms, unknownText } from '../format/terms.js';
import { columns, layerTexts, more } from './texts.js';

export interface HoverSettings extends ComplexitySettings {
  /** Which insights are shown; those that are not named are. */
  readonly insights?: InsightSettings;
  /** Whether to show derivations. */
  readonly derivation: boolean;
}

export interface HoverContext {
  readonly settings: HoverSettings;
  /** The editor's identifier of the language, for its colours. */
  readonly languageId: string;
  /** How the language names arguments and writes no and yes, where it has names of its own. */
  readonly names?: ArgumentNames | undefined;
}

/** Rows that a table of instances shows; the rest is summed up in one. */
const mostRows = 12;

/** `networks` are those in which the line stands, the one to show first; without any, the line stands in a block alone. */
export function layerHover(
  { site, nodes }: SiteNodes,
  networks: readonly NetworkAnalysis[],
  doc: string | undefined,
  context: HoverContext,
): Markdown {
  const [network] = networks;
  const rows = network ? rowsOf(network, nodes) : [];
  const node = rows[0]?.node ?? nodes[0]!.node;
  // The first instance bears the label as it is written; further ones are numbered.
  const written = node.kind === 'operator' ? node.written : undefined;
  const label = written ? written.label : site.label && node.name;
  const all = rows.length > 0 ? rows.map((row) => row.node) : [node];
  const kinds = [...new Set(all.map(kindOf))];
  const signature = codeBlock(
    kinds.length > 1 ? kinds.join(', ') : signatureOf(all, label, context.names),
    context.languageId,
  );
  const operator = kinds.length === 1 && node.kind === 'operator' ? node.application.operator : undefined;
  const summary = operator?.summary ?? doc;
  return paragraphs(
    signature,
    ...(network
      ? inNetwork(network, networks.slice(1), rows, nodes, context)
      : alone(node, nodes[0]!.body, context)),
    summary === undefined ? undefined : documentation(summary),
    operator?.source && rich`*${operator.source}*`,
    insightsText(networks, site, context.settings.insights),
  );
}

/** What a line makes; one that calls a block of a program may make several things. */
export const kindOf = (node: Node): string =>
  node.written?.title ?? (node.kind === 'operator' ? node.application.operator.name : node.body.name);

/** `conv1: Conv(channels = 96, kernel = 11)`; where instances differ in an argument, its values one after another. */
function signatureOf(
  nodes: readonly Node[],
  label: string | undefined,
  names: ArgumentNames | undefined,
): string {
  const all = nodes.map((node) =>
    names ? frameworkArguments(node, names.framework, names.booleans) : argumentsOf(node),
  );
  const [first = []] = all;
  const args = first.map(({ name }, index) => {
    const shown = valuesText(all.map((each) => each[index]?.text ?? ''));
    return name === undefined ? shown : names ? `${name}=${shown}` : `${name} = ${shown}`;
  });
  const [node] = nodes as [Node];
  return `${label === undefined ? '' : `${label}: `}${kindOf(node)}${args.length > 0 ? `(${args.join(', ')})` : ''}`;
}

/** The distinct ones of several values: `64 | 128 | 256`. */
export function valuesText(values: readonly string[]): string {
  const distinct = [...new Set(values)];
  return distinct.length <= 5 ? distinct.join(' | ') : `${distinct[0]} | … | ${distinct.at(-1)}`;
}

function inNetwork(
  network: NetworkAnalysis,
  others: readonly NetworkAnalysis[],
  rows: readonly Row[],
  nodes: SiteNodes['nodes'],
  context: HoverContext,
): readonly (Piece | undefined)[] {
  const [row] = rows;
  if (!row) return [];
  const count = rows.reduce((sum, each) => sum + each.count, 0);
  const total = totalOf(network, nodes);
  const caption =
    rows.length > 1
      ? layerTexts.first(code(wayText(network.network, row.first)))
      : count > 1
        ? layerTexts.each
        : undefined;
  const details = detailsTable(
    row.node,
    alongWay(network.network, row.first),
    { globalSince: globalSince(network.network, row.first), caption, network: network.network },
    context,
  );
  return [
    headline(network, rows, total),
    noteOfUse(rows),
    details,
    anySizeText(network, row.node),
    count > 1 ? instanceTable(network, rows, total) : undefined,
    othersText(others, nodes),
  ];
}

/** What a layer gives and costs for every size of the input, where sizes of it are named. */
function anySizeText(network: NetworkAnalysis, node: Node): Piece | undefined {
  const { output, macs } = layerFormulasOf(network).get(node) ?? {};
  if (!output && !macs) return undefined;
  const { divisors } = network.formulas ?? {};
  const shape = output && code(formatShapeFormula(output, divisors));
  return layerTexts.anySize(shape, macs && code(formatExpression(macs, divisors)));
}

/** Where a line does not count, why. */
function noteOfUse(rows: readonly Row[]): string | undefined {
  if (rows.some((row) => row.main > 0)) return undefined;
  return rows.some((row) => row.used > 0) ? layerTexts.trainingOnly : layerTexts.unused;
}

export function othersText(
  others: readonly NetworkAnalysis[],
  nodes: SiteNodes['nodes'],
): Markdown | undefined {
  if (others.length === 0) return undefined;
  const shown = others.slice(0, 6).map((network) => {
    const count = rowsOf(network, nodes).reduce((sum, row) => sum + row.count, 0);
    return rich`${code(network.name)}${count > 1 ? ` (${formatNumber(count)}×)` : ''}`;
  });
  return more.networks(shown, others.length - shown.length);
}

/** Every distinct instance as a row, and their sum; columns of nothing but zeros are left out. */
function instanceTable(network: NetworkAnalysis, rows: readonly Row[], total: Totals): Markdown {
  const shown = rows.length > mostRows ? rows.slice(0, mostRows - 1) : rows;
  const rest = rows.slice(shown.length);
  const costs = total.params !== 0 || total.macs !== 0 || total.unknownLayers > 0;
  const countOf = (some: readonly Row[]): string =>
    formatNumber(some.reduce((sum, row) => sum + row.count, 0));
  const line = (what: Piece, figures: readonly string[], field: string, count: string, where: Piece) => [
    what,
    ...(costs ? figures : []),
    field,
    count,
    where,
  ];
  return table(
    [
      line(columns.flow, [terms.parameters, terms.macs], terms.receptiveField, '×', terms.where),
      ...shown.map((row) =>
        line(
          flowText(row.node, false, network.network),
          countsOf(row.node),
          fieldsText(network, row),
          formatNumber(row.count),
          code(waysText(network.network, row)),
        ),
      ),
      ...(rest.length > 0 ? [line(more.rows(rest.length), sums(sumOf(rest)), '', countOf(rest), '')] : []),
      ...(costs && rows.reduce((sum, { count }) => sum + count, 0) > 1
        ? [line(layerTexts.sum, sums(total), '', countOf(rows), '')]
        : []),
    ],
    costs ? [1, 2, 3, 4] : [1, 2],
  );
}

export function countsOf(node: Node): readonly string[] {
  if (node.kind === 'operator') {
    const { params, macCount } = node.application;
    return [params, macCount].map((count) => (isUnknown(count) ? '?' : formatInt(count)));
  }
  const { params, macs, unknownLayers } = figuresOf(node);
  return [exact(params, unknownLayers > 0), exact(macs, unknownLayers > 0)];
}

type Sum = Pick<Totals, 'params' | 'macs' | 'unknownLayers'>;

function sumOf(rows: readonly Row[]): Sum {
  let sum: Sum = { params: 0, macs: 0, unknownLayers: 0 };
  for (const { node, count } of rows) {
    const each = figuresOf(node);
    sum = {
      params: add(sum.params, mul(each.params, count)),
      macs: add(sum.macs, mul(each.macs, count)),
      unknownLayers: sum.unknownLayers + each.unknownLayers,
    };
  }
  return sum;
}

const sums = ({ params, macs, unknownLayers }: Sum): readonly string[] => [
  exact(params, unknownLayers > 0),
  exact(macs, unknownLayers > 0),
];

export function fieldsText({ network }: NetworkAnalysis, { first, last, count }: Row): string {
  const [from, to] = [first, last].map((way) => {
    const value = way.node.outputs[0];
    return fieldCell(fieldAt(network, way, value), value);
  }) as [string, string];
  return count === 1 || from === to ? from : `${from} … ${to}`;
}

/** A layer in a block that no network uses: all that can be said is relative to the block. */
function alone(node: Node, body: Body, context: HoverContext): readonly (Markdown | undefined)[] {
  const fieldOf = withinBody(body);
  return [
    headlineAlone(node, fieldOf, figuresOf(node)),
    layerTexts.unusedBlock(body.name),
    detailsTable(node, fieldOf, { globalSince: undefined, caption: undefined, network: undefined }, context),
  ];
}

interface Details {
  readonly globalSince: string | undefined;
  /** Which of several instances the figures are of. */
  readonly caption: Piece | undefined;
  readonly network: Network | undefined;
}

/** How the figures follow; undefined where there is nothing to derive. */
function detailsTable(
  node: Node,
  fieldOf: FieldLookup,
  { globalSince: since, caption, network }: Details,
  { settings }: HoverContext,
): Markdown | undefined {
  const { derivation } = settings;
  const field = fieldLine(node, fieldOf, { derivation, globalSince: since });
  const rows: Rows[number][] = [
    ...(caption === undefined ? [] : [[caption, flowText(node, true, network)] as const]),
    ...(node.kind === 'operator' ? operatorRows(node, settings) : callRows(node, figuresOf(node), settings)),
    ...(field === undefined ? [] : [[terms.receptiveField, field] as const]),
  ];
  return rows.length === 0 ? undefined : table(rows);
}

/** Parts of a cell, those that are missing left out. */
const join = (...parts: readonly (Piece | undefined)[]): Markdown => joined(parts, ' · ');

type Rows = readonly (readonly [Piece, Piece])[];

function operatorRows(node: OperatorNode, settings: HoverSettings): Rows {
  const { application } = node;
  const { operator, params, paramsFormula, macCount, macs, statistics } = application;
  const rows: Rows[number][] = [];
  if (settings.derivation) {
    for (const { label, formula, result } of application.explain()) {
      const text = isKnown(result) ? formatDim(result) : undefined;
      if (text === undefined) rows.push([label, unknownText((result as { unknown: string }).unknown)]);
      else if (text !== formula) rows.push([label, code(`${formula} = ${text}`)]);
    }
  }
  if (operator.learns || params !== 0) {
    const names = paramsFormula.length > 1 ? paramsFormula.map((each) => each.label).join(' + ') : undefined;
    rows.push([terms.parameters, join(derived(params, formatDerivation(paramsFormula), settings), names)]);
  }
  if (operator.multiplies || macCount !== 0) {
    rows.push([terms.macs, derived(macCount, formatDerivation(macs), settings)]);
  }
  rows.push([terms.activations, activationsText(node, settings)]);
  if (statistics.length > 0)
    rows.push([terms.runningStatistics, join(statisticsText(statistics), layerTexts.notLearned)]);
  return rows;
}

function derived(
  count: OperatorNode['application']['params'],
  derivation: string,
  settings: HoverSettings,
): Piece {
  if (isUnknown(count)) return formatCount(count);
  return settings.derivation ? code(derivation) : formatInt(count);
}

function activationsText(node: OperatorNode, settings: HoverSettings): string {
  if (node.application.operator.view) return layerTexts.view;
  const elements = activationsOf(node);
  return isUnknown(elements)
    ? formatCount(elements)
    : `${formatInt(elements)} · ${formatActivationMemory(elements, settings)}`;
}

function statisticsText(statistics: readonly Weight[]): Piece {
  const counts = statistics.map((each) => elementsOf(each.shape));
  const unknown = counts.find(isUnknown);
  if (unknown) return formatCount(unknown);
  const sum = (counts as readonly Int[]).reduce((total, each) => add(total, each), 0 as Int);
  const formula = formatFormula(statistics.map(({ name, shape }) => ({ label: name, factors: shape })));
  return code(statistics.length > 1 ? `${formula} = ${formatInt(sum)}` : formatInt(sum));
}

function callRows(node: CallNode, figures: Totals, settings: HoverSettings): Rows {
  const { activations, statistics, layers, unknownLayers } = figures;
  const bound = unknownLayers > 0;
  return [
    [terms.layers, layerTexts.layers(formatNumber(layers), bound ? formatNumber(unknownLayers) : undefined)],
    [terms.activations, `${exact(activations, bound)} · ${formatActivationMemory(activations, settings)}`],
    ...(statistics === 0
      ? []
      : [[terms.runningStatistics, layerTexts.statistics(formatInt(statistics))] as const]),
  ];
}
