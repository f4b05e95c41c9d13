// Layers that slide a window: convolutions and poolings.
import { reasons } from '../../../findings/reasons.js';
import { addDim, floorDivDim, isUnknown, mulDim, unknown, type Dim } from '../../../math/dim.js';
import { add, type Int } from '../../../math/int.js';
import { conv } from '../../../ops/conv.js';
import { convTranspose } from '../../../ops/convTranspose.js';
import { globalAvgPool, globalMaxPool } from '../../../ops/globalPool.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import { avgPool, maxPool, stochasticPool } from '../../../ops/pool.js';
import { regionPool, spatialPyramidPool } from '../../../ops/spatialPyramid.js';
import { upsample } from '../../../ops/upsample.js';
import type { Reader } from '../parser/reader.js';
import { exactly, from, type LayerType, type LayerLowering } from './layerType.js';
import { entryOf } from '../../../text/table.js';

/** Number of spatial axes, where the rank of the input is known; images have two. */
function spatialRank(lowering: LayerLowering): number {
  const [input] = lowering.inputs;
  return input === undefined || isUnknown(input) ? 2 : Math.max(1, input.length - 1);
}

/**
 * One value for all axes or one for each: `kernel_size: 3`, `kernel_size: [3, 1]`, or `kernel_h: 3 kernel_w: 1`. A
 * list with one value less than there are axes is the operator's to report.
 */
function perAxis(
  lowering: LayerLowering,
  reader: Reader,
  { name, field, stem, preset }: { name: string; field: string; stem: string; preset: number | undefined },
): void {
  const high = reader.field(`${stem}_h`);
  const wide = reader.field(`${stem}_w`);
  const whole = reader.field(field);
  if (whole && (high || wide)) {
    const second = `${stem}_h and ${stem}_w`;
    const data = { first: field, second, rule: 'they say the same thing' };
    lowering.report({ code: 'conflicting-fields', data }, whole);
  }
  if (high || wide) {
    const both = [reader.uint(`${stem}_h`) ?? preset, reader.uint(`${stem}_w`) ?? preset];
    if (both.includes(undefined)) {
      const absent = high ? `${stem}_w` : `${stem}_h`;
      if (!reader.field(absent)) lowering.missing(absent, 'height and width are given together');
      lowering.give(name, unknown(reasons.unknownField(absent, lowering.type)), high ?? wide);
      return;
    }
    const [height, width] = both as [Int, Int];
    lowering.give(name, height === width ? height : [height, width], high ?? wide);
    return;
  }
  if (!whole) {
    if (preset === undefined) {
      lowering.missing(field, 'it is the size of the window');
      lowering.give(name, unknown(reasons.missingField(field, lowering.type)));
    }
    return;
  }
  const values = reader.uints(field);
  const value: ArgumentValue =
    values === undefined
      ? unknown(reasons.invalidArgument(field, lowering.type))
      : values.length === 1
        ? (values[0] ?? 0)
        : values;
  lowering.give(name, value, reader.fields(field)[0]);
}

function convolution(lowering: LayerLowering): void {
  const param = lowering.param('convolution_param');
  const axis = param.int('axis') ?? 1;
  if (axis !== 1 && Number(axis) !== -spatialRank(lowering) - 1) {
    lowering.unknown(reasons.unsupportedAxis(lowering.type, axis));
    return;
  }
  lowering.use(lowering.type === 'Deconvolution' ? convTranspose : conv);
  lowering.require('channels', param, 'convolution_param', 'num_output', 'it is the number of filters');
  perAxis(lowering, param, { name: 'kernel', field: 'kernel_size', stem: 'kernel', preset: undefined });
  perAxis(lowering, param, { name: 'stride', field: 'stride', stem: 'stride', preset: 1 });
  perAxis(lowering, param, { name: 'pad', field: 'pad', stem: 'pad', preset: 0 });
  perAxis(lowering, param, { name: 'dilation', field: 'dilation', stem: 'dilation', preset: 1 });
  lowering.int('groups', param, 'group');
  lowering.flag('bias', param, 'bias_term');
}

/** One filter for each channel, as branches of Caffe name it. */
function depthwise(lowering: LayerLowering): void {
  convolution(lowering);
  if (lowering.operator !== conv || lowering.given.some(({ name }) => name === 'groups')) return;
  const [input] = lowering.inputs;
  lowering.give('groups', input && !isUnknown(input) ? (input[0] ?? 1) : unknown(reasons.inputUnknown));
}

const methods = { MAX: maxPool, AVE: avgPool, STOCHASTIC: stochasticPool } as const;

function pooling(lowering: LayerLowering): void {
  const param = lowering.param('pooling_param');
  const method = (param.word('pool') ?? 'MAX') as keyof typeof methods;
  if (param.flag('global_pooling')) {
    globalPooling(lowering, param, method);
    return;
  }
  lowering.use(Object.hasOwn(methods, method) ? methods[method] : maxPool);
  const floor = param.word('round_mode') === 'FLOOR' || param.flag('ceil_mode') === false;
  // Caffe drops a last window that starts in the padding only where there is padding on some axis (pooling_layer.cpp).
  const padded = ['pad', 'pad_h', 'pad_w'].some((field) => (param.int(field) ?? 0) > 0);
  if (!floor) {
    lowering.give('ceil', true);
    if (!padded) lowering.give('clip', false);
  }
  perAxis(lowering, param, { name: 'kernel', field: 'kernel_size', stem: 'kernel', preset: undefined });
  perAxis(lowering, param, { name: 'stride', field: 'stride', stem: 'stride', preset: 1 });
  if (!lowering.given.some(({ name }) => name === 'stride')) lowering.give('stride', 1);
  perAxis(lowering, param, { name: 'pad', field: 'pad', stem: 'pad', preset: 0 });
}

function globalPooling(lowering: LayerLowering, param: Reader, method: keyof typeof methods): void {
  for (const field of ['kernel_size', 'kernel_h', 'kernel_w']) {
    const found = param.field(field);
    if (!found) continue;
    const data = { first: field, second: 'global_pooling', rule: 'the window is the whole input' };
    lowering.report({ code: 'conflicting-fields', data }, found);
  }
  if (method === 'STOCHASTIC') lowering.unknown(reasons.globalStochasticPooling);
  else lowering.use(method === 'AVE' ? globalAvgPool : globalMaxPool);
}

function pyramid(lowering: LayerLowering): void {
  const param = lowering.param('spp_param');
  lowering.use(spatialPyramidPool);
  lowering.require('levels', param, 'spp_param', 'pyramid_height', 'it is the number of levels');
  const method = entryOf({ MAX: 'max', AVE: 'mean', STOCHASTIC: 'random' }, param.word('pool') ?? 'MAX');
  lowering.give('method', method, param.field('pool'));
}

function regions(lowering: LayerLowering): void {
  const param = lowering.param('roi_pooling_param');
  const sizes = [param.int('pooled_h'), param.int('pooled_w')];
  lowering.use(regionPool);
  lowering.give(
    'size',
    sizes.includes(undefined) ? unknown(reasons.noPooledSize) : (sizes as Int[]),
    param.field('pooled_h') ?? param.field('pooled_w'),
  );
  lowering.real('scale', param, 'spatial_scale');
}

/** R-FCN, psroi_pooling_layer.cpp: of output_dim · group_size² channels, output_dim for each of group_size² parts. */
function positionSensitiveRegions(lowering: LayerLowering): void {
  const param = lowering.param('psroi_pooling_param');
  lowering.use(regionPool);
  lowering.require('size', param, 'psroi_pooling_param', 'group_size', 'it is the size of the result');
  lowering.require('channels', param, 'psroi_pooling_param', 'output_dim', 'it is the number of channels');
  lowering.real('scale', param, 'spatial_scale');
}

/** DeepLab, interp_layer.cpp: the corners of input and output lie on each other. */
function interpolation(lowering: LayerLowering): void {
  const param = lowering.param('interp_param');
  const [input, like] = lowering.inputs;
  lowering.use(upsample);
  lowering.give('mode', 'bilinear');
  lowering.give('alignCorners', true);
  if (like) {
    lowering.give('size', isUnknown(like) ? unknown(like.unknown) : like.slice(1));
    return;
  }
  const [zoom, shrink] = [param.int('zoom_factor'), param.int('shrink_factor')];
  const [height, width] = [param.int('height'), param.int('width')];
  if (zoom === undefined && shrink === undefined) {
    const given = height !== undefined && width !== undefined ? [height, width] : undefined;
    lowering.give('size', given ?? unknown(reasons.interpSize), param.field('height'));
    return;
  }
  if (input === undefined || isUnknown(input)) {
    lowering.give('size', unknown(input?.unknown ?? 'there is no input'));
    return;
  }
  // Padding is at most 0: it cuts.
  const cut = add(param.int('pad_beg') ?? 0, param.int('pad_end') ?? 0);
  const sizes = input.slice(1).map((from): Dim => {
    const rest = addDim(addDim(from, cut), -1);
    const shrunk = shrink === undefined || shrink < 1 ? rest : floorDivDim(rest, shrink);
    return addDim(mulDim(shrunk, zoom ?? 1), 1);
  });
  lowering.give('size', sizes, param.field(zoom === undefined ? 'shrink_factor' : 'zoom_factor'));
}

/** SegNet, upsample_layer.cpp: sizes as given, or the input's times `scale` less what is cut at the end. */
function enlargement(lowering: LayerLowering): void {
  const param = lowering.param('upsample_param');
  const [input] = lowering.inputs;
  lowering.use(upsample);
  const given = [param.uint('upsample_h'), param.uint('upsample_w')];
  const scales = ['scale_h', 'scale_w'].map((field) => param.uint(field) ?? param.uint('scale'));
  const cut = ['pad_out_h', 'pad_out_w'].map((field) => (param.flag(field) ? 1 : 0));
  if (input === undefined || isUnknown(input) || input.length !== 3) {
    lowering.give('size', unknown(reasons.inputUnknown));
    return;
  }
  // Without a mask it is the layer of YOLO, which enlarges by 1 by default.
  const preset = lowering.inputs.length > 1 ? 2 : 1;
  const sizes = [0, 1].map(
    (axis): Dim =>
      given[axis] ?? addDim(mulDim(input[axis + 1] ?? 1, scales[axis] ?? preset), -(cut[axis] ?? 0)),
  );
  lowering.give('size', sizes, param.field('upsample_h') ?? param.field('scale'));
}

const regional = { bottoms: exactly(2), tops: exactly(1), sees: 'windows' } as const;
const perBlob = { bottoms: from(1), tops: from(1), each: true, sees: 'windows' } as const;
const one = { bottoms: exactly(1), tops: exactly(1), sees: 'windows' } as const;

export const windowLayers: Readonly<Record<string, LayerType>> = {
  Convolution: { doc: 'Slides learned filters over its bottom.', ...perBlob, lower: convolution },
  Deconvolution: {
    doc: 'A convolution run backwards: it enlarges its bottom.',
    ...perBlob,
    lower: convolution,
  },
  DepthwiseConvolution: { doc: 'One filter for each channel.', ...perBlob, lower: depthwise },
  ConvolutionDepthwise: { doc: 'One filter for each channel.', ...perBlob, lower: depthwise },
  Pooling: {
    doc: 'Takes the largest value or the mean of each window.',
    bottoms: exactly(1),
    tops: from(1, 2),
    sees: 'windows',
    lower: pooling,
  },
  SPP: { doc: 'Pools to several sizes and lays the results in one row.', ...one, lower: pyramid },
  ROIPooling: { doc: 'Pools each region to one size.', ...regional, lower: regions },
  PSROIPooling: {
    doc: 'Pools each region, every part of it from channels of its own (R-FCN).',
    ...regional,
    lower: positionSensitiveRegions,
  },
  Interp: {
    doc: 'Brings blobs to a size by interpolation (DeepLab, PSPNet).',
    bottoms: from(1, 2),
    tops: exactly(1),
    sees: 'windows',
    lower: interpolation,
  },
  Upsample: {
    doc: 'Enlarges a blob; with the places of a pooling, to where its values came from (SegNet).',
    bottoms: from(1, 2),
    tops: exactly(1),
    sees: 'windows',
    lower: enlargement,
  },
  Im2col: {
    doc: 'Lays out the windows of a convolution as columns.',
    ...perBlob,
    lower: (lowering) => lowering.unknown(reasons.im2col),
  },
};
