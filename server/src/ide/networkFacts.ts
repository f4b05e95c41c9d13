// The figures of a whole network, for hovers and the status bar.
import type { NetworkAnalysis } from '../analysis/analysis.js';
import { refusalOf } from '../analysis/refusal.js';
import { acceptedSizes } from '../format/formulas.js';
import { axesOf } from '../analysis/receptiveField.js';
import type { Totals } from '../analysis/totals.js';
import { shapeTextOf } from '../graph/graph.js';
import { isUnknown } from '../math/dim.js';
import { formatInt } from '../math/int.js';
import { formatArgument } from '../ops/parameters.js';
import {
  abbreviate,
  exact,
  fieldMarkdown,
  fieldRange,
  fieldSize,
  formatActivationMemory,
  formatNumber,
  formatParameterMemory,
  formatReal,
} from '../format/numbers.js';
import { estimateText, peakText, trainingText, type ComplexitySettings } from './complexity.js';
import { code, joined, rich, type Markdown, type Piece } from '../text/markdown.js';
import { noField, terms, unknownText } from '../format/terms.js';
import { fieldTexts, layerTexts, networkTexts } from './texts.js';

export type FactRows = readonly (readonly [label: Piece, text: Piece])[];

/** What the network takes and yields, then every figure with its unit; figures that say nothing are left out. */
export function networkFacts(network: NetworkAnalysis, memory: ComplexitySettings): FactRows {
  const { totals, training, expected, depth } = network;
  const bound = totals.unknownLayers > 0;
  return [
    [code(network.name), portsText(network)],
    [
      terms.parameters,
      rich`**${exact(totals.params, bound)}** · ${formatParameterMemory(totals.params, memory)}`,
    ],
    [terms.macs, networkTexts.perExample(exact(totals.macs, bound))],
    [terms.receptiveField, fieldSentence(network)],
    [
      terms.activations,
      `${exact(totals.activations, bound)} · ${formatActivationMemory(totals.activations, memory)}`,
    ],
    [
      terms.depth,
      networkTexts.depth(`${network.depthIsLeast ? '≥ ' : ''}${formatNumber(depth)}`, depth === 1),
    ],
    [terms.layers, layersText(totals)],
    ...optional(networkTexts.accepts, acceptedText(network)),
    ...optional(
      terms.runningStatistics,
      totals.statistics !== 0 && layerTexts.statistics(formatInt(totals.statistics)),
    ),
    ...optional(networkTexts.withTraining, differs(totals, training) && countsText(training)),
    ...optional(terms.trainable, trainableText(network)),
    ...optional(
      networkTexts.expected,
      expected && networkTexts.expectedCosts(formatReal(expected.depth), formatReal(expected.macs)),
    ),
    ...optional(terms.peakMemory, peakText(network, memory)),
    ...optional(terms.trainingMemory, trainingText(network, memory)),
    ...optional(networkTexts.estimate, estimateText(network, memory)),
    ...[...network.network.report].map(([name, value]) => [name, formatArgument(value)] as const),
  ];
}

/** The sizes that it works for, where its input has named ones, and what goes wrong at another. */
export function acceptedText({ formulas }: NetworkAnalysis): string | undefined {
  if (!formulas) return undefined;
  const refusal = refusalOf(formulas);
  const example = refusal && {
    at: Object.values(refusal.point).map(String).join(' × '),
    message: refusal.message,
  };
  return networkTexts.accepted(acceptedSizes(formulas), formulas.isComplete, example);
}

function optional(label: string, text: Piece | false | undefined): FactRows {
  return text ? [[label, text]] : [];
}

const differs = (a: Totals, b: Totals): boolean =>
  a.params !== b.params || a.macs !== b.macs || a.layers !== b.layers || a.unknownLayers !== b.unknownLayers;

const countsText = ({ params, macs, unknownLayers }: Totals): string =>
  networkTexts.counts(exact(params, unknownLayers > 0), exact(macs, unknownLayers > 0));

/** Nothing where training changes all parameters. */
function trainableText({ trainable, training }: NetworkAnalysis): string | undefined {
  if (isUnknown(trainable)) return unknownText(trainable.unknown);
  if (trainable >= training.params) return undefined;
  const least = training.unknownLayers > 0;
  return networkTexts.trainable(exact(trainable, least), exact(training.params, least));
}

function layersText({ layers, unknownLayers }: Totals): string {
  return layerTexts.layers(
    formatNumber(layers),
    unknownLayers === 0 ? undefined : formatNumber(unknownLayers),
  );
}

/** `image 3 × 224 × 224 → out 1000`. */
function portsText({ network }: NetworkAnalysis): Markdown {
  const { inputs, outputs } = network;
  const input = inputs.map(
    ({ name, value, assumed }) =>
      rich`${name} ${shapeTextOf(network, value)}${assumed === undefined ? '' : networkTexts.assumed(assumed)}`,
  );
  const output = outputs.map(
    ({ name, value, training }) =>
      rich`${name} **${shapeTextOf(network, value)}**${training ? networkTexts.trainingOnly : ''}`,
  );
  return rich`${input.length > 0 ? joined(input, ', ') : networkTexts.noInput} → ${output.length > 0 ? joined(output, ', ') : networkTexts.noOutput}`;
}

function fieldSentence(network: NetworkAnalysis): Piece {
  const { field, rank } = network.featureMap;
  const axes = axesOf(field, rank);
  if (axes && axes.length > 0) {
    return joined([fieldTexts.ofNetwork(fieldMarkdown(axes)), fieldRange(axes)], ' · ');
  }
  if (field?.kind === 'global') return fieldTexts.globalNetwork;
  return field?.kind === 'lost' ? noField(field.reason) : fieldTexts.noFeatureMap;
}

/** The receptive field in the status bar: `195 × 195`, `global`, or why there is none. */
export function fieldSummary({ featureMap: { field, rank } }: NetworkAnalysis): string {
  const axes = axesOf(field, rank);
  if (axes && axes.length > 0) return fieldSize(axes);
  return field?.kind === 'global'
    ? terms.global
    : field?.kind === 'lost'
      ? `none (${field.reason})`
      : terms.none;
}

/** `61.0 M params`, with `≥` where layers are unknown. */
export function shortCount(count: Totals['params'], unit: string, { unknownLayers }: Totals): string {
  return `${unknownLayers > 0 ? '≥ ' : ''}${abbreviate(count)} ${unit}`;
}

/** Why figures are lower bounds: `2 layers unknown`; undefined where they are exact. */
export function unknownLayersText({ unknownLayers }: Totals): string | undefined {
  return unknownLayers > 0 ? networkTexts.unknownLayers(unknownLayers) : undefined;
}
