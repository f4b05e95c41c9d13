// The words that displays of every kind share, as docs/glossary.md names them: hovers, pictures, tables and the panel.

export const terms = {
  activations: 'activations',
  activationMemory: 'activation memory',
  arguments: 'arguments',
  depth: 'depth',
  global: 'global',
  gradients: 'gradients',
  input: 'input',
  layer: 'layer',
  layers: 'layers',
  macs: 'MACs',
  network: 'network',
  none: 'none',
  operator: 'operator',
  output: 'output',
  padding: 'padding',
  parameters: 'parameters',
  peakMemory: 'peak memory',
  receptiveField: 'receptive field',
  runningStatistics: 'running statistics',
  size: 'size',
  source: 'source',
  state: 'state',
  stride: 'stride',
  trainable: 'trainable',
  trainingMemory: 'training memory',
  trainingOnly: 'training only',
  weights: 'weights',
  where: 'where',
} as const;

/** Why there is no figure, where a figure would stand. */
export const unknownText = (reason: string): string => `unknown: ${reason}`;

/** How a receptive field is described. */
export const fieldTerms = {
  range: (least: string, most: string) =>
    `between ${least} and ${most} pixels depending on the position; the largest is given`,
  steps: (stride: string, padding: string) => `${terms.stride} ${stride}, ${terms.padding} ${padding}`,
};

/** Why there is no receptive field. */
export const noField = (reason: string): string => `none: ${reason}`;

/** Why a layer is left out of the totals. */
export const trainingOutputsOnly = 'Used only by training outputs';
export const noOutputDepends = 'No output depends on this layer';
