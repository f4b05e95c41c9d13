// Normalisations of single examples without a batch: mean and variance, or length.
import { defineOperator } from './operator.js';
import { pointwise } from './field.js';
import { flag } from './parameters.js';

/** Any shape → the same. */
export const meanVarianceNorm = defineOperator({
  name: 'MeanVarianceNorm',
  family: 'normalization',
  summary: 'Brings each channel of an example, or all of it, to mean 0 and maybe variance 1.',
  source: 'Caffe MVN.',
  counterparts: {
    pytorch: {
      name: 'F.layer_norm',
      without: {
        variance: 'without it the mean is subtracted',
        acrossChannels: 'without it F.instance_norm does it',
      },
    },
    caffe: {
      name: 'MVN',
      message: 'mvn_param',
      arguments: { normalize_variance: 'variance', across_channels: 'acrossChannels' },
    },
  },
  parameters: {
    variance: flag({ doc: 'Whether the variance is brought to 1.', default: true }),
    acrossChannels: flag({ doc: 'Whether channels are taken together.', default: false }),
  },
  outline: ({ input }) => ({ outputs: [input] }),
  infer: ({ input }) => ({ outputs: [input] }),
});

/** Any shape → the same. Scale [1] or [C]. */
export const lengthNorm = defineOperator({
  name: 'LengthNorm',
  family: 'normalization',
  summary: 'Brings the vector of channels at each place to length 1, then multiplies by a learned scale.',
  source: 'Liu, Rabinovich and Berg, "ParseNet" (2015); Normalize of SSD.',
  counterparts: {
    pytorch: {
      name: 'F.normalize',
      without: {
        acrossPlaces: 'all places are laid in one row',
        shared: 'said by the shape of the parameter',
      },
    },
    caffe: {
      name: 'Normalize',
      message: 'norm_param',
      arguments: { across_spatial: 'acrossPlaces', channel_shared: 'shared' },
    },
  },
  learns: true,
  parameters: {
    acrossPlaces: flag({ doc: 'Whether all places are taken together.', default: true }),
    shared: flag({ doc: 'One scale for all channels; otherwise one for each.', default: true }),
  },
  outline: ({ input, undetermined }) => ({ ...undetermined(input), field: pointwise }),
  infer: ({ input, args: { shared } }) => ({
    outputs: [input],
    weights: [{ name: 'scale', shape: [shared ? 1 : (input[0] ?? 1)] }],
  }),
});
