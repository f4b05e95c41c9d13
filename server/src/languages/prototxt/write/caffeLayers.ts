// Caffe's layer, or layers, for each operator.
import { conversionReasons } from '../../../findings/conversion.js';
import { isKnown, isUnknown, type Dim, type Shape } from '../../../math/dim.js';
import { add } from '../../../math/int.js';
import { isCounterpart, there, type Mapped } from '../../../ops/counterparts.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import { outputSize, type Window } from '../../../ops/window.js';
import { argumentsOf, type FlatLayer } from '../../../writing/flat.js';
import { entryOf } from '../../../text/table.js';

export type FieldValue = ArgumentValue | WrittenFields | readonly ArgumentValue[];
/** A field without a value is not written. */
export interface WrittenFields {
  readonly [name: string]: FieldValue | undefined;
}

export interface CaffeLayer {
  readonly type: string;
  /** By the name of the field that holds them. */
  readonly params: Readonly<Record<string, WrittenFields>>;
  /** Works element by element, so that it may write its input in place. */
  readonly inPlace?: boolean;
}

/** What a layer is in Caffe; or why Caffe has no such layer. */
export function caffeLayers(layer: FlatLayer): readonly CaffeLayer[] | string {
  const { operator } = layer.node.application;
  if (operator.family === 'unknown') return conversionReasons.notKnown(operator.name);
  const rule = entryOf(rules, operator.name) ?? declared;
  const made = rule({ ...layer, argument: argumentsOf(layer.node), shape: sizes(layer.inputs[0]?.shape) });
  return typeof made === 'string' || Array.isArray(made)
    ? (made as readonly CaffeLayer[] | string)
    : [made as CaffeLayer];
}

interface Given extends FlatLayer {
  readonly argument: (name: string) => ArgumentValue | undefined;
  readonly shape: readonly Dim[];
}

type Rule = (given: Given) => CaffeLayer | readonly CaffeLayer[] | string;

const sizes = (shape: Shape | undefined): readonly Dim[] =>
  shape === undefined || isUnknown(shape) ? [] : shape;

const layer = (type: string, field?: string, fields: WrittenFields = {}, inPlace = false): CaffeLayer => ({
  type,
  params: field === undefined || Object.keys(fields).length === 0 ? {} : { [field]: fields },
  ...(inPlace && { inPlace }),
});

/** Only what differs from a default. */
function differing(
  fields: Readonly<Record<string, readonly [value: ArgumentValue | undefined, preset: ArgumentValue]>>,
): WrittenFields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, [value, preset]]) =>
      value === undefined || value === preset ? [] : [[name, value] as const],
    ),
  );
}

/** An axis without the batch as Caffe counts it. */
const withBatch = (axis: ArgumentValue | undefined): ArgumentValue =>
  typeof axis === 'number' || typeof axis === 'bigint' ? (axis < 0 ? axis : add(axis, 1)) : 1;

/** `3` where all axes are equal, else one value for each. */
const each = (values: readonly ArgumentValue[]): ArgumentValue | readonly ArgumentValue[] =>
  values.every((value) => value === values[0]) ? (values[0] ?? 1) : values;

function sliding(type: string, { node, argument }: Given): CaffeLayer | string {
  const { windows } = node.application;
  if (windows.some(({ padBefore, padAfter }) => padBefore !== padAfter))
    return conversionReasons.padsAlikeCaffe;
  const fields: Record<string, FieldValue | undefined> = { num_output: argument('channels') };
  if (argument('bias') === false) fields.bias_term = false;
  fields.kernel_size = each(windows.map(({ kernel }) => kernel));
  const pad = each(windows.map(({ padBefore }) => padBefore));
  const stride = each(windows.map((window) => window.stride));
  const dilation = each(windows.map((window) => window.dilation));
  if (pad !== 0) fields.pad = pad;
  if (stride !== 1) fields.stride = stride;
  if (dilation !== 1) fields.dilation = dilation;
  if (argument('groups') !== 1) fields.group = argument('groups');
  return layer(type, 'convolution_param', fields);
}

/** Transposed convolutions have no windows of their own: their arguments are read. */
function transposed({ argument, shape }: Given): CaffeLayer | string {
  const rank = shape.length - 1;
  const all = (name: string): readonly ArgumentValue[] => {
    const value = argument(name);
    return Array.isArray(value)
      ? (value as readonly ArgumentValue[])
      : Array<ArgumentValue>(rank).fill(value ?? 1);
  };
  const pad = all('pad');
  if (all('outputPad').some((value) => value !== 0)) return conversionReasons.outputPadding;
  if (pad.some((value) => typeof value !== 'number')) return conversionReasons.padsAlikeCaffe;
  const fields: Record<string, FieldValue | undefined> = { num_output: argument('channels') };
  if (argument('bias') === false) fields.bias_term = false;
  fields.kernel_size = each(all('kernel'));
  if (each(pad) !== 0) fields.pad = each(pad);
  if (each(all('stride')) !== 1) fields.stride = each(all('stride'));
  if (each(all('dilation')) !== 1) fields.dilation = each(all('dilation'));
  if (argument('groups') !== 1) fields.group = argument('groups');
  return layer('Deconvolution', 'convolution_param', fields);
}

/** Caffe rounds up, and drops a window in the padding only where there is padding; newer versions round down on demand. */
function pooling(pool: string, { node }: Given): CaffeLayer | string {
  const { windows } = node.application;
  if (windows.length !== 2) return conversionReasons.poolsOverTwo;
  if (windows.some(({ dilation }) => dilation !== 1)) return conversionReasons.dilatedPooling;
  if (windows.some(({ padBefore, padAfter }) => padBefore !== padAfter))
    return conversionReasons.padsAlikeCaffe;
  const clip = windows.some(({ padBefore }) => padBefore > 0);
  const wanted = windows.map(outputSize);
  const fits = (rounding: Window['rounding']): boolean =>
    windows.every((window, axis) => outputSize({ ...window, rounding, clip }) === wanted[axis]);
  if (!wanted.every(isKnown)) return conversionReasons.ownSize;
  const floor = !fits('ceil');
  if (floor && !fits('floor')) return conversionReasons.rounding;
  const [high, wide] = windows as [Window, Window];
  const pair = (
    name: string,
    of: (window: Window) => ArgumentValue,
    preset: ArgumentValue,
  ): WrittenFields => {
    const [a, b] = [of(high), of(wide)];
    if (a === b) return a === preset ? {} : { [name === 'kernel' ? 'kernel_size' : name]: a };
    return { [`${name}_h`]: a, [`${name}_w`]: b };
  };
  return layer('Pooling', 'pooling_param', {
    pool,
    ...pair('kernel', ({ kernel }) => kernel, 0),
    ...pair('stride', ({ stride }) => stride, 1),
    ...pair('pad', ({ padBefore }) => padBefore, 0),
    ...(floor && { round_mode: 'FLOOR' }),
  });
}

const globalPooling = (pool: string): CaffeLayer =>
  layer('Pooling', 'pooling_param', { pool, global_pooling: true });

function linear({ argument, shape }: Given): CaffeLayer {
  const named = argument('axis');
  const axis = named === undefined || named === null ? shape.length : withBatch(named);
  return layer('InnerProduct', 'inner_product_param', {
    num_output: argument('features'),
    ...differing({ bias_term: [argument('bias'), true], axis: [axis, 1] }),
  });
}

function batchNorm({ argument }: Given): readonly CaffeLayer[] {
  const eps = differing({ eps: [argument('eps'), 1e-5] });
  const norm = layer('BatchNorm', 'batch_norm_param', eps, true);
  if (argument('affine') === false) return [norm];
  return [norm, layer('Scale', 'scale_param', { bias_term: true }, true)];
}

function scale(type: string, { argument, inputs, shape }: Given): CaffeLayer | string {
  const fields = differing({
    axis: [withBatch(argument('axis')), 1],
    num_axes: [inputs.length > 1 ? 1 : argument('axes'), 1],
    bias_term: [type === 'Scale' ? argument('bias') : undefined, false],
  });
  if (shape.length === 0) return conversionReasons.noAxis;
  return layer(type, `${type.toLowerCase()}_param`, fields, true);
}

function eltwise(
  operation: string,
  { inputs, shape }: Given,
  coeff?: readonly number[],
): CaffeLayer | string {
  // Eltwise takes two at least; a join of one is one of a Concat too.
  if (inputs.length < 2) return layer('Concat');
  if (inputs.some((input) => sizes(input.shape).join() !== shape.join()))
    return conversionReasons.joinsOneShape;
  return layer('Eltwise', 'eltwise_param', {
    ...(operation !== 'SUM' && { operation }),
    ...(coeff && { coeff }),
  });
}

function split({ outputs, argument, shape }: Given): CaffeLayer {
  const axis = argument('axis');
  const index = typeof axis === 'number' ? (axis < 0 ? axis + shape.length : axis) : 0;
  const parts = outputs.map((output) => sizes(output.shape)[index] ?? 1);
  let point: Dim = 0;
  const points = parts
    .slice(0, -1)
    .map((part) => (point = isKnown(part) && isKnown(point) ? add(point, part) : part));
  const given = differing({ axis: [withBatch(axis), 1] });
  const isEqual = parts.every((part) => part === parts[0]);
  return layer('Slice', 'slice_param', isEqual ? given : { ...given, slice_point: points });
}

function adaptive(pool: string, { shape, outputs, node }: Given): CaffeLayer | string {
  if (node.application.globalPooling) return globalPooling(pool);
  const [from, to] = [shape.slice(1), sizes(outputs[0]?.shape).slice(1)];
  const kernels = from.map((size, axis) => Number(size) / Number(to[axis]));
  const [kernel] = kernels;
  return kernels.length === 2 && kernels.every((each) => each === kernel && Number.isInteger(each))
    ? layer('Pooling', 'pooling_param', { pool, kernel_size: kernel ?? 1, stride: kernel ?? 1 })
    : conversionReasons.windowSizes;
}

/** The layer that the operator's counterpart declares, with the fields that differ from Caffe's defaults. */
function declared({ node, argument }: Given): CaffeLayer | string {
  const { operator } = node.application;
  const counterpart = operator.counterparts?.caffe;
  if (!isCounterpart(counterpart)) return conversionReasons.caffeHasNo(operator.name);
  const { name, message, arguments: fields = {} } = counterpart;
  const countsAxes = Object.values(fields).some((said) => typeof said === 'object' && 'axis' in said);
  const inPlace = /activation|regularization/.test(operator.family) && !countsAxes;
  const given = Object.entries(fields).flatMap(([field, said]) => {
    if (typeof said === 'object' && !('is' in said)) return [];
    const { is, default: other, axis }: Mapped<string> = typeof said === 'string' ? { is: said } : said;
    const value = axis ? withBatch(argument(is)) : argument(is);
    const preset = other ?? entryOf(operator.parameters, is)?.default?.value;
    return value === undefined || value === null || value === preset ? [] : [[field, value] as const];
  });
  return layer(name, message, Object.fromEntries(given), inPlace);
}

/** R-FCN's pooling has channels of its own for each part, and one size along both axes. */
function regionPool({ argument }: Given): CaffeLayer | string {
  const size = argument('size');
  const [high, wide] = Array.isArray(size) ? (size as readonly ArgumentValue[]) : [size, size];
  const scale = differing({ spatial_scale: [argument('scale'), 1] });
  const channels = argument('channels');
  if (channels === undefined)
    return layer('ROIPooling', 'roi_pooling_param', { pooled_h: high, pooled_w: wide, ...scale });
  return high === wide
    ? layer('PSROIPooling', 'psroi_pooling_param', {
        spatial_scale: argument('scale'),
        output_dim: channels,
        group_size: high,
      })
    : conversionReasons.regionSizes;
}

const batchFirst = (dims: readonly ArgumentValue[]): WrittenFields => ({ shape: { dim: [0, ...dims] } });

const pyramidPools: Readonly<Record<string, string>> = { max: 'MAX', mean: 'AVE', random: 'STOCHASTIC' };

const rules: Readonly<Record<string, Rule>> = {
  Conv: (given) => sliding('Convolution', given),
  ConvTranspose: transposed,
  MaxPool: (given) => pooling('MAX', given),
  AvgPool: (given) =>
    given.argument('countPad') === false &&
    given.node.application.windows.some(({ padBefore }) => padBefore !== 0)
      ? conversionReasons.countsPadding
      : pooling('AVE', given),
  StochasticPool: (given) => pooling('STOCHASTIC', given),
  GlobalAvgPool: () => globalPooling('AVE'),
  GlobalMaxPool: () => globalPooling('MAX'),
  AdaptiveAvgPool: (given) => adaptive('AVE', given),
  AdaptiveMaxPool: (given) => adaptive('MAX', given),
  SpatialPyramidPool: ({ argument }) =>
    layer('SPP', 'spp_param', {
      pyramid_height: argument('levels'),
      ...differing({ pool: [pyramidPools[String(argument('method'))], 'MAX'] }),
    }),
  RegionPool: regionPool,
  PriorBox: () => conversionReasons.boxSizes,
  Linear: linear,
  BatchNorm: batchNorm,
  Scale: (given) => scale('Scale', given),
  Bias: (given) => scale('Bias', given),
  LRN: ({ argument, shape }) =>
    layer('LRN', 'lrn_param', {
      ...differing({
        local_size: [argument('size'), 5],
        alpha: [
          there(
            Number(argument('alpha')),
            Number(argument('size')) ** (argument('over') === 'places' ? Math.max(1, shape.length - 1) : 1),
          ),
          1,
        ],
        beta: [argument('beta'), 0.75],
        k: [argument('k'), 1],
      }),
      ...(argument('over') === 'places' && { norm_region: 'WITHIN_CHANNEL' }),
    }),
  Add: (given) => eltwise('SUM', given),
  Sub: (given) => eltwise('SUM', given, [1, -1]),
  Mean: (given) =>
    eltwise(
      'SUM',
      given,
      given.inputs.map(() => 1 / given.inputs.length),
    ),
  Mul: (given) => eltwise('PROD', given),
  Max: (given) => eltwise('MAX', given),
  Split: split,
  Flatten: ({ argument }) =>
    layer(
      'Flatten',
      'flatten_param',
      differing({ axis: [withBatch(argument('start')), 1], end_axis: [withBatch(argument('end')), -1] }),
    ),
  Reshape: ({ outputs }) => {
    const to = sizes(outputs[0]?.shape);
    return to.every(isKnown) ? layer('Reshape', 'reshape_param', batchFirst(to)) : conversionReasons.ownShape;
  },
  Permute: ({ argument }) => {
    const order = argument('order');
    return Array.isArray(order)
      ? layer('Permute', 'permute_param', { order: [0, ...(order as number[]).map((axis) => axis + 1)] })
      : conversionReasons.order;
  },
  Crop: ({ argument }) => {
    const offset = argument('offset');
    return layer('Crop', 'crop_param', {
      ...differing({ axis: [withBatch(argument('axis')), 2] }),
      ...(Array.isArray(offset) && { offset: offset as readonly ArgumentValue[] }),
    });
  },
  Reduce: ({ argument }) =>
    layer('Reduction', 'reduction_param', {
      operation: String(argument('operation')).toUpperCase(),
      axis: withBatch(argument('axis')),
    }),
  ArgMax: ({ argument }) =>
    layer('ArgMax', 'argmax_param', {
      ...(argument('axis') !== undefined && { axis: withBatch(argument('axis')) }),
      ...differing({ top_k: [argument('top'), 1], out_max_val: [argument('values'), false] }),
    }),
};
