// The words that labels, columns and tooltips of several views share, as docs/glossary.md names them.
import { terms as shared } from '../../../server/src/format/terms.js';

export const terms = {
  ...shared,
  accuracy: 'Accuracy',
  bound: 'bound',
  channels: 'channels',
  device: 'Device',
  energy: 'energy',
  estimatedEnergy: 'estimated energy',
  estimatedTime: 'estimated time',
  examples: 'networks of the examples',
  field: 'field',
  flops: 'FLOPs',
  logScale: 'log scale',
  memory: 'memory',
  numberType: 'Number type',
  optimizer: 'Optimizer',
  share: 'share',
  stage: 'stage',
  time: 'time',
  year: 'year',
} as const;

/** `top-1 accuracy (%)`, `MACs (M)`: a column with its unit. */
export const withUnit = (title: string, unit: string): string => `${title} (${unit})`;

/** What is measured of a network or a layer. */
export const units = {
  perExample: 'per example',
  pixels: 'pixels',
  secondsPerBatch: 'seconds per batch',
  joulesPerBatch: 'joules per batch',
} as const;

/** Published accuracies. */
export const scoreNames = {
  top1: 'ImageNet top-1 accuracy',
  top5: 'ImageNet top-5 accuracy',
  cifar10: 'CIFAR-10 accuracy',
} as const;

/** How a layer differs from the same layer in an earlier version. */
export const changeKinds = { added: 'added', changed: 'changed', removed: 'removed' } as const;
