// The hover of a declaration: a network with its totals, a block with its instances, a parameter, a name.
import type { Analysis, NetworkAnalysis } from '../analysis/analysis.js';
import type { Body, Site, Span } from '../graph/graph.js';
import { formatShape } from '../math/dim.js';
import { totals } from '../analysis/totals.js';
import type { Described } from '../contract/language.js';
import { counterpartText, frameworks, isCounterpart } from '../ops/counterparts.js';
import type { Operator } from '../ops/operator.js';
import { exact, formatNumber } from '../format/numbers.js';
import type { HoverContext } from './hoverLayer.js';
import { allOf, wayText } from './instances.js';
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
import { insightsText } from './insights.js';
import { networkFacts } from './networkFacts.js';
import { bodiesDeclaredAt, bodiesOf, networksWith, sameSpan } from './sites.js';
import { entryOf } from '../text/table.js';
import { terms } from '../format/terms.js';
import { columns, declarationTexts, more } from './texts.js';

/** Rows that a table of instances shows; the rest is summed up in one. */
const mostRows = 12;

/** What the language says of a name, with the figures of the networks or the block that it declares. */
export function describedHover(
  described: Described,
  analysis: Analysis,
  uri: string,
  offset: number,
  context: HoverContext,
): Markdown {
  const { span, title, doc, facts, declares, operator } = described;
  if (operator) return operatorDocumentation(operator, context.languageId);
  return paragraphs(
    codeBlock(title, context.languageId),
    shapesText(analysis, span),
    declares && figuresOf(declares, analysis, uri, offset, context),
    doc === undefined ? undefined : documentation(doc),
    ...facts,
  );
}

/** Shapes that are shown one by one. */
const mostShapes = 8;

/** The shapes of the tensor that a name stands for, over all instances of its block; undefined for other names. */
function shapesText(analysis: Analysis, span: Span): Markdown | undefined {
  const shapes = new Set<string>();
  for (const body of bodiesOf(analysis)) {
    for (const mark of body.marks) {
      if (mark.of === 'name' && sameSpan(mark.span, span)) shapes.add(formatShape(mark.value.shape));
    }
  }
  if (shapes.size === 0) return undefined;
  const shown = [...shapes].slice(0, mostShapes).map((shape) => rich`**${shape}**`);
  const rest = shapes.size - shown.length;
  return rich`${joined(shown, ', ')}${rest > 0 ? ` ${more.shapes(rest)}` : ''}`;
}

/** The networks declared at a site, or else the instances of the block declared there. */
function figuresOf(
  site: Site,
  analysis: Analysis,
  uri: string,
  offset: number,
  context: HoverContext,
): Markdown | undefined {
  const networks = analysis.networks.filter(({ network }) => sameSpan(network.site, site));
  if (networks.length > 0) {
    return paragraphs(
      ...networks.map((network) => table(networkFacts(network, context.settings))),
      insightsText(networks, site, context.settings.insights),
    );
  }
  const bodies = bodiesDeclaredAt(analysis, site);
  if (bodies.length === 0) return undefined;
  const [network, ...others] = networksWith(analysis, new Set(bodies), uri, offset);
  if (!network) {
    return paragraphs(declarationTexts.unused, blockTable(undefined, bodies));
  }
  const used = bodies.filter((body) => network.instances.has(body));
  const count = used.reduce((sum, body) => sum + (network.instances.get(body)?.count ?? 0), 0);
  return paragraphs(
    declarationTexts.instances(
      count,
      network.name,
      used.length < count && used.length > 1 ? used.length : undefined,
    ),
    blockTable(network, used),
    others.length > 0 &&
      more.networks(
        others.slice(0, 6).map(({ name }) => code(name)),
        others.length - 6,
      ),
  );
}

function blockTable(network: NetworkAnalysis | undefined, bodies: readonly Body[]): Markdown {
  const shown = bodies.length > mostRows ? bodies.slice(0, mostRows - 1) : bodies;
  const rest = bodies.length - shown.length;
  const header = [columns.flow, terms.parameters, terms.macs];
  const rows = shown.map((body) => {
    const { params, macs, unknownLayers } = totals(body, allOf(body));
    const cells = [flow(body), exact(params, unknownLayers > 0), exact(macs, unknownLayers > 0)];
    const instances = network?.instances.get(body);
    const [call] = instances?.first.slice(-1) ?? [];
    if (!network || !instances || !call) return cells;
    return [
      ...cells,
      formatNumber(instances.count),
      code(wayText(network.network, { calls: instances.first.slice(0, -1), node: call })),
    ];
  });
  return table(
    [
      network ? [...header, '×', columns.firstAt] : header,
      ...rows,
      ...(rest > 0 ? [[more.rows(rest), '', '', ...(network ? ['', ''] : [])]] : []),
    ],
    [1, 2, 3],
  );
}

const shapes = (values: Body['inputs']): string =>
  values.map(({ shape }) => formatShape(shape)).join(' and ');
const flow = ({ inputs, outputs }: Body): string => `${shapes(inputs)} → ${shapes(outputs)}`;

/** What an operator does and which arguments it takes, where its name stands for no layer that is made. */
/** An operator with its arguments, what it is in other frameworks, and its source. */
export function operatorDocumentation(operator: Operator, languageId: string): Markdown {
  const parameters = Object.entries(operator.parameters);
  const signature = parameters.map(([name, { default: preset }]) =>
    preset ? `${name} = ${preset.text}` : name,
  );
  return paragraphs(
    codeBlock(`${operator.name}${signature.length > 0 ? `(${signature.join(', ')})` : ''}`, languageId),
    documentation(operator.summary),
    parameters.length > 0 &&
      table([
        [columns.argument, columns.type, columns.meaning],
        ...parameters.map(([name, { type, doc }]) => [code(name), type, documentation(doc)]),
      ]),
    counterpartsText(operator),
    operator.source && rich`*${operator.source}*`,
  );
}

/** What the operator is in the frameworks that Fovea reads: `PyTorch nn.GroupNorm(…)`. */
function counterpartsText({ counterparts }: Operator): Piece | undefined {
  const lines = Object.entries(frameworks).flatMap(([framework, title]) => {
    const counterpart = counterparts?.[framework as keyof typeof frameworks];
    return isCounterpart(counterpart) ? [rich`${title}: ${code(counterpartText(counterpart))}`] : [];
  });
  return lines.length === 0 ? undefined : joined(lines, ' · ');
}

/** One argument of an operator: the parameter it is bound to, its value, type, default and meaning. */
export function argumentHover(
  { name: callee, parameters }: Operator,
  name: string,
  value: string,
  context: HoverContext,
): Markdown | undefined {
  const parameter = entryOf(parameters, name);
  if (!parameter) return undefined;
  const preset = parameter.default;
  return paragraphs(
    codeBlock(`${name} = ${value}`, context.languageId),
    documentation(parameter.doc),
    declarationTexts.argument(callee, parameter.type, preset?.text),
  );
}
