// The parameters of layers that bring data into a network or out of it.
import { anything, blobShape, filler } from './common.js';
import {
  bool,
  enumeration,
  float,
  int,
  many,
  message,
  name,
  oneOf,
  string,
  sub,
  uint,
  type MessageType,
} from './schema.js';

const batch = uint('Examples that are read at a time; shapes and costs leave them out.');
const toTransform = { deprecated: 'transform_param' };
const source = string('Where the data lies.');
const oldTransform = {
  scale: float('Factor of each value.', 1, toTransform),
  mean_file: string('A file with the mean image.', undefined, toTransform),
  crop_size: uint('Side of the square that is cut out.', 0, toTransform),
  mirror: bool('Whether images are mirrored at random.', false, toTransform),
};

/** By the name of the field that holds them in a layer. */
export const dataParameters: Readonly<Record<string, MessageType>> = {
  input_param: message('InputParameter', 'Shapes of blobs that the caller fills.', {
    shape: many(sub(() => blobShape, 'Sizes of one top, or of all tops.')),
  }),
  data_param: message('DataParameter', 'Images from a database.', {
    source,
    batch_size: batch,
    rand_skip: uint('At most so many examples are skipped at the start.', 0),
    backend: oneOf(
      enumeration('DB', { LEVELDB: 'LevelDB.', LMDB: 'LMDB.' }),
      'The kind of database.',
      'LEVELDB',
    ),
    ...oldTransform,
    force_encoded_color: bool('Whether images are decoded to 3 channels.', false),
    prefetch: uint('Number of batches that are read ahead.', 10),
  }),
  image_data_param: message('ImageDataParameter', 'Images from a list of files.', {
    source,
    batch_size: uint('Examples that are read at a time; shapes and costs leave them out.', 1),
    rand_skip: uint('At most so many examples are skipped at the start.', 0),
    shuffle: bool('Whether the order is changed with each pass.', false),
    new_height: uint('Height that images are brought to.', 0),
    new_width: uint('Width that images are brought to.', 0),
    is_color: bool('Whether images have 3 channels, or 1.', true),
    ...oldTransform,
    root_folder: string('The folder that the names are relative to.'),
    // From the branches of DeepLab and PSPNet.
    label_type: name(
      'Whether images have a label for each pixel, one, or none: PIXEL, IMAGE or NONE.',
      'IMAGE',
    ),
  }),
  hdf5_data_param: message('HDF5DataParameter', 'Arrays from HDF5 files.', {
    source,
    batch_size: batch,
    shuffle: bool('Whether the order is changed with each pass.', false),
  }),
  hdf5_output_param: message('HDF5OutputParameter', 'Writes blobs to an HDF5 file.', {
    file_name: string('The file.'),
  }),
  memory_data_param: message('MemoryDataParameter', 'Data from memory.', {
    batch_size: batch,
    channels: uint('Channels of each example.'),
    height: uint('Height of each example.'),
    width: uint('Width of each example.'),
  }),
  dummy_data_param: message('DummyDataParameter', 'Made-up data.', {
    data_filler: many(sub(() => filler, 'How values are made up.')),
    shape: many(sub(() => blobShape, 'Sizes of one top, or of all tops.')),
    num: many(uint('Batch.', undefined, { deprecated: 'shape' })),
    channels: many(uint('Channels.', undefined, { deprecated: 'shape' })),
    height: many(uint('Height.', undefined, { deprecated: 'shape' })),
    width: many(uint('Width.', undefined, { deprecated: 'shape' })),
  }),
  window_data_param: message('WindowDataParameter', 'Windows of images, for detection.', {
    source,
    ...oldTransform,
    batch_size: batch,
    fg_threshold: float('Overlap from which a window is an object.', 0.5),
    bg_threshold: float('Overlap below which a window is background.', 0.5),
    fg_fraction: float('Share of objects in a batch.', 0.25),
    context_pad: uint('Pixels of context around a window.', 0),
    crop_mode: string('warp or square.', 'warp'),
    cache_images: bool('Whether images are kept in memory.', false),
    root_folder: string('The folder that the names are relative to.'),
  }),
  parameter_param: message('ParameterParameter', 'A learned blob without inputs.', {
    shape: sub(() => blobShape, 'Its sizes.'),
  }),
  annotated_data_param: message('AnnotatedDataParameter', 'Labels of detection data (SSD).', {
    label_map_file: string('The file of label names.'),
    anno_type: name('The kind of labels.'),
    batch_sampler: many(sub(() => anything, 'How windows are drawn.')),
  }),
  dense_image_data_param: message(
    'DenseImageDataParameter',
    'Pairs of an image and a label for each pixel (SegNet).',
    {
      source,
      batch_size: uint('Examples that are read at a time; shapes and costs leave them out.', 1),
      rand_skip: uint('At most so many examples are skipped at the start.', 0),
      shuffle: bool('Whether the order is changed with each pass.', false),
      new_height: uint('Height that images are brought to.', 0),
      new_width: uint('Width that images are brought to.', 0),
      is_color: bool('Whether images have 3 channels, or 1.', true),
      label_divs: many(int('A factor that labels are made smaller by.')),
      ...oldTransform,
      root_folder: string('The folder that the names are relative to.'),
    },
  ),
  multibox_loss_param: message('MultiBoxLossParameter', 'The loss of SSD.', {}),
  detection_output_param: message('DetectionOutputParameter', 'Which boxes SSD gives.', {}),
};

/** Messages whose fields are not declared: their contents are not checked. */
export const unchecked: ReadonlySet<string> = new Set([
  '',
  'MultiBoxLossParameter',
  'DetectionOutputParameter',
]);
