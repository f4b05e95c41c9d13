// Normalisations, and the scales and shifts that Caffe keeps in layers of their own.
import { reasons } from '../../../findings/reasons.js';
import { isUnknown, unknown } from '../../../math/dim.js';
import { bias, scale } from '../../../ops/affine.js';
import { here } from '../../../ops/counterparts.js';
import { lengthNorm, meanVarianceNorm } from '../../../ops/meanVariance.js';
import { batchNorm, lrn } from '../../../ops/normalization.js';
import type { Operator } from '../../../ops/operator.js';
import type { Reader } from '../parser/reader.js';
import { exactly, from, type LayerType, type LayerLowering } from './layerType.js';

const rankOf = ({ inputs: [input] }: LayerLowering): number =>
  input && !isUnknown(input) ? input.length : 3;

function localResponse(lowering: LayerLowering): void {
  const param = lowering.param('lrn_param');
  lowering.use(lrn);
  const within = param.word('norm_region') === 'WITHIN_CHANNEL';
  if (within) lowering.give('over', 'places', param.field('norm_region'));
  const size = param.uint('local_size');
  const place = param.field('local_size');
  if (size !== undefined && BigInt(size) % 2n === 0n) {
    // Caffe's check in lrn_layer.cpp.
    const data = { field: 'local_size', expected: 'an odd number', found: `${size}` };
    lowering.report({ code: 'field-type', data }, place);
    lowering.give('size', unknown(reasons.evenLocalSize), place);
  } else lowering.give('size', size, place);
  // Caffe's is divided by the number of neighbours (lrn_layer.cpp: alpha_over_size, and an average pooling of squares).
  const count = Number(size ?? 5) ** (within ? Math.max(1, rankOf(lowering) - 1) : 1);
  lowering.give('alpha', here(param.real('alpha') ?? 1, count), param.field('alpha'));
  lowering.real('beta', param, 'beta');
  lowering.give('k', param.real('k') ?? 1, param.field('k'));
}

function batch(lowering: LayerLowering): void {
  const param = lowering.param('batch_norm_param');
  lowering.use(batchNorm);
  // The scale and shift are a Scale layer's.
  lowering.give('affine', false);
  lowering.real('eps', param, 'eps');
}

/** The layer of SegNet and PSPNet: scale and shift are its own. PSPNet's keeps running statistics, SegNet's does not. */
function affineBatch(lowering: LayerLowering): void {
  const param = lowering.param('bn_param');
  lowering.use(batchNorm);
  const segnet = ['bn_mode', 'scale_filler', 'shift_filler'].find((field) => param.field(field));
  if (segnet) lowering.give('track', false, param.field(segnet));
  lowering.real('eps', param, 'eps');
}

const affine =
  (operator: Operator, parameter: string) =>
  (lowering: LayerLowering): void => {
    const param = lowering.param(parameter);
    lowering.use(operator);
    const axes = axesOf(param, lowering);
    if (axes === 0) {
      lowering.give('axes', 0, param.field('num_axes'));
      return;
    }
    const [, factors] = lowering.inputs;
    if (factors && param.int('axis') === 0) {
      // The second bottom has a batch of its own, so that its further axes lie along those of the first.
      lowering.give('axis', 0, param.field('axis'));
    } else if (!lowering.axis('axis', param, 'axis', 1)) return;
    if (axes !== undefined) lowering.give('axes', axes, param.field('num_axes'));
    if (operator === scale) lowering.flag('bias', param, 'bias_term');
  };

/** Number of axes; given by the second bottom where there is one. */
const axesOf = (param: Reader, { inputs }: LayerLowering): number | bigint | undefined =>
  inputs.length > 1 ? undefined : param.int('num_axes');

function meanVariance(lowering: LayerLowering): void {
  const param = lowering.param('mvn_param');
  lowering.use(meanVarianceNorm);
  lowering.flag('variance', param, 'normalize_variance');
  lowering.flag('acrossChannels', param, 'across_channels');
}

function length(lowering: LayerLowering): void {
  const param = lowering.param('norm_param');
  lowering.use(lengthNorm);
  lowering.flag('acrossPlaces', param, 'across_spatial');
  lowering.flag('shared', param, 'channel_shared');
}

const one = { bottoms: exactly(1), tops: exactly(1) };
const oneOrTwo = { bottoms: from(1, 2), tops: exactly(1) };

export const normalizationLayers: Readonly<Record<string, LayerType>> = {
  LRN: { doc: 'Divides each value by a power of the squares around it.', ...one, lower: localResponse },
  BatchNorm: {
    doc: 'Brings each channel to mean 0 and variance 1. What it keeps are running statistics; a Scale layer learns.',
    ...one,
    lower: batch,
  },
  BN: {
    doc: 'Brings each channel to mean 0 and variance 1, then scales and shifts it (SegNet, PSPNet).',
    ...one,
    lower: affineBatch,
  },
  Scale: {
    doc: 'Multiplies each channel by a factor, learned or its second bottom, and may add a number.',
    ...oneOrTwo,
    lower: affine(scale, 'scale_param'),
  },
  Bias: {
    doc: 'Adds a number to each channel, learned or its second bottom.',
    ...oneOrTwo,
    lower: affine(bias, 'bias_param'),
  },
  MVN: { doc: 'Brings each example to mean 0 and variance 1.', ...one, lower: meanVariance },
  Normalize: { doc: 'Brings the vector at each place to length 1.', ...one, lower: length },
};
