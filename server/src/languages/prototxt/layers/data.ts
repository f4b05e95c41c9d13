// Layers that bring data in: the shapes of their tops, as far as the file gives them.
import { reasons } from '../../../findings/reasons.js';
import { symbolicDim, unknown, type Dim, type Shape } from '../../../math/dim.js';
import type { Reader } from '../parser/reader.js';
import { sizesBehindBatch, type BlobCount } from './layerType.js';

/** The shape of one top. `assumed` says what of it the file does not specify. */
export interface Source {
  readonly shape: Shape;
  readonly assumed?: string;
}

export interface DataLayerType {
  readonly doc: string;
  readonly tops: BlobCount;
  /** Where the tops have shapes of their own; the first is the data, later ones are labels. */
  readonly source: (layer: Reader, top: number) => Source;
}

const label: Source = { shape: [] };
const rgb = 'the file does not specify the channels; assuming 3';

/** Height and width of images whose size depends on the data: unknown, but the same everywhere. */
const unknownSize = (reason: string): readonly Dim[] => [
  symbolicDim('height of the data', reason),
  symbolicDim('width of the data', reason),
];

/** The side of the square that is cut out, now in transform_param, once in the layer's own message. */
function cropOf(layer: Reader, own: Reader): readonly Dim[] | undefined {
  const transform = layer.sub('transform_param');
  const side = transform.int('crop_size') ?? own.int('crop_size') ?? 0;
  if (side > 0) return [side, side];
  const [high, wide] = [transform.int('crop_h') ?? 0, transform.int('crop_w') ?? 0];
  if (high > 0 && wide > 0) return [high, wide];
  const resize = transform.sub('resize_param');
  const [height, width] = [resize.int('height') ?? 0, resize.int('width') ?? 0];
  return height > 0 && width > 0 ? [height, width] : undefined;
}

/** What the file says of the channels: what images are decoded to, or a mean for each channel. */
function channelsOf(layer: Reader, own: Reader): number | undefined {
  const transform = layer.sub('transform_param');
  if (transform.flag('force_gray')) return 1;
  if (transform.flag('force_color') || own.flag('force_encoded_color')) return 3;
  const means = transform.fields('mean_value').length;
  return means > 1 ? means : undefined;
}

const images =
  (parameter: string) =>
  (layer: Reader, top: number): Source => {
    if (top > 0) return label;
    const own = layer.sub(parameter);
    const size = cropOf(layer, own);
    const channels = channelsOf(layer, own);
    if (size === undefined) {
      const [stated] = layer.sub('input_param').subs('shape');
      const sizes = stated && sizesBehindBatch(stated);
      if (sizes)
        return { shape: sizes, assumed: 'the shape of input_param, which only a layer of type Input reads' };
      const reason = reasons.imageSize;
      return { shape: [channels ?? symbolicDim('channels of the data', reason), ...unknownSize(reason)] };
    }
    return channels === undefined ? { shape: [3, ...size], assumed: rgb } : { shape: [channels, ...size] };
  };

function files(layer: Reader, top: number, parameter = 'image_data_param'): Source {
  if (top > 0) return label;
  const own = layer.sub(parameter);
  const [height, width] = [own.int('new_height') ?? 0, own.int('new_width') ?? 0];
  const size = cropOf(layer, own) ?? (height > 0 && width > 0 ? [height, width] : undefined);
  const colour = own.flag('is_color') ?? true;
  const channels = channelsOf(layer, own) ?? (colour ? 3 : 1);
  return { shape: [channels, ...(size ?? unknownSize('the images have the sizes of their files'))] };
}

/** Images with a label for each pixel (SegNet's dense_image_data_layer.cpp, DeepLab's image_seg_data_layer.cpp). */
const labelled =
  (parameter: string) =>
  (layer: Reader, top: number): Source => {
    const image = files(layer, 0, parameter);
    if (top === 0) return image;
    const type = layer.sub(parameter).word('label_type') ?? 'PIXEL';
    if (type !== 'PIXEL' || top > 1) return { shape: unknown(reasons.labelShape) };
    return { shape: 'unknown' in image.shape ? image.shape : [1, ...image.shape.slice(1)] };
  };

/** Windows are always read in colour (window_data_layer.cpp). */
function windows(layer: Reader, top: number): Source {
  if (top > 0) return label;
  const size = cropOf(layer, layer.sub('window_data_param'));
  return { shape: [3, ...(size ?? unknownSize('the file does not specify the size of its windows'))] };
}

function memory(layer: Reader, top: number): Source {
  if (top > 0) return label;
  const own = layer.sub('memory_data_param');
  const sizes = ['channels', 'height', 'width'].map((field) => own.int(field));
  if (sizes.includes(undefined)) return { shape: unknown(reasons.unspecifiedSizes) };
  return { shape: sizes as Dim[] };
}

/** One shape for all tops, or one for each. */
const declared =
  (parameter: string) =>
  (layer: Reader, top: number): Source => {
    const own = layer.sub(parameter);
    const shapes = own.subs('shape');
    const shape = shapes[shapes.length === 1 ? 0 : top];
    const sizes = shape ? sizesBehindBatch(shape) : legacySizes(own, top);
    if (sizes) return { shape: sizes };
    return { shape: unknown(shape ? 'its shape is not valid' : 'the file does not specify its shape') };
  };

function legacySizes(own: Reader, top: number): readonly Dim[] | undefined {
  const sizes = ['channels', 'height', 'width'].map((field) => {
    const values = own.ints(field);
    return values?.[values.length === 1 ? 0 : top];
  });
  return sizes.includes(undefined) ? undefined : (sizes as Dim[]);
}

const dataAndLabel: BlobCount = { min: 1, max: 2 };
const any: BlobCount = { min: 1, max: Infinity };

export const dataLayers: Readonly<Record<string, DataLayerType>> = {
  Input: { doc: 'Blobs that the caller fills.', tops: any, source: declared('input_param') },
  Data: { doc: 'Images and labels from a database.', tops: dataAndLabel, source: images('data_param') },
  AnnotatedData: {
    doc: 'Images and boxes from a database.',
    tops: dataAndLabel,
    source: (layer, top) =>
      top > 0 ? { shape: unknown(reasons.boxesDependOnData) } : images('data_param')(layer, top),
  },
  ImageData: {
    doc: 'Images and labels from a list of files.',
    tops: dataAndLabel,
    source: (layer, top) => files(layer, top),
  },
  DenseImageData: {
    doc: 'Images and a label for each pixel from a list of files (SegNet).',
    tops: any,
    source: labelled('dense_image_data_param'),
  },
  ImageSegData: {
    doc: 'Images and a label for each pixel from a list of files (DeepLab).',
    tops: any,
    source: labelled('image_data_param'),
  },
  WindowData: { doc: 'Windows of images, for detection.', tops: dataAndLabel, source: windows },
  MemoryData: { doc: 'Data and labels from memory.', tops: { min: 2, max: 2 }, source: memory },
  HDF5Data: {
    doc: 'Arrays from HDF5 files.',
    tops: any,
    source: () => ({ shape: unknown(reasons.hdf5Sizes) }),
  },
  DummyData: { doc: 'Made-up data.', tops: any, source: declared('dummy_data_param') },
};
