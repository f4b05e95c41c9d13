// Poolings to fixed sizes: of a whole map at several scales, and of regions of it.
import { formatDim, mulDim } from '../math/dim.js';
import { add, mul, type Int } from '../math/int.js';
import { global, lost } from './field.js';
import { defineOperator } from './operator.js';
import { choice, integer, real, sizePerAxis } from './parameters.js';
import { channelsOnly, eachAxis, spatialSizes } from './spatial.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** [C, H, W] → [C · (1 + 4 + 16 + …)]. */
export const spatialPyramidPool = defineOperator({
  name: 'SpatialPyramidPool',
  family: 'pooling',
  summary:
    'Pools to 1×1, 2×2, 4×4 … windows and lays the results in one row, whatever the size of its input.',
  source: 'He et al., "Spatial pyramid pooling in deep convolutional networks" (2014).',
  counterparts: {
    pytorch: {
      name: 'F.adaptive_max_pool{n}d',
      arguments: { output_size: 'levels' },
      without: { method: 'the function is chosen by it' },
    },
    caffe: { name: 'SPP', message: 'spp_param', arguments: { pyramid_height: 'levels', pool: 'method' } },
  },
  parameters: {
    levels: integer({
      doc: 'Number of levels; level i has 2^i windows along each axis.',
      min: 1,
      max: 20,
      default: 1,
    }),
    method: choice(['max', 'mean', 'random'], { doc: 'What is taken of each window.', default: 'max' }),
  },
  infer: ({ input, args, report, undetermined }) => {
    const sizes = spatialSizes('SpatialPyramidPool', input, report);
    if (!sizes) return undetermined();
    let windows: Int = 0;
    let level: Int = 1;
    for (let index = 0; index < args.levels; index++) {
      windows = add(windows, level);
      level = mul(level, 4);
    }
    const [channels = 1] = input;
    const result = mulDim(channels, windows);
    return {
      outputs: [[result]],
      field: global,
      globalPooling: true,
      explain: () => [{ label: 'features', formula: `${formatDim(channels)}·${windows}`, result }],
    };
  },
});

/** [C, …spatial], regions → [C, …size] for each region; the regions take the place of the batch. */
export const regionPool = defineOperator({
  name: 'RegionPool',
  family: 'pooling',
  summary: 'Pools each region of a map to one size; figures are for one region.',
  source: 'Girshick, "Fast R-CNN" (2015), section 2.1.',
  counterparts: {
    pytorch: {
      name: 'torchvision.ops.roi_pool',
      arguments: { output_size: 'size', spatial_scale: 'scale' },
      without: { channels: 'ps_roi_pool takes as many as there are for each part' },
    },
    caffe: {
      name: 'ROIPooling',
      message: 'roi_pooling_param',
      arguments: { pooled_w: 'size', pooled_h: 'size', spatial_scale: 'scale' },
      without: { channels: 'PSROIPooling says it by output_dim' },
    },
  },
  operands: { min: 2, max: 2 },
  reads: 1,
  parameters: {
    size: sizePerAxis({ doc: 'Size of the output, one number or one for each axis.' }),
    channels: integer({
      doc: 'Channels of the output, where each part of a region is pooled from channels of its own (R-FCN).',
      min: 1,
      default: undefined,
      defaultText: 'those of the input',
    }),
    scale: real({ doc: 'Pixels of the map for each pixel in which regions are given.', default: 1 }),
  },
  infer: (call) => {
    const { input, args, report, undetermined } = call;
    const sizes = spatialSizes('RegionPool', input, report);
    if (!sizes) return undetermined();
    const targets = eachAxis(args.size, sizes.length, { callee: 'RegionPool', parameter: 'size', report });
    if (!targets) return channelsOnly(call);
    return {
      outputs: [[args.channels ?? input[0] ?? 1, ...targets]],
      field: lost(fieldReasons.regions),
      shapeOnly: [1],
    };
  },
});
