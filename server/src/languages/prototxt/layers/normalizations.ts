// Normalisations, and the scales and shifts that Caffe keeps in layers of their own.
import { reasons } from '../../../findings/reasons.js';
import { isUnknown, unknown } from '../../../math/dim.js';
import { bias, scale } from '../../../ops/affine.js';
import { here } from '../../../ops/counterparts.js';
import { lengthNorm, meanVarianceNorm } from '../../../ops/meanVariance.js';
import { batchNorm, lrn } from '../../../ops/normalization.js';
import type { Operator } from '../../../ops/operator.js';
import type { Reader } from '../parser/reader.js';
import { exactly, from, type LayerType, type Making } from './layerType.js';

const rankOf = ({ inputs: [input] }: Making): number => (input && !isUnknown(input) ? input.length : 3);

function localResponse(making: Making): void {
  const param = making.param('lrn_param');
  making.use(lrn);
  const within = param.word('norm_region') === 'WITHIN_CHANNEL';
  if (within) making.give('over', 'places', param.field('norm_region'));
  const size = param.uint('local_size');
  const place = param.field('local_size');
  if (size !== undefined && BigInt(size) % 2n === 0n) {
    // Caffe's check in lrn_layer.cpp.
    const data = { field: 'local_size', expected: 'an odd number', found: `${size}` };
    making.report({ code: 'field-type', data }, place);
    making.give('size', unknown(reasons.evenLocalSize), place);
  } else making.give('size', size, place);
  // Caffe's is divided by the number of neighbours (lrn_layer.cpp: alpha_over_size, and an average pooling of squares).
  const count = Number(size ?? 5) ** (within ? Math.max(1, rankOf(making) - 1) : 1);
  making.give('alpha', here(param.real('alpha') ?? 1, count), param.field('alpha'));
  making.real('beta', param, 'beta');
  making.give('k', param.real('k') ?? 1, param.field('k'));
}

function batch(making: Making): void {
  const param = making.param('batch_norm_param');
  making.use(batchNorm);
  // The scale and shift are a Scale layer's.
  making.give('affine', false);
  making.real('eps', param, 'eps');
}

/** The layer of SegNet and PSPNet: scale and shift are its own. PSPNet's keeps running statistics, SegNet's does not. */
function affineBatch(making: Making): void {
  const param = making.param('bn_param');
  making.use(batchNorm);
  const segnet = ['bn_mode', 'scale_filler', 'shift_filler'].find((field) => param.field(field));
  if (segnet) making.give('track', false, param.field(segnet));
  making.real('eps', param, 'eps');
}

const affine =
  (operator: Operator, parameter: string) =>
  (making: Making): void => {
    const param = making.param(parameter);
    making.use(operator);
    const axes = axesOf(param, making);
    if (axes === 0) {
      making.give('axes', 0, param.field('num_axes'));
      return;
    }
    const [, factors] = making.inputs;
    if (factors && param.int('axis') === 0) {
      // The second bottom has a batch of its own, so that its further axes lie along those of the first.
      making.give('axis', 0, param.field('axis'));
    } else if (!making.axis('axis', param, 'axis', 1)) return;
    if (axes !== undefined) making.give('axes', axes, param.field('num_axes'));
    if (operator === scale) making.flag('bias', param, 'bias_term');
  };

/** Number of axes; given by the second bottom where there is one. */
const axesOf = (param: Reader, { inputs }: Making): number | bigint | undefined =>
  inputs.length > 1 ? undefined : param.int('num_axes');

function meanVariance(making: Making): void {
  const param = making.param('mvn_param');
  making.use(meanVarianceNorm);
  making.flag('variance', param, 'normalize_variance');
  making.flag('acrossChannels', param, 'across_channels');
}

function length(making: Making): void {
  const param = making.param('norm_param');
  making.use(lengthNorm);
  making.flag('acrossPlaces', param, 'across_spatial');
  making.flag('shared', param, 'channel_shared');
}

const one = { bottoms: exactly(1), tops: exactly(1) };
const oneOrTwo = { bottoms: from(1, 2), tops: exactly(1) };

export const normalizationLayers: Readonly<Record<string, LayerType>> = {
  LRN: { doc: 'Divides each value by a power of the squares around it.', ...one, make: localResponse },
  BatchNorm: {
    doc: 'Brings each channel to mean 0 and variance 1. What it keeps are running statistics; a Scale layer learns.',
    ...one,
    make: batch,
  },
  BN: {
    doc: 'Brings each channel to mean 0 and variance 1, then scales and shifts it (SegNet, PSPNet).',
    ...one,
    make: affineBatch,
  },
  Scale: {
    doc: 'Multiplies each channel by a factor, learned or its second bottom, and may add a number.',
    ...oneOrTwo,
    make: affine(scale, 'scale_param'),
  },
  Bias: {
    doc: 'Adds a number to each channel, learned or its second bottom.',
    ...oneOrTwo,
    make: affine(bias, 'bias_param'),
  },
  MVN: { doc: 'Brings each example to mean 0 and variance 1.', ...one, make: meanVariance },
  Normalize: { doc: 'Brings the vector at each place to length 1.', ...one, make: length },
};
