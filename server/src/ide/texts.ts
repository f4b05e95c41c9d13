// The texts of editor features: labels and sentences of hovers, titles of lenses and code actions; each once, with its arguments.
// Words that other displays have as well are in format/terms.ts.
import { noOutputDepends, terms, trainingOutputsOnly } from '../format/terms.js';
import { plural } from '../format/numbers.js';
import { code, joined, rich, type Markdown, type Piece } from '../text/markdown.js';

/** How many are left out after the ones that are shown. */
export const more = {
  shapes: (count: number) => `and ${plural(count, 'more shape')}`,
  rows: (count: number) => plural(count, 'further row'),
  networks: (shown: readonly Piece[], count: number): Markdown =>
    rich`Also in ${joined(shown, ', ')}${count > 0 ? ` and ${plural(count, 'more network')}` : ''}.`,
};

/** Columns of tables. */
export const columns = {
  flow: 'input → output',
  firstAt: 'first at',
  argument: 'argument',
  type: 'type',
  meaning: 'meaning',
} as const;

/** The first lines of a hover. */
export const headlines = {
  parameters: (count: string, total: string): Markdown => rich`**${count}** ${terms.parameters}${total}`,
  macs: (count: string, total: string): Markdown => rich`**${count}** ${terms.macs}${total}`,
  inTotal: ' in total',
  field: (size: string): Markdown => rich`${terms.receptiveField} **${size}**`,
  different: (count: number) => ` (${count} different)`,
  in: (network: Piece, way: string | undefined): Markdown =>
    rich`in ${network}${way === undefined ? '' : rich`, ${code(way)}`}`,
  allEqual: (count: number, network: Piece, ways: string): Markdown =>
    rich`${plural(count, 'instance')} in ${network}, all equal: ${code(ways)}`,
  distinct: (count: number, network: Piece, distinct: number): Markdown =>
    rich`${plural(count, 'instance')} in ${network}, ${distinct} of them distinct`,
  share: (share: string, unit: string): Markdown => rich`${share} of its ${unit}`,
  withShares: (where: Piece, shares: Markdown): Markdown =>
    shares.text === '' ? rich`${where}` : rich`${where}: ${shares}`,
};

/** Hovers of layers and calls. */
export const layerTexts = {
  first: (way: Piece): Markdown => rich`first: ${way}`,
  each: 'each',
  sum: rich`**sum**`,
  trainingOnly: `${trainingOutputsOnly}; excluded from the totals of the network.`,
  unused: `${noOutputDepends}; it is excluded from the totals of the network.`,
  unusedBlock: (block: string): Markdown =>
    rich`Block ${code(block)} is not used by any network in this file. The receptive field is relative to the input of the block.`,
  anySize: (shape: Piece | undefined, macs: Piece | undefined): Markdown =>
    rich`For any size: ${shape && macs ? rich`${shape}, ${macs} ${terms.macs}` : (shape ?? rich`${macs ?? ''} ${terms.macs}`)}.`,
  notLearned: 'not learned',
  statistics: (count: string) => `${count} · not learned`,
  view: 'none: a view, which writes no new tensor',
  layers: (layers: string, unknown: string | undefined) =>
    unknown === undefined ? layers : `${layers}, ${unknown} of them unknown; the figures are lower bounds`,
};

/** Hovers of declarations. */
export const declarationTexts = {
  unused: 'Not used by any network in this file. On its own:',
  instances: (count: number, network: string, distinct: number | undefined): Markdown =>
    rich`${plural(count, 'instance')} in ${code(network)}${distinct === undefined ? '' : `, ${distinct} of them distinct`}:`,
  argument: (callee: string, type: string, preset: string | undefined): Markdown =>
    rich`Argument of ${callee}: ${type}; ${preset === undefined ? 'required' : rich`default ${code(preset)}`}.`,
};

/** Receptive fields in hovers. */
export const fieldTexts = {
  global: 'global: every output depends on the whole input',
  globalSince: (layer: string): Markdown => rich`global since ${code(layer)}`,
  union: (sizes: readonly string[]): Markdown =>
    rich`the union of ${sizes.slice(0, 4).join(', ')}${sizes.length > 4 ? ', …' : ''}`,
  from: (size: string): Markdown => rich`from ${size}`,
  ofNetwork: (field: Piece): Markdown => rich`${field} · of the last feature map`,
  globalNetwork: 'global: the last feature map depends on the whole input',
  noFeatureMap: 'none: the network has no feature map',
};

/** The figures of a network. */
export const networkTexts = {
  perExample: (count: string): Markdown => rich`**${count}** per example`,
  depth: (depth: string, isOne: boolean) =>
    `${depth} ${isOne ? 'convolution or linear layer' : 'convolutions and linear layers'} on the longest path`,
  accepts: 'accepts',
  accepted: (
    sizes: string,
    isComplete: boolean,
    refused: { readonly at: string; readonly message: string } | undefined,
  ) =>
    `${sizes}${isComplete ? '' : ' (there may be further conditions)'}` +
    (refused ? `; at ${refused.at}: ${refused.message}` : ''),
  withTraining: 'with training outputs',
  counts: (params: string, macs: string) => `${params} parameters, ${macs} MACs`,
  expected: 'expected in training',
  expectedCosts: (depth: string, macs: string) => `depth ${depth}, ${macs} MACs`,
  trainable: (trainable: string, all: string) => `${trainable} of ${all} parameters; the rest is frozen`,
  estimate: 'estimate',
  assumed: (why: string) => ` (assumed: ${why})`,
  trainingOnly: ` (${terms.trainingOnly})`,
  noInput: 'no input',
  noOutput: 'no output',
  unknownLayers: (count: number) => `${plural(count, 'layer')} unknown`,
  field: (size: string) => `field ${size}`,
};

/** What a network needs, in a few words. */
export const complexityTexts = {
  batch: (size: string) => `, batch ${size}`,
  training: (total: string, numberType: string, optimizer: string, parts: readonly string[]) =>
    `${total} ${numberType} with ${optimizer}: ${parts.join(', ')}`,
  estimate: (all: {
    readonly device: string;
    readonly time: string;
    readonly energy: string;
    readonly numberType: string;
    readonly bound: string;
    readonly intensity: string;
  }) =>
    `${all.device}: ${all.time} and ${all.energy} per example in ${all.numberType}, bound by ${all.bound}; ` +
    `${all.intensity} FLOPs per byte moved (an estimate from the device's peaks, not a prediction)`,
};

/** Who holds a block, and how often. */
export const hierarchyTexts = {
  instances: (count: number, network: string) => `${plural(count, 'instance')} in ${network}`,
  all: (instances: readonly string[], others: number) =>
    `${instances.join(', ')}${others > 0 ? `, and in ${plural(others, 'more network')}` : ''}`,
};

export const hints = {
  both: (formula: string, numbers: string) => `${formula} = ${numbers}`,
  shapes: (count: number) => `(${count} shapes)`,
};

export const lenses = {
  setArguments: 'Set arguments to analyse',
  open: 'Open graph',
  instances: (count: number, network: string, file: string) =>
    `${plural(count, 'instance')} in ${network} (${file})`,
  change: (inputs: string) => `${inputs}: change`,
  inputs: (texts: readonly string[]) => `${texts.length > 1 ? 'Inputs' : 'Input'} ${texts.join(', ')}`,
  assumed: (text: string) => `${text} (assumed)`,
};

/** Titles of code actions. */
export const actionTitles = {
  openValue: (value: string, params: string, macs: string) =>
    `Write ${value} (${params} params, ${macs} MACs)`,
  insert: (operator: string) => `Insert ${operator}`,
  reduction: (to: string) => `Insert a 1×1 convolution ${to}`,
  reductionAfterPooling: (to: string) => `Insert a 1×1 convolution ${to} after the pooling`,
  toChannels: (channels: string) => `to ${channels} channels`,
  toQuarter: 'to a quarter of the channels',
  projectShortcut: 'Project the shortcut with a matching 1×1 convolution',
  upgrade: 'Replace all deprecated syntax in this file',
  changeTo: (name: string) => `Change to ${name}`,
  fixAll: 'Fix all that has one meaning',
};
