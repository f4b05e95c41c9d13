// The figures of a whole network, for hovers and the status bar.
import type { NetworkAnalysis } from '../analysis/analysis.js';
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
  plural,
} from '../format/numbers.js';
import { estimateText, peakText, trainingText, type ComplexitySettings } from './complexity.js';
import { code, joined, rich, type Markdown, type Piece } from '../text/markdown.js';

export type FactRows = readonly (readonly [label: Piece, text: Piece])[];

/** What the network takes and yields, then every figure with its unit; figures that say nothing are left out. */
export function networkFacts(network: NetworkAnalysis, memory: ComplexitySettings): FactRows {
  const { totals, training, expected, depth } = network;
  const bound = totals.unknownLayers > 0;
  return [
    [code(network.name), portsText(network)],
    [
      'parameters',
      rich`**${exact(totals.params, bound)}** · ${formatParameterMemory(totals.params, memory)}`,
    ],
    ['MACs', rich`**${exact(totals.macs, bound)}** per example`],
    ['receptive field', fieldSentence(network)],
    [
      'activations',
      `${exact(totals.activations, bound)} · ${formatActivationMemory(totals.activations, memory)}`,
    ],
    [
      'depth',
      `${network.depthIsLeast ? '≥ ' : ''}${formatNumber(depth)} ${depth === 1 ? 'convolution or linear layer' : 'convolutions and linear layers'} on the longest path`,
    ],
    ['layers', layersText(totals)],
    ...optional(
      'running statistics',
      totals.statistics !== 0 && `${formatInt(totals.statistics)} · not learned`,
    ),
    ...optional('with training outputs', differs(totals, training) && countsText(training)),
    ...optional('trainable', trainableText(network)),
    ...optional(
      'expected in training',
      expected && `depth ${formatReal(expected.depth)}, ${formatReal(expected.macs)} MACs`,
    ),
    ...optional('peak memory', peakText(network, memory)),
    ...optional('training memory', trainingText(network, memory)),
    ...optional('estimate', estimateText(network, memory)),
    ...[...network.network.report].map(([name, value]) => [name, formatArgument(value)] as const),
  ];
}

function optional(label: string, text: Piece | false | undefined): FactRows {
  return text ? [[label, text]] : [];
}

const differs = (a: Totals, b: Totals): boolean =>
  a.params !== b.params || a.macs !== b.macs || a.layers !== b.layers || a.unknownLayers !== b.unknownLayers;

const countsText = ({ params, macs, unknownLayers }: Totals): string =>
  `${exact(params, unknownLayers > 0)} parameters, ${exact(macs, unknownLayers > 0)} MACs`;

/** Nothing where training changes all parameters. */
function trainableText({ trainable, training }: NetworkAnalysis): string | undefined {
  if (isUnknown(trainable)) return `unknown: ${trainable.unknown}`;
  if (trainable >= training.params) return undefined;
  const least = training.unknownLayers > 0;
  return `${exact(trainable, least)} of ${exact(training.params, least)} parameters; the rest is frozen`;
}

function layersText({ layers, unknownLayers }: Totals): string {
  if (unknownLayers === 0) return formatNumber(layers);
  return `${formatNumber(layers)}, ${formatNumber(unknownLayers)} of them unknown; the figures are lower bounds`;
}

/** `image 3 × 224 × 224 → out 1000`. */
function portsText({ network }: NetworkAnalysis): Markdown {
  const { inputs, outputs } = network;
  const input = inputs.map(
    ({ name, value, assumed }) =>
      rich`${name} ${shapeTextOf(network, value)}${assumed === undefined ? '' : ` (assumed: ${assumed})`}`,
  );
  const output = outputs.map(
    ({ name, value, training }) =>
      rich`${name} **${shapeTextOf(network, value)}**${training ? ' (training only)' : ''}`,
  );
  return rich`${input.length > 0 ? joined(input, ', ') : 'no input'} → ${output.length > 0 ? joined(output, ', ') : 'no output'}`;
}

function fieldSentence(network: NetworkAnalysis): Piece {
  const { field, rank } = network.featureMap;
  const axes = axesOf(field, rank);
  if (axes && axes.length > 0) {
    return joined([rich`${fieldMarkdown(axes)} · of the last feature map`, fieldRange(axes)], ' · ');
  }
  if (field?.kind === 'global') return 'global: the last feature map depends on the whole input';
  return field?.kind === 'lost' ? `none: ${field.reason}` : 'none: the network has no feature map';
}

/** The receptive field in the status bar: `195 × 195`, `global`, or why there is none. */
export function fieldSummary({ featureMap: { field, rank } }: NetworkAnalysis): string {
  const axes = axesOf(field, rank);
  if (axes && axes.length > 0) return fieldSize(axes);
  return field?.kind === 'global' ? 'global' : field?.kind === 'lost' ? `none (${field.reason})` : 'none';
}

/** `61.0 M params`, with `≥` where layers are unknown. */
export function shortCount(count: Totals['params'], unit: string, { unknownLayers }: Totals): string {
  return `${unknownLayers > 0 ? '≥ ' : ''}${abbreviate(count)} ${unit}`;
}

/** Why figures are lower bounds: `2 layers unknown`; undefined where they are exact. */
export function unknownText({ unknownLayers }: Totals): string | undefined {
  return unknownLayers > 0 ? `${plural(unknownLayers, 'layer')} unknown` : undefined;
}
