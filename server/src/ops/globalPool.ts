// Pooling of the whole map to one value per channel.
import type { Counterparts } from './counterparts.js';
import { global } from './field.js';
import { defineOperator } from './operator.js';
import { spatialSizes } from './spatial.js';

/** [C, …spatial] → [C, 1 for each spatial axis]. */
const globalPool = (name: string, summary: string, source: string, counterparts: Counterparts<never>) =>
  defineOperator({
    name,
    family: 'pooling',
    summary,
    source,
    counterparts,
    parameters: {},
    infer: ({ input, report, undetermined }) => {
      const sizes = spatialSizes(name, input, report);
      if (!sizes) return undetermined();
      return { outputs: [[input[0] ?? 1, ...sizes.map(() => 1)]], field: global, globalPooling: true };
    },
  });

export const globalAvgPool = globalPool(
  'GlobalAvgPool',
  'Takes the mean of each whole channel.',
  'Lin, Chen and Yan, "Network in network" (2013).',
  {
    pytorch: {
      name: 'nn.AdaptiveAvgPool{n}d',
      functions: ['F.adaptive_avg_pool{n}d'],
      arguments: { output_size: { fixed: 1 } },
      positional: 1,
    },
    caffe: {
      name: 'Pooling',
      message: 'pooling_param',
      arguments: { pool: { fixed: 'AVE' }, global_pooling: { fixed: true } },
    },
  },
);

export const globalMaxPool = globalPool(
  'GlobalMaxPool',
  'Takes the largest value of each whole channel.',
  'Oquab et al., "Is object localization for free?" (2015).',
  {
    pytorch: {
      name: 'nn.AdaptiveMaxPool{n}d',
      functions: ['F.adaptive_max_pool{n}d'],
      arguments: { output_size: { fixed: 1 } },
      positional: 1,
    },
    caffe: {
      name: 'Pooling',
      message: 'pooling_param',
      arguments: { pool: { fixed: 'MAX' }, global_pooling: { fixed: true } },
    },
  },
);
