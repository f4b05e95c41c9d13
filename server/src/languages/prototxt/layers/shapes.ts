// Layers that give elements other axes, or look along axes.
import { reasons } from '../../../findings/reasons.js';
import { compareDims, isUnknown, productDim, symbolicDim, unknown, type Dim } from '../../../math/dim.js';
import { add, mul, type Int } from '../../../math/int.js';
import { crop } from '../../../ops/crop.js';
import { flatten } from '../../../ops/flatten.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import { permute } from '../../../ops/permute.js';
import { priorBox } from '../../../ops/priorBox.js';
import { argMax, reduce } from '../../../ops/reduce.js';
import { reshape } from '../../../ops/reshape.js';
import { channelShuffle } from '../../../ops/shuffle.js';
import { tile } from '../../../ops/tile.js';
import { exactly, from, withoutBatch, type LayerType, type LayerLowering } from './layerType.js';
import { entryOf } from '../../../text/table.js';

function flattening(lowering: LayerLowering): void {
  const param = lowering.param('flatten_param');
  lowering.use(flatten);
  if (lowering.axis('start', param, 'axis', 1)) lowering.axis('end', param, 'end_axis', -1);
}

/** New sizes for a stretch of axes; the batch, which shapes leave out, must come through as it is. */
function reshaping(lowering: LayerLowering): void {
  const param = lowering.param('reshape_param');
  const [input] = lowering.inputs;
  lowering.use(reshape);
  if (input === undefined) return;
  const shape = param.sub('shape');
  const dims = shape.ints('dim');
  if (isUnknown(input)) {
    lowering.give('sizes', unknown(input.unknown), param.field('shape'));
    // A first size of 0 keeps the batch; further sizes stand for themselves, whatever the input is.
    const whole = (param.int('axis') ?? 0) === 0 && (param.int('num_axes') ?? -1) === -1;
    if (whole && dims?.[0] === 0)
      lowering.outputs = [dims.slice(1).map((dim) => (dim > 0 ? dim : symbolicDim('', input.unknown)))];
    return;
  }
  const place = param.field('shape');
  const rank = input.length + 1;
  const start = resolve(param.int('axis') ?? 0, rank + 1);
  const count = Number(param.int('num_axes') ?? -1);
  const end = start === undefined ? undefined : count < 0 ? rank : start + count;
  if (dims === undefined || start === undefined || end === undefined || end > rank) {
    lowering.unknown(reasons.invalidShape);
    return;
  }
  // Axis 0 stands for the batch, whose size is not known; −1 is what is left.
  const before: readonly (Dim | 'batch')[] = ['batch', ...input];
  const copied = dims.map((dim, index) => (dim === 0 ? (before[start + index] ?? 1) : dim));
  const after = [...before.slice(0, start), ...copied, ...before.slice(end)];
  const sizes = after.slice(1) as (Dim | 'batch')[];
  const free = sizes.filter((size) => size === -1).length;
  const keepsBatch =
    after[0] === 'batch' ||
    (free === 0 &&
      !sizes.includes('batch') &&
      compareDims(productDim(sizes as Dim[]), productDim(input)) === 'equal');
  if (!keepsBatch || sizes.includes('batch')) {
    lowering.unknown(reasons.batchReshaped);
    return;
  }
  lowering.give('sizes', sizes as readonly ArgumentValue[], place);
}

/** An axis counted from the end as one counted from the start. */
function resolve(axis: Int, rank: number): number | undefined {
  const index = axis < 0 ? Number(add(axis, rank)) : Number(axis);
  return index >= 0 && index < rank ? index : undefined;
}

function cropping(lowering: LayerLowering): void {
  const param = lowering.param('crop_param');
  lowering.use(crop);
  if (!lowering.axis('axis', param, 'axis', 2)) return;
  const offsets = param.ints('offset');
  if (offsets && offsets.length > 0) lowering.give('offset', offsets, param.fields('offset')[0]);
}

function permutation(lowering: LayerLowering): void {
  const param = lowering.param('permute_param');
  const [input] = lowering.inputs;
  lowering.use(permute);
  const given = param.ints('order') ?? [];
  if (input === undefined || isUnknown(input)) {
    lowering.give('order', unknown(reasons.inputUnknown));
    return;
  }
  // Axes that are not named follow in their order.
  const rest = [0, ...input.map((_, axis) => axis + 1)].filter((axis) => !given.includes(axis));
  const order = [...given, ...rest];
  if (order[0] !== 0) lowering.unknown(reasons.batchMoved);
  else
    lowering.give(
      'order',
      order.slice(1).map((axis) => Number(axis) - 1),
      param.fields('order')[0],
    );
}

function copies(lowering: LayerLowering): void {
  const param = lowering.param('tile_param');
  lowering.use(tile);
  if (!lowering.axis('axis', param, 'axis', 1)) return;
  lowering.require('copies', param, 'tile_param', 'tiles', 'it is the number of copies');
}

const reductions: Readonly<Record<string, string>> = {
  SUM: 'sum',
  ASUM: 'asum',
  SUMSQ: 'sumsq',
  MEAN: 'mean',
};

/** Over the batch too, which is axis 0, the result is one number all the same. */
function reduction(lowering: LayerLowering): void {
  const param = lowering.param('reduction_param');
  lowering.use(reduce);
  const operation = param.word('operation');
  if (operation !== undefined)
    lowering.give('operation', entryOf(reductions, operation), param.field('operation'));
  const axis = param.int('axis') ?? 0;
  lowering.give('axis', withoutBatch(axis, lowering.inputs[0]) ?? 0, param.field('axis'));
}

function largest(lowering: LayerLowering): void {
  const param = lowering.param('argmax_param');
  lowering.use(argMax);
  if (param.field('axis') && !lowering.axis('axis', param, 'axis', 1)) return;
  lowering.int('top', param, 'top_k');
  lowering.flag('values', param, 'out_max_val');
}

/** Boxes at each place: one for each size and ratio, and one for each larger size (SSD, prior_box_layer.cpp). */
function priorBoxes(lowering: LayerLowering): void {
  const param = lowering.param('prior_box_param');
  lowering.use(priorBox);
  const ratios = [1];
  const flip = param.flag('flip') ?? true;
  for (const field of param.fields('aspect_ratio')) {
    const ratio = field.value.kind === 'number' ? Number(field.value.text) : NaN;
    const known = (value: number): boolean => ratios.some((each) => Math.abs(each - value) < 1e-6);
    if (Number.isNaN(ratio) || known(ratio)) continue;
    ratios.push(ratio);
    if (flip) ratios.push(1 / ratio);
  }
  const small = param.fields('min_size');
  const boxes = add(mul(small.length, ratios.length), param.fields('max_size').length);
  if (small.length === 0) lowering.missing('min_size in prior_box_param', 'it is the size of the boxes');
  lowering.give('boxes', small.length === 0 ? unknown(reasons.noMinSize) : boxes, small[0]);
}

function shuffle(lowering: LayerLowering): void {
  const param = lowering.param('shuffle_channel_param');
  lowering.use(channelShuffle);
  lowering.require('groups', param, 'shuffle_channel_param', 'group', 'it is the number of groups');
}

const one = { bottoms: exactly(1), tops: exactly(1) };
const two = { bottoms: exactly(2), tops: exactly(1), sees: 'peers' } as const;

export const shapeLayers: Readonly<Record<string, LayerType>> = {
  Flatten: {
    doc: 'Lays neighbouring axes in one row.',
    ...one,
    sees: (layer) => {
      const param = layer.sub('flatten_param');
      return (param.int('axis') ?? 1) === 1 && (param.int('end_axis') ?? -1) === -1 ? 'row' : undefined;
    },
    lower: flattening,
  },
  Reshape: { doc: 'Gives the same elements other axes.', ...one, lower: reshaping },
  Crop: { doc: 'Cuts its first bottom to the size of its second.', ...two, lower: cropping },
  Permute: { doc: 'Brings axes into another order.', ...one, lower: permutation },
  Tile: { doc: 'Copies its bottom along an axis.', ...one, lower: copies },
  Reduction: { doc: 'Takes one number over all axes from one on.', ...one, lower: reduction },
  ArgMax: { doc: 'Gives the places of the largest values.', ...one, lower: largest },
  PriorBox: {
    doc: 'Lays boxes around each place of a feature map.',
    bottoms: from(2, 2),
    tops: exactly(1),
    lower: priorBoxes,
  },
  ShuffleChannel: { doc: 'Takes channels of all groups in turn.', ...one, lower: shuffle },
};
