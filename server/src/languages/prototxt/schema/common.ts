// Messages that many layers share: shapes, fillers, rules of phases, parameters of training.
import { bool, enumeration, float, int, many, message, name, oneOf, string, sub, uint } from './schema.js';

export const phase = enumeration('Phase', {
  TRAIN: 'While the network is trained.',
  TEST: 'While the network is tested or used.',
});

/** A message of which Fovea knows no fields, so that none of them is reported. */
export const anything = message('', 'A message that Fovea does not look into.', {});

export const blobShape = message('BlobShape', 'Sizes of a blob, the batch first.', {
  dim: many(int('The size of one axis; the batch comes first.')),
});

export const filler = message('FillerParameter', 'How numbers that are learned are set before training.', {
  type: string('constant, uniform, gaussian, positive_unitball, xavier, msra or bilinear.', 'constant'),
  value: float('The value of a constant filler.', 0),
  min: float('Lower end of a uniform filler.', 0),
  max: float('Upper end of a uniform filler.', 1),
  mean: float('Mean of a gaussian filler.', 0),
  std: float('Standard deviation of a gaussian filler.', 1),
  sparse: int('Expected number of inputs that an output starts with; −1 for all.', -1),
  variance_norm: oneOf(
    enumeration('VarianceNorm', {
      FAN_IN: 'By the number of inputs.',
      FAN_OUT: 'By the number of outputs.',
      AVERAGE: 'By the mean of both.',
    }),
    'What the variance of xavier and msra fillers is normalised by.',
    'FAN_IN',
  ),
});

export const netState = message('NetState', 'In which state a network is built.', {
  phase: oneOf(phase, 'The phase.', 'TEST'),
  level: int('The level.', 0),
  stage: many(string('A stage that is on.')),
});

export const netStateRule = message('NetStateRule', 'A condition on the state of the network.', {
  phase: oneOf(phase, 'The phase in which the rule holds.'),
  min_level: int('The lowest level at which the rule holds.'),
  max_level: int('The highest level at which the rule holds.'),
  stage: many(string('A stage that must be on.')),
  not_stage: many(string('A stage that must be off.')),
});

export const paramSpec = message('ParamSpec', 'How one learned blob of a layer is trained.', {
  name: string('Layers that give one name share the blob; it is counted once.'),
  share_mode: oneOf(
    enumeration('DimCheckMode', {
      STRICT: 'Shared blobs have equal shapes.',
      PERMISSIVE: 'Shared blobs have equal numbers of elements.',
    }),
    'What sharing demands of the shapes.',
    'STRICT',
  ),
  lr_mult: float('Factor of the learning rate; 0 keeps the blob as it is.', 1),
  decay_mult: float('Factor of the weight decay.', 1),
});

export const blobProto = message('BlobProto', 'A tensor with its values, as trained networks keep them.', {
  shape: sub(() => blobShape, 'Its sizes.'),
  data: many(float('A value.')),
  diff: many(float('A gradient.')),
  double_data: many(float('A value in double precision.')),
  double_diff: many(float('A gradient in double precision.')),
  num: int('Batch.', 0, { deprecated: 'shape' }),
  channels: int('Channels.', 0, { deprecated: 'shape' }),
  height: int('Height.', 0, { deprecated: 'shape' }),
  width: int('Width.', 0, { deprecated: 'shape' }),
});

export const engine = enumeration('Engine', {
  DEFAULT: 'The one that Caffe was built for.',
  CAFFE: 'Caffe’s own.',
  CUDNN: 'cuDNN’s.',
  MKL2017: 'MKL 2017’s.',
  MKLDNN: 'MKL-DNN’s.',
});

export const transformation = message(
  'TransformationParameter',
  'What is done to each image before it enters the network.',
  {
    scale: float('Factor of each value, after the mean is subtracted.', 1),
    mirror: bool('Whether images are mirrored at random.', false),
    crop_size: uint('Side of the square that is cut out; the input of the network has this size.', 0),
    mean_file: string('A file with the mean image.'),
    mean_value: many(float('The mean of one channel.')),
    force_color: bool('Whether images are decoded to 3 channels.', false),
    force_gray: bool('Whether images are decoded to 1 channel.', false),
    // From the SSD branch.
    resize_param: sub(() => resize, 'The size that images are brought to.'),
    crop_h: uint('Height of the stretch that is cut out.', 0),
    crop_w: uint('Width of the stretch that is cut out.', 0),
    noise_param: sub(() => anything, 'Noise that is added at random (SSD).'),
    distort_param: sub(() => anything, 'How colours are changed at random (SSD).'),
    expand_param: sub(() => anything, 'How images are placed in larger ones at random (SSD).'),
    emit_constraint: sub(() => anything, 'Which boxes a window keeps (SSD).'),
    // From the PSPNet branch.
    scale_factors: many(float('A factor that images may be enlarged by at random.')),
  },
);

const resize = message('ResizeParameter', 'The size that images are brought to (SSD).', {
  prob: float('Probability of being resized.', 1),
  resize_mode: name('How: WARP, FIT_SMALL_SIZE or FIT_LARGE_SIZE_AND_PAD.', 'WARP'),
  height: uint('Height in pixels.', 0),
  width: uint('Width in pixels.', 0),
  height_scale: uint('Height in pixels that boxes are counted in.', 0),
  width_scale: uint('Width in pixels that boxes are counted in.', 0),
  interp_mode: many(name('LINEAR, AREA, NEAREST, CUBIC or LANCZOS4.')),
  pad_mode: name('What is placed around: CONSTANT, MIRRORED or REPEAT_NEAREST.', 'CONSTANT'),
  pad_value: many(float('The value that is placed around.')),
});
