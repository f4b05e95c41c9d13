// The parameters of layers that compute: convolutions, poolings, normalisations, joins, shapes, losses.
import { engine, filler } from './common.js';
import { blobShape } from './common.js';
import {
  bool,
  enumeration,
  float,
  int,
  many,
  message,
  oneOf,
  string,
  sub,
  uint,
  type MessageType,
} from './schema.js';

const weightFiller = sub(() => filler, 'How the weights are set before training.');
const biasFiller = sub(() => filler, 'How the bias is set before training.');
const engineField = oneOf(engine, 'Which implementation runs it.', 'DEFAULT');
const axis = (doc: string, preset: number) => int(`${doc} Axis 0 is the batch.`, preset);

const convolution = message('ConvolutionParameter', 'Filters that slide over the input.', {
  num_output: uint('Number of filters: channels of the output.'),
  bias_term: bool('Whether a learned number is added to each output channel.', true),
  pad: many(uint('Zeros around the input in pixels, once for all axes or once for each.', 0)),
  kernel_size: many(uint('Size of the filters in pixels, once for all axes or once for each.')),
  stride: many(uint('Step between neighbouring positions in pixels, once for all axes or once for each.', 1)),
  dilation: many(uint('Distance between neighbouring weights of a filter in pixels.', 1)),
  pad_h: uint('Zeros above and below the input in pixels.', 0),
  pad_w: uint('Zeros left and right of the input in pixels.', 0),
  kernel_h: uint('Height of the filters in pixels.'),
  kernel_w: uint('Width of the filters in pixels.'),
  stride_h: uint('Step from row to row in pixels.', 1),
  stride_w: uint('Step from column to column in pixels.', 1),
  group: uint('Number of equal groups that channels are split into, each seen by its own filters.', 1),
  weight_filler: weightFiller,
  bias_filler: biasFiller,
  engine: engineField,
  axis: axis('The axis of the channels; the axes after it are convolved over.', 1),
  force_nd_im2col: bool('Whether the general form of im2col is used also for images.', false),
});

const pooling = message('PoolingParameter', 'One value for each window of the input, channel by channel.', {
  pool: oneOf(
    enumeration('PoolMethod', {
      MAX: 'The largest value of each window.',
      AVE: 'The mean of each window.',
      STOCHASTIC: 'A value of each window, chosen at random by size.',
    }),
    'What is taken of each window.',
    'MAX',
  ),
  pad: uint('Pixels around the input that take no part.', 0),
  pad_h: uint('Pixels above and below the input.', 0),
  pad_w: uint('Pixels left and right of the input.', 0),
  kernel_size: uint('Side of the window in pixels.'),
  kernel_h: uint('Height of the window in pixels.'),
  kernel_w: uint('Width of the window in pixels.'),
  stride: uint('Step between neighbouring windows in pixels.', 1),
  stride_h: uint('Step from row to row in pixels.', 1),
  stride_w: uint('Step from column to column in pixels.', 1),
  engine: engineField,
  global_pooling: bool('Whether one window covers the whole input.', false),
  round_mode: oneOf(
    enumeration('RoundMode', {
      CEIL: 'What is left over at the end gets a window of its own.',
      FLOOR: 'What is left over at the end is not read.',
    }),
    'How the number of windows is rounded.',
    'CEIL',
  ),
  ceil_mode: bool('Whether the number of windows is rounded up (NVIDIA’s branch).', true),
});

const innerProduct = message('InnerProductParameter', 'A learned matrix: every output sees every input.', {
  num_output: uint('Number of outputs.'),
  bias_term: bool('Whether a learned number is added to each output.', true),
  weight_filler: weightFiller,
  bias_filler: biasFiller,
  axis: axis('The first axis of the inputs; it and all following axes are flattened.', 1),
  transpose: bool('Whether the matrix is kept transposed.', false),
});

const lrn = message('LRNParameter', 'Divides each value by a power of the squares around it.', {
  local_size: uint('Number of neighbours that are summed; odd.', 5),
  alpha: float('Factor of the sum.', 1),
  beta: float('Exponent.', 0.75),
  norm_region: oneOf(
    enumeration('NormRegion', {
      ACROSS_CHANNELS: 'Neighbouring channels at the same place.',
      WITHIN_CHANNEL: 'Neighbouring places of the same channel.',
    }),
    'Which neighbours are summed.',
    'ACROSS_CHANNELS',
  ),
  k: float('Added before the power.', 1),
  engine: engineField,
});

const batchNorm = message(
  'BatchNormParameter',
  'Mean 0 and variance 1 for each channel; the scale and shift are a Scale layer of their own.',
  {
    use_global_stats: bool('Whether kept means and variances are used; by default while testing.'),
    moving_average_fraction: float('How much of the kept figures stays with each batch.', 0.999),
    eps: float('Added to the variance against division by 0.', 1e-5),
  },
);

const scale = message('ScaleParameter', 'Factors along some axes: learned, or the second bottom.', {
  axis: axis('The first axis that the factors lie along.', 1),
  num_axes: int('Number of axes that the factors lie along; −1 all that follow, 0 one factor for all.', 1),
  filler: sub(() => filler, 'How the factors are set before training.'),
  bias_term: bool('Whether a learned number is added after each factor.', false),
  bias_filler: biasFiller,
});

const bias = message(
  'BiasParameter',
  'Numbers that are added along some axes: learned, or the second bottom.',
  {
    axis: axis('The first axis that the numbers lie along.', 1),
    num_axes: int('Number of axes that the numbers lie along; −1 all that follow, 0 one for all.', 1),
    filler: sub(() => filler, 'How they are set before training.'),
  },
);

/** SegNet's and PSPNet's, which have different fields. */
const bn = message('BNParameter', 'Mean 0 and variance 1 for each channel, then a learned scale and shift.', {
  scale_filler: sub(() => filler, 'How the scale is set before training (SegNet).'),
  shift_filler: sub(() => filler, 'How the shift is set before training (SegNet).'),
  bn_mode: oneOf(
    enumeration('BNMode', {
      LEARN: 'Statistics are those of the batch.',
      INFERENCE: 'Statistics are in the scale and shift already.',
    }),
    'Which statistics are used (SegNet).',
    'LEARN',
  ),
  slope_filler: sub(() => filler, 'How the scale is set before training (PSPNet).'),
  bias_filler: sub(() => filler, 'How the shift is set before training (PSPNet).'),
  momentum: float('How much of the kept figures stays with each batch (PSPNet).', 0.9),
  eps: float('Added to the variance against division by 0.', 1e-5),
  frozen: bool('Whether kept figures are used while training too (PSPNet).', false),
  icnet: bool('Whether it is ICNet’s form.', false),
  engine: engineField,
});

const activations: Readonly<Record<string, MessageType>> = {
  relu_param: message('ReLUParameter', 'max(0, x).', {
    negative_slope: float('Factor of negative values.', 0),
    engine: engineField,
  }),
  prelu_param: message('PReLUParameter', 'A ReLU whose factor of negative values is learned.', {
    filler: sub(() => filler, 'How the factors are set before training.'),
    channel_shared: bool('Whether all channels share one factor.', false),
  }),
  elu_param: message('ELUParameter', 'x where it is positive, alpha · (e^x − 1) where it is not.', {
    alpha: float('What large negative values approach, negated.', 1),
  }),
  swish_param: message('SwishParameter', 'x · sigmoid(beta · x).', { beta: float('Factor inside.', 1) }),
  clip_param: message('ClipParameter', 'Values between two bounds.', {
    min: float('Lower bound.'),
    max: float('Upper bound.'),
  }),
  sigmoid_param: message('SigmoidParameter', '1 / (1 + e^−x).', { engine: engineField }),
  tanh_param: message('TanHParameter', 'Hyperbolic tangent.', { engine: engineField }),
  power_param: message('PowerParameter', '(shift + scale · x) ^ power.', {
    power: float('Exponent.', 1),
    scale: float('Factor.', 1),
    shift: float('Added before the power.', 0),
  }),
  exp_param: message('ExpParameter', 'base ^ (shift + scale · x).', {
    base: float('Base; −1 stands for e.', -1),
    scale: float('Factor.', 1),
    shift: float('Added in the exponent.', 0),
  }),
  log_param: message('LogParameter', 'log of (shift + scale · x).', {
    base: float('Base; −1 stands for e.', -1),
    scale: float('Factor.', 1),
    shift: float('Added inside.', 0),
  }),
  threshold_param: message('ThresholdParameter', '1 where a value is above the threshold, 0 elsewhere.', {
    threshold: float('The threshold.', 0),
  }),
  dropout_param: message('DropoutParameter', 'Values are set to 0 at random while training.', {
    dropout_ratio: float('Probability of being set to 0.', 0.5),
    scale_train: bool('Whether what stays is scaled up (Fast R-CNN).', true),
    sample_weights_test: bool('Whether values are set to 0 while testing too (SegNet).', false),
  }),
};

const shapes: Readonly<Record<string, MessageType>> = {
  concat_param: message('ConcatParameter', 'Blobs one after the other.', {
    axis: axis('The axis that they follow one another along.', 1),
    concat_dim: uint('The axis.', 1, { deprecated: 'axis' }),
  }),
  slice_param: message('SliceParameter', 'Parts of a blob.', {
    axis: axis('The axis that is cut.', 1),
    slice_point: many(uint('Where a part ends and the next begins; without any, the parts are equal.')),
    slice_dim: uint('The axis.', 1, { deprecated: 'axis' }),
  }),
  eltwise_param: message('EltwiseParameter', 'Blobs of one shape joined element by element.', {
    operation: oneOf(
      enumeration('EltwiseOp', { PROD: 'Their product.', SUM: 'Their sum.', MAX: 'The largest of them.' }),
      'How they are joined.',
      'SUM',
    ),
    coeff: many(float('The factor of one summand, in their order.')),
    stable_prod_grad: bool('Whether a slower gradient that never divides by 0 is used.', true),
  }),
  flatten_param: message('FlattenParameter', 'Neighbouring axes as one.', {
    axis: axis('The first of them.', 1),
    end_axis: axis('The last of them.', -1),
  }),
  reshape_param: message('ReshapeParameter', 'Other axes for the same elements.', {
    shape: sub(() => blobShape, 'The new sizes; 0 keeps a size, one −1 takes what is left.'),
    axis: axis('The first axis that is replaced.', 0),
    num_axes: int('Number of axes that are replaced; −1 all that follow.', -1),
  }),
  crop_param: message('CropParameter', 'Cuts the first bottom to the size of the second.', {
    axis: axis('The first axis that is cut.', 2),
    offset: many(uint('Where the part begins, once for all axes or once for each.', 0)),
  }),
  permute_param: message('PermuteParameter', 'Axes in another order (SSD).', {
    order: many(uint('For each axis of the output the axis of the input that it is.')),
  }),
  tile_param: message('TileParameter', 'Copies along an axis.', {
    axis: axis('The axis.', 1),
    tiles: int('Number of copies.'),
  }),
  reduction_param: message('ReductionParameter', 'One number for all axes from some axis on.', {
    operation: oneOf(
      enumeration('ReductionOp', {
        SUM: 'The sum.',
        ASUM: 'The sum of absolute values.',
        SUMSQ: 'The sum of squares.',
        MEAN: 'The mean.',
      }),
      'What is taken.',
      'SUM',
    ),
    axis: axis('The first axis that is reduced.', 0),
    coeff: float('Factor of the result.', 1),
  }),
  argmax_param: message('ArgMaxParameter', 'The place of the largest value.', {
    out_max_val: bool('Whether the value is given with its place.', false),
    top_k: uint('Number of places.', 1),
    axis: int('The axis along which to look; without it, all of an example.'),
  }),
  softmax_param: message('SoftmaxParameter', 'Scores as probabilities.', {
    engine: engineField,
    axis: axis('The axis of the classes.', 1),
  }),
  spp_param: message('SPPParameter', 'Poolings to 1×1, 2×2, 4×4 … windows, one after the other.', {
    pyramid_height: uint('Number of levels.'),
    pool: oneOf(
      enumeration('PoolMethod', {
        MAX: 'The largest value.',
        AVE: 'The mean.',
        STOCHASTIC: 'One at random.',
      }),
      'What is taken of each window.',
      'MAX',
    ),
    engine: engineField,
  }),
  mvn_param: message('MVNParameter', 'Mean 0, and variance 1, of each example.', {
    normalize_variance: bool('Whether the variance is brought to 1.', true),
    across_channels: bool('Whether channels are taken together.', false),
    eps: float('Added to the deviation.', 1e-9),
  }),
  norm_param: message('NormalizeParameter', 'Length 1 for the vector at each place (SSD).', {
    across_spatial: bool('Whether all places are taken together.', true),
    scale_filler: sub(() => filler, 'How the learned scale is set before training.'),
    channel_shared: bool('Whether all channels share one scale.', true),
    eps: float('Added to the length.', 1e-10),
  }),
  shuffle_channel_param: message('ShuffleChannelParameter', 'Channels of all groups in turn (ShuffleNet).', {
    group: uint('Number of groups.', 1),
  }),
  embed_param: message('EmbedParameter', 'A learned vector for each index.', {
    num_output: uint('Length of each vector.'),
    input_dim: uint('Number of vectors.'),
    bias_term: bool('Whether a learned vector is added to each.', true),
    weight_filler: weightFiller,
    bias_filler: biasFiller,
  }),
  recurrent_param: message('RecurrentParameter', 'A layer that keeps a state from step to step.', {
    num_output: uint('Number of outputs.', 0),
    weight_filler: weightFiller,
    bias_filler: biasFiller,
    debug_info: bool('Whether the unrolled network is logged.', false),
    expose_hidden: bool('Whether the state is also a bottom and a top.', false),
  }),
  python_param: message('PythonParameter', 'A layer written in Python; Fovea does not run it.', {
    module: string('The module.'),
    layer: string('The class in it.'),
    param_str: string('A text for it.'),
    share_in_parallel: bool('Whether workers share the layer.', false),
  }),
  prior_box_param: message('PriorBoxParameter', 'Boxes around each place of a feature map (SSD).', {
    min_size: many(float('Side of a small box in pixels.')),
    max_size: many(float('Side of the next larger box in pixels.')),
    aspect_ratio: many(float('A further ratio of width and height.')),
    flip: bool('Whether each ratio stands for its inverse too.', true),
    clip: bool('Whether boxes end at the border.', false),
    variance: many(float('A factor of the coordinates.')),
    img_size: uint('Side of the image in pixels.'),
    img_h: uint('Height of the image in pixels.'),
    img_w: uint('Width of the image in pixels.'),
    step: float('Distance of boxes in pixels.'),
    step_h: float('Distance of rows in pixels.'),
    step_w: float('Distance of columns in pixels.'),
    offset: float('Place of the first box, in steps.', 0.5),
  }),
  psroi_pooling_param: message('PSROIPoolingParameter', 'A fixed size for each region (R-FCN).', {
    spatial_scale: float('From pixels of the image to those of the feature map.'),
    output_dim: int('Channels of the result.'),
    group_size: int('Height and width of the result.'),
  }),
  interp_param: message('InterpParameter', 'A size by interpolation (DeepLab).', {
    height: int('Height of the result.', 0),
    width: int('Width of the result.', 0),
    zoom_factor: int('How many times as many steps between pixels the result has.', 1),
    shrink_factor: int('How many steps between pixels become one.', 1),
    pad_beg: int('Pixels that are cut at the start, negated.', 0),
    pad_end: int('Pixels that are cut at the end, negated.', 0),
  }),
  upsample_param: message('UpsampleParameter', 'A larger size (SegNet).', {
    scale: uint('Factor of height and width.', 2),
    scale_h: uint('Factor of the height.', 2),
    scale_w: uint('Factor of the width.', 2),
    upsample_h: uint('Height of the result.'),
    upsample_w: uint('Width of the result.'),
    pad_out_h: bool('Whether the last row is left out.', false),
    pad_out_w: bool('Whether the last column is left out.', false),
  }),
  roi_pooling_param: message('ROIPoolingParameter', 'A fixed size for each region (Fast R-CNN).', {
    pooled_h: uint('Height of the result.', 0),
    pooled_w: uint('Width of the result.', 0),
    spatial_scale: float('From pixels of the image to those of the feature map.', 1),
  }),
};

const losses: Readonly<Record<string, MessageType>> = {
  loss_param: message('LossParameter', 'What all losses share.', {
    ignore_label: int('A label that counts for nothing.'),
    normalization: oneOf(
      enumeration('NormalizationMode', {
        FULL: 'By all places.',
        VALID: 'By the places that count.',
        BATCH_SIZE: 'By the examples.',
        NONE: 'Not at all.',
        PRE_FIXED: 'By a given number (R-FCN).',
      }),
      'What the sum is divided by.',
      'VALID',
    ),
    pre_fixed_normalizer: float('What PRE_FIXED divides by (R-FCN).', 1),
    weight_by_label_freqs: bool('Whether labels are weighted (SegNet).', false),
    class_weighting: many(float('The weight of one label, in their order (SegNet).')),
    normalize: bool('Whether the sum is divided by all places.', undefined, { deprecated: 'normalization' }),
  }),
  accuracy_param: message('AccuracyParameter', 'How often the label is among the best scores.', {
    top_k: uint('Number of scores that count.', 1),
    axis: axis('The axis of the classes.', 1),
    ignore_label: int('A label that counts for nothing.'),
  }),
  contrastive_loss_param: message('ContrastiveLossParameter', 'A loss of pairs.', {
    margin: float('Distance that unlike pairs should keep.', 1),
    legacy_version: bool('Whether the distance is squared after the margin, as it first was.', false),
  }),
  hinge_loss_param: message('HingeLossParameter', 'A loss of margins.', {
    norm: oneOf(enumeration('Norm', { L1: 'Absolute values.', L2: 'Squares.' }), 'What is summed.', 'L1'),
  }),
  infogain_loss_param: message('InfogainLossParameter', 'A cross entropy with weights between classes.', {
    source: string('The file of the weights.'),
    axis: axis('The axis of the classes.', 1),
  }),
  smooth_l1_loss_param: message('SmoothL1LossParameter', 'A loss of regressions (Fast R-CNN).', {
    sigma: float('Where squares turn into absolute values.', 1),
  }),
};

/** By the name of the field that holds them in a layer. */
export const layerParameters: Readonly<Record<string, MessageType>> = {
  convolution_param: convolution,
  pooling_param: pooling,
  inner_product_param: innerProduct,
  lrn_param: lrn,
  batch_norm_param: batchNorm,
  bn_param: bn,
  scale_param: scale,
  bias_param: bias,
  ...activations,
  ...shapes,
  ...losses,
};
