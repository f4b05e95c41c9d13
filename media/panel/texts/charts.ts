// The texts of the charts: titles, captions, axes, columns and tooltips, each once, with its arguments.
import { plural } from '../../../server/src/format/numbers.js';

/** The list of the charts. */
export const chartNames = {
  list: 'Charts',
  bars: 'By layer',
  cumulative: 'Cumulative',
  fieldGrowth: 'Receptive field',
  sizes: 'Sizes',
  comparison: 'Comparison',
  density: 'Per parameter',
  roofline: 'Roofline',
  times: 'Time and energy',
  networkTimes: 'Compared with others',
  scaling: 'Input size',
  trainingMemory: 'Training memory',
} as const;

export const scaling = {
  title: 'Costs over the size of the input',
  caption: (names: readonly string[]) =>
    `The figures for every size that a network accepts, by its formulas, where ${names.join(' = ')}. The dashed line is at the size shown.`,
  measure: 'Figure',
  size: 'size',
  label: (measure: string) => `${measure} over the size of the input`,
  axis: (names: readonly string[]) => (names.length === 0 ? 'size' : names.join(' = ')),
  at: (names: readonly string[], size: number) => `${names.join(' = ')} = ${size}`,
  accepts: 'accepts',
};

/** What surrounds every chart. */
export const frame = {
  legend: 'Legend',
  showChart: (title: string) => `${title}: show the chart`,
  showTable: (title: string) => `${title}: show the data as a table`,
  saveCsv: (title: string) => `${title}: save as CSV`,
  saveSvg: (title: string) => `${title}: save as SVG`,
  savePng: (title: string) => `${title}: save as PNG`,
  unknown: (layers: number) =>
    ` Unknown figures of ${plural(layers, 'layer')} are not included; sums are lower bounds.`,
  walk: (label: string) => `${label}. Use the arrow keys to move between marks.`,
  layerAxis: (every: number) =>
    every === 1
      ? 'layers, in order of evaluation'
      : `layers, in order of evaluation; 1 of ${every} stages is named`,
};

export const bars = {
  title: 'Where parameters, computation and memory are',
  byLayerCaption: 'Each bar is a layer, the same in all three rows. Colours show the kinds of operators.',
  byStageCaption: 'Each bar is a stage, stacked by kinds of operators.',
  choice: 'Bars',
  byLayer: 'by layer',
  byStage: 'stacked by stage',
  noLogScale: 'Stacked bars cannot be drawn on a logarithmic scale.',
  ofEach: (measure: string, isStacked: boolean) => `${measure} of each ${isStacked ? 'stage' : 'layer'}`,
  stages: (every: number) => (every === 1 ? 'stages' : `stages; 1 of ${every} is named`),
  ofStage: 'of the stage',
};

export const cumulative = {
  title: 'Cumulative share',
  caption: 'The share of the whole that the layers up to each one hold.',
  column: (measure: string) => `${measure} up to here`,
  label: 'Cumulative share of parameters, MACs and activation memory',
  axis: 'share of the total',
  upTo: (layer: string) => `up to ${layer}`,
};

export const fieldGrowth = {
  title: 'Receptive field over depth',
  caption:
    'How many input pixels a unit of each layer sees, along the longer side. Layers that see everything have no mark.',
  input: (side: number) => `input, ${side} pixels`,
  axis: 'input pixels',
};

export const outputSizes = {
  title: 'Output size and channels over depth',
  caption: 'Maps shrink while channels grow. A vector counts as a map of one pixel.',
  size: 'output size',
  sizeAxis: 'size, pixels',
  overDepth: (title: string) => `${title} over depth`,
};

export const comparison = {
  title: 'Accuracy and operations',
  caption: (score: string, unrated: string | undefined) =>
    `Published ${score} of the examples' networks and their MACs per example; after Canziani, Paszke and Culurciello, arXiv:1605.07678.` +
    (unrated === undefined ? '' : ` ${unrated} reports no such accuracy: a line stands at its MACs.`),
  published: (network: string) => `${network} (published)`,
  area: 'Area of a bubble',
  areaParameters: 'area: parameters',
  areaMemory: 'area: activation memory',
  label: (score: string) => `${score} against MACs`,
  noAccuracy: 'No network reports this accuracy.',
  axis: 'MACs per example',
};

export const density = {
  title: 'Accuracy per parameter',
  caption: (score: string) =>
    `${score} divided by millions of parameters: how efficiently a network uses its parameters.`,
  axis: '% per million parameters',
  label: (score: string) => `${score} per million parameters`,
  perMillion: 'per million',
};

export const roofline = {
  title: 'Roofline',
  caption: (device: string, numberType: string, batch: number) =>
    `Peak performance of ${device} at the arithmetic intensity of each layer, ${numberType}, batch ${batch}: memory-bound to the left of the ridge, compute-bound to the right. Areas are proportional to the estimated time. Layers without MACs are not shown.`,
  bytes: 'bytes',
  flopPerByte: 'FLOP per byte',
  attainableGflops: 'attainable GFLOP/s',
  label: (device: string) => `Roofline of ${device}`,
  intensityAxis: 'arithmetic intensity, FLOP per byte moved',
  attainableAxis: 'attainable FLOP/s',
  ridge: (intensity: string) => `ridge ${intensity} FLOP/B`,
  intensity: 'intensity',
  attainable: 'attainable',
  flops: (count: string) => `${count} (2 for each MAC)`,
  bytesMoved: 'bytes moved',
};

export const times = {
  show: 'Show',
  layersTitle: 'Estimated forward pass, by layer',
  layersCaption: (all: {
    readonly device: string;
    readonly numberType: string;
    readonly batch: number;
    readonly time: string;
    readonly energy: string;
    readonly bound: string;
    readonly watts: number;
    readonly source: string;
  }) =>
    `On ${all.device}, ${all.numberType}, batch ${all.batch}: ${all.time} and ${all.energy} for the batch, ${all.bound}-bound. A lower bound from the device's peak performance, one layer after another; energy at full power (${all.watts} W). Source: ${all.source}.`,
  ofEachLayer: (what: string) => `Estimated ${what} of each layer`,
  networksTitle: 'Estimated forward pass, compared with other networks',
  networksCaption: (device: string, numberType: string, batch: number) =>
    `Sums over layers on ${device}, ${numberType}, batch ${batch}, each with the input that its file specifies.`,
  ofEachNetwork: (what: string) => `Estimated ${what} of each network`,
};

export const trainingMemory = {
  title: 'Training memory by part',
  weights: 'weights',
  gradients: 'gradients of the weights',
  state: (optimizer: string) => `state of ${optimizer}`,
  activations: 'activations kept for the backward pass',
  caption: (total: string, batch: number, numberType: string, knowsTrained: boolean) =>
    `${total} for batch ${batch}, all numbers in ${numberType}. Every newly written tensor is assumed to be kept for the backward pass; workspaces of the framework are not included.` +
    (knowsTrained
      ? ''
      : ' It is not known which weights are trained: gradients and their state are left out.'),
  part: 'part',
};
